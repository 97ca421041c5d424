// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/endflow.h"

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using Phase = EndState::Phase;

constexpr int endTag = 1;
constexpr int lookTag = 2;
constexpr int notFound = 404;
constexpr int serverError = 500;

Outcome failed(Errc code, const QString &message, CallFate fate, std::optional<int> status = {})
{
    return tl::unexpected(Failure{Error{code, message, {}, status}, fate});
}

FlowActions settled(EndState &state, Outcome outcome)
{
    state.phase = Phase::Left;
    return {Settle{std::move(outcome)}, Leave{}};
}

/// After a stop: nobody waits for it any more, but it is told.
FlowActions late(EndState &state, const QString &text)
{
    state.phase = Phase::Left;
    return {Late{text}, Leave{}};
}

FlowActions over(EndState &state)
{
    return state.stopped ? late(state, u"The call was ended after the command had ended."_s)
                         : settled(state, Done{});
}

FlowActions undecided(EndState &state)
{
    return settled(
        state, failed(Errc::Timeout, u"The proxy did not tell whether the call ended."_s, CallFate::Unknown));
}

bool isSame(const Dialog &ours, const Dialog &seen)
{
    return ours.id.isEmpty() || seen.id.isEmpty() ? ours.callId == seen.callId : ours.id == seen.id;
}

FlowActions on(EndState &state, const MiAnswered &answer)
{
    if (answer.tag == endTag && (state.phase == Phase::Asking || state.phase == Phase::Settled)) {
        return over(state);
    }
    if (answer.tag == lookTag && state.phase == Phase::Looking) {
        const QJsonObject listed = answer.result.toObject()["Dialog"_L1].toObject();
        const bool same = state.dialog.id.isEmpty() || listed["ID"_L1].toString() == state.dialog.id;
        const bool ended = listed["state"_L1].toInt() == static_cast<int>(DialogState::Ended);
        return same && ended ? over(state) : undecided(state);
    }
    return {};
}

FlowActions endRefused(EndState &state, const Error &error)
{
    if (error.code == Errc::Timeout) {
        state.phase = Phase::Looking;
        // By Call-ID: dlg_list takes nothing else.
        return {SendMi{.tag = lookTag,
            .method = u"dlg_list"_s,
            .params = {{u"callid"_s, state.dialog.callId.text()}},
            .wait = Wait::Moment}};
    }
    if (error.code == Errc::RefusedByProxy && error.status == notFound) {
        return settled(state,
            failed(Errc::CallNotFound, u"The proxy does not know the call any more."_s, CallFate::Ended,
                error.status));
    }
    const bool unsure = error.code != Errc::ProxyUnreachable
        && (error.code != Errc::RefusedByProxy || error.status == serverError);
    return settled(state, tl::unexpected(Failure{error, unsure ? CallFate::Unknown : CallFate::Kept}));
}

FlowActions on(EndState &state, const MiFailed &mi)
{
    if (mi.tag == endTag && state.phase == Phase::Asking) {
        return endRefused(state, mi.error);
    }
    if (mi.tag == endTag && state.phase == Phase::Settled) {
        state.phase = Phase::Left;
        return {Leave{}};
    }
    if (mi.tag == lookTag && state.phase == Phase::Looking) {
        const bool gone = mi.error.code == Errc::RefusedByProxy && mi.error.status == notFound;
        return gone ? over(state) : undecided(state);
    }
    return {};
}

FlowActions on(EndState &state, const DialogSeen &seen)
{
    if (isSame(state.dialog, seen.dialog) && seen.dialog.state == DialogState::Ended) {
        return over(state);
    }
    return {};
}

FlowActions on(EndState &state, const Stopped &stopped)
{
    if (state.phase == Phase::Settled) {
        return {};
    }
    state.phase = Phase::Settled;
    state.stopped = true;
    switch (stopped.reason) {
    case StopReason::Cancelled:
        return {Settle{failed(Errc::Cancelled, u"The command was cancelled."_s, CallFate::Unknown)}};
    case StopReason::CallEnded:
        return {Settle{failed(Errc::CallEnded, u"Somebody else ended the call."_s, CallFate::Ended)}};
    case StopReason::Deadline:
        break;
    }
    return {Settle{failed(Errc::Timeout, u"The proxy did not answer in time."_s, CallFate::Unknown)}};
}

FlowActions on(EndState &state, const GraceOver &)
{
    state.phase = Phase::Left;
    return {Leave{}};
}

FlowActions on(EndState &, const TransferChanged &) { return {}; }

FlowActions on(EndState &, const HoldChanged &) { return {}; }

FlowActions on(EndState &, const SessionChanged &) { return {}; }

} // namespace

EndTransition beginEnd(const Dialog &dialog)
{
    EndState state{.dialog = dialog};
    if (dialog.state == DialogState::Ended) {
        FlowActions actions = over(state);
        return {std::move(state), std::move(actions)};
    }
    // The dialog's own ID where we know it: two dialogs may share a Call-ID, and dlg_end_dlg takes either.
    const QString which = dialog.id.isEmpty() ? dialog.callId.text() : dialog.id;
    FlowActions actions{SendMi{.tag = endTag,
        .method = u"dlg_end_dlg"_s,
        .params = {{u"dialog_id"_s, which}},
        .wait = Wait::Moment}};
    return {std::move(state), std::move(actions)};
}

EndTransition next(EndState state, const FlowEvent &event)
{
    if (state.phase == Phase::Left) {
        return {std::move(state), {}};
    }
    FlowActions actions = std::visit([&state](const auto &what) { return on(state, what); }, event);
    return {std::move(state), std::move(actions)};
}

EndFlow::EndFlow(const Dialog &dialog) { m_state.dialog = dialog; }

FlowActions EndFlow::begin()
{
    auto [state, actions] = beginEnd(m_state.dialog);
    m_state = std::move(state);
    return std::move(actions);
}

FlowActions EndFlow::handle(const FlowEvent &event)
{
    auto [state, actions] = next(std::move(m_state), event);
    m_state = std::move(state);
    return std::move(actions);
}

} // namespace cordboard::opensips
