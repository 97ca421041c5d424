// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/flow.h"

namespace cordboard::opensips {

/// `dlg_end_dlg`: by the dialog's ID where it is known, since two calls may share a Call-ID.
[[nodiscard]] inline SendMi endDialog(int tag, const Dialog &dialog)
{
    const QString name = dialog.id.isEmpty() ? dialog.callId.text() : dialog.id;
    return {.tag = tag,
        .method = QStringLiteral("dlg_end_dlg"),
        .params = {{QStringLiteral("dialog_id"), name}},
        .wait = Wait::Moment,
        .slowOverHttp = false};
}

/// `dlg_list_ctx` of one call; 404 when it is gone (fact 44).
[[nodiscard]] inline SendMi lookUp(int tag, const SipCallId &callId)
{
    return {.tag = tag,
        .method = QStringLiteral("dlg_list_ctx"),
        .params = {{QStringLiteral("callid"), callId.text()}},
        .wait = Wait::Moment,
        .slowOverHttp = false};
}

} // namespace cordboard::opensips
