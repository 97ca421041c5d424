// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/livecall.h"

#include <deque>

namespace cordboard {

/// What happened to one call: the last 100 entries.
class Timeline {
public:
    static constexpr std::size_t mostEntries = 100;

    void add(const QDateTime &at, protocol::TimelineEntry entry);
    /// What the difference between two moments of a call says.
    /// \param before  null: the call is new
    void addChange(const QDateTime &at, const LiveCall *before, const LiveCall &after);
    [[nodiscard]] std::vector<protocol::TimelineEntry> entries() const
    {
        return {m_entries.begin(), m_entries.end()};
    }

private:
    std::deque<protocol::TimelineEntry> m_entries;
};

} // namespace cordboard
