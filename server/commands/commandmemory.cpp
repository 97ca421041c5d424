// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandmemory.h"

#include <utility>

namespace cordboard {
namespace {

/// An Echo may carry a whole message (64 KiB by default): fewer of them.
constexpr std::size_t mostEchoes = 1'000;

} // namespace

CommandMemory::CommandMemory(std::size_t most)
    : m_commands{most, {}}
    , m_echoes{mostEchoes, {}}
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
    while (shelf.byExpiry.size() > shelf.most) {
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
