// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/transferstate.h"

namespace cordboard::opensips {

/// A blind or an attended transfer (facts 19 to 21, 27 to 32, 46).
///
/// Settled by whichever comes first: the events `ok` and `fail`, the new dialog with the expected parties, or
/// the stop. Once it has succeeded it ends A (attended: and B); after a failure it never touches them.
class TransferFlow : public Flow {
public:
    explicit TransferFlow(TransferPlan plan);
    [[nodiscard]] FlowActions begin() override;
    [[nodiscard]] FlowActions handle(const FlowEvent &event) override;
    [[nodiscard]] const TransferState &state() const noexcept { return m_state; }

private:
    TransferState m_state;
};

} // namespace cordboard::opensips
