// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/holdmachine.h"

#include "server/connectors/opensips/flows/dialogvariables.h"

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using Means = HoldLeg::Means;
using Step = HoldLeg::Step;
using Phase = HoldState::Phase;
using Purpose = HoldState::Purpose;

constexpr int notFound = 404;
constexpr int requestTimeout = 408;
constexpr int notReady = 410;
constexpr int alreadySo = 480; ///< of call_hold and call_unhold: the legs are as wanted
constexpr int noSuchDialog = 481;

} // namespace

void HoldMachine::reached(HoldLeg &leg)
{
    leg.held = !leg.resume;
    leg.changed = true;
    leg.uncertain = false;
    leg.step = Step::Idle;
    if (s.phase == Phase::Asking) {
        tellStart(leg);
        tell(ProgressEvent::CallHoldSuccessful, ProgressEvent::CallUnholdSuccessful, leg.role);
    } else if (s.phase == Phase::Settled && leg.resume) {
        out.emplace_back(
            Late{s.resume ? u"The "_s + partyName(leg.role) + u" was resumed after the command had ended."_s
                          : u"The hold of the "_s + partyName(leg.role)
                        + u" was taken back after the command had ended."_s});
    }
    if (leg.means == Means::Sequential) {
        leg.step = Step::Storing;
        leg.stores = 1;
        push(Purpose::Store, leg, holdVariable(leg.role),
            encodeHold({.held = leg.held, .version = leg.version, .sdpMark = sdpMarkOf(s.dialog, leg.role)}));
        if (leg.clearsProxyMark) {
            leg.stores = 2;
            push(Purpose::Store, leg, proxyHoldVariable(leg.role), QString());
        }
    }
}

void HoldMachine::failed(HoldLeg &leg, Failure why, bool uncertain)
{
    leg.step = Step::Idle;
    if (leg.undone) {
        if (s.phase == Phase::Settled) {
            out.emplace_back(
                Late{u"The "_s + partyName(leg.role) + u" is still on hold: "_s + why.error.message});
        }
        return;
    }
    leg.failure = std::move(why);
    leg.uncertain = uncertain && !leg.resume;
}

void HoldMachine::inviteAnswered(HoldLeg &leg, const QJsonObject &result)
{
    const int code = result["Code"_L1].toInt();
    const QString phone = u"The "_s + partyName(leg.role) + u"'s phone "_s;
    if (code >= 200 && code < 300) {
        reached(leg);
    } else if (code == requestTimeout) {
        failed(leg, keptFailure(Errc::NoAnswer, phone + u"did not answer."_s, code));
    } else if (code == noSuchDialog) {
        failed(leg,
            {Error{Errc::CallEnded, phone + u"does not know the call any more."_s, {}, code},
                CallFate::Unknown});
    } else if (code >= 300) {
        const QString reason = result["Reason"_L1].toString();
        failed(leg,
            keptFailure(
                Errc::RejectedByParty, phone + u"refused: "_s + QString::number(code) + u' ' + reason, code));
    } else {
        failed(leg,
            keptFailure(Errc::RefusedByProxy,
                u"The proxy did not tell what the "_s + partyName(leg.role) + u"'s phone said."_s),
            true);
    }
}

void HoldMachine::inviteFailed(HoldLeg &leg, const Error &error)
{
    const bool refused = error.code == Errc::RefusedByProxy;
    if (refused && error.status == notFound) {
        callGone();
    } else if (refused && error.status == requestTimeout) {
        failed(leg,
            keptFailure(Errc::NoAnswer, u"The "_s + partyName(leg.role) + u"'s phone did not answer."_s,
                error.status));
    } else {
        failed(leg, {error, CallFate::Kept}, !refused && error.code != Errc::ProxyUnreachable);
    }
}

void HoldMachine::callopsFailed(const Error &error, bool resume)
{
    if (error.code == Errc::RefusedByProxy && error.status == notFound) {
        callGone();
        return;
    }
    if (error.code == Errc::Timeout) {
        return; // it may have happened: the events tell, or the deadline
    }
    for (HoldLeg &leg : s.legs) {
        if (leg.means != Means::Callops || leg.step != Step::Asking || leg.resume != resume) {
            continue;
        }
        if (error.code == Errc::RefusedByProxy && error.status == alreadySo) {
            reached(leg);
        } else if (error.code == Errc::RefusedByProxy && error.status == notReady) {
            failed(leg, keptFailure(Errc::WrongState, u"The call is not answered yet."_s, error.status));
        } else {
            failed(leg, {error, CallFate::Kept});
        }
    }
}

void HoldMachine::stored(HoldLeg &leg)
{
    if (leg.step == Step::Storing && --leg.stores == 0) {
        leg.step = Step::Idle;
    }
}

void HoldMachine::on(const MiAnswered &answer)
{
    const auto found = s.pending.find(answer.tag);
    if (found == s.pending.end()) {
        return;
    }
    const auto pending = found->second;
    s.pending.erase(found);
    HoldLeg &leg = s.legs[pending.leg];
    switch (pending.purpose) {
    case Purpose::Reserve:
        if (leg.step == Step::Reserving) {
            leg.step = Step::Idle;
            if (!anyBusy()) {
                launch();
            }
        }
        break;
    case Purpose::Invite:
        inviteAnswered(leg, answer.result.toObject());
        break;
    case Purpose::Store:
        stored(leg);
        break;
    case Purpose::Callops:
        if (s.phase == Phase::Asking) {
            tellHolding();
        }
        break;
    case Purpose::Sweep:
        break;
    }
    advance();
}

void HoldMachine::on(const MiFailed &mi)
{
    const auto found = s.pending.find(mi.tag);
    if (found == s.pending.end()) {
        return;
    }
    const auto pending = found->second;
    s.pending.erase(found);
    HoldLeg &leg = s.legs[pending.leg];
    switch (pending.purpose) {
    case Purpose::Reserve:
        if (leg.step == Step::Reserving) {
            if (mi.error.code == Errc::RefusedByProxy && mi.error.status == notFound) {
                callGone();
            } else {
                failed(leg, {mi.error, CallFate::Kept});
            }
        }
        break;
    case Purpose::Invite:
        inviteFailed(leg, mi.error);
        break;
    case Purpose::Store: // the leg is as wanted all the same; only the proxy does not remember it
        stored(leg);
        break;
    case Purpose::Callops:
        callopsFailed(mi.error, pending.resume);
        break;
    case Purpose::Sweep:
        break;
    }
    advance();
}

void HoldMachine::on(const DialogSeen &seen)
{
    const bool same = s.dialog.id.isEmpty() || seen.dialog.id.isEmpty()
        ? seen.dialog.callId == s.dialog.callId
        : seen.dialog.id == s.dialog.id;
    if (!same) {
        return;
    }
    if (seen.dialog.state == DialogState::Ended) {
        callGone();
        return;
    }
    for (HoldLeg &leg : s.legs) {
        if (const QString sdp = sdpToward(seen.dialog, leg.role); !sdp.isEmpty()) {
            leg.sdp = sdp;
        }
        // A 4.x proxy sets its variable when the phone has agreed: as good as the event, should that be lost.
        const bool told = seen.dialog.variables.contains(proxyHoldVariable(leg.role));
        const bool heldNow = told && heldBy(seen.dialog, leg.role) == HeldBy::Proxy;
        if (told && leg.means == Means::Callops && leg.step == Step::Asking && heldNow != leg.resume
            && heldNow != leg.held) {
            reached(leg);
        }
    }
    advance();
}

void HoldMachine::on(const HoldChanged &event)
{
    if (event.callId != s.dialog.callId) {
        return;
    }
    for (HoldLeg &leg : s.legs) {
        if (leg.means != Means::Callops || leg.step != Step::Asking || leg.resume != event.resume
            || event.leg != partyName(leg.role)) {
            continue;
        }
        switch (event.state) {
        case HoldChanged::State::Start:
            if (s.phase == Phase::Asking) {
                tellStart(leg);
            }
            break;
        case HoldChanged::State::Ok:
            reached(leg);
            break;
        case HoldChanged::State::Fail:
            failed(leg,
                keptFailure(Errc::RejectedByParty,
                    u"The "_s + partyName(leg.role) + u"'s phone refused or did not answer."_s));
            break;
        }
    }
    advance();
}

} // namespace cordboard::opensips
