// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/sipuri.h"
#include "common/protocol/commands.h"
#include "common/protocol/progress.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <variant>

namespace cordboard {

/// Which call, as the client named it: one of the two is set.
struct CallName {
    std::optional<CallId> id;
    std::optional<SipCallId> callId;
    friend bool operator==(const CallName &, const CallName &) = default;
};

struct StartRequest {
    SipUri caller;
    SipUri callee;
    QString callerText; ///< as the client wrote it: it gets the same back in `data`
    QString calleeText;
    QJsonObject tags;
    std::optional<NodeName> node;
};
struct EndRequest {
    CallName call;
};
struct HoldRequest {
    CallName call;
    std::optional<LegRole> leg;
    bool resume = false;
};
struct BlindTransferRequest {
    CallName call;
    LegRole leg = LegRole::Caller;
    SipUri destination;
    QString destinationText;
};
struct AttendedTransferRequest {
    CallName callA;
    LegRole legA = LegRole::Caller;
    CallName callB;
    LegRole legB = LegRole::Caller;
    std::optional<SipUri> destination;
    QString destinationText; ///< empty if none was given
};
struct EchoRequest {
    QJsonObject params;
};

/// A command whose parameters are all in order. Which call is meant has not been looked at.
struct CommandRequest {
    protocol::Command method = protocol::Command::Echo;
    std::optional<CommandId> cmdId; ///< nothing: the client leaves the choice to us
    std::optional<std::chrono::milliseconds> deadline;
    QByteArray contentHash; ///< of the method and its own parameters (content.h); empty for Echo
    std::variant<EchoRequest, StartRequest, EndRequest, HoldRequest, BlindTransferRequest,
        AttendedTransferRequest>
        what;

    static constexpr std::chrono::milliseconds shortestDeadline{1'000};
    static constexpr std::chrono::milliseconds longestDeadline{600'000};
    static constexpr qsizetype longestCmdId = 64;
    static constexpr qsizetype longestCallName = 256;
    static constexpr qsizetype largestTags = 1'024; ///< bytes of compact JSON

    /// Reads what a client sent. Keys that the method does not know are ignored, as the Call API does.
    /// \returns the request; Errc::InvalidParams with the parameter's name in Error::field.
    [[nodiscard]] static Result<CommandRequest> parse(protocol::Command method, const QJsonObject &params);
};

} // namespace cordboard
