// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/holdmachine.h"

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using Means = HoldLeg::Means;
using Step = HoldLeg::Step;
using Phase = HoldState::Phase;
using Purpose = HoldState::Purpose;

} // namespace

void HoldMachine::on(const Stopped &stopped)
{
    if (s.phase == Phase::Settled) {
        return;
    }
    if (stopped.reason == StopReason::CallEnded) {
        callGone();
        return;
    }
    const bool waits = std::any_of(s.legs.begin(), s.legs.end(), [](const HoldLeg &leg) {
        return leg.step == Step::Reserving || leg.step == Step::Queued || leg.step == Step::Asking;
    });
    const auto known = s.phase == Phase::Undoing ? s.verdict : verdict();
    if (known) {
        settle(tl::unexpected(*known));
    } else if (!waits) {
        settle(Done{}); // only the proxy's memory of it is still being written
    } else if (stopped.reason == StopReason::Cancelled) {
        settle(tl::unexpected(keptFailure(Errc::Cancelled, u"The command was cancelled."_s)));
    } else {
        const auto silent = std::find_if(s.legs.begin(), s.legs.end(), [this](const HoldLeg &leg) {
            return leg.step == Step::Asking && (leg.means == Means::Sequential || s.holdingTold);
        });
        settle(tl::unexpected(silent != s.legs.end()
                ? keptFailure(Errc::NoAnswer,
                    u"The "_s + partyName(silent->role) + u"'s phone did not answer in time."_s)
                : keptFailure(Errc::Timeout, u"The proxy did not answer in time."_s)));
    }
    // An event of callops may have been lost: whatever that holds by now is given back at once.
    const bool unsure = !s.resume && std::any_of(s.legs.begin(), s.legs.end(), [](const HoldLeg &leg) {
        return leg.means == Means::Callops && leg.step == Step::Asking && !leg.undone;
    });
    for (HoldLeg &leg : s.legs) {
        const bool undoing = leg.undone && leg.step == Step::Queued;
        if (leg.step == Step::Reserving || (leg.step == Step::Queued && !undoing)) {
            leg.step = Step::Idle;
        }
    }
    if (!waits && !known) {
        for (HoldLeg &leg : s.legs) {
            leg.changed = false; // it succeeded: nothing goes back
        }
    }
    advance();
    if (unsure && !m_unholdSent && !s.left) {
        askCallops(true, Purpose::Sweep);
    }
}

std::optional<Failure> HoldMachine::verdict() const
{
    std::optional<Failure> all;
    for (const HoldLeg &leg : s.legs) {
        if (leg.failure && all) {
            if (leg.failure->error == all->error) {
                continue;
            }
            all->error.message += u' ' + leg.failure->error.message;
        } else if (leg.failure) {
            all = leg.failure;
        }
    }
    return all;
}

/// Goes on as far as it can be gone now.
void HoldMachine::advance()
{
    if (s.left) {
        return;
    }
    if (s.phase == Phase::Asking && !s.resume && verdict()) {
        for (HoldLeg &leg : s.legs) { // it has failed: ask nobody any more
            leg.step = leg.step == Step::Queued ? Step::Idle : leg.step;
        }
    }
    pump();
    if (s.phase == Phase::Settled) { // legs are given back as they come
        undo();
    }
    if (anyBusy()) {
        return;
    }
    switch (s.phase) {
    case Phase::Asking:
        s.verdict = verdict();
        if (!s.verdict) {
            settle(Done{});
            leave();
            return;
        }
        s.phase = Phase::Undoing;
        if (undo()) {
            return;
        }
        [[fallthrough]];
    case Phase::Undoing:
        for (const HoldLeg &leg : s.legs) {
            if (leg.undone && (leg.held || leg.uncertain)) {
                s.verdict->error.message +=
                    u" The "_s + partyName(leg.role) + u" could not be resumed and is still on hold."_s;
            }
        }
        settle(tl::unexpected(*s.verdict));
        leave();
        return;
    case Phase::Settled:
        leave();
        return;
    }
}

/// Starts to give back what has to be; tells whether there is any.
bool HoldMachine::undo()
{
    bool any = false;
    bool callops = false;
    for (HoldLeg &leg : s.legs) {
        if (leg.step != Step::Idle || !mustGoBack(leg)) {
            continue;
        }
        any = true;
        leg.undone = true;
        leg.resume = true;
        leg.step = leg.means == Means::Callops ? Step::Asking : Step::Queued;
        callops = callops || leg.means == Means::Callops;
    }
    if (callops) {
        askCallops(true, Purpose::Callops);
    }
    pump();
    return any && anyBusy();
}

void HoldMachine::settle(Outcome outcome)
{
    if (s.phase != Phase::Settled) {
        s.phase = Phase::Settled;
        out.emplace_back(Settle{std::move(outcome)});
    }
}

void HoldMachine::callGone()
{
    settle(tl::unexpected(Failure{Error{Errc::CallEnded, u"The call ended."_s}, CallFate::Ended}));
    leave();
}

void HoldMachine::leave()
{
    if (!s.left) {
        s.left = true;
        out.emplace_back(Leave{});
    }
}

// --- telling ---

void HoldMachine::tell(ProgressEvent hold, ProgressEvent unhold, std::optional<LegRole> leg)
{
    out.emplace_back(Report{Progress{
        .event = s.resume ? unhold : hold, .callId = {}, .destination = {}, .leg = leg, .extra = {}}});
}

void HoldMachine::tellHolding()
{
    if (!s.holdingTold) {
        s.holdingTold = true;
        tell(ProgressEvent::CallHolding, ProgressEvent::CallUnholding);
    }
}

void HoldMachine::tellStart(HoldLeg &leg)
{
    tellHolding();
    if (!leg.startTold) {
        leg.startTold = true;
        tell(ProgressEvent::CallHoldStart, ProgressEvent::CallUnholdStart, leg.role);
    }
}

} // namespace cordboard::opensips
