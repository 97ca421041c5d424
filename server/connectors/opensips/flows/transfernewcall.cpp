// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/transfertransition.h"

#include "server/connectors/opensips/flows/flowrequests.h"
#include "server/connectors/opensips/flows/sipstatus.h"

#include <algorithm>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;
using namespace transfer;

// --- The new call ----------------------------------------

NewCall *TransferTransition::find(const SipCallId &callId)
{
    const auto found = std::find_if(m_state.newCalls.begin(), m_state.newCalls.end(),
        [&](const NewCall &call) { return call.dialog.callId == callId; });
    return found != m_state.newCalls.end() ? &*found : nullptr;
}

NewCall *TransferTransition::add(const SipCallId &callId)
{
    if (m_state.newCalls.size() >= static_cast<std::size_t>(maxNewCalls)) {
        return nullptr;
    }
    NewCall call;
    call.dialog.callId = callId;
    return &m_state.newCalls.emplace_back(std::move(call));
}

std::optional<SipUri> TransferTransition::target() const
{
    const TransferPlan &plan = m_state.plan;
    if (plan.destination || !plan.other) {
        return plan.destination;
    }
    // A call that came of a transfer keeps that one's `osid` in its To; in a Refer-To it would name a dialog
    // that is over, and the proxy would not tell of this transfer.
    const auto uri = listedUri(legUri(*plan.other, plan.otherLeg));
    return uri ? std::optional(uri->withoutParameter(u"osid")) : std::nullopt;
}

ExpectedCall TransferTransition::expected() const
{
    return {.call = m_state.plan.call,
        .leg = m_state.plan.leg,
        .target = target(),
        .byReplaces = m_state.plan.other.has_value()};
}

int TransferTransition::tagOf(const NewCall &call, bool end) const
{
    return NewCallTags + 2 * static_cast<int>(&call - m_state.newCalls.data()) + (end ? 1 : 0);
}

void TransferTransition::see(NewCall &call, const Dialog &dialog)
{
    merge(call.dialog, dialog);
    if (call.parties == NewCall::Parties::Unknown && call.isListed()) {
        call.parties = isExpected(expected(), call.dialog, true) ? NewCall::Parties::Expected
                                                                 : NewCall::Parties::Foreign;
    }
}

void TransferTransition::look(NewCall &call)
{
    if (!call.looking) {
        call.looking = true;
        act(lookUp(tagOf(call, false), call.dialog.callId));
    }
}

void TransferTransition::looked(NewCall &call, const std::optional<Dialog> &listing)
{
    if (!call.looking || call.looked) {
        return;
    }
    call.looked = true;
    if (listing && listing->callId == call.dialog.callId) {
        see(call, *listing);
    }
    judge(call);
}

void TransferTransition::judge(NewCall &call)
{
    if (call.parties == NewCall::Parties::Foreign) {
        return;
    }
    const bool isConnected = call.saidOk || call.isAnswered();
    const bool hasEnded = call.dialog.state == DialogState::Ended && !isConnected;
    const bool isExpected = call.parties == NewCall::Parties::Expected;
    if (!isExpected && isConnected && !call.looked) {
        return look(call); // believed only with the right parties (fact 46)
    }
    if (in<Watching>()) {
        return judgeLate(call);
    }
    if (!isLive()) {
        return;
    }
    if (isExpected) {
        tellStart(call);
    }
    if (isConnected) {
        // One that is gone again can no longer be listed; then the event's word counts.
        return succeed(call);
    }
    if (hasEnded) {
        if (!call.looked) {
            return look(call); // its `fail`, which has the status, is on its way (fact 31): one round trip of
                               // patience
        }
        call.saidFail = true;
        return failUnlessOneLives({});
    }
    if (call.dialog.state == DialogState::Early && m_state.toldPending.isEmpty()) {
        tellPending(call, u"180 Ringing"_s);
    }
}

void TransferTransition::judgeLate(NewCall &call)
{
    if (call.isOver()) {
        return;
    }
    if (!call.saidOk && !call.isAnswered()) {
        return endNew(call);
    }
    if (call.end == NewCall::End::Asked || call.end == NewCall::End::Done) {
        return; // answered in the last moment, but we have ended it
    }
    const StopReason reason = std::get<Watching>(m_state.phase).reason;
    if (reason == StopReason::CallEnded || (m_state.plan.setup && reason == StopReason::Cancelled)) {
        if (call.end == NewCall::End::No) {
            act(Late{u"The destination answered after the command was over; the new call is being ended."_s});
        }
        return endNew(call);
    }
    if (!std::exchange(m_state.toldLate, true)) {
        act(Late{u"The destination answered after the command was over: the transfer took place."_s});
        static_cast<void>(endOld());
    }
}

void TransferTransition::endNew(NewCall &call)
{
    if (call.end == NewCall::End::No) {
        call.end = NewCall::End::Asked;
        act(endDialog(tagOf(call, true), call.dialog));
    }
}

int TransferTransition::endOld()
{
    if (m_state.plan.setup) {
        return 0;
    }
    int sent = 0;
    if (!m_state.callEnded) {
        act(endDialog(EndCall, m_state.plan.call));
        ++sent;
    }
    if (m_state.plan.other && !m_state.otherEnded) {
        act(endDialog(EndOther, *m_state.plan.other));
        ++sent;
    }
    return sent;
}

void TransferTransition::oldEnded(int tag, const Error *error)
{
    if (!in<Closing>() && !in<Watching>()) {
        return; // nothing of the kind was sent
    }
    const bool isGone =
        !error || error->status == 404 || (tag == EndCall ? m_state.callEnded : m_state.otherEnded);
    if (!isGone) {
        act(Late{u"The transfer took place, but an old call could not be ended: "_s % error->message});
    }
    if (Closing *closing = in<Closing>(); closing && --closing->unanswered <= 0) {
        leave();
    }
}

void TransferTransition::newEnded(NewCall &call, const Error *error)
{
    if (call.end != NewCall::End::Asked) {
        return;
    }
    const bool isGone = !error || error->status == 404;
    call.end = isGone ? NewCall::End::Done : NewCall::End::Failed;
    if (!isGone) {
        act(Late{u"The new call of a transfer that was given up could not be ended: "_s % error->message});
        judge(call);
    }
}

// --- What is told ----------------------------------------

void TransferTransition::tell(ProgressEvent event, const NewCall *call, const QString &extra)
{
    Progress progress{.event = event, .callId = {}, .destination = {}, .leg = {}, .extra = extra};
    if (call) {
        progress.callId = call->dialog.callId;
        progress.destination = call->contact;
    }
    if (progress.destination.isEmpty()) {
        const auto asked = target();
        progress.destination = asked ? asked->text() : QString();
    }
    act(Report{std::move(progress)});
}

void TransferTransition::tellTransferring()
{
    if (!std::exchange(m_state.toldTransferring, true)) {
        tell(ProgressEvent::Transferring, nullptr);
    }
}

void TransferTransition::tellStart(const NewCall &call)
{
    if (isLive() && !std::exchange(m_state.toldStart, true)) {
        tellTransferring();
        tell(ProgressEvent::TransferStart, &call);
    }
}

void TransferTransition::tellPending(const NewCall &call, const QString &status)
{
    const QString line = status.section(u'\n', 0, 0).trimmed(); // a sipfrag may go on with headers
    if (!isLive() || line.isEmpty() || line == m_state.toldPending) {
        return;
    }
    tellStart(call);
    m_state.toldPending = line;
    tell(ProgressEvent::TransferPending, &call, line);
}

void TransferTransition::succeed(const NewCall &call)
{
    tellStart(call);
    tell(ProgressEvent::TransferSuccessful, &call);
    const int unanswered = endOld();
    act(Settle{Outcome{}});
    m_state.phase = Closing{unanswered};
    if (unanswered == 0) {
        leave();
    }
}

void TransferTransition::failUnlessOneLives(const QString &status)
{
    const auto lives = [](const NewCall &call) {
        return call.parties != NewCall::Parties::Foreign && !call.isOver();
    };
    if (isLive() && std::none_of(m_state.newCalls.begin(), m_state.newCalls.end(), lives)) {
        fail(partyError(u"The destination"_s, status), fate());
    }
}

void TransferTransition::fail(Error error, CallFate became, Phase after)
{
    act(Settle{tl::unexpected(Failure{std::move(error), became})});
    m_state.phase = std::move(after);
    if (in<Over>()) {
        act(Leave{});
    }
}

} // namespace cordboard::opensips
