// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/flows/flow.h"

/// How the caller's phone is called (facts 10, 13, 39, 40). Everything is written from parsed URIs only (fact
/// 25).
namespace cordboard::opensips {

/// What a CallStart needs to know before its first request.
struct StartPlan {
    StartCall call;
    SipCallId callId = {}; ///< our own, "cordboard-RANDOM" (fact 40); unused by SessionStartFlow
    QString fromTag = {}; ///< ours, a token (RFC 3261 section 19.3); unused by SessionStartFlow
    quint64 sdpVersion = 0; ///< for the `o=` line; must be higher in every offer (RFC 3264 section 8)
    SipSettings sip = {};
    NodeTraits traits = {};
};

/// `t_uac_dlg`, for the datagram lane. Must never be sent twice (fact 48).
/// Errors: InvalidParams, when a configured URI is none (`field` names the key) or the Call-ID or tag is
/// unusable.
[[nodiscard]] Result<SendMi> uacRequest(int tag, const StartPlan &plan);
/// `ua_session_client_start`, for HTTP. Errors: as above.
[[nodiscard]] Result<SendMi> sessionRequest(int tag, const StartPlan &plan);

} // namespace cordboard::opensips
