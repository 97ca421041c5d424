// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/dialogmemory.h"
#include "server/connectors/opensips/dialogs/synchroniser.h"
#include "server/connectors/opensips/flows/runner.h"
#include "server/connectors/opensips/nodelink.h"

#include <QPointer>
#include <QTimer>

namespace cordboard::opensips {

/// Drives one OpenSIPS 3.4 or later. Joins what its link hears into a table of dialogs, and runs the call flows on it.
class OpenSipsConnector final : public Connector {
    Q_OBJECT
public:
    explicit OpenSipsConnector(NodeSettings settings, QObject *parent = nullptr);
    ~OpenSipsConnector() override;

    [[nodiscard]] NodeName node() const override { return m_settings.name; }
    [[nodiscard]] NodeStatus status() const override;
    [[nodiscard]] std::optional<Error> objection(const CallRequest &request) const override;
    [[nodiscard]] Operation *begin(const CallRequest &request) override;
    [[nodiscard]] QList<CallInfo> calls() const override;
    [[nodiscard]] std::optional<CallInfo> call(const CallId &id) const override;
    void open() override;

private:
    [[nodiscard]] const Dialog *dialogOf(const CallId &call) const;
    [[nodiscard]] std::optional<Error> objectionToDialog(const CallId &call, bool mustBeAnswered) const;
    [[nodiscard]] std::unique_ptr<Flow> startFlow(const StartCall &request);
    [[nodiscard]] std::unique_ptr<Flow> holdFlow(const HoldCall &request);
    [[nodiscard]] std::unique_ptr<Flow> blindFlow(const BlindTransfer &request);
    [[nodiscard]] std::unique_ptr<Flow> attendedFlow(const AttendedTransfer &request);
    [[nodiscard]] Operation *run(std::unique_ptr<Flow> flow);
    [[nodiscard]] DialogMemory memoryOf(const Dialog &dialog) const;
    [[nodiscard]] CallInfo infoOf(const Dialog &dialog) const;
    void rememberProgress(FlowRunner *runner, const JourneyId &journey);

    void onEvent(const ProxyEvent &event);
    void onDialog(const Dialog &dialog);
    void onGone(const Dialog &last);
    void onSwept(bool complete);
    void feed(const FlowEvent &event);
    void rememberAtProxy(const Dialog &dialog);
    void endOrphans();

    NodeSettings m_settings;
    NodeLink m_link;
    Synchroniser m_dialogs;
    QList<FlowRunner *> m_runners; // children; leave the list when they are destroyed
    QHash<SipCallId, DialogMemory> m_toRemember; // by Call-ID of dialogs that the proxy has not shown yet
    QSet<SipCallId> m_ownSetups; // setup calls that a running flow takes care of
    QTimer m_sweepAgain;
    bool m_synchronised = false;
};

} // namespace cordboard::opensips
