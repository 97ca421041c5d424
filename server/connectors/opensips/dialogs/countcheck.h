// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialogs/dialogtable.h"

#include <QJsonValue>

#include <optional>

namespace cordboard::opensips {

/// How many dialogs there are, as `get_statistics` counts them.
struct DialogCounts {
    qint64 early = 0; ///< `early_dialogs`: state 2
    qint64 active = 0; ///< `active_dialogs`: states 3 and 4
    friend bool operator==(const DialogCounts &, const DialogCounts &) = default;
};

[[nodiscard]] DialogCounts countsOf(const DialogTable &table);
/// Reads the answer of `get_statistics`; nothing where the proxy does not count.
[[nodiscard]] std::optional<DialogCounts> countsFromAnswer(const QJsonValue &answer);

/// Compares the proxy's count of its dialogs with the table (fact 26): the one sign of a lost event that
/// needs no luck. Pure.
///
/// The two are never taken at the same moment, so only looks during which the table stood still count, and
/// only a difference that is the same twice in a row; one that a sweep does not mend is an error of the
/// proxy's own counting, and passes for zero from then on.
class CountCheck {
public:
    /// One look: the table's counts before the question and after the answer, and the answer.
    /// \return whether to sweep
    [[nodiscard]] bool disagrees(
        const DialogCounts &before, const DialogCounts &after, const DialogCounts &proxy);
    /// The proxy was started anew, and counts from zero.
    void reset();

private:
    DialogCounts m_difference; // of the last look
    DialogCounts m_bias; // what no sweep mends
    bool m_swept = false; // for m_difference
};

} // namespace cordboard::opensips
