// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/attention.h"

#include <QHash>
#include <QList>

namespace cordboard::console {

/// The numbers of the strip that the calls themselves tell.
struct Figures {
    int attention = 0;
    int calls = 0;
    int ringing = 0;
    int held = 0;
    std::optional<std::chrono::milliseconds> longest; ///< at least, where a beginning is not known
    friend bool operator==(const Figures &, const Figures &) = default;
};

[[nodiscard]] Figures figuresOf(
    const QHash<CallId, CallRowPtr> &rows, const AttentionRules &rules, qint64 now);

/// How many calls there were at once, as this program has seen it: a place every `every`, the last hour.
class CallCurve {
public:
    static constexpr std::chrono::milliseconds every{5000};
    static constexpr qsizetype places = 720;
    static constexpr qsizetype fewestPlaces = 60;

    /// \param now  ms of any clock that rises; a place holds the most that was added within it
    void add(qint64 now, int calls);
    /// The oldest first.
    [[nodiscard]] const QList<int> &values() const noexcept { return m_values; }
    /// The most at once; 0 before the first.
    [[nodiscard]] int most() const;
    void clear();

private:
    QList<int> m_values;
    qint64 m_placeAt = 0; ///< when the last place began
};

} // namespace cordboard::console
