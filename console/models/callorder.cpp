// SPDX-License-Identifier: Apache-2.0
#include "console/models/callorder.h"

#include <algorithm>
#include <array>
#include <limits>

namespace cordboard::console {
namespace {

/// What a call is sorted by; small, since it is moved many times.
struct Candidate {
    const CallRowPtr *row = nullptr;
    qint64 since = 0;
    int rank = 0; ///< of the state
    int key = -1; ///< the place of its folded text, if it is sorted by text
    ListEntry::Section section = ListEntry::Section::Other;
    bool lit = false;

    [[nodiscard]] ListEntry entry() const { return {*row, section, ListEntry::Cord::None, lit}; }
};

int rankOf(ShownState state)
{
    switch (state) {
    case ShownState::Ringing:
        return 0;
    case ShownState::Transferring:
        return 1;
    case ShownState::Held:
        return 2;
    case ShownState::Talking:
    case ShownState::Ended:
        return 3;
    }
    Q_UNREACHABLE();
}

bool isTime(CallColumn column) { return column == CallColumn::InState || column == CallColumn::Total; }

Candidate candidateOf(const CallRowPtr &row, const OrderOptions &options, bool lit)
{
    Candidate candidate;
    candidate.row = &row;
    candidate.lit = lit;
    const bool onTop = lit && options.attentionOnTop;
    candidate.section = onTop ? ListEntry::Section::Attention : ListEntry::Section::Other;
    candidate.rank = onTop ? 0 : rankOf(row->place);
    // What began at an unknown time stands last among its like.
    candidate.since = (options.column == CallColumn::Total ? row->startedAt : row->since)
                          .value_or(std::numeric_limits<qint64>::max());
    return candidate;
}

/// Ties are broken by the id, so that rows never change places without a reason.
bool standsBefore(
    const Candidate &a, const Candidate &b, const OrderOptions &options, const std::vector<QString> &keys)
{
    if (a.section != b.section) {
        return a.section < b.section;
    }
    const bool descending = options.direction == Qt::DescendingOrder;
    const auto &first = descending ? b : a;
    const auto &second = descending ? a : b;
    if (options.column == CallColumn::State && first.rank != second.rank) {
        return first.rank < second.rank;
    }
    if (options.column == CallColumn::State || isTime(options.column)) {
        if (first.since != second.since) {
            return first.since < second.since;
        }
    } else {
        const QString &text = keys[static_cast<std::size_t>(first.key)];
        const int order = text.compare(keys[static_cast<std::size_t>(second.key)]);
        if (order != 0) {
            return order < 0;
        }
    }
    return (*a.row)->id() < (*b.row)->id();
}

const JourneyId *journeyOf(const CallRowPtr &row)
{
    return row && row->live.call.journey.value ? &*row->live.call.journey.value : nullptr;
}

/// Each journey behind its first call, which is its most urgent one.
ListEntries gathered(const std::vector<Candidate> &sorted)
{
    QHash<JourneyId, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (const JourneyId *journey = journeyOf(*sorted[i].row)) {
            members[*journey].push_back(i);
        }
    }
    ListEntries entries;
    entries.reserve(sorted.size() + 2);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const JourneyId *journey = journeyOf(*sorted[i].row);
        const auto found = journey ? members.constFind(*journey) : members.cend();
        if (found == members.cend() || found->size() == 1) {
            entries.push_back(sorted[i].entry());
        } else if (found->front() == i) {
            for (const std::size_t member : *found) {
                entries.push_back(sorted[member].entry());
                entries.back().section = sorted[i].section;
            }
        }
    }
    return entries;
}

ListEntries withHeadings(ListEntries &&calls)
{
    ListEntries entries;
    entries.reserve(calls.size() + 2);
    std::optional<ListEntry::Section> section;
    for (ListEntry &call : calls) {
        if (section != call.section) {
            section = call.section;
            entries.push_back({nullptr, call.section});
        }
        entries.push_back(std::move(call));
    }
    return entries;
}

} // namespace

ListEntries orderedCalls(const QHash<CallId, CallRowPtr> &rows, const OrderOptions &options, qint64 now)
{
    std::vector<Candidate> candidates;
    candidates.reserve(static_cast<std::size_t>(rows.size()));
    std::vector<QString> keys;
    const bool byText = options.column != CallColumn::State && !isTime(options.column);
    for (const CallRowPtr &row : rows) {
        const bool lit = needsAttention(*row, options.rules, now);
        if (options.filter.passes(*row, lit)) {
            candidates.push_back(candidateOf(row, options, lit));
            if (byText) {
                candidates.back().key = static_cast<int>(keys.size());
                keys.push_back(folded(cellText(*row, options.column, 0, 2)));
            }
        }
    }
    std::sort(candidates.begin(), candidates.end(),
        [&](const Candidate &a, const Candidate &b) { return standsBefore(a, b, options, keys); });
    ListEntries entries;
    if (options.groupJourneys) {
        entries = gathered(candidates);
    } else {
        entries.reserve(candidates.size() + 2);
        for (const Candidate &candidate : candidates) {
            entries.push_back(candidate.entry());
        }
    }
    if (options.attentionOnTop) {
        entries = withHeadings(std::move(entries));
    }
    tieCords(entries);
    return entries;
}

ListEntries mergedInto(const ListEntries &present, const ListEntries &target)
{
    const std::vector<int> places = placesBySlot(target);
    std::array<int, 2> headings{-1, -1};
    for (std::size_t i = 0; i < target.size(); ++i) {
        if (target[i].isHeading()) {
            headings.at(target[i].sectionIndex()) = static_cast<int>(i);
        }
    }
    std::vector<bool> isPresent(target.size(), false);
    std::vector<std::size_t> kept; // places in target of those that are present, in their present order
    kept.reserve(present.size());
    for (const ListEntry &entry : present) {
        const int place = entry.row ? placeOf(target, places, *entry.row) : headings.at(entry.sectionIndex());
        if (place >= 0) {
            isPresent[static_cast<std::size_t>(place)] = true;
            kept.push_back(static_cast<std::size_t>(place));
        }
    }
    ListEntries merged;
    merged.reserve(target.size());
    const auto addNewFrom = [&](std::size_t place) {
        for (; place < target.size() && !isPresent[place]; ++place) {
            merged.push_back(target[place]);
        }
    };
    addNewFrom(0);
    for (const std::size_t place : kept) {
        merged.push_back(target[place]);
        addNewFrom(place + 1);
    }
    tieCords(merged);
    return merged;
}

std::vector<int> placesBySlot(const ListEntries &entries)
{
    std::vector<int> places;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].row && entries[i].row->slot >= 0) {
            const auto slot = static_cast<std::size_t>(entries[i].row->slot);
            if (slot >= places.size()) {
                places.resize(std::max(slot + 1, entries.size()), -1);
            }
            places[slot] = static_cast<int>(i);
        }
    }
    return places;
}

int placeOf(const ListEntries &entries, const std::vector<int> &places, const CallRow &row)
{
    const auto slot = static_cast<std::size_t>(row.slot);
    const int place = row.slot >= 0 && slot < places.size() ? places[slot] : -1;
    // The slot may be another call's by now, or was another's then.
    return place >= 0 && entries[static_cast<std::size_t>(place)].row->id() == row.id() ? place : -1;
}

void tieCords(ListEntries &entries)
{
    using enum ListEntry::Cord;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const JourneyId *journey = journeyOf(entries[i].row);
        const auto tiedTo = [&](std::size_t other) {
            const JourneyId *neighbour = journeyOf(entries[other].row);
            return journey && neighbour && *journey == *neighbour;
        };
        const bool above = i > 0 && tiedTo(i - 1);
        const bool below = i + 1 < entries.size() && tiedTo(i + 1);
        entries[i].cord = above && below ? Middle : above ? Last : below ? First : None;
    }
}

} // namespace cordboard::console
