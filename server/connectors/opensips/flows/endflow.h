// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/flow.h"

/// Ending a call, ringing or answered, by `dlg_end_dlg` (facts 36, 37).
namespace cordboard::opensips {

/// The state of an EndFlow; a value.
struct EndState {
    enum class Phase {
        Asking, ///< `dlg_end_dlg` is out
        Looking, ///< its answer was lost: `dlg_list` tells whether the call is still there
        Settled,
        Left,
    };
    Dialog dialog;
    Phase phase = Phase::Asking;
    bool stopped = false; ///< settled by a stop, with an answer still to come
};

struct EndTransition {
    EndState state;
    FlowActions actions;
};

[[nodiscard]] EndTransition beginEnd(const Dialog &dialog);
[[nodiscard]] EndTransition next(EndState state, const FlowEvent &event);

/// Succeeds with the proxy's OK (the dialog is over with it, whatever the phones say) or once the dialog is
/// seen ended. Settles with CallNotFound (fate: ended) if the proxy does not know it and nobody saw it end,
/// Timeout (fate: unknown), ProxyUnreachable, RefusedByProxy (403: the backup node of a cluster), Cancelled.
class EndFlow final : public Flow {
public:
    explicit EndFlow(const Dialog &dialog);
    [[nodiscard]] FlowActions begin() override;
    [[nodiscard]] FlowActions handle(const FlowEvent &event) override;

private:
    EndState m_state;
};

} // namespace cordboard::opensips
