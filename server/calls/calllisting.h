// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/livecall.h"

#include <QHash>

namespace cordboard {

/// One page of the calls that a CallList asks for; `epoch` and `seq` are left to the caller.
///
/// A cursor remembers where the page before ended by what it was sorted by, not by a count: calls that come
/// and go meanwhile neither repeat nor hide others. Calls of which the sorted-by is unknown come last in
/// either direction; the id makes the order total.
/// Errors: InvalidParams (`limit`; `cursor` that is none, or of another sort)
[[nodiscard]] Result<protocol::CallListed> listCalls(
    const QHash<CallId, LiveCallPtr> &calls, const protocol::CallList &query);

} // namespace cordboard
