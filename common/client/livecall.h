// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/calls.h"

namespace cordboard {

/// A call as a client shows it.
struct LiveCall {
    protocol::Call call;
    /// The word of a state that this program does not know (a newer server's); else empty. `call.state` is
    /// then the nearest one known: answered if the call was answered, ringing if not.
    QString unknownState;

    /// What the server calls its state.
    [[nodiscard]] QString stateWord() const
    {
        return unknownState.isEmpty() ? json::wireName(call.state) : unknownState;
    }
    friend bool operator==(const LiveCall &, const LiveCall &) = default;
};

} // namespace cordboard
