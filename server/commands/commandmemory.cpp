// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandmemory.h"

#include <limits>
#include <utility>

namespace cordboard {
namespace {

/// An Echo may carry a whole message (64 KiB by default, and up to ten times that in memory): fewer of them.
constexpr std::size_t mostEchoes = 1'000;
constexpr qsizetype mostEchoBytes = 33'554'432;
/// Whatever they hold: those of a batch are all asked for before the first is told about.
constexpr std::size_t fewestEchoes = 64;

} // namespace

CommandMemory::CommandMemory(std::size_t most)
    : m_commands{.most = most, .mostBytes = std::numeric_limits<qsizetype>::max(), .byExpiry = {}}
    , m_echoes{.most = mostEchoes, .mostBytes = mostEchoBytes, .byExpiry = {}}
{
}

void CommandMemory::add(const Record &record)
{
    m_byOwner[record->owner.key()].insert(record->cmdId, record);
}

void CommandMemory::addOrphan(const Record &record) { m_orphans.insert(record->cmdId, record); }

void CommandMemory::keepFor(const Record &record, std::chrono::milliseconds time)
{
    Shelf &shelf = record->method == protocol::Command::Echo ? m_echoes : m_commands;
    shelf.byExpiry.emplace(Clock::now() + time, record);
    shelf.bytes += record->bytes;
    while (shelf.byExpiry.size() > shelf.most
        || (shelf.bytes > shelf.mostBytes && shelf.byExpiry.size() > fewestEchoes)) {
        dropFirst(shelf);
    }
}

CommandMemory::Record CommandMemory::find(const Owner &owner, const CommandId &id) const
{
    const auto found = m_byOwner.constFind(owner.key());
    return found != m_byOwner.cend() ? found->value(id) : nullptr;
}

QList<CommandMemory::Record> CommandMemory::orphans(const CommandId &id) const
{
    return m_orphans.values(id);
}

QList<CommandMemory::Record> CommandMemory::of(const Owner &owner) const
{
    return m_byOwner.value(owner.key()).values();
}

QList<CommandMemory::Record> CommandMemory::forgetExpired()
{
    const Clock::time_point now = Clock::now();
    for (Shelf *shelf : {&m_commands, &m_echoes}) {
        while (!shelf->byExpiry.empty() && shelf->byExpiry.begin()->first <= now) {
            dropFirst(*shelf);
        }
    }
    return std::exchange(m_forgotten, {});
}

void CommandMemory::dropFirst(Shelf &shelf)
{
    const Record record = shelf.byExpiry.begin()->second;
    shelf.byExpiry.erase(shelf.byExpiry.begin());
    shelf.bytes -= record->bytes;
    remove(record);
    if (record->method != protocol::Command::Echo) {
        m_forgotten.append(record);
    }
}

void CommandMemory::remove(const Record &record)
{
    m_orphans.remove(record->cmdId, record);
    const auto owned = m_byOwner.find(record->owner.key());
    // Another command may have the id by now.
    if (owned != m_byOwner.end() && owned->value(record->cmdId) == record) {
        owned->remove(record->cmdId);
        if (owned->isEmpty()) {
            m_byOwner.erase(owned);
        }
    }
}

} // namespace cordboard
