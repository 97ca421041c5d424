// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/transferflow.h"

namespace cordboard::opensips {
namespace {

TransferState beforeTransfer(TransferPlan plan)
{
    TransferState state;
    state.plan = std::move(plan);
    return state;
}

} // namespace

TransferFlow::TransferFlow(TransferPlan plan)
    : m_state(beforeTransfer(std::move(plan)))
{
}

FlowActions TransferFlow::begin()
{
    TransferStep step = beginTransfer(std::move(m_state.plan));
    m_state = std::move(step.state);
    return std::move(step.actions);
}

FlowActions TransferFlow::handle(const FlowEvent &event)
{
    TransferStep step = next(std::move(m_state), event);
    m_state = std::move(step.state);
    return std::move(step.actions);
}

} // namespace cordboard::opensips
