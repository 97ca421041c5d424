// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/secondcalls.h"

#include <algorithm>

namespace cordboard::console {
namespace {

/// More would not be read; the filter of the table finds the rest, and dragging joins any two.
constexpr qsizetype mostSeconds = 50;

/// The likelier it is that this is the call meant, the smaller.
int distance(const CallRow &candidate, const CallRow &call)
{
    return sameJourney(candidate, call)                ? 0
        : sharedEnd(candidate, call)                   ? 1
        : candidate.isMine                             ? 2
        : candidate.live.call.state == CallState::Held ? 3
                                                       : 4;
}

} // namespace

const PartyText &partyOf(const CallRow &row, LegRole role)
{
    return role == LegRole::Caller ? row.caller : row.callee;
}

std::optional<LegRole> sharedEnd(const CallRow &row, const CallRow &with)
{
    for (const LegRole role : {LegRole::Caller, LegRole::Callee}) {
        const QString &key = partyOf(row, role).key;
        if (!key.isEmpty() && (key == with.caller.key || key == with.callee.key)) {
            return role;
        }
    }
    return std::nullopt;
}

bool sameJourney(const CallRow &a, const CallRow &b)
{
    return a.live.call.journey.value && a.live.call.journey == b.live.call.journey;
}

bool isNear(const CallRow &candidate, const CallRow &call) { return distance(candidate, call) <= 1; }

QList<CallRowPtr> secondCalls(const QHash<CallId, CallRowPtr> &all, const CallRow &call, const CallId &chosen)
{
    QList<CallRowPtr> rows;
    for (const CallRowPtr &row : all) {
        if (row->id() != call.id() && row->allows(CallAction::AttendedTransfer)) {
            rows.append(row);
        }
    }
    std::sort(rows.begin(), rows.end(), [&](const CallRowPtr &a, const CallRowPtr &b) {
        const int first = distance(*a, call);
        const int second = distance(*b, call);
        return first != second     ? first < second
            : a->since != b->since ? a->since.value_or(0) > b->since.value_or(0)
                                   : a->id() < b->id();
    });
    rows.resize(std::min(rows.size(), mostSeconds));
    const CallRowPtr second = all.value(chosen);
    if (second && second->allows(CallAction::AttendedTransfer) && !rows.contains(second)) {
        rows.append(second);
    }
    return rows;
}

} // namespace cordboard::console
