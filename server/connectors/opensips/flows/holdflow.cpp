// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/holdflow.h"

#include "server/connectors/opensips/flows/holdmachine.h"

namespace cordboard::opensips {

HoldTransition beginHold(
    const Dialog &dialog, std::optional<LegRole> leg, bool resume, const NodeTraits &traits)
{
    HoldTransition transition;
    transition.state.dialog = dialog;
    transition.state.traits = traits;
    transition.state.resume = resume;
    HoldMachine machine(transition.state);
    machine.begin(leg);
    transition.actions = std::move(machine.out);
    return transition;
}

HoldTransition next(HoldState state, const FlowEvent &event)
{
    if (state.left) {
        return {std::move(state), {}};
    }
    HoldMachine machine(state);
    std::visit([&machine](const auto &what) { machine.on(what); }, event);
    return {std::move(state), std::move(machine.out)};
}

HoldFlow::HoldFlow(const Dialog &dialog, std::optional<LegRole> leg, bool resume, const NodeTraits &traits)
    : m_leg(leg)
{
    m_state.dialog = dialog;
    m_state.resume = resume;
    m_state.traits = traits;
}

FlowActions HoldFlow::begin()
{
    auto [state, actions] = beginHold(m_state.dialog, m_leg, m_state.resume, m_state.traits);
    m_state = std::move(state);
    return std::move(actions);
}

FlowActions HoldFlow::handle(const FlowEvent &event)
{
    auto [state, actions] = next(std::move(m_state), event);
    m_state = std::move(state);
    return std::move(actions);
}

} // namespace cordboard::opensips
