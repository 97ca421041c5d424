// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/connectors/opensips/dialog.h"

#include <QJsonValue>

#include <optional>

namespace cordboard::opensips {

/// One page of `dlg_list` or `dlg_list_ctx`. Pages are no snapshot: rows may be skipped or repeated (fact 6).
struct DialogPage {
    QList<Dialog> dialogs; ///< as listed, ended ones (state 5) too
    std::optional<int> count; ///< how many dialogs the proxy has in all; only a paged answer tells
    int rows = 0; ///< rows listed, unreadable ones too: a short page is the last
    int unreadable = 0; ///< rows left out since no dialog could be made of them
    friend bool operator==(const DialogPage &, const DialogPage &) = default;
};

/// Reads one dialog as the lists show it (modules/dialog/dlg_hash.c, internal_mi_print_dlg). `ID`, `callid`
/// and `state` (1 to 5) are demanded; the rest may be absent or null, which leaves it empty. Numbers among
/// the variables (4.0 keeps call_hold_* as numbers) become their decimal text. Errors: InvalidParams, with
/// the field at fault.
[[nodiscard]] Result<Dialog> dialogFromJson(const QJsonValue &value);

/// Reads the `result` of `dlg_list {callid}` or `dlg_list_ctx {callid}`: an object `Dialog`.
[[nodiscard]] Result<Dialog> dialogFromAnswer(const QJsonValue &result);
/// The same where it does not matter why there is none.
[[nodiscard]] std::optional<Dialog> listedDialog(const QJsonValue &result);

/// Reads the `result` of the lists without `callid`. One unreadable row does not hide the others.
/// Errors: InvalidParams when there is no array `Dialogs`.
[[nodiscard]] Result<DialogPage> dialogPageFromAnswer(const QJsonValue &result);

} // namespace cordboard::opensips
