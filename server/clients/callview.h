// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/livecall.h"
#include "server/clients/access/principal.h"

namespace cordboard {

/// A call as this client sees it: with the actions that both the call's state and the client's rights allow.
[[nodiscard]] protocol::Call messageFor(const Principal &principal, const LiveCall &call);
[[nodiscard]] protocol::Call cutFor(const Principal &principal, protocol::Call call);
/// What happened to a call, without who commanded it and what became of that where the scope has bounds and
/// it was somebody else: those users, and why their commands failed, are theirs.
[[nodiscard]] std::vector<protocol::TimelineEntry> timelineFor(
    const Principal &principal, std::vector<protocol::TimelineEntry> timeline);

/// messageFor() as compact JSON.
[[nodiscard]] QByteArray encodedCallFor(const Principal &principal, const LiveCall &call);

/// A name for what clients with this filter and these rights see: the same in another run of the server.
[[nodiscard]] QString viewName(const protocol::CallView &filter, const Principal &principal);

} // namespace cordboard
