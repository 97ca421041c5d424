// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/transferstate.h"

namespace cordboard::opensips {

/// The second half of a CallStart: the caller's phone has answered, and is transferred to the callee. The
/// transfer's reports and outcome become those of the CallStart; its setup call is left for the caller of
/// these functions to end.
struct SetupTransfer {
    TransferState transfer;
    bool settled = false;
    bool left = false; ///< the transfer needs nothing more
};
struct SetupTransferStep {
    SetupTransfer state;
    FlowActions actions; ///< never holds a Leave
};

/// \param setup   the first dialog as far as it is known; the callee of it is the caller of the CallStart
[[nodiscard]] SetupTransferStep beginSetupTransfer(
    Dialog setup, const StartCall &call, const NodeTraits &traits);
[[nodiscard]] SetupTransferStep next(SetupTransfer state, const FlowEvent &event);

/// A CallStart was stopped before its caller was transferred. \param isKnown  the proxy has told of the setup
/// call
[[nodiscard]] Failure callerNotReached(StopReason reason, bool isKnown);

/// The `dlg_list_ctx` round trips that a setup call which is over waits for the word why: that word comes
/// another way and a little later (facts 15, 40), or was lost.
constexpr int patience = 3;

} // namespace cordboard::opensips
