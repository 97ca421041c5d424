// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/startflow.h"

#include "server/connectors/opensips/flows/flowrequests.h"
#include "server/connectors/opensips/flows/sipstatus.h"
#include "server/connectors/opensips/management/dialoglist.h"

#include <utility>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using namespace start;

constexpr int inviteTag = 999;
constexpr int maxEnds = 3;

StartState stateOf(StartPlan plan)
{
    StartState state{.plan = std::move(plan), .phase = Calling{}, .setup = {}};
    state.setup.callId = state.plan.callId;
    return state;
}

/// One transition under way.
class Transition {
public:
    explicit Transition(StartState state)
        : m_state(std::move(state))
    {
    }

    void begin();
    void take(const FlowEvent &event);
    [[nodiscard]] StartStep done() && { return {std::move(m_state), std::move(m_actions)}; }

private:
    template <class P> [[nodiscard]] P *in() { return std::get_if<P>(&m_state.phase); }
    void act(FlowAction action) { m_actions.push_back(std::move(action)); }

    void inviteAnswered(const QString &status);
    void inviteFailed(const Error &error);
    void lookedUp(const std::optional<Dialog> &dialog, bool isGone);
    void see(const Dialog &dialog);
    void stop(StopReason reason);
    void answered();
    void transfer();
    void apply(SetupTransferStep step, bool wasSettled);
    void lookUpSetup();
    void endSetup();
    void endAnswered(const Error *error);
    void settle(Failure failure, Phase after);
    void leave();

    StartState m_state;
    FlowActions m_actions;
};

void Transition::begin()
{
    auto request = uacRequest(inviteTag, m_state.plan);
    if (!request) {
        return settle({request.error(), CallFate::Kept}, Over{});
    }
    act(std::move(*request));
}

void Transition::take(const FlowEvent &event)
{
    if (in<Over>()) {
        return;
    }
    const auto *answer = std::get_if<MiAnswered>(&event);
    const auto *failure = std::get_if<MiFailed>(&event);
    const int tag = answer ? answer->tag : failure ? failure->tag : 0;
    if (tag == inviteTag) {
        return answer ? inviteAnswered(answer->result[u"Status"].toString()) : inviteFailed(failure->error);
    }
    if (tag != 0 && tag == m_state.lookUpTag) {
        m_state.lookUpTag = 0;
        return lookedUp(
            answer ? listedDialog(answer->result) : std::nullopt, failure && failure->error.status == 404);
    }
    if (tag != 0 && tag == m_state.endTag) {
        m_state.endTag = 0;
        return endAnswered(failure ? &failure->error : nullptr);
    }
    if (std::holds_alternative<GraceOver>(event)) {
        return leave();
    }
    if (const auto *seen = std::get_if<DialogSeen>(&event);
        seen && seen->dialog.callId == m_state.plan.callId) {
        see(seen->dialog);
    }
    if (auto *following = in<SetupTransfer>()) {
        const bool wasSettled = following->settled;
        return apply(next(std::move(*following), event), wasSettled);
    }
    if (const auto *stopped = std::get_if<Stopped>(&event)) {
        stop(stopped->reason);
    }
}

// --- The caller's phone ----------------------------------------

void Transition::inviteAnswered(const QString &status)
{
    const int code = sipStatusOf(status).value_or(0);
    if (code < 200) {
        return inviteFailed({Errc::Timeout, u"The proxy's answer cannot be read."_s});
    }
    m_state.isKnown = true;
    if (in<Watching>()) {
        if (code >= 300) {
            return leave();
        }
        m_state.setup.state = std::max(m_state.setup.state, DialogState::Answered);
        if (m_state.endedRinging) {
            endSetup();
        }
        return;
    }
    if (code >= 300) {
        if (in<Calling>()) {
            settle({partyError(u"The caller"_s, status), CallFate::Ended}, Over{});
        }
        return;
    }
    if (m_state.isOver) {
        if (in<Calling>() || in<Answered>()) {
            settle({{Errc::CallEnded, u"The caller hung up."_s}, CallFate::Ended}, Over{});
        }
        return;
    }
    answered();
    if (in<Answered>()) {
        lookUpSetup(); // the event of the ACK may have been lost
    }
}

void Transition::inviteFailed(const Error &error)
{
    auto *calling = in<Calling>();
    if (!calling) {
        return;
    }
    if (error.code == Errc::ProxyUnreachable) {
        return settle({error, CallFate::Kept}, Over{});
    }
    if (error.code == Errc::RefusedByProxy) {
        const bool isMissing = error.status == -32601;
        return settle(
            {isMissing ? requestError(u"t_uac_dlg (module tm)"_s, error) : error, CallFate::Ended}, Over{});
    }
    calling->lost = true;
    lookUpSetup();
}

void Transition::lookedUp(const std::optional<Dialog> &dialog, bool isGone)
{
    if (dialog && dialog->callId == m_state.plan.callId && !m_state.isOver) {
        see(*dialog);
    }
    if (auto *calling = in<Calling>()) {
        if (m_state.isOver) {
            if (++calling->lookUps < patience) {
                return lookUpSetup();
            }
            return settle({partyError(u"The caller"_s, {}), CallFate::Ended}, Over{});
        }
        if (calling->lost && isGone) {
            return settle(
                {{Errc::Timeout, u"The proxy did not answer, and there is no call to the caller."_s},
                    CallFate::Ended},
                Watching{});
        }
    } else if (auto *waiting = in<Answered>()) {
        if (isGone) {
            return settle({{Errc::CallEnded, u"The caller hung up."_s}, CallFate::Ended}, Over{});
        }
        if (++waiting->lookUps < patience) {
            lookUpSetup();
        }
    }
}

void Transition::see(const Dialog &dialog)
{
    m_state.isKnown = true;
    merge(m_state.setup, dialog);
    const bool wasOver = std::exchange(m_state.isOver, m_state.isOver || dialog.state == DialogState::Ended);
    if (in<Watching>()) {
        if (m_state.isOver) {
            return leave();
        }
        if (!m_state.endWorked || (m_state.endedRinging && wasAnswered(m_state.setup))) {
            endSetup();
        }
        return;
    }
    if (!in<Calling>() && !in<Answered>()) {
        return;
    }
    if (m_state.isOver) {
        if (in<Answered>() || wasAnswered(m_state.setup)) {
            settle({{Errc::CallEnded, u"The caller hung up."_s}, CallFate::Ended}, Over{});
        } else if (!wasOver) {
            lookUpSetup();
        }
        return;
    }
    if (wasAnswered(m_state.setup)) {
        answered();
    }
    if (in<Answered>() && m_state.setup.state == DialogState::Confirmed) {
        transfer();
    }
}

void Transition::answered()
{
    if (in<Calling>()) {
        m_state.phase = Answered{};
        act(Report{{.event = ProgressEvent::CallerAnswered,
            .callId = {},
            .destination = {},
            .leg = {},
            .extra = {}}});
    }
}

void Transition::stop(StopReason reason)
{
    if (in<Watching>()) {
        return;
    }
    Failure failure = callerNotReached(reason, m_state.isKnown);
    if (in<Answered>() && reason == StopReason::Deadline) {
        failure.error = {Errc::Timeout, u"The call to the caller was not established in time."_s};
    }
    endSetup();
    settle(std::move(failure), Watching{});
}

// --- The transfer ----------------------------------------

void Transition::transfer()
{
    apply(beginSetupTransfer(m_state.setup, m_state.plan.call, m_state.plan.traits), false);
}

void Transition::apply(SetupTransferStep step, bool wasSettled)
{
    for (FlowAction &action : step.actions) {
        act(std::move(action));
    }
    const bool isSettled = step.state.settled;
    const bool hasLeft = step.state.left;
    m_state.phase = std::move(step.state);
    if (isSettled && !wasSettled) {
        endSetup();
    }
    if (hasLeft && m_state.endTag == 0) {
        leave();
    }
}

// --- The setup call's end ----------------------------------------

void Transition::lookUpSetup()
{
    if (m_state.lookUpTag == 0) {
        m_state.lookUpTag = m_state.nextTag++;
        act(lookUp(m_state.lookUpTag, m_state.plan.callId));
    }
}

void Transition::endSetup()
{
    if (m_state.isOver || m_state.endTag != 0 || m_state.ends >= maxEnds) {
        return;
    }
    ++m_state.ends;
    m_state.endWorked = false;
    m_state.endedRinging = !wasAnswered(m_state.setup);
    m_state.endTag = m_state.nextTag++;
    act(endDialog(m_state.endTag, m_state.setup));
}

void Transition::endAnswered(const Error *error)
{
    m_state.endWorked = error == nullptr;
    const bool isGone = !error || error->status == 404 || m_state.isOver;
    if (!isGone) {
        act(Late{u"The call to the caller could not be ended: "_s % error->message});
    }
    if (in<Watching>() && error && m_state.isKnown) {
        endSetup(); // it was asked before the proxy had the call
    }
    if (const auto *following = in<SetupTransfer>(); following && following->left && m_state.endTag == 0) {
        leave();
    }
}

void Transition::settle(Failure failure, Phase after)
{
    act(Settle{tl::unexpected(std::move(failure))});
    m_state.phase = std::move(after);
    if (in<Over>()) {
        act(Leave{});
    }
}

void Transition::leave()
{
    if (in<Calling>() || in<Answered>()) {
        stop(StopReason::Deadline); // a runner that forgets to stop it first
    } else if (auto *following = in<SetupTransfer>(); following && !following->settled) {
        apply(next(std::move(*following), Stopped{StopReason::Deadline}), false);
    }
    if (!in<Over>()) {
        m_state.phase = Over{};
        act(Leave{});
    }
}

} // namespace

StartStep beginStart(StartPlan plan)
{
    Transition transition(stateOf(std::move(plan)));
    transition.begin();
    return std::move(transition).done();
}

StartStep next(StartState state, const FlowEvent &event)
{
    Transition transition(std::move(state));
    transition.take(event);
    return std::move(transition).done();
}

StartFlow::StartFlow(StartPlan plan)
    : m_state(stateOf(std::move(plan)))
{
}

FlowActions StartFlow::begin()
{
    StartStep step = beginStart(std::move(m_state.plan));
    m_state = std::move(step.state);
    return std::move(step.actions);
}

FlowActions StartFlow::handle(const FlowEvent &event)
{
    StartStep step = next(std::move(m_state), event);
    m_state = std::move(step.state);
    return std::move(step.actions);
}

} // namespace cordboard::opensips
