// SPDX-License-Identifier: Apache-2.0
#include "console/models/callorder.h"

#include <algorithm>
#include <limits>

namespace cordboard::console {
namespace {

struct Candidate {
    ListEntry entry;
    int rank = 0; ///< of the state
    qint64 since = 0;
    QString key; ///< folded text of the column, if it is sorted by text
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
    candidate.entry.row = row;
    candidate.entry.lit = lit;
    const bool onTop = lit && options.attentionOnTop;
    candidate.entry.section = onTop ? ListEntry::Section::Attention : ListEntry::Section::Other;
    candidate.rank = onTop ? 0 : rankOf(row->place);
    // What began at an unknown time stands last among its like.
    candidate.since = (options.column == CallColumn::Total ? row->startedAt : row->since)
                          .value_or(std::numeric_limits<qint64>::max());
    if (options.column != CallColumn::State && !isTime(options.column)) {
        candidate.key = folded(cellText(*row, options.column, 0, 2));
    }
    return candidate;
}

/// Ties are broken by the id, so that rows never change places without a reason.
bool standsBefore(const Candidate &a, const Candidate &b, const OrderOptions &options)
{
    if (a.entry.section != b.entry.section) {
        return a.entry.section < b.entry.section;
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
    } else if (const int order = first.key.compare(second.key); order != 0) {
        return order < 0;
    }
    return a.entry.row->id() < b.entry.row->id();
}

const JourneyId *journeyOf(const ListEntry &entry)
{
    return entry.row && entry.row->live.call.journey.value ? &*entry.row->live.call.journey.value : nullptr;
}

/// Each journey behind its first call, which is its most urgent one.
ListEntries gathered(std::vector<Candidate> &&sorted)
{
    QHash<JourneyId, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (const JourneyId *journey = journeyOf(sorted[i].entry)) {
            members[*journey].push_back(i);
        }
    }
    ListEntries entries;
    entries.reserve(sorted.size() + 2);
    for (Candidate &candidate : sorted) {
        const JourneyId *journey = journeyOf(candidate.entry);
        const auto found = journey ? members.constFind(*journey) : members.cend();
        if (found == members.cend() || found->size() == 1) {
            entries.push_back(std::move(candidate.entry));
        } else if (&sorted[found->front()] == &candidate) {
            const auto section = candidate.entry.section;
            for (const std::size_t member : *found) {
                entries.push_back(sorted[member].entry);
                entries.back().section = section;
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

/// A name that calls and headings share.
CallId keyOf(const ListEntry &entry)
{
    return entry.row ? entry.row->id()
                     : CallId(entry.section == ListEntry::Section::Attention ? QStringLiteral("\n1")
                                                                             : QStringLiteral("\n2"));
}

} // namespace

ListEntries orderedCalls(const QHash<CallId, CallRowPtr> &rows, const OrderOptions &options, qint64 now)
{
    std::vector<Candidate> candidates;
    candidates.reserve(static_cast<std::size_t>(rows.size()));
    for (const CallRowPtr &row : rows) {
        const bool lit = needsAttention(*row, options.rules, now);
        if (options.filter.passes(*row, lit)) {
            candidates.push_back(candidateOf(row, options, lit));
        }
    }
    std::sort(candidates.begin(), candidates.end(),
        [&options](const Candidate &a, const Candidate &b) { return standsBefore(a, b, options); });
    ListEntries entries;
    if (options.groupJourneys) {
        entries = gathered(std::move(candidates));
    } else {
        entries.reserve(candidates.size() + 2);
        for (Candidate &candidate : candidates) {
            entries.push_back(std::move(candidate.entry));
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
    QHash<CallId, std::size_t> places;
    places.reserve(static_cast<qsizetype>(target.size()));
    for (std::size_t i = 0; i < target.size(); ++i) {
        places.insert(keyOf(target[i]), i);
    }
    std::vector<bool> isPresent(target.size(), false);
    std::vector<std::size_t> kept; // places in target of those that are present, in their present order
    kept.reserve(present.size());
    for (const ListEntry &entry : present) {
        if (const auto place = places.constFind(keyOf(entry)); place != places.cend()) {
            isPresent[*place] = true;
            kept.push_back(*place);
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

void tieCords(ListEntries &entries)
{
    using enum ListEntry::Cord;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const JourneyId *journey = journeyOf(entries[i]);
        const auto tiedTo = [&](std::size_t other) {
            const JourneyId *neighbour = journeyOf(entries[other]);
            return journey && neighbour && *journey == *neighbour;
        };
        const bool above = i > 0 && tiedTo(i - 1);
        const bool below = i + 1 < entries.size() && tiedTo(i + 1);
        entries[i].cord = above && below ? Middle : above ? Last : below ? First : None;
    }
}

} // namespace cordboard::console
