// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"

#include <QHash>
#include <QList>

/// Which call is meant when one call is connected with a second one.
namespace cordboard::console {

[[nodiscard]] const PartyText &partyOf(const CallRow &row, LegRole role);

/// The end of `row` that is the same person as one of `with`, who has nothing to do in both.
[[nodiscard]] std::optional<LegRole> sharedEnd(const CallRow &row, const CallRow &with);

[[nodiscard]] bool sameJourney(const CallRow &a, const CallRow &b);

/// Whether it is almost certainly the one that is meant: of the same journey, or with a person in common.
[[nodiscard]] bool isNear(const CallRow &candidate, const CallRow &call);

/// The calls that can be connected with `call`, the likeliest first; at most fifty, and `chosen` if it still
/// can be.
[[nodiscard]] QList<CallRowPtr> secondCalls(
    const QHash<CallId, CallRowPtr> &rows, const CallRow &call, const CallId &chosen);

} // namespace cordboard::console
