// SPDX-License-Identifier: Apache-2.0
#include "common/client/clientcommand.h"

#include "common/client/clientlink.h"

#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The answer to the request comes at once, whatever the command does.
constexpr std::chrono::milliseconds answerDeadline = 10s;

Error errorOf(const protocol::CommandEvent &event)
{
    if (!event.error) {
        // The predecessor sends the text only.
        return Error{Errc::Internal, event.data.value_or(QJsonValue()).toString()};
    }
    return Error{errcFromWord(event.error->id).value_or(Errc::Internal), event.error->message, {},
        event.error->sipStatus};
}

} // namespace

ClientCommand::ClientCommand(
    ClientLink &link, const QString &method, const QJsonObject &params, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_method(method)
    , m_params(params)
    , m_id(params.value("cmd_id"_L1).toString())
{
    if (m_id.isEmpty()) {
        m_id = CommandId(QUuid::createUuid().toString(QUuid::WithoutBraces));
        m_params.insert("cmd_id"_L1, m_id.text());
    }
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
        [this] { settle(failure(Errc::Timeout, u"the server has not ended the command in time"_s)); });
}

Task<Done> ClientCommand::start(std::chrono::milliseconds deadline)
{
    Q_ASSERT(!m_deadline.isActive() && !m_promise.isSettled());
    Task<Done> task = m_promise.task();
    m_deadline.start(deadline);
    connect(&m_link, &ClientLink::notified, this, &ClientCommand::onNotification);
    connect(&m_link, &ClientLink::stateChanged, this, [this](ClientLink::State state) {
        if (state != ClientLink::State::Connected) {
            settle(failure(Errc::LinkLost, u"the connection to the server was lost"_s));
        }
    });
    m_link.call(m_method, m_params, std::min(deadline, answerDeadline))
        .then(this, [this](const Result<QJsonValue> &answer) { onAnswer(answer); });
    return task;
}

void ClientCommand::onAnswer(const Result<QJsonValue> &answer)
{
    if (!answer) {
        settle(tl::unexpected(answer.error()));
        return;
    }
    const auto accepted = json::decode<protocol::Started>(answer->toObject());
    if (!accepted) {
        settle(failure(
            Errc::Internal, u"the server's answer is none to a command: "_s + accepted.error().message));
        return;
    }
    if (!m_promise.isSettled()) {
        m_id = accepted->cmdId;
        Q_EMIT started();
    }
}

void ClientCommand::onNotification(const QString &method, const QJsonValue &params)
{
    if (method != m_method || m_promise.isSettled()) {
        return;
    }
    const auto event = json::decode<protocol::CommandEvent>(params.toObject());
    if (!event || event->cmdId != m_id) {
        return;
    }
    if (event->event == "Error"_L1) {
        m_error = errorOf(*event);
        m_fate = event->error ? std::optional(event->error->callFate) : std::nullopt;
    }
    const QPointer<ClientCommand> self(this);
    Q_EMIT happened(*event);
    if (self && event->event == "Ended"_L1) {
        settle(m_error ? Result<Done>(tl::unexpected(*m_error)) : Result<Done>(Done{}));
    }
}

void ClientCommand::settle(Result<Done> outcome)
{
    m_deadline.stop();
    m_link.disconnect(this);
    // The continuation may destroy this object.
    Promise<Done> promise = std::move(m_promise);
    promise.finish(std::move(outcome));
}

} // namespace cordboard
