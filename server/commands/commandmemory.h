// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/commands/commandrecord.h"

#include <QHash>
#include <QList>
#include <QMultiHash>

#include <chrono>
#include <map>
#include <memory>

namespace cordboard {

/// The records of commands that run, or ended not long ago: found by owner and `cmd_id`, forgotten in time,
/// and in number bounded. Reads the steady clock, so a jump of the wall clock changes nothing.
class CommandMemory {
public:
    using Record = std::shared_ptr<CommandRecord>;

    explicit CommandMemory(std::size_t most);

    /// Remembers it until keepFor() has passed; takes the place of one with the same owner and id.
    void add(const Record &record);
    /// Remembers a command of a connection that a former process had.
    void addOrphan(const Record &record);
    /// From now on it may be forgotten: after this time, or earlier if there are too many. Echoes are counted
    /// apart, so that they never push out a command that must not be executed twice, and by what they hold.
    void keepFor(const Record &record, std::chrono::milliseconds time);

    [[nodiscard]] Record find(const Owner &owner, const CommandId &id) const;
    [[nodiscard]] QList<Record> orphans(const CommandId &id) const;
    /// All of this owner, running or not, in no order.
    [[nodiscard]] QList<Record> of(const Owner &owner) const;

    /// \returns what was forgotten since the last time.
    [[nodiscard]] QList<Record> forgetExpired();
    [[nodiscard]] bool isEmpty() const { return m_byOwner.isEmpty() && m_orphans.isEmpty(); }

private:
    using Clock = std::chrono::steady_clock;
    struct Shelf {
        std::size_t most;
        qsizetype mostBytes; ///< of CommandRecord::bytes
        qsizetype bytes = 0;
        std::multimap<Clock::time_point, Record> byExpiry;
    };
    void remove(const Record &record);
    void dropFirst(Shelf &shelf);

    QHash<QString, QHash<CommandId, Record>> m_byOwner; ///< by Owner::key()
    QMultiHash<CommandId, Record> m_orphans;
    Shelf m_commands;
    Shelf m_echoes;
    QList<Record> m_forgotten;
};

} // namespace cordboard
