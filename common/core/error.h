// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>
#include <QString>

#include <optional>

namespace cordboard {

/// What went wrong. The word of each (see word()) is part of the protocol and never changes.
enum class Errc {
    // the caller's fault
    ParseError, ///< not JSON (-32700)
    InvalidRequest, ///< JSON, but no JSON-RPC 2.0 request (-32600)
    MethodNotFound, ///< (-32601)
    InvalidParams, ///< a parameter is missing, of the wrong type or unusable; Error::field names it (-32602)
    // the call, and what may be done with it
    CallNotFound, ///< no such call (-32001)
    AmbiguousCall, ///< the SIP Call-ID fits more than one call (-32002)
    WrongState, ///< the call is not in a state that allows this, e.g. hold while ringing (-32003)
    Conflict, ///< another command works on the call, or the cmd_id is taken by another content (-32004)
    NotAllowed, ///< the client's rights forbid it (-32005)
    NotSupported, ///< this node lacks the module or the lane; the message names it (-32006)
    LimitReached, ///< a configured limit, e.g. requests in flight (-32007)
    CommandNotFound, ///< no command with this id, or no longer remembered (-32008)
    // the network behind us
    RefusedByProxy, ///< the proxy answered with an error; Error::status is its code (-32010)
    RejectedByParty, ///< a phone said no; Error::status is the SIP status (-32011)
    NoAnswer, ///< a phone did not answer (-32012)
    Timeout, ///< sent, and the deadline passed without a decision (-32013)
    ProxyUnreachable, ///< nothing was sent: the proxy cannot be reached (-32014)
    CallEnded, ///< the call ended before the command was done (-32015)
    // the command's own end
    Cancelled, ///< by CommandCancel (-32020)
    Interrupted, ///< the server was restarted while it ran (-32021)
    // ours
    Abandoned, ///< an answer was dropped: a programming error (-32603)
    LinkLost, ///< the connection to the server is gone (client side only) (-32022)
    Internal, ///< (-32603)
};

/// An error with a text for people. Never holds secrets or whole requests.
struct Error {
    Errc code = Errc::Internal;
    QString message; ///< one sentence, English
    QString field = {}; ///< the parameter at fault, or empty
    std::optional<int> status = {}; ///< SIP status or the proxy's own error code, where one was given
    friend bool operator==(const Error &, const Error &) = default;
};

/// The stable word of the protocol, e.g. `call_not_found`.
[[nodiscard]] QLatin1StringView word(Errc code) noexcept;
/// The error whose word this is; nothing for an unknown word.
[[nodiscard]] std::optional<Errc> errcFromWord(QStringView word) noexcept;
/// The JSON-RPC 2.0 error code that it maps to.
[[nodiscard]] int jsonRpcCode(Errc code) noexcept;
/// The error that a JSON-RPC code means where no word was given; nothing for a code that is not ours.
[[nodiscard]] std::optional<Errc> errcFromJsonRpcCode(int code) noexcept;

} // namespace cordboard
