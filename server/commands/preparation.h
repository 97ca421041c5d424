// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/calldirectory.h"
#include "server/commands/calllocks.h"
#include "server/commands/commandrequest.h"

#include <functional>

namespace cordboard {

/// What a command means now: which calls, which node, and what to ask it for.
struct Preparation {
    Connector *connector;
    CallRequest request;
    CallLocks::Claim claim;
    JourneyId journey; ///< of the call that comes of it, or of the one it works on; may be empty
};

/// Which calls whoever asks knows of; null: all.
using CallPredicate = std::function<bool(const CallInfo &call)>;

/// Looks the calls and the node up. Not for Echo. Calls that `sees` does not fit are as if they were not
/// there. \returns Errors: CallNotFound, AmbiguousCall, ProxyUnreachable (no node is configured),
/// NotSupported (an attended transfer over two nodes), InvalidParams (both names of it mean one call).
[[nodiscard]] Result<Preparation> prepare(
    const CallDirectory &directory, const CommandRequest &request, const CallPredicate &sees = {});

/// What became of the original call when prepare() failed, or anything else did before something was sent.
[[nodiscard]] CallFate fateUnsent(const Error &error);

} // namespace cordboard
