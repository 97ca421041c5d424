// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/dialogmemory.h"
#include "server/connectors/opensips/dialogs/dialognotes.h"
#include "server/connectors/opensips/dialogs/dialogtimes.h"
#include "server/connectors/opensips/dialogs/ownership.h"
#include "server/connectors/opensips/dialogs/publication.h"
#include "server/connectors/opensips/dialogs/reconciler.h"
#include "server/connectors/opensips/dialogs/synchroniser.h"
#include "server/connectors/opensips/flows/runner.h"
#include "server/connectors/opensips/nodelink.h"
#include "server/connectors/opensips/registrations/registrations.h"
#include "server/connectors/opensips/resumedholds.h"
#include "server/connectors/opensips/scriptside.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace cordboard::opensips {

/// Drives one OpenSIPS 3.4 or later. Joins what its link hears into a table of dialogs, and runs the call
/// flows on it.
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
    [[nodiscard]] QList<Registration> registrations() const override { return m_registrations.all(); }
    [[nodiscard]] ConnectorTraffic traffic() const override { return m_link.traffic(); }
    void open() override;

private:
    [[nodiscard]] ManagementCall background();
    [[nodiscard]] QString scope() const;
    [[nodiscard]] const Dialog *dialogOf(const CallId &call) const;
    [[nodiscard]] std::optional<Error> objectionToDialog(const CallId &call, bool mustBeAnswered) const;
    [[nodiscard]] Operation *begin(const StartCall &request);
    [[nodiscard]] Operation *begin(const EndCall &request);
    [[nodiscard]] Operation *begin(const HoldCall &request);
    [[nodiscard]] Operation *begin(const BlindTransfer &request);
    [[nodiscard]] Operation *begin(const AttendedTransfer &request);
    [[nodiscard]] FlowRunner *run(std::unique_ptr<Flow> flow);
    [[nodiscard]] Operation *callIsGone();
    [[nodiscard]] JourneyId journeyOf(const Dialog &dialog, const JourneyId &proposed) const;
    void joinJourney(const QString &dialogId, const JourneyId &journey);
    void followJourney(FlowRunner *runner, const JourneyId &journey, const QStringList &oldDialogs = {});
    [[nodiscard]] QSet<SipCallId> knownCallIds() const;
    [[nodiscard]] QList<ScriptSide::KnownCall> knownCalls(const SipCallId &callId) const;
    [[nodiscard]] DialogMemory memoryOf(const Dialog &dialog) const;
    [[nodiscard]] CallInfo infoOf(const Dialog &dialog) const;

    void onEvent(const ProxyEvent &event);
    void onScript(const ScriptEvent &told);
    void ageScript();
    void keepScriptJourney(const Dialog &dialog);
    void onDialog(const Dialog &dialog);
    void onGone(const Dialog &last);
    void onReconciled();
    void onSynchronisedChanged();
    void publish(const QString &dialogId);
    void show(const SipCallId &callId);
    void tellStatus();
    void chooseJoining();
    void feed(const FlowEvent &event);
    [[nodiscard]] Task<QJsonValue> send(const SendMi &request);
    void remember(const SipCallId &callId, const DialogMemory &memory);
    void endOrphans();

    NodeSettings m_settings;
    NodeLink m_link;
    Synchroniser m_dialogs;
    Reconciler m_reconciler;
    DialogTimes m_times;
    DialogNotes m_notes; // DialogMemory
    ResumedHolds m_resumedHolds;
    Publication m_publication;
    Ownership m_ownership;
    ScriptSide m_script;
    QTimer m_scriptAges;
    Registrations m_registrations;
    QList<FlowRunner *> m_runners; // children; out of the list once they are over
    QSet<SipCallId> m_ownSetups; // setup calls that a running flow takes care of
    QHash<QString, QDeadlineTimer> m_ending; // by dialog ID or Call-ID: what we asked the proxy to end
    quint64 m_sdpVersion = 0; // of the last setup call
};

} // namespace cordboard::opensips
