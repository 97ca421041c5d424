// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/livecall.h"

namespace cordboard {

/// Whether a subscription with this filter shows the call.
[[nodiscard]] bool fits(const protocol::CallView &view, const LiveCall &call);
/// Whether a list with this filter shows the call.
[[nodiscard]] bool fits(const protocol::CallFilter &filter, const LiveCall &call);

/// A name for the view: the same for the same filter, also in another run of the server.
[[nodiscard]] QString viewName(const protocol::CallView &view);

} // namespace cordboard
