// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/attention.h"
#include "console/models/callcolumns.h"
#include "console/models/callfilter.h"

#include <vector>

namespace cordboard::console {

/// One row of the list: a call, or the heading of a section.
struct ListEntry {
    enum class Section { Attention, Other };
    /// Where the call stands among the neighbouring rows of its journey.
    enum class Cord { None, First, Middle, Last };

    CallRowPtr row; ///< null: a heading
    Section section = Section::Other;
    Cord cord = Cord::None;
    bool lit = false;

    [[nodiscard]] bool isHeading() const noexcept { return !row; }
    /// For arrays with a place for each section.
    [[nodiscard]] std::size_t sectionIndex() const noexcept { return section == Section::Attention ? 0 : 1; }
    [[nodiscard]] bool isSameAs(const ListEntry &other) const
    {
        return row && other.row ? row->id() == other.row->id()
                                : !row && !other.row && section == other.section;
    }
};

struct OrderOptions {
    CallColumn column = CallColumn::State; ///< by State is the console's own order: what is urgent first
    Qt::SortOrder direction = Qt::AscendingOrder;
    bool attentionOnTop = true;
    bool groupJourneys = true;
    AttentionRules rules;
    CallFilter filter;
    friend bool operator==(const OrderOptions &, const OrderOptions &) = default;
};

using ListEntries = std::vector<ListEntry>;

/// The rows that the filter lets pass, in their order, with headings of sections that are not empty. A
/// journey stays together and stands where its most urgent call stands.
[[nodiscard]] ListEntries orderedCalls(
    const QHash<CallId, CallRowPtr> &rows, const OrderOptions &options, qint64 now);

/// `target`, but with those that are in `present` already in the order they have there; what is new stands
/// after the one that it follows in `target`.
[[nodiscard]] ListEntries mergedInto(const ListEntries &present, const ListEntries &target);

/// For each slot the place of its call in the list; -1 for none. See placeOf().
[[nodiscard]] std::vector<int> placesBySlot(const ListEntries &entries);

/// The place of this call in the list that `places` was made of; -1 if it is not there.
[[nodiscard]] int placeOf(const ListEntries &entries, const std::vector<int> &places, const CallRow &row);

/// Marks neighbouring calls of one journey.
void tieCords(ListEntries &entries);

} // namespace cordboard::console
