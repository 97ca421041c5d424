// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/task.h"
#include "server/connectors/connector.h"
#include "server/connectors/opensips/flows/flow.h"

#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace cordboard::opensips {

/// Runs one flow: sends what it asks for, feeds it what happens, and tells the world.
///
/// The flow begins from the event loop, never inside the constructor. Exactly one finished(); progress only
/// before it. After finished() the flow may clean up for a grace time; then, or as soon as it has nothing
/// left to do, left() is emitted and the runner deletes itself (deleteLater). Destroy it at any time: no
/// answer reaches it any more.
class FlowRunner final : public Operation {
    Q_OBJECT
public:
    /// Sends a request over the lane that fits (see SendMi) and settles once. It may settle at once.
    using Send = std::function<Task<QJsonValue>(const SendMi &)>;

    /// \param grace  time to clean up after the outcome, > 0; longer than a phone may take to decide
    FlowRunner(std::unique_ptr<Flow> flow, Send send,
        std::chrono::milliseconds grace = std::chrono::seconds(130), QObject *parent = nullptr);
    ~FlowRunner() override;

    /// Something happened at the node. Before the flow has begun it is kept for it; once it has left,
    /// ignored.
    void feed(const FlowEvent &event);
    /// If nothing was sent yet the call is kept: Cancelled or ProxyUnreachable. May be called from a slot of
    /// ours.
    void stop(cordboard::StopReason reason) override;

    [[nodiscard]] bool isSettled() const noexcept { return m_settled; }

Q_SIGNALS:
    /// The flow is over for good; this object goes away by itself.
    void left();

private:
    void start();
    void drain();
    void execute(FlowAction action);
    void execute(const SendMi &request);
    void settle(const Outcome &outcome);
    void leave();

    std::unique_ptr<Flow> m_flow;
    Send m_send;
    QTimer m_grace;
    std::deque<FlowEvent> m_events;
    std::deque<FlowAction> m_actions;
    bool m_begun = false;
    bool m_draining = false;
    bool m_settled = false;
    bool m_left = false;
};

} // namespace cordboard::opensips
