// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/freshflow.h"

#include "common/core/overloaded.h"
#include "server/connectors/opensips/management/dialoglist.h"

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

/// Tags of the readings: below all that inner flows use.
constexpr int tagOf(qsizetype index) { return static_cast<int>(-1 - index); }

constexpr qsizetype indexOf(int tag) { return -1 - tag; }

Failure stopped(StopReason reason)
{
    switch (reason) {
    case StopReason::Deadline:
        return {{Errc::ProxyUnreachable, u"the proxy did not answer; nothing was done"_s}, CallFate::Kept};
    case StopReason::Cancelled:
        return {{Errc::Cancelled, u"cancelled before anything was done"_s}, CallFate::Kept};
    case StopReason::CallEnded:
        return {{Errc::CallEnded, u"the call was ended"_s}, CallFate::Ended};
    }
    return {};
}

} // namespace

FreshFlow::FreshFlow(QList<Dialog> dialogs, Factory factory)
    : m_dialogs(std::move(dialogs))
    , m_factory(std::move(factory))
    , m_unread(m_dialogs.size())
{
}

FlowActions FreshFlow::begin()
{
    FlowActions actions;
    for (qsizetype i = 0; i < m_dialogs.size(); ++i) {
        QJsonObject params{{u"callid"_s, m_dialogs.at(i).callId.text()}};
        if (!m_dialogs.at(i).callerTag.isEmpty()) {
            params.insert(u"from_tag"_s, m_dialogs.at(i).callerTag); // two dialogs may share a Call-ID
        }
        actions.push_back(SendMi{.tag = tagOf(i), .method = u"dlg_list_ctx"_s, .params = params});
    }
    return actions;
}

FlowActions FreshFlow::handle(const FlowEvent &event)
{
    if (m_inner) {
        return m_inner->handle(event);
    }
    if (m_settled) {
        return {};
    }
    return std::visit(Overloaded{
                          [this](const MiAnswered &answer) { return answered(answer.tag, answer.result); },
                          [this](const MiFailed &failure) { return failed(failure.tag, failure.error); },
                          [this](const Stopped &stop) {
                              const Failure failure = stopped(stop.reason);
                              return settleUnchanged(failure.error, failure.fate);
                          },
                          [](const GraceOver &) { return FlowActions{Leave{}}; },
                          [this](const auto &other) {
                              m_early.emplace_back(other);
                              return FlowActions{};
                          },
                      },
        event);
}

FlowActions FreshFlow::settleUnchanged(Error error, CallFate fate)
{
    m_settled = true;
    return {Settle{tl::unexpected(Failure{std::move(error), fate})}, Leave{}};
}

FlowActions FreshFlow::answered(int tag, const QJsonValue &result)
{
    const auto fresh = dialogFromAnswer(result);
    Dialog &known = m_dialogs[indexOf(tag)];
    if (fresh && fresh->id == known.id) {
        if (fresh->state == DialogState::Ended) {
            return settleUnchanged({Errc::CallEnded, u"the call has ended"_s}, CallFate::Ended);
        }
        const DialogState state = std::max(known.state, fresh->state);
        known = *fresh;
        known.state = state;
    }
    return oneRead();
}

FlowActions FreshFlow::failed(int tag, const Error &error)
{
    Q_UNUSED(tag)
    if (error.code != Errc::RefusedByProxy) {
        return settleUnchanged(
            {Errc::ProxyUnreachable, u"the proxy did not answer; nothing was done: "_s + error.message});
    }
    if (error.status == 404) {
        return settleUnchanged({Errc::CallEnded, u"the call has ended"_s, {}, error.status}, CallFate::Ended);
    }
    return oneRead(); // this proxy cannot read it so; go on with what is known
}

FlowActions FreshFlow::oneRead()
{
    if (--m_unread > 0) {
        return {};
    }
    m_inner = m_factory(m_dialogs);
    FlowActions actions = m_inner->begin();
    for (const FlowEvent &event : std::exchange(m_early, {})) {
        const FlowActions more = m_inner->handle(event);
        actions.insert(actions.end(), more.begin(), more.end());
    }
    return actions;
}

} // namespace cordboard::opensips
