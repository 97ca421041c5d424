// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/livecall.h"

#include <memory>
#include <vector>

namespace cordboard {

/// What happened to one call: the last 100 entries.
class Timeline {
public:
    static constexpr std::size_t mostEntries = 100;

    /// \param entry  its own time is not looked at
    void add(const QDateTime &at, protocol::TimelineEntry entry);
    /// What the difference between two moments of a call says.
    /// \param before  null: the call is new
    void addChange(const QDateTime &at, const LiveCall *before, const LiveCall &after);
    [[nodiscard]] std::vector<protocol::TimelineEntry> entries() const;

private:
    /// What most entries do not have.
    struct Details {
        json::Nullable<protocol::RunningCommand> command;
        json::Nullable<QString> by;
        json::Nullable<QString> text;
    };
    /// A quarter of the message: every call has a few of them.
    struct Entry {
        QDateTime at;
        QString event; ///< a literal's, which takes no memory of its own
        json::Nullable<LegRole> leg;
        json::Nullable<HeldBy> heldBy;
        std::shared_ptr<const Details> details; ///< null: none
    };

    std::vector<Entry> m_entries;
};

} // namespace cordboard
