// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/holdmachine.h"

#include "server/connectors/opensips/flows/dialogvariables.h"
#include "server/connectors/opensips/flows/sdp.h"

#include <QJsonArray>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using Means = HoldLeg::Means;
using Step = HoldLeg::Step;
using Phase = HoldState::Phase;
using Purpose = HoldState::Purpose;

} // namespace

void HoldMachine::begin(std::optional<LegRole> named)
{
    if (s.dialog.state == DialogState::Ended) {
        callGone();
        return;
    }
    if (s.dialog.state < DialogState::Answered) {
        settle(tl::unexpected(keptFailure(Errc::WrongState, u"The call is not answered yet."_s)));
        leave();
        return;
    }
    if (!choose(named)) {
        return;
    }
    for (HoldLeg &leg : s.legs) {
        if (leg.means == Means::Sequential) {
            reserve(leg);
        }
    }
    if (!anyBusy()) {
        launch();
    }
    advance();
}

bool HoldMachine::choose(std::optional<LegRole> named)
{
    bool byPhone = false;
    for (const LegRole role : {LegRole::Caller, LegRole::Callee}) {
        if (named.value_or(role) != role) {
            continue;
        }
        const auto by = heldBy(s.dialog, role);
        HoldLeg leg{.role = role,
            .resume = s.resume,
            .sdp = sdpToward(s.dialog, role),
            .version = holdMemory(s.dialog, role).version,
            .failure = {}};
        leg.held = by == HeldBy::Cordboard || by == HeldBy::Proxy;
        byPhone = byPhone || by == HeldBy::Phone;
        if (leg.held != s.resume) {
            if (!s.resume) {
                s.legs.push_back(leg); // held already: nothing to do but to say so
            }
            continue;
        }
        leg.means = s.resume && by == HeldBy::Proxy && s.traits.majorVersion >= 4 ? Means::Callops
                                                                                  : Means::Sequential;
        leg.clearsProxyMark = s.resume && by == HeldBy::Proxy && leg.means == Means::Sequential;
        s.legs.push_back(leg);
    }
    if (s.legs.empty()) {
        settle(tl::unexpected(keptFailure(Errc::WrongState,
            byPhone ? u"The call is held by a phone, which alone can resume it."_s
                    : u"The call is not on hold."_s)));
        leave();
        return false;
    }
    if (const auto objection = chooseMeans(named)) {
        settle(tl::unexpected(*objection));
        leave();
        return false;
    }
    return true;
}

std::optional<Failure> HoldMachine::chooseMeans(std::optional<LegRole> named)
{
    const auto bySequential = [](const HoldLeg &leg) { return leg.means == Means::Sequential; };
    const bool both = s.legs.size() == 2 && std::all_of(s.legs.begin(), s.legs.end(), bySequential);
    if (!s.resume && both && !s.traits.datagram && s.traits.majorVersion >= 4 && s.traits.callops) {
        for (HoldLeg &leg : s.legs) {
            leg.means = Means::Callops;
        }
    }
    if (s.resume && named && s.legs.front().means == Means::Callops) {
        const LegRole other = *named == LegRole::Caller ? LegRole::Callee : LegRole::Caller;
        if (heldBy(s.dialog, other) == HeldBy::Proxy) {
            return keptFailure(Errc::NotSupported,
                u"Both legs are held by the proxy itself, which can only resume them together."_s);
        }
    }
    for (const HoldLeg &leg : s.legs) {
        if (leg.means == Means::Sequential) {
            if (const auto usable = sdpVersion(leg.sdp); !usable) {
                return keptFailure(Errc::NotSupported,
                    u"The proxy lists no usable session description for the "_s + partyName(leg.role) + u'.');
            }
        }
    }
    return std::nullopt;
}

// --- asking ---

int HoldMachine::send(
    Purpose purpose, const HoldLeg *leg, const QString &method, QJsonObject params, Wait wait)
{
    const int tag = ++s.lastTag;
    const auto index = leg ? static_cast<size_t>(leg - s.legs.data()) : 0;
    s.pending.insert({tag, {.purpose = purpose, .leg = index}});
    out.emplace_back(SendMi{.tag = tag,
        .method = method,
        .params = std::move(params),
        .wait = wait,
        .slowOverHttp = wait == Wait::Phone});
    return tag;
}

void HoldMachine::push(Purpose purpose, const HoldLeg &leg, const QString &name, const QString &value)
{
    // The dialog's own ID where we know it: two dialogs may share a Call-ID.
    const QString which = s.dialog.id.isEmpty() ? s.dialog.callId.text() : s.dialog.id;
    send(purpose, &leg, u"dlg_push_var"_s,
        {{u"dlg_val_name"_s, name}, {u"dlg_val_value"_s, value}, {u"DID"_s, QJsonArray{which}}},
        Wait::Moment);
}

void HoldMachine::reserve(HoldLeg &leg)
{
    leg.step = Step::Reserving;
    const auto offer = s.resume ? resumeOffer(leg.sdp, leg.version) : holdOffer(leg.sdp, leg.version);
    HoldMemory memory = holdMemory(s.dialog, leg.role);
    memory.version = *sdpVersion(*offer);
    push(Purpose::Reserve, leg, holdVariable(leg.role), encodeHold(memory));
}

void HoldMachine::launch()
{
    if (std::any_of(
            s.legs.begin(), s.legs.end(), [](const HoldLeg &leg) { return leg.failure.has_value(); })) {
        return;
    }
    bool callops = false;
    for (HoldLeg &leg : s.legs) {
        if (leg.means == Means::Nothing) {
            tellStart(leg);
            tell(ProgressEvent::CallHoldSuccessful, ProgressEvent::CallUnholdSuccessful, leg.role);
        } else if (leg.means == Means::Callops) {
            leg.step = Step::Asking;
            callops = true;
        } else {
            leg.step = Step::Queued;
        }
    }
    if (callops) {
        askCallops(s.resume, Purpose::Callops);
    }
}

void HoldMachine::askCallops(bool resume, Purpose purpose)
{
    const int tag = send(purpose, nullptr, resume ? u"call_unhold"_s : u"call_hold"_s,
        {{u"callid"_s, s.dialog.callId.text()}}, Wait::Moment);
    s.pending.at(tag).resume = resume;
    m_unholdSent = m_unholdSent || resume;
}

/// Sends the offers that may go out now: all at once over datagram, one after another where each blocks the
/// lane.
void HoldMachine::pump()
{
    for (HoldLeg &leg : s.legs) {
        const bool occupied =
            !s.traits.datagram && std::any_of(s.legs.begin(), s.legs.end(), [](const HoldLeg &other) {
                return other.means == Means::Sequential && other.step == Step::Asking;
            });
        if (leg.step == Step::Queued && !occupied) {
            invite(leg);
        }
    }
}

void HoldMachine::invite(HoldLeg &leg)
{
    const auto offer = leg.resume ? resumeOffer(leg.sdp, leg.version) : holdOffer(leg.sdp, leg.version);
    if (!offer) { // the listing changed to something unusable meanwhile
        leg.step = Step::Idle;
        failed(leg,
            keptFailure(Errc::NotSupported,
                u"The proxy lists no usable session description for the "_s + partyName(leg.role) + u'.'));
        return;
    }
    leg.step = Step::Asking;
    leg.version = *sdpVersion(*offer);
    if (s.phase == Phase::Asking) {
        tellStart(leg);
    }
    send(Purpose::Invite, &leg, u"dlg_send_sequential"_s,
        {{u"callid"_s, s.dialog.callId.text()}, {u"mode"_s, partyName(leg.role)}, {u"method"_s, u"INVITE"_s},
            {u"body"_s, QString(u"custom:application/sdp:"_s + *offer)}},
        Wait::Phone);
}

} // namespace cordboard::opensips
