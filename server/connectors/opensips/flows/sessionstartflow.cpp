// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/sessionstartflow.h"

#include "server/connectors/opensips/flows/flowrequests.h"
#include "server/connectors/opensips/flows/sipstatus.h"
#include "server/connectors/opensips/management/dialoglist.h"

#include <utility>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using namespace sessionstart;

constexpr int openTag = 999, maxEnds = 3;
constexpr std::size_t maxEarly = 256; ///< a busy node's events within the moment that a key takes

SessionStartState stateOf(StartPlan plan) { return {std::move(plan), Opening{}, {}}; }

/// One transition under way.
class Transition {
public:
    explicit Transition(SessionStartState state)
        : m_state(std::move(state))
    {
    }

    void begin();
    void take(const FlowEvent &event);
    [[nodiscard]] SessionStartStep done() && { return {std::move(m_state), std::move(m_actions)}; }

private:
    template <class P> [[nodiscard]] P *in() { return std::get_if<P>(&m_state.phase); }
    void act(FlowAction action) { m_actions.push_back(std::move(action)); }
    void send(int tag, const QString &method, const QJsonObject &params);

    void opened(const QString &key);
    void openFailed(const Error &error);
    void lookedUp(const std::optional<Dialog> &dialog);
    void see(const Dialog &dialog);
    void see(const SessionChanged &event);
    void stop(StopReason reason);
    void answered();
    void apply(SetupTransferStep step, bool wasSettled);
    void follow(const FlowEvent &event);
    void lookUpSetup();
    void endAll();
    void endAnswered(const Error *error, const QString &what);
    void settle(Failure failure, Phase after);
    void leaveIfDone();
    void leave();

    SessionStartState m_state;
    FlowActions m_actions;
};

void Transition::send(int tag, const QString &method, const QJsonObject &params)
{
    act(SendMi{.tag = tag, .method = method, .params = params, .wait = Wait::Moment, .slowOverHttp = false});
}

void Transition::begin()
{
    auto request = sessionRequest(openTag, m_state.plan);
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
    const Error *error = failure ? &failure->error : nullptr;
    if (tag == openTag) {
        return answer ? opened(answer->result.toString()) : openFailed(*error);
    }
    if (tag != 0 && tag == m_state.lookUpTag) {
        m_state.lookUpTag = 0;
        return lookedUp(answer ? listedDialog(answer->result) : std::nullopt);
    }
    if (tag != 0 && tag == m_state.terminateTag) {
        m_state.terminateTag = 0;
        m_state.sessionOver = m_state.sessionOver || answer;
        return leaveIfDone(); // refused: the session is gone; unanswered: dlg_end_dlg says as much
    }
    if (tag != 0 && tag == m_state.endTag) {
        m_state.endTag = 0;
        return endAnswered(error, u"The call to the caller"_s);
    }
    if (std::holds_alternative<GraceOver>(event)) {
        return leave();
    }
    const auto *seen = std::get_if<DialogSeen>(&event);
    const auto *session = std::get_if<SessionChanged>(&event);
    if (auto *opening = in<Opening>(); opening && (seen || session)) {
        if (opening->early.size() < maxEarly) {
            opening->early.push_back(event);
        }
        return;
    }
    if (seen && !m_state.setup.callId.isEmpty() && seen->dialog.callId == m_state.setup.callId) {
        see(seen->dialog);
    }
    if (session && !m_state.setup.callId.isEmpty() && session->key == m_state.setup.callId) {
        return see(*session);
    }
    if (in<SetupTransfer>()) {
        return follow(event);
    }
    if (const auto *stopped = std::get_if<Stopped>(&event)) {
        stop(stopped->reason);
    }
}

// --- The session ----------------------------------------

void Transition::opened(const QString &key)
{
    auto *opening = in<Opening>();
    const bool isLate = in<Watching>() != nullptr;
    if ((!opening && !isLate) || !m_state.setup.callId.isEmpty()) {
        return;
    }
    if (key.isEmpty()) {
        return isLate ? leave() : openFailed({Errc::Timeout, u"The proxy's answer has no session key."_s});
    }
    m_state.setup.callId = SipCallId(key);
    if (isLate) {
        return endAll();
    }
    const std::vector<FlowEvent> early = std::move(opening->early);
    m_state.phase = Ringing{};
    for (const FlowEvent &event : early) {
        take(event);
    }
}

void Transition::openFailed(const Error &error)
{
    if (!in<Opening>()) {
        if (in<Watching>() && m_state.setup.callId.isEmpty()) {
            leave();
        }
        return;
    }
    if (error.code == Errc::ProxyUnreachable) {
        return settle({error, CallFate::Kept}, Over{});
    }
    if (error.code != Errc::RefusedByProxy) {
        return settle({error, CallFate::Unknown}, Over{}); // without the key nothing can be told apart
    }
    Error told = error;
    if (error.status == -32601) {
        told = requestError(u"ua_session_client_start (module b2b_entities)"_s, error);
    } else if (error.status == 500) {
        told.message = u"The proxy could not start a session (b2b_entities needs `advertised_contact`): "_s
            % error.message;
    }
    settle({std::move(told), CallFate::Ended}, Over{});
}

void Transition::see(const SessionChanged &event)
{
    using Type = SessionChanged::Type;
    switch (event.type) {
    case Type::Early:
    case Type::Other:
        return;
    case Type::Answered:
        m_state.setup.state = std::max(m_state.setup.state, DialogState::Answered);
        if (in<Watching>() && m_state.endedRinging) {
            endAll();
        }
        return answered();
    case Type::Updated:
        if (event.method.compare(u"NOTIFY"_s, Qt::CaseInsensitive) == 0) {
            send(m_state.nextTag++, u"ua_session_reply"_s,
                {{u"key"_s, m_state.setup.callId.text()}, {u"method"_s, u"NOTIFY"_s}, {u"code"_s, 200},
                    {u"reason"_s, u"OK"_s}});
        }
        return;
    case Type::Rejected:
    case Type::Terminated:
        break;
    }
    m_state.sessionOver = true;
    if (in<Ringing>()) {
        if (event.type == Type::Rejected) {
            const QString status = QString(QString::number(event.status) % u' ' % event.reason).trimmed();
            settle({partyError(u"The caller"_s, event.status > 0 ? status : QString()), CallFate::Ended},
                Over{});
        } else {
            endAll(); // the dialog stays when the session ends (fact 38)
            settle({{Errc::CallEnded, u"The caller hung up."_s}, CallFate::Ended}, Watching{});
        }
    } else if (in<SetupTransfer>()) {
        Dialog over = m_state.setup; // the dialog itself stays (fact 38); for the transfer the call is over
        over.state = DialogState::Ended;
        follow(DialogSeen{over});
    } else if (in<Watching>() && m_state.dialogOver) {
        leave();
    }
}

void Transition::see(const Dialog &dialog)
{
    const bool wasOver = m_state.dialogOver;
    merge(m_state.setup, dialog);
    m_state.dialogOver = wasOver || dialog.state == DialogState::Ended;
    if (in<Watching>()) {
        if (m_state.dialogOver) {
            return leave();
        }
        if (m_state.endedRinging && wasAnswered(m_state.setup)) {
            endAll();
        }
        return;
    }
    if (!in<Ringing>()) {
        return;
    }
    if (m_state.dialogOver && !wasAnswered(m_state.setup)) {
        if (!wasOver) {
            lookUpSetup(); // the session's word why is on its way
        }
    } else if (m_state.dialogOver) {
        settle({{Errc::CallEnded, u"The caller hung up."_s}, CallFate::Ended}, Over{});
    } else if (wasAnswered(m_state.setup)) {
        answered();
    }
}

void Transition::lookedUp(const std::optional<Dialog> &dialog)
{
    if (dialog && dialog->callId == m_state.setup.callId && !m_state.dialogOver) {
        see(*dialog);
    }
    if (auto *ringing = in<Ringing>(); ringing && m_state.dialogOver) {
        if (++ringing->lookUps < patience) {
            return lookUpSetup();
        }
        settle({partyError(u"The caller"_s, {}), CallFate::Ended}, Over{});
    }
}

void Transition::stop(StopReason reason)
{
    if (in<Watching>()) {
        return;
    }
    const bool isKnown = !m_state.setup.callId.isEmpty();
    endAll();
    settle(callerNotReached(reason, isKnown), Watching{});
}

// --- The transfer ----------------------------------------

void Transition::answered()
{
    if (in<Ringing>()) {
        act(Report{{.event = ProgressEvent::CallerAnswered,
            .callId = {},
            .destination = {},
            .leg = {},
            .extra = {}}});
        apply(beginSetupTransfer(m_state.setup, m_state.plan.call, m_state.plan.traits), false);
    }
}

void Transition::follow(const FlowEvent &event)
{
    auto &following = std::get<SetupTransfer>(m_state.phase);
    const bool wasSettled = following.settled;
    apply(next(std::move(following), event), wasSettled);
}

void Transition::apply(SetupTransferStep step, bool wasSettled)
{
    for (FlowAction &action : step.actions) {
        act(std::move(action));
    }
    const bool isSettled = step.state.settled;
    m_state.phase = std::move(step.state);
    if (isSettled && !wasSettled) {
        endAll();
    }
    leaveIfDone();
}

// --- The end ----------------------------------------

void Transition::lookUpSetup()
{
    if (m_state.lookUpTag == 0) {
        m_state.lookUpTag = m_state.nextTag++;
        act(lookUp(m_state.lookUpTag, m_state.setup.callId));
    }
}

void Transition::endAll()
{
    if (m_state.setup.callId.isEmpty() || m_state.ends >= maxEnds || m_state.terminateTag != 0
        || m_state.endTag != 0) {
        return;
    }
    ++m_state.ends;
    m_state.endedRinging = !wasAnswered(m_state.setup);
    if (!m_state.sessionOver) {
        m_state.terminateTag = m_state.nextTag++;
        send(m_state.terminateTag, u"ua_session_terminate"_s, {{u"key"_s, m_state.setup.callId.text()}});
    }
    if (!m_state.dialogOver) {
        m_state.endTag = m_state.nextTag++;
        act(endDialog(m_state.endTag, m_state.setup));
    }
}

void Transition::endAnswered(const Error *error, const QString &what)
{
    if (error && error->status != 404 && !m_state.dialogOver) {
        act(Late{what % u" could not be ended: "_s % error->message});
    }
    leaveIfDone();
}

void Transition::settle(Failure failure, Phase after)
{
    act(Settle{tl::unexpected(std::move(failure))});
    m_state.phase = std::move(after);
    if (in<Over>()) {
        act(Leave{});
    }
}

void Transition::leaveIfDone()
{
    if (const auto *following = in<SetupTransfer>();
        following && following->left && m_state.terminateTag == 0 && m_state.endTag == 0) {
        leave();
    }
}

void Transition::leave()
{
    if (in<Opening>() || in<Ringing>()) {
        stop(StopReason::Deadline); // a runner that forgets to stop it first
    } else if (const auto *following = in<SetupTransfer>(); following && !following->settled) {
        follow(Stopped{StopReason::Deadline});
    }
    if (!in<Over>()) {
        m_state.phase = Over{};
        act(Leave{});
    }
}

} // namespace

SessionStartStep beginSessionStart(StartPlan plan)
{
    Transition transition(stateOf(std::move(plan)));
    transition.begin();
    return std::move(transition).done();
}

SessionStartStep next(SessionStartState state, const FlowEvent &event)
{
    Transition transition(std::move(state));
    transition.take(event);
    return std::move(transition).done();
}

SessionStartFlow::SessionStartFlow(StartPlan plan)
    : m_state(stateOf(std::move(plan)))
{
}

FlowActions SessionStartFlow::begin()
{
    SessionStartStep step = beginSessionStart(std::move(m_state.plan));
    m_state = std::move(step.state);
    return std::move(step.actions);
}

FlowActions SessionStartFlow::handle(const FlowEvent &event)
{
    SessionStartStep step = next(std::move(m_state), event);
    m_state = std::move(step.state);
    return std::move(step.actions);
}

} // namespace cordboard::opensips
