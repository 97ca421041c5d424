// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callcolumns.h"
#include "console/theme/theme.h"

#include <QHash>
#include <QSet>

namespace cordboard::console {

/// How wide the columns of the live table are, in pixels: each as its content needs, the parties share what
/// is left. Where there is too little room the least important columns are left out, never state, time in
/// state, caller and callee.
[[nodiscard]] QHash<CallColumn, int> columnWidths(
    const QSet<CallColumn> &wanted, int width, const Theme &theme);

} // namespace cordboard::console
