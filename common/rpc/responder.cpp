// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/responder.h"

#include <utility>

namespace cordboard::rpc {

Responder::Responder(Sink sink)
    : m_sink(std::move(sink))
{
    Q_ASSERT(m_sink);
}

// A moved-from std::function is in no particular state, so it is emptied.
Responder::Responder(Responder &&other) noexcept
    : m_sink(std::exchange(other.m_sink, nullptr))
{
}

Responder &Responder::operator=(Responder &&other) noexcept
{
    if (this != &other) {
        drop();
        m_sink = std::exchange(other.m_sink, nullptr);
    }
    return *this;
}

Responder::~Responder() { drop(); }

void Responder::respond(QJsonValue result, std::function<void()> afterSent)
{
    settle(Answer{.outcome = std::move(result), .afterSent = std::move(afterSent)});
}

void Responder::fail(Error error, QJsonObject data, std::function<void()> afterSent)
{
    settle(Answer{tl::unexpected(std::move(error)), std::move(data), std::move(afterSent)});
}

void Responder::settle(Answer answer)
{
    // The sink may destroy this object.
    if (const Sink sink = std::exchange(m_sink, nullptr)) {
        sink(std::move(answer));
    }
}

void Responder::drop()
{
    if (m_sink) {
        fail(Error{
            Errc::Internal, QStringLiteral("Internal error: the request was dropped without an answer")});
    }
}

} // namespace cordboard::rpc
