// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>

#include <chrono>
#include <list>
#include <utility>

namespace cordboard::opensips {

/// A map that cannot grow without end: past its limit the entry that was touched longest ago goes, and
/// expire() takes those that nobody touched for long. All in constant time for each entry.
template <class Key, class Value> class AgedMap {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// \param limit  at least 1 \param age  from the last touch()
    AgedMap(qsizetype limit, std::chrono::seconds age)
        : m_limit(limit)
        , m_age(age)
    {
    }

    /// The value of the key, made if it is not there; from now on the youngest. Valid until the next call
    /// that is not const. `now` never goes back.
    Value &touch(const Key &key, Time now)
    {
        if (const auto found = m_index.constFind(key); found != m_index.cend()) {
            m_items.splice(m_items.end(), m_items, *found);
            m_items.back().touched = now;
            return m_items.back().value;
        }
        if (m_index.size() >= m_limit) {
            m_index.remove(m_items.front().key);
            m_items.pop_front();
        }
        m_items.push_back({key, Value{}, now});
        m_index.insert(key, std::prev(m_items.end()));
        return m_items.back().value;
    }
    /// Null if it is not there.
    [[nodiscard]] const Value *find(const Key &key) const
    {
        const auto found = m_index.constFind(key);
        return found != m_index.cend() ? &(*found)->value : nullptr;
    }
    /// As find(), to be changed without becoming younger.
    [[nodiscard]] Value *edit(const Key &key)
    {
        const auto found = m_index.constFind(key);
        return found != m_index.cend() ? &(*found)->value : nullptr;
    }
    /// As it was, or a value by default; gone from the map.
    Value take(const Key &key)
    {
        const auto found = m_index.constFind(key);
        if (found == m_index.cend()) {
            return Value{};
        }
        const auto item = *found;
        m_index.erase(found);
        Value value = std::move(item->value);
        m_items.erase(item);
        return value;
    }
    /// Removes what is too old. \returns its keys
    QList<Key> expire(Time now)
    {
        QList<Key> expired;
        while (!m_items.empty() && now - m_items.front().touched >= m_age) {
            expired.append(m_items.front().key);
            m_index.remove(m_items.front().key);
            m_items.pop_front();
        }
        return expired;
    }
    void clear()
    {
        m_index.clear();
        m_items.clear();
    }
    [[nodiscard]] qsizetype size() const { return m_index.size(); }

private:
    struct Item {
        Key key;
        Value value;
        Time touched;
    };
    std::list<Item> m_items; // touched longest ago first
    QHash<Key, typename std::list<Item>::iterator> m_index;
    qsizetype m_limit;
    std::chrono::seconds m_age;
};

} // namespace cordboard::opensips
