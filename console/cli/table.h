// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/livecall.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

/// Calls as rows for people. All texts are printable() (text.h), whatever parties call themselves.
namespace cordboard::cli {

/// The columns in their order; CallId is left out where there is little room.
enum class Column { State, Caller, Callee, Since, Node, CallId };
inline constexpr int columnCount = 6;

/// The words above the columns.
[[nodiscard]] QStringList headings();

/// The cells of one call. `now` is the server's clock; SINCE is how long the call has been in its state.
[[nodiscard]] QStringList cellsOf(const LiveCall &call, const QDateTime &now);

/// How wide each column is, in cells; 0 is not shown at all. As wide as the widest cell where everything fits
/// into `width` (0: it always does); if not, CALL-ID goes, then the parties share what the others leave.
[[nodiscard]] QList<int> widthsFor(const QList<QStringList> &rows, int width);
/// Widths that do not depend on the calls, so that a list which changes all the time stands still.
/// \param nodeWidth  of the longest name of a node; bounded. 0: NODE is not shown; nor is it on a narrow
/// screen
[[nodiscard]] QList<int> steadyWidths(int width, int nodeWidth);

/// One line, without the newline and without spaces at its end; never wider than the widths make it.
[[nodiscard]] QString rowLine(const QStringList &cells, const QList<int> &widths);

/// A heading and one line a call, in the order given, each with its newline. `width` as in widthsFor().
[[nodiscard]] QString callTable(const std::vector<LiveCall> &calls, int width, const QDateTime &now);

/// One call in one line, for logs: state, caller, callee, Call-ID.
[[nodiscard]] QString callLine(const LiveCall &call);

} // namespace cordboard::cli
