// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/runner.h"

#include "common/core/overloaded.h"

#include <QLoggingCategory>
#include <QPointer>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcFlow, "cordboard.opensips.flow")

Outcome failed(Errc code, const QString &message, CallFate fate)
{
    return tl::unexpected(Failure{Error{code, message}, fate});
}

Outcome notBegun(StopReason reason)
{
    switch (reason) {
    case StopReason::Deadline:
        return failed(Errc::ProxyUnreachable, u"Nothing was sent to the proxy before the time was over."_s,
            CallFate::Kept);
    case StopReason::Cancelled:
        return failed(Errc::Cancelled, u"The command was cancelled."_s, CallFate::Kept);
    case StopReason::CallEnded:
        return failed(Errc::CallEnded, u"The call ended."_s, CallFate::Ended);
    }
    return failed(Errc::Internal, u"An unknown reason to stop."_s, CallFate::Kept);
}

} // namespace

FlowRunner::FlowRunner(
    std::unique_ptr<Flow> flow, Send send, std::chrono::milliseconds grace, QObject *parent)
    : Operation(parent)
    , m_flow(std::move(flow))
    , m_send(std::move(send))
{
    Q_ASSERT(m_flow && m_send && grace.count() > 0);
    m_grace.setSingleShot(true);
    m_grace.setInterval(grace);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        feed(GraceOver{});
        leave();
    });
    // Queued: whoever made us must have connected before anything is told, and be back in the event loop
    // before anything is sent (connector.h).
    QMetaObject::invokeMethod(this, &FlowRunner::start, Qt::QueuedConnection);
}

FlowRunner::~FlowRunner() = default;

void FlowRunner::start()
{
    if (m_left) {
        return;
    }
    m_begun = true;
    for (FlowAction &action : m_flow->begin()) {
        m_actions.push_back(std::move(action));
    }
    drain();
}

void FlowRunner::feed(const FlowEvent &event)
{
    if (m_left) {
        return;
    }
    m_events.push_back(event);
    // An answer that is there at once comes in here while actions are carried out: it waits for its turn.
    if (m_begun && !m_draining) {
        drain();
    }
}

void FlowRunner::stop(StopReason reason)
{
    if (m_settled) {
        return;
    }
    const QPointer<FlowRunner> self(this); // a slot may destroy us
    if (!m_begun) {
        settle(notBegun(reason));
        if (self) {
            leave();
        }
        return;
    }
    m_events.push_back(Stopped{reason});
    drain(); // even from within: whatever is still to be carried out goes first
    if (self && !m_settled) {
        qCCritical(lcFlow) << "a flow did not settle when it was stopped";
        settle(failed(Errc::Internal, u"The command could not be stopped."_s, CallFate::Unknown));
    }
}

/// Carries out actions in their order, then hands over the next event, until there is neither. May be entered
/// again from a slot: what is taken out is done, what is left is done by whoever comes first.
void FlowRunner::drain()
{
    const QPointer<FlowRunner> self(this);
    const bool outermost = !std::exchange(m_draining, true);
    while (!m_left && !(m_actions.empty() && m_events.empty())) {
        if (m_actions.empty()) {
            const FlowEvent event = std::move(m_events.front());
            m_events.pop_front();
            for (FlowAction &action : m_flow->handle(event)) {
                m_actions.push_back(std::move(action));
            }
            continue;
        }
        FlowAction action = std::move(m_actions.front());
        m_actions.pop_front();
        execute(std::move(action));
        if (!self) {
            return;
        }
    }
    if (outermost) {
        m_draining = false;
    }
}

void FlowRunner::execute(FlowAction action)
{
    std::visit(Overloaded{
                   [this](const SendMi &request) { execute(request); },
                   [this](const Report &report) {
                       if (!m_settled) {
                           Q_EMIT progressed(report.progress);
                       }
                   },
                   [this](const Settle &outcome) { settle(outcome.outcome); },
                   [this](const Late &late) {
                       if (m_settled) {
                           Q_EMIT lateResult(late.text);
                       }
                   },
                   [this](const Leave &) { leave(); },
               },
        action);
}

void FlowRunner::execute(const SendMi &request)
{
    m_send(request).then(this, [this, tag = request.tag](const Result<QJsonValue> &answer) {
        if (answer) {
            feed(MiAnswered{tag, *answer});
        } else {
            feed(MiFailed{tag, answer.error()});
        }
    });
}

void FlowRunner::settle(const Outcome &outcome)
{
    if (m_settled) {
        return;
    }
    m_settled = true;
    m_grace.start();
    Q_EMIT finished(outcome);
}

void FlowRunner::leave()
{
    if (m_left) {
        return;
    }
    const QPointer<FlowRunner> self(this);
    if (!m_settled) {
        qCCritical(lcFlow) << "a flow left without an outcome";
        settle(failed(Errc::Internal, u"The command ended without an outcome."_s, CallFate::Unknown));
    }
    if (!self || m_left) {
        return;
    }
    m_left = true;
    m_grace.stop();
    m_events.clear();
    m_actions.clear();
    Q_EMIT left();
    if (self) {
        deleteLater();
    }
}

} // namespace cordboard::opensips
