// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/transfertransition.h"

#include "server/connectors/opensips/flows/referto.h"
#include "server/connectors/opensips/flows/sipstatus.h"
#include "server/connectors/opensips/management/dialoglist.h"

#include <algorithm>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;
using namespace transfer;

namespace {

QString legWord(LegRole leg) { return leg == LegRole::Caller ? u"caller"_s : u"callee"_s; }

} // namespace

// --- Asking for it ----------------------------------------

void TransferTransition::begin()
{
    const NodeTraits &traits = m_state.plan.traits;
    m_state.phase = Asking{};
    const bool first =
        m_state.plan.other ? sendCallTransfer() || sendRefer() : sendRefer() || sendCallTransfer();
    if (!first) {
        fail({Errc::NotSupported,
                 traits.datagram
                     ? u"This proxy lacks call_transfer (module callops), and its dlg_send_sequential takes "
                       "no headers."_s
                     : u"This proxy lacks call_transfer (module callops), and there is no datagram lane to "
                       "transfer without it."_s},
            CallFate::Kept);
    }
}

bool TransferTransition::sendRefer()
{
    const TransferPlan &plan = m_state.plan;
    const auto destination = target();
    if (!plan.traits.datagram || !plan.traits.sequentialHeaders || !destination) {
        return false;
    }
    const auto header = plan.other ? attendedReferTo(*destination, *plan.other, plan.otherLeg)
                                   : blindReferTo(*destination, plan.call);
    if (!header) {
        return false;
    }
    act(SendMi{.tag = Refer,
        .method = u"dlg_send_sequential"_s,
        .params = {{u"callid"_s, plan.call.callId.text()}, {u"mode"_s, legWord(plan.leg)},
            {u"method"_s, u"REFER"_s}, {u"body"_s, u"none"_s}, {u"headers"_s, *header}},
        .wait = Wait::Phone,
        .slowOverHttp = false});
    std::get<Asking>(m_state.phase).sequential = true;
    return true;
}

bool TransferTransition::sendCallTransfer()
{
    const TransferPlan &plan = m_state.plan;
    if (!plan.traits.callops || (!plan.other && !plan.destination)) {
        return false;
    }
    QJsonObject params{{u"callid"_s, plan.call.callId.text()}, {u"leg"_s, legWord(plan.leg)}};
    if (plan.other) {
        params.insert(u"transfer_callid"_s, plan.other->callId.text());
        params.insert(u"transfer_leg"_s, legWord(plan.otherLeg));
    }
    const auto own = plan.other ? listedUri(legUri(*plan.other, plan.otherLeg)) : std::nullopt;
    if (const auto destination = target(); destination && (plan.destination || own != destination)) {
        params.insert(u"destination"_s, destination->text());
    }
    act(SendMi{.tag = CallTransfer,
        .method = u"call_transfer"_s,
        .params = params,
        .wait = Wait::Moment,
        .slowOverHttp = false});
    std::get<Asking>(m_state.phase).sequential = false;
    return true;
}

void TransferTransition::requestRefused(const Error &error)
{
    const auto isNew = [](const NewCall &call) { return call.parties == NewCall::Parties::Expected; };
    if (std::any_of(m_state.newCalls.begin(), m_state.newCalls.end(), isNew)) {
        return accepted(); // whatever this answer says, the phone has acted
    }
    Asking &asking = std::get<Asking>(m_state.phase);
    if (error.code == Errc::ProxyUnreachable) {
        return fail(error, fate());
    }
    if (error.code != Errc::RefusedByProxy) {
        asking.lost = true; // it may have happened: events, the new dialog or the stop will tell
        return;
    }
    const int status = error.status.value_or(0);
    if (m_state.callEnded) {
        return fail({Errc::CallEnded, u"The call ended before it could be transferred."_s, {}, error.status},
            CallFate::Ended);
    }
    if (asking.sequential && status == 408) {
        // It may have heard it, and only its answer was lost.
        return fail({Errc::NoAnswer, u"The phone did not answer the transfer request."_s, {}, 408},
            CallFate::Kept, Watching{StopReason::Deadline});
    }
    const bool tryOtherWay =
        asking.sequential ? status == -32601 || status == -32602 : status == -32601 || status == 491;
    if (tryOtherWay && !asking.otherWayTried) {
        asking.otherWayTried = true;
        if (asking.sequential ? sendCallTransfer() : sendRefer()) {
            return;
        }
    }
    if (status == 491) {
        return fail(
            {Errc::RefusedByProxy,
                u"This call was transferred before, and this version of the proxy does that once for each "
                "call."_s,
                {}, 491},
            CallFate::Kept);
    }
    if (status == 404 && m_state.plan.other
        && (m_state.otherEnded || error.message.contains(u"Transfer dialog"_s, Qt::CaseInsensitive))) {
        return fail({Errc::CallEnded, u"The call to be joined with has ended."_s, {}, 404}, CallFate::Kept);
    }
    Error told = requestError(
        asking.sequential ? u"dlg_send_sequential (module dialog)"_s : u"call_transfer (module callops)"_s,
        error);
    const CallFate became = told.code == Errc::CallEnded ? CallFate::Ended : CallFate::Kept;
    fail(std::move(told), became);
}

void TransferTransition::accepted()
{
    m_state.phase = Underway{};
    tellTransferring();
}

// --- What happens ----------------------------------------

void TransferTransition::take(const FlowEvent &event)
{
    if (in<Over>()) {
        return;
    }
    std::visit([this](const auto &what) { on(what); }, event);
}

void TransferTransition::on(const MiAnswered &answer)
{
    if (answer.tag >= EndCall) {
        return cleanUpAnswered(answer.tag, &answer.result, nullptr);
    }
    const Asking *asking = in<Asking>();
    if (!asking || asking->sequential != (answer.tag == Refer)) {
        return;
    }
    const int code = answer.tag == Refer ? answer.result[u"Code"].toInt() : 0;
    if (code < 300) {
        return accepted();
    }
    if (m_state.callEnded) {
        return fail({Errc::CallEnded, u"The call ended before it could be transferred."_s, {}, code},
            CallFate::Ended);
    }
    const QString status =
        QString(QString::number(code) % u' ' % answer.result[u"Reason"].toString()).trimmed();
    if (code == 408 || code == 487) {
        return fail(
            {Errc::NoAnswer, u"The phone did not answer the transfer request."_s, {}, code}, CallFate::Kept);
    }
    fail({Errc::RejectedByParty, u"The phone refused to transfer: "_s % status, {}, code}, CallFate::Kept);
}

void TransferTransition::cleanUpAnswered(int tag, const QJsonValue *result, const Error *error)
{
    if (tag == EndCall || tag == EndOther) {
        return oldEnded(tag, error);
    }
    const auto index = static_cast<std::size_t>(std::max(tag - NewCallTags, 0)) / 2;
    if (tag < NewCallTags || index >= m_state.newCalls.size()) {
        return;
    }
    NewCall &call = m_state.newCalls[index];
    if (tag == tagOf(call, true)) {
        newEnded(call, error);
    } else {
        looked(call, result ? listedDialog(*result) : std::nullopt);
    }
}

void TransferTransition::on(const MiFailed &failure)
{
    if (failure.tag >= EndCall) {
        return cleanUpAnswered(failure.tag, nullptr, &failure.error);
    }
    if (const Asking *asking = in<Asking>(); asking && asking->sequential == (failure.tag == Refer)) {
        requestRefused(failure.error);
    }
}

void TransferTransition::on(const DialogSeen &seen)
{
    const Dialog &dialog = seen.dialog;
    if (isSameDialog(dialog, m_state.plan.call)) {
        // No failure by itself: a phone may hang up its old call as soon as it is referred (facts 20, 29).
        merge(m_state.plan.call, dialog);
        m_state.callEnded = m_state.callEnded || dialog.state == DialogState::Ended;
        return;
    }
    if (m_state.plan.other && isSameDialog(dialog, *m_state.plan.other)) {
        m_state.otherEnded = m_state.otherEnded || dialog.state == DialogState::Ended;
        return;
    }
    NewCall *call = find(dialog.callId);
    if (!call) {
        if (m_state.plan.bystanders.contains(dialog.callId) || !isExpected(expected(), dialog, false)) {
            return;
        }
        call = add(dialog.callId);
    }
    if (call) {
        see(*call, dialog);
        judge(*call);
    }
}

void TransferTransition::on(const TransferChanged &event)
{
    const TransferPlan &plan = m_state.plan;
    SipCallId id = event.transferCallId;
    if (id == plan.call.callId || (plan.other && id == plan.other->callId) || id == SipCallId(u"unknown"_s)) {
        id = {};
    }
    NewCall *call = id.isEmpty() ? nullptr : find(id);
    const bool isOurs =
        event.callId == plan.call.callId || (plan.other && event.callId == plan.other->callId);
    if ((!isOurs && !call) || plan.bystanders.contains(id)) {
        return;
    }
    if (id.isEmpty()) {
        call = m_state.newCalls.size() == 1 ? &m_state.newCalls.front() : nullptr;
    } else if (!call) {
        call = add(id);
    }
    if (call && call->parties == NewCall::Parties::Foreign) {
        return;
    }
    using State = TransferChanged::State;
    switch (event.state) {
    case State::Start:
        if (call) {
            call->contact = event.destination;
            tellStart(*call);
            judge(*call);
        }
        return;
    case State::Notify:
        if (call) {
            tellPending(*call, event.status);
        }
        return;
    case State::Ok:
        if (call) {
            call->saidOk = true;
            judge(*call);
        }
        return;
    case State::Fail:
        if (call) {
            call->saidFail = true;
        }
        return failUnlessOneLives(event.status);
    }
}

void TransferTransition::on(const Stopped &stop)
{
    if (!isLive()) {
        return;
    }
    bool rings = false;
    bool isUnanswered = in<Asking>() != nullptr;
    for (NewCall &call : m_state.newCalls) {
        if (call.parties == NewCall::Parties::Foreign || call.isOver()) {
            continue;
        }
        if (call.saidOk || call.isAnswered()) {
            isUnanswered = true; // the question whose call it is
            continue;
        }
        rings = true;
        endNew(call);
    }
    isUnanswered = isUnanswered && !rings;
    Error error;
    CallFate became = isUnanswered && !m_state.callEnded ? CallFate::Unknown : fate();
    switch (stop.reason) {
    case StopReason::Cancelled:
        error = {Errc::Cancelled, u"The transfer was cancelled."_s};
        break;
    case StopReason::CallEnded:
        error = {Errc::CallEnded, u"The call was ended while it was being transferred."_s};
        became = CallFate::Ended;
        break;
    case StopReason::Deadline:
        if (isUnanswered) {
            error = {Errc::Timeout, u"The proxy did not answer in time; the transfer may have happened."_s};
        } else if (rings) {
            error = {Errc::NoAnswer, u"The destination did not answer in time."_s};
        } else if (m_state.callEnded) {
            error = {Errc::CallEnded, u"The call ended, and the transfer brought no new one."_s};
        } else {
            error = {Errc::NoAnswer, u"The phone did not act on the transfer."_s};
        }
        break;
    }
    fail(std::move(error), became, Watching{stop.reason});
}

void TransferTransition::leave()
{
    if (isLive()) {
        on(Stopped{StopReason::Deadline}); // a runner that forgets to stop it first
    }
    if (!in<Over>()) {
        m_state.phase = Over{};
        act(Leave{});
    }
}

TransferStep beginTransfer(TransferPlan plan)
{
    TransferState state;
    state.plan = std::move(plan);
    TransferTransition transition(std::move(state));
    transition.begin();
    return std::move(transition).done();
}

TransferStep next(TransferState state, const FlowEvent &event)
{
    TransferTransition transition(std::move(state));
    transition.take(event);
    return std::move(transition).done();
}

} // namespace cordboard::opensips
