// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/setuptransfer.h"

#include <utility>

namespace cordboard::opensips {
namespace {

SetupTransferStep translated(TransferStep step, bool settled, bool left)
{
    SetupTransferStep result{
        .state = {.transfer = std::move(step.state), .settled = settled, .left = left}, .actions = {}};
    for (FlowAction &action : step.actions) {
        if (std::holds_alternative<Leave>(action)) {
            result.state.left = true;
            continue;
        }
        if (auto *report = std::get_if<Report>(&action)) {
            if (report->progress.event == ProgressEvent::TransferSuccessful) {
                report->progress.event = ProgressEvent::CalleeAnswered;
            }
        } else if (auto *settle = std::get_if<Settle>(&action)) {
            result.state.settled = true;
            if (!settle->outcome) {
                settle->outcome.error().fate =
                    CallFate::Ended; // a setup call is of no use without the transfer
            }
        }
        result.actions.push_back(std::move(action));
    }
    return result;
}

} // namespace

SetupTransferStep beginSetupTransfer(Dialog setup, const StartCall &call, const NodeTraits &traits)
{
    if (setup.toUri.isEmpty()) {
        setup.toUri = call.caller.addressOfRecord();
    }
    TransferPlan plan{.call = std::move(setup),
        .leg = LegRole::Callee,
        .destination = call.callee,
        .other = {},
        .otherLeg = LegRole::Callee,
        .traits = traits,
        .bystanders = {},
        .setup = true};
    return translated(beginTransfer(std::move(plan)), false, false);
}

SetupTransferStep next(SetupTransfer state, const FlowEvent &event)
{
    const auto [settled, left] = std::pair(state.settled, state.left);
    return translated(next(std::move(state.transfer), event), settled, left);
}

Failure callerNotReached(StopReason reason, bool isKnown)
{
    const CallFate fate = isKnown ? CallFate::Ended : CallFate::Unknown;
    switch (reason) {
    case StopReason::Cancelled:
        return {{Errc::Cancelled, QStringLiteral("The call was cancelled.")}, fate};
    case StopReason::CallEnded:
        return {{Errc::CallEnded, QStringLiteral("The call was ended.")}, CallFate::Ended};
    case StopReason::Deadline:
        break;
    }
    if (isKnown) {
        return {{Errc::NoAnswer, QStringLiteral("The caller did not answer in time.")}, fate};
    }
    return {
        {Errc::Timeout, QStringLiteral("The proxy did not answer in time; the caller may have been called.")},
        fate};
}

} // namespace cordboard::opensips
