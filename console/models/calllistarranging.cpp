// SPDX-License-Identifier: Apache-2.0
// How the rows of CallListModel come into their order, told to its views step by step.
#include "console/models/calllistmodel.h"

#include <algorithm>
#include <utility>

namespace cordboard::console {
namespace {

/// With more rows that come and go, a view is faster when it reads all anew.
constexpr std::size_t mostSteps = 48;

} // namespace

void CallListModel::take(ListEntries &&target)
{
    const std::vector<int> kept = placesBySlot(target);
    const auto leaves = [&](const ListEntry &entry) {
        return entry.row && placeOf(target, kept, *entry.row) < 0;
    };
    std::array<bool, 2> headings{};
    std::size_t added = 0;
    for (const ListEntry &entry : target) {
        if (entry.isHeading()) {
            headings.at(entry.sectionIndex()) = true;
        } else {
            added += placeOf(m_entries, places(), *entry.row) < 0 ? 1U : 0U;
        }
    }
    const auto removed = static_cast<std::size_t>(std::count_if(m_entries.begin(), m_entries.end(), leaves));
    if (added + removed > mostSteps) {
        beginResetModel();
        m_entries = std::move(target);
        forgetPlaces();
        count();
        endResetModel();
        return;
    }
    removeGone([&](const ListEntry &entry) {
        return entry.isHeading() ? !headings.at(entry.sectionIndex()) : leaves(entry);
    });
    insertNew(target);
    permute(std::move(target));
}

void CallListModel::removeGone(const std::function<bool(const ListEntry &)> &leaves)
{
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!leaves(entry(last))) {
            continue;
        }
        int first = last;
        while (first > 0 && leaves(entry(first - 1))) {
            --first;
        }
        beginRemoveRows({}, first, last);
        m_entries.erase(m_entries.begin() + first, m_entries.begin() + last + 1);
        forgetPlaces();
        endRemoveRows();
        last = first;
    }
}

void CallListModel::insertNew(const ListEntries &target)
{
    std::vector<bool> present(target.size());
    std::array<bool, 2> headings{};
    for (const ListEntry &entry : m_entries) {
        if (entry.isHeading()) {
            headings.at(entry.sectionIndex()) = true;
        }
    }
    for (std::size_t place = 0; place < target.size(); ++place) {
        const ListEntry &entry = target[place];
        present[place] = entry.isHeading() ? headings.at(entry.sectionIndex())
                                           : placeOf(m_entries, places(), *entry.row) >= 0;
    }
    // Each stands where it will stand in the end, if the others do; permute() mends the rest.
    for (std::size_t place = 0; place < target.size(); ++place) {
        const ListEntry &entry = target[place];
        if (!present[place]) {
            const int row = std::min(static_cast<int>(place), rowCount());
            beginInsertRows({}, row, row);
            m_entries.insert(m_entries.begin() + row, entry);
            forgetPlaces();
            endInsertRows();
        }
    }
}

void CallListModel::permute(ListEntries &&target)
{
    const bool same = std::equal(m_entries.begin(), m_entries.end(), target.begin(), target.end(),
        [](const ListEntry &a, const ListEntry &b) { return a.isSameAs(b); });
    if (same) {
        std::vector<bool> differs(target.size());
        for (std::size_t i = 0; i < target.size(); ++i) {
            differs[i] = m_entries[i].cord != target[i].cord || m_entries[i].lit != target[i].lit;
        }
        m_entries = std::move(target);
        forgetPlaces();
        count();
        for (std::size_t i = 0; i < differs.size(); ++i) {
            if (differs[i] || m_entries[i].isHeading()) {
                tell(static_cast<int>(i), static_cast<int>(i));
            }
        }
    } else {
        Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
        const QModelIndexList before = persistentIndexList();
        const ListEntries old = std::exchange(m_entries, std::move(target));
        forgetPlaces();
        count();
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex &moved : before) {
            const ListEntry &entry = old[static_cast<std::size_t>(moved.row())];
            int row = -1;
            if (entry.row) {
                row = placeOf(m_entries, places(), *entry.row);
            } else {
                const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                    [&entry](const ListEntry &candidate) { return candidate.isSameAs(entry); });
                row = static_cast<int>(found - m_entries.begin());
            }
            after.append(createIndex(row, moved.column()));
        }
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, VerticalSortHint);
    }
    // How many calls a journey has may have changed for its other calls.
    if (!m_entries.empty()) {
        tell(0, rowCount() - 1, static_cast<int>(CallColumn::Journey), static_cast<int>(CallColumn::Journey));
    }
}

void CallListModel::count()
{
    m_counts = {};
    for (const ListEntry &entry : m_entries) {
        if (entry.row && !entry.row->hasEnded()) {
            // A calm call that stands with its journey's urgent one counts as what it is.
            ++m_counts.at(entry.lit ? 0 : 1);
        }
    }
    m_shown = m_counts[0] + m_counts[1];
}

void CallListModel::tellHeadings()
{
    for (int row = 0; row < rowCount(); ++row) {
        if (entry(row).isHeading()) {
            tell(row, row);
        } else if (row == 0) {
            return; // there are no headings
        }
    }
}

const std::vector<int> &CallListModel::places() const
{
    if (!std::exchange(m_isIndexed, true)) {
        m_places = placesBySlot(m_entries);
    }
    return m_places;
}

} // namespace cordboard::console
