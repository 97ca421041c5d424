// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/id.h"
#include "common/core/result.h"
#include "common/protocol/words.h"

#include <QJsonValue>

#include <optional>
#include <variant>

namespace cordboard::opensips {

/// What an E_CORDBOARD can be about.
namespace script {

/// An INVITE that opens a dialog, as the caller wrote it.
struct Invite {
    QString from = {}; ///< URI
    QString fromName = {}; ///< display name without quotes
    QString to = {};
    QString toName = {};
    QString requestUri = {};
    QString contact = {}; ///< of the caller
    QString replaces = {}; ///< value of the header (RFC 3891)
    QString referredBy = {}; ///< value of the header (RFC 3892): a URI, or one in angle brackets
    friend bool operator==(const Invite &, const Invite &) = default;
};

/// The final failure that the caller gets.
struct Failed {
    int code = 0; ///< 300 to 699; 0 where the script does not know
    QString reason = {};
    friend bool operator==(const Failed &, const Failed &) = default;
};

struct Bye {
    LegRole side = LegRole::Caller; ///< who hung up
    QString reason = {}; ///< value of the header Reason (RFC 3326)
    friend bool operator==(const Bye &, const Bye &) = default;
};

/// A REFER that a phone sent by itself; those of Cordboard and of callops are not told.
struct Refer {
    LegRole side = LegRole::Caller; ///< who sent it
    QString referTo = {}; ///< URI, with headers (`?Replaces=…`) in an attended transfer
    friend bool operator==(const Refer &, const Refer &) = default;
};

enum class Direction { SendRecv, SendOnly, RecvOnly, Inactive };

/// A phone offered another direction of its media (RFC 3264 section 8.4), and the other one agreed.
struct Hold {
    LegRole side = LegRole::Caller; ///< who sent the offer
    Direction direction = Direction::SendRecv; ///< in the offer
    friend bool operator==(const Hold &, const Hold &) = default;
};

} // namespace script

/// E_CORDBOARD: what the proxy's script tells and its modules do not (fact 43;
/// resources/opensips/cordboard.cfg).
///
/// Texts that the script does not know are empty. The script raises it before the proxy acts on what it
/// tells, so `Bye` and `Failed` come before the dialog's last state, `Invite` before its first.
struct ScriptEvent {
    using Invite = script::Invite;
    using Failed = script::Failed;
    using Bye = script::Bye;
    using Refer = script::Refer;
    using Hold = script::Hold;
    using Direction = script::Direction;
    using What = std::variant<Invite, Failed, Bye, Refer, Hold>;

    SipCallId callId = {};
    QString dialogId = {}; ///< as `dlg_list` shows it; empty where the script does not know
    What what = {};
    friend bool operator==(const ScriptEvent &, const ScriptEvent &) = default;
};

/// Reads the params of an E_CORDBOARD. Pure. Keys that it does not know are ignored; nothing: an event of a
/// type that it does not know. Errors: InvalidParams, with the field at fault.
[[nodiscard]] Result<std::optional<ScriptEvent>> decodeScriptEvent(const QJsonValue &params);

} // namespace cordboard::opensips
