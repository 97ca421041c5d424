// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/flow.h"

#include <utility>

namespace cordboard::opensips {

/// A flow that fails at once and sends nothing: for what became impossible between the check and the start.
class RefusedFlow final : public Flow {
public:
    explicit RefusedFlow(Failure failure)
        : m_failure(std::move(failure))
    {
    }
    [[nodiscard]] FlowActions begin() override { return {Settle{tl::unexpected(m_failure)}, Leave{}}; }
    [[nodiscard]] FlowActions handle(const FlowEvent &) override { return {}; }

private:
    Failure m_failure;
};

} // namespace cordboard::opensips
