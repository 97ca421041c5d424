// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/words.h"

#include <tuple>

/// The parameters of the six call commands as they come from clients (compatible with the Call API), and what
/// every command shares. URIs are still text here; common/core/sipuri.h reads them. Unknown keys are ignored,
/// as the Call API does. `id` (Cordboard's own, unique) or `callid` (SIP Call-ID) names the call.
namespace cordboard::protocol {

using json::Field;

struct CallStart {
    QString caller;
    QString callee;
    std::optional<QJsonObject> tags; ///< up to 1 kB; stays with the journey
    std::optional<QString> node; ///< which node starts it; with one node configured there is no choice
    static constexpr auto fields()
    {
        using S = CallStart;
        return std::tuple{Field{&S::caller, "caller"}, Field{&S::callee, "callee"}, Field{&S::tags, "tags"},
            Field{&S::node, "node"}};
    }
    friend bool operator==(const CallStart &, const CallStart &) = default;
};

struct CallBlindTransfer {
    std::optional<CallId> id;
    std::optional<SipCallId> callid;
    LegRole leg = LegRole::Caller;
    QString destination;
    static constexpr auto fields()
    {
        using S = CallBlindTransfer;
        return std::tuple{Field{&S::id, "id"}, Field{&S::callid, "callid"}, Field{&S::leg, "leg"},
            Field{&S::destination, "destination"}};
    }
    friend bool operator==(const CallBlindTransfer &, const CallBlindTransfer &) = default;
};

struct CallAttendedTransfer {
    std::optional<CallId> idA;
    std::optional<SipCallId> callidA;
    LegRole legA = LegRole::Caller;
    std::optional<CallId> idB;
    std::optional<SipCallId> callidB;
    LegRole legB = LegRole::Caller;
    std::optional<QString> destination;
    static constexpr auto fields()
    {
        using S = CallAttendedTransfer;
        return std::tuple{Field{&S::idA, "idA"}, Field{&S::callidA, "callidA"}, Field{&S::legA, "legA"},
            Field{&S::idB, "idB"}, Field{&S::callidB, "callidB"}, Field{&S::legB, "legB"},
            Field{&S::destination, "destination"}};
    }
    friend bool operator==(const CallAttendedTransfer &, const CallAttendedTransfer &) = default;
};

/// CallHold and CallUnhold.
struct CallHold {
    std::optional<CallId> id;
    std::optional<SipCallId> callid;
    std::optional<LegRole> leg;
    static constexpr auto fields()
    {
        using S = CallHold;
        return std::tuple{Field{&S::id, "id"}, Field{&S::callid, "callid"}, Field{&S::leg, "leg"}};
    }
    friend bool operator==(const CallHold &, const CallHold &) = default;
};

struct CallEnd {
    std::optional<CallId> id;
    std::optional<SipCallId> callid;
    static constexpr auto fields()
    {
        using S = CallEnd;
        return std::tuple{Field{&S::id, "id"}, Field{&S::callid, "callid"}};
    }
    friend bool operator==(const CallEnd &, const CallEnd &) = default;
};

/// What any of the commands (Echo too) may carry beside its own parameters.
struct CommandOptions {
    std::optional<CommandId> cmdId; ///< 1 to 64 of [A-Za-z0-9_.:-]; empty or absent: the server makes one
    std::optional<std::chrono::milliseconds> deadline; ///< 1,000 to 600,000 ms for the whole command
    static constexpr auto fields()
    {
        using S = CommandOptions;
        return std::tuple{Field{&S::cmdId, "cmd_id"}, Field{&S::deadline, "deadline_ms"}};
    }
    friend bool operator==(const CommandOptions &, const CommandOptions &) = default;
};

/// CommandGet and CommandCancel.
struct CommandName {
    CommandId cmdId;
    static constexpr auto fields() { return std::tuple{Field{&CommandName::cmdId, "cmd_id"}}; }
    friend bool operator==(const CommandName &, const CommandName &) = default;
};

/// The immediate answer to every command.
struct Started {
    CommandId cmdId;
    QString event = QStringLiteral("Started");
    static constexpr auto fields()
    {
        return std::tuple{Field{&Started::cmdId, "cmd_id"}, Field{&Started::event, "event"}};
    }
    friend bool operator==(const Started &, const Started &) = default;
};

/// `error` beside the text of an Error event.
struct CommandError {
    int code = 0; ///< JSON-RPC code of `id`
    QString id; ///< the stable word, e.g. call_not_found (common/core/error.h)
    QString message;
    std::optional<int> sipStatus;
    CallFate callFate = CallFate::Unknown;
    static constexpr auto fields()
    {
        using S = CommandError;
        return std::tuple{Field{&S::code, "code"}, Field{&S::id, "id"}, Field{&S::message, "message"},
            Field{&S::sipStatus, "sip_status"}, Field{&S::callFate, "call_fate"}};
    }
    friend bool operator==(const CommandError &, const CommandError &) = default;
};

/// The params of every progress notification; its method is the command's name.
struct CommandEvent {
    CommandId cmdId;
    QString event; ///< a ProgressEvent's word, `Error` or `Ended`
    std::optional<QJsonValue> data; ///< keys by event (progress.h); a string for `Error`; absent for `Ended`
    std::optional<CommandError> error; ///< only with `Error`
    static constexpr auto fields()
    {
        using S = CommandEvent;
        return std::tuple{Field{&S::cmdId, "cmd_id"}, Field{&S::event, "event"}, Field{&S::data, "data"},
            Field{&S::error, "error"}};
    }
    friend bool operator==(const CommandEvent &, const CommandEvent &) = default;
};

} // namespace cordboard::protocol
