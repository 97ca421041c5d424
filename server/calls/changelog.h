// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/livecall.h"

#include <chrono>
#include <deque>

namespace cordboard {

/// One change of one call.
struct LoggedChange {
    LiveCallPtr before; ///< null: the call is new
    LiveCallPtr after; ///< null: the call is gone
};

/// The last changes of all calls, each with a number one higher than the one before: what a client that was
/// away missed is read from here. Pure.
class ChangeLog {
public:
    using Time = std::chrono::steady_clock::time_point;
    /// How far back it reaches, whatever comes first. An entry counts for bytesOfAChange; 0 bytes: no limit.
    struct Reach {
        std::chrono::seconds time{180};
        qint64 bytes = 67'108'864;
        friend bool operator==(const Reach &, const Reach &) = default;
    };

    /// A call of usual size, as it is in memory and as it is told.
    static constexpr qint64 bytesOfAChange = 2'048;

    explicit ChangeLog(const Reach &reach)
        : m_reach(reach)
    {
    }

    void append(LiveCallPtr before, LiveCallPtr after, Time now);

    /// The number of the last change; 0 before the first.
    [[nodiscard]] qint64 seq() const noexcept { return m_seq; }
    /// Changes with numbers above this one are all there.
    [[nodiscard]] qint64 reachesBackTo() const noexcept
    {
        return m_seq - static_cast<qint64>(m_entries.size());
    }
    /// \param seq  above reachesBackTo(), at most seq()
    [[nodiscard]] const LoggedChange &at(qint64 seq) const { return entry(seq).change; }

private:
    struct Entry {
        LoggedChange change;
        Time time;
    };
    [[nodiscard]] const Entry &entry(qint64 seq) const
    {
        return m_entries[static_cast<std::size_t>(seq - reachesBackTo() - 1)];
    }
    void trim(Time now);

    Reach m_reach;
    std::deque<Entry> m_entries;
    qint64 m_seq = 0;
};

} // namespace cordboard
