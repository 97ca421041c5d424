// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/calllistmodel.h"

#include <QList>
#include <QString>

namespace cordboard::console {

/// The calls of the list as CSV, with a line of titles. The numbers always have columns of their own.
[[nodiscard]] QString tableCsv(const CallListModel &model, const QList<CallColumn> &columns);
/// Rows as text for the clipboard: tabs between cells, one call a line.
[[nodiscard]] QString rowsText(
    const CallListModel &model, const QList<int> &rows, const QList<CallColumn> &columns);

} // namespace cordboard::console
