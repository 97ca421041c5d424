// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"

#include <QString>

namespace cordboard::console {

/// The columns of the live table, in their order.
enum class CallColumn {
    State,
    Caller,
    CallerNumber,
    Callee,
    CalleeNumber,
    InState,
    Total,
    Note,
    Node,
    Journey,
};
inline constexpr int callColumns = 10;

[[nodiscard]] QString columnTitle(CallColumn column);
/// For the column chooser and the CSV header, where "Number" alone would not say whose.
[[nodiscard]] QString columnFullTitle(CallColumn column);

/// What stands in a cell, as plain text; both numbers have columns of their own.
/// \param now  server's clock, ms since 1970
/// \param journeyCalls  how many calls belong to its journey
[[nodiscard]] QString cellText(const CallRow &row, CallColumn column, qint64 now, int journeyCalls);

/// "Ringing", or the word of a state that this program does not know.
[[nodiscard]] QString stateText(const CallRow &row);
/// The second line under it: who waits, whom it goes to, what failed; empty if there is nothing to say.
[[nodiscard]] QString noteText(const CallRow &row);
/// Time in this state, and in all; nothing where the beginning is not known.
[[nodiscard]] std::optional<std::chrono::milliseconds> inState(const CallRow &row, qint64 now);
[[nodiscard]] std::optional<std::chrono::milliseconds> inAll(const CallRow &row, qint64 now);
/// "Held, caller waits, 6 minutes 48 seconds, needs attention": what a screen reader says of the row.
[[nodiscard]] QString spokenRow(const CallRow &row, qint64 now, bool lit, int journeyPlace, int journeyCalls);

} // namespace cordboard::console
