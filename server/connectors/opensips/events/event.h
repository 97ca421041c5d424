// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/connectors/opensips/dialog.h"
#include "server/connectors/opensips/events/scriptevent.h"

#include <QByteArray>
#include <QJsonValue>

#include <variant>

namespace cordboard::opensips {

/// E_DLG_STATE_CHANGED (fact 17). Events of one dialog may arrive in any order (fact 15).
struct DialogStateChanged {
    QString dialogId; ///< `id`, the dialog's ID
    SipCallId callId;
    QString fromTag;
    QString toTag;
    DialogState oldState = DialogState::Unconfirmed;
    DialogState newState = DialogState::Unconfirmed;
    friend bool operator==(const DialogStateChanged &, const DialogStateChanged &) = default;
};

/// E_CALL_TRANSFER (facts 19, 27 to 32).
struct TransferChanged {
    enum class State { Start, Notify, Ok, Fail };
    SipCallId callId;
    QString leg; ///< "caller", "callee", empty, or (3.x, start) a Call-ID: never decide by it
    SipCallId transferCallId; ///< the new call
    QString destination; ///< empty in Notify
    State state = State::Start;
    QString status; ///< e.g. "486 Busy Here"
    friend bool operator==(const TransferChanged &, const TransferChanged &) = default;
};

/// E_CALL_HOLD (fact 18).
struct HoldChanged {
    enum class State { Start, Ok, Fail };
    SipCallId callId;
    QString leg; ///< "caller" or "callee"
    bool resume = false; ///< `action` is "unhold"
    State state = State::Start;
    friend bool operator==(const HoldChanged &, const HoldChanged &) = default;
};

/// E_UA_SESSION (facts 10, 38, 39).
struct SessionChanged {
    enum class Type { Early, Answered, Rejected, Updated, Terminated, Other };
    SipCallId key; ///< the session's key is its SIP Call-ID
    Type type = Type::Other;
    int status = 0;
    QString reason;
    QString method;
    friend bool operator==(const SessionChanged &, const SessionChanged &) = default;
};

/// E_UL_CONTACT_INSERT, _UPDATE, _DELETE and E_UL_AOR_DELETE (modules/usrloc/ul_evi.c).
struct ContactChanged {
    enum class Kind {
        Set, ///< registered, or registered again
        Removed, ///< unregistered or expired
        AllRemoved, ///< the address of record has no contacts any more; `uri` is empty
    };
    Kind kind = Kind::Set;
    QString table; ///< `domain`: the proxy's name for its table, e.g. "location"
    QString aor; ///< with the domain or without it, as the proxy is configured
    QString uri;
    QString userAgent;
    qint64 expires = 0; ///< seconds since 1970 by the proxy's clock; 0: never
    friend bool operator==(const ContactChanged &, const ContactChanged &) = default;
};

/// The answer to our own `raise_event` (fact 16): its params are an array that holds our nonce.
struct ProbeArrived {
    QString event;
    QString nonce;
    friend bool operator==(const ProbeArrived &, const ProbeArrived &) = default;
};

/// An event that we did not ask for or do not know; not an error.
struct OtherEvent {
    QString name;
    friend bool operator==(const OtherEvent &, const OtherEvent &) = default;
};

using ProxyEvent = std::variant<DialogStateChanged, TransferChanged, HoldChanged, SessionChanged,
    ContactChanged, ScriptEvent, ProbeArrived, OtherEvent>;

/// Reads one event datagram. Pure. Invalid UTF-8 is repaired, never a reason to drop it (fact 24).
/// Errors: InvalidParams, with the field at fault.
[[nodiscard]] Result<ProxyEvent> decodeEvent(const QByteArray &datagram);

} // namespace cordboard::opensips
