// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialogs/dialogtable.h"

#include <QJsonValue>

#include <chrono>
#include <optional>

namespace cordboard::opensips {

/// What the answer of `get_statistics` says; its `lasting` is since the proxy's start, or since somebody
/// reset its statistics. Nothing where the proxy does not count.
[[nodiscard]] std::optional<DialogCounts> countsFromAnswer(const QJsonValue &answer);

/// Compares the proxy's counts of its dialogs with the table's (fact 26): the one sign of a lost event that
/// needs no luck. Pure: the caller has the clock.
///
/// The two are never taken at the same moment, so only looks during which the table stood still count, and
/// only a difference that stays.
///
/// `early` and `active` tell of every loss, unless several cancel each other; then the beginning of a call
/// is among them, and `lasting` tells of it. But `lasting` also differs by the INVITEs that nobody has
/// answered by any means yet, of which no event tells: so of it only a rise above the least that was seen
/// since the last sweep counts, and one that stays for longer; and what it causes becomes rarer, down to once
/// a minute, until it has agreed for a minute.
class CountCheck {
public:
    using Time = std::chrono::milliseconds; ///< of any clock that only rises

    enum class Verdict {
        Agrees,
        Unsure, ///< look again soon
        Doubtful, ///< a call may be missing; no reason to distrust the others
        Wrong, ///< the table is not what the proxy has
    };

    /// How long a difference has to stay.
    static constexpr Time stays{500};
    static constexpr Time lastingStays{2'000};
    /// Between two doubts.
    static constexpr Time shortestPause{5'000};
    static constexpr Time longestPause{60'000};

    /// One look: the table's counts before the question and after the answer, and the answer.
    [[nodiscard]] Verdict look(
        const DialogCounts &before, const DialogCounts &after, const DialogCounts &proxy, Time now);
    /// The table was compared with the proxy's whole list. A difference of `early` and `active` that outlives
    /// it is an error of the proxy's own counting, and passes for zero from then on.
    void swept() { m_least.reset(); }
    /// The proxy was started anew, and counts from zero.
    void reset() { *this = {}; }

private:
    struct Difference {
        qint64 early = 0;
        qint64 active = 0;
        friend bool operator==(const Difference &, const Difference &) = default;
    };

    [[nodiscard]] Verdict lookAtList(const Difference &difference, Time now);
    [[nodiscard]] Verdict lookAtLasting(qint64 difference, Time now);

    Difference m_difference; // of the last look
    Time m_differsSince{0};
    Difference m_bias; // what no sweep mends
    bool m_told = false; // of m_difference
    std::optional<qint64> m_least; // difference of `lasting` since the last sweep
    qint64 m_above = 0; // m_least, at the last look
    Time m_aboveSince{0}; // or agrees since
    Time m_pause = shortestPause;
    std::optional<Time> m_doubted; // last
};

} // namespace cordboard::opensips
