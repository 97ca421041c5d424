// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandlifecycle.h"

#include "common/core/overloaded.h"

namespace cordboard::lifecycle {
namespace {

using namespace Qt::StringLiterals;
using protocol::Command;

std::chrono::milliseconds firstPhase(const Plan &plan)
{
    if (plan.whole) {
        return *plan.whole;
    }
    switch (plan.method) {
    case Command::CallStart:
        return plan.times.ring;
    case Command::CallBlindTransfer:
    case Command::CallAttendedTransfer:
        return plan.times.transfer;
    case Command::CallHold:
    case Command::CallUnhold:
        return plan.times.hold;
    case Command::CallEnd:
    case Command::Echo:
        return plan.times.end;
    }
    return plan.times.end;
}

Error errorOf(StopReason reason)
{
    switch (reason) {
    case StopReason::Deadline:
        return {Errc::Timeout, u"the deadline passed without a decision"_s};
    case StopReason::Cancelled:
        return {Errc::Cancelled, u"the command was cancelled"_s};
    case StopReason::CallEnded:
        return {Errc::CallEnded, u"the call was ended by another command"_s};
    }
    return {Errc::Internal, u"stopped"_s};
}

Step ended(std::optional<Failure> failure) { return {Ended{}, {TellEnd{std::move(failure)}}}; }

Step ended(const Outcome &outcome) { return ended(outcome ? std::nullopt : std::optional(outcome.error())); }

Step stopping(StopReason reason) { return {Stopping{reason}, {StopOperation{reason}}}; }

Step progressed(const Plan &plan, const Running &state, const Progress &progress)
{
    Step step{state, {}};
    // Only once: a CallerAnswered that comes twice must not lengthen the phase.
    if (plan.method == Command::CallStart && progress.event == ProgressEvent::CallerAnswered
        && !state.callerAnswered) {
        step.state = Running{true};
        if (!plan.whole) {
            step.actions.push_back(ArmDeadline{plan.times.transfer});
        }
    }
    step.actions.push_back(TellProgress{progress}); // last: who hears of it may end the command at once
    return step;
}

} // namespace

Step begin(const Plan &plan) { return {Accepted{}, {ArmDeadline{firstPhase(plan)}}}; }

Step next(const Plan &plan, const State &state, const Event &event)
{
    return std::visit(Overloaded{
                          [](const Accepted &, const Began &) {
                              return Step{Running{}, {}};
                          },
                          [](const Accepted &, const Finished &finished) { return ended(finished.outcome); },
                          [](const Accepted &, const TimeUp &) {
                              return ended(Failure{
                                  {Errc::ProxyUnreachable, u"the deadline passed before anything was sent"_s},
                                  CallFate::Kept});
                          },
                          [](const Accepted &, const StopAsked &stop) {
                              return ended(Failure{errorOf(stop.reason), CallFate::Kept});
                          },

                          [&](const Running &running, const Progressed &event_) {
                              return progressed(plan, running, event_.progress);
                          },
                          [](const Running &, const Finished &finished) { return ended(finished.outcome); },
                          [](const Running &, const TimeUp &) { return stopping(StopReason::Deadline); },
                          [](const Running &, const StopAsked &stop) { return stopping(stop.reason); },

                          [](const Stopping &same, const Progressed &event_) {
                              return Step{same, {TellProgress{event_.progress}}};
                          },
                          [](const Stopping &, const Finished &finished) { return ended(finished.outcome); },
                          [](const Stopping &stopped, const StopReturned &) {
                              return ended(Failure{errorOf(stopped.reason), CallFate::Unknown});
                          },

                          [](const auto &same, const auto &) {
                              return Step{same, {}};
                          },
                      },
        state, event);
}

} // namespace cordboard::lifecycle
