// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QJsonObject>
#include <QJsonValue>

#include <functional>

namespace cordboard::rpc {

/// What a handler has to say to a request.
struct Answer {
    Result<QJsonValue> outcome;
    QJsonObject errorData = {}; ///< added to the error's `data`
    std::function<void()> afterSent = {};
};

/// The right, and the duty, to answer one request: now or later, once. Move-only.
///
/// Dropped unanswered it says Errc::Internal by itself. It may outlive its peer; then nothing is sent. To a
/// notification nothing is ever sent.
///
/// `afterSent` runs exactly once in any case: after the frame with the answer was handed to the transport (of
/// a batch, the frame with all answers), or, where nobody is left or wants to hear it, as soon as that is
/// certain. What must come after the answer on the wire belongs there.
class Responder {
public:
    using Sink = std::function<void(Answer)>;

    /// \param sink  gets the one answer; must not be null
    explicit Responder(Sink sink);
    Responder(Responder &&other) noexcept;
    Responder &operator=(Responder &&other) noexcept;
    Responder(const Responder &) = delete;
    Responder &operator=(const Responder &) = delete;
    ~Responder();

    void respond(QJsonValue result, std::function<void()> afterSent = {});
    void fail(Error error, QJsonObject data = {}, std::function<void()> afterSent = {});
    [[nodiscard]] bool isAnswered() const noexcept { return !m_sink; } ///< also after it was moved from

private:
    void settle(Answer answer);
    void drop();
    Sink m_sink;
};

} // namespace cordboard::rpc
