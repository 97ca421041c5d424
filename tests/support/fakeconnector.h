// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"

#include <QHash>
#include <QList>
#include <QPointer>

#include <optional>

namespace cordboard::tests {

/// An operation that does only what the test tells it to.
class FakeOperation : public Operation {
public:
    FakeOperation(CallRequest request, QObject *parent);

    void stop(StopReason reason) override;

    void progress(ProgressEvent event) { progress(Progress{event, {}, {}, {}, {}}); }
    void progress(const Progress &progress) { Q_EMIT progressed(progress); }
    void succeed() { finish(Done{}); }
    void fail(Errc code, CallFate fate, std::optional<int> status = {});
    /// Not guarded: a test may finish twice on purpose.
    void finish(const Outcome &outcome);
    void late(const QString &text) { Q_EMIT lateResult(text); }

    [[nodiscard]] const CallRequest &request() const { return m_request; }
    [[nodiscard]] const QList<StopReason> &stops() const { return m_stops; }
    /// Breaks the contract on purpose: stop() does not finish it.
    void ignoreStop() { m_ignoresStop = true; }
    /// What stop() finishes with; by default a failure with the code of the reason, fate kept.
    void onStop(const Outcome &outcome) { m_stopOutcome = outcome; }

private:
    CallRequest m_request;
    QList<StopReason> m_stops;
    std::optional<Outcome> m_stopOutcome;
    bool m_finished = false;
    bool m_ignoresStop = false;
};

/// A node whose calls and operations the test drives by hand. Objects to unknown and to ringing calls as a
/// real one.
class FakeConnector : public Connector {
public:
    explicit FakeConnector(const QString &node = QStringLiteral("edge-1"), QObject *parent = nullptr);

    [[nodiscard]] NodeName node() const override { return m_status.node; }
    [[nodiscard]] NodeStatus status() const override { return m_status; }
    [[nodiscard]] std::optional<Error> objection(const CallRequest &request) const override;
    [[nodiscard]] Operation *begin(const CallRequest &request) override;
    [[nodiscard]] QList<CallInfo> calls() const override { return m_calls.values(); }
    [[nodiscard]] std::optional<CallInfo> call(const CallId &id) const override;
    [[nodiscard]] QList<Registration> registrations() const override { return m_registrations.values(); }
    void open() override { }

    void setReachable(bool reachable);
    /// Everything is answered with this objection.
    void objectWith(std::optional<Error> error) { m_objection = std::move(error); }
    /// New or changed.
    CallInfo setCall(const QString &id, const QString &callId, CallState state = CallState::Answered,
        const QString &journey = {});
    void endCall(const QString &id);
    /// New or changed; announced as it is.
    void setCall(const CallInfo &call);
    void endCall(const CallInfo &last);
    /// Without contacts: nobody any more.
    void setRegistration(const QString &aor, const QStringList &contacts);
    void note(const CallId &call, const QString &text) { Q_EMIT callNoted(call, text); }

    /// How many times begin() was called.
    [[nodiscard]] qsizetype begun() const { return m_operations.size(); }
    /// The n-th operation; null once it was destroyed.
    [[nodiscard]] FakeOperation *operation(qsizetype n) const { return m_operations.value(n); }
    [[nodiscard]] FakeOperation *last() const
    {
        return m_operations.isEmpty() ? nullptr : m_operations.last().data();
    }

private:
    NodeStatus m_status;
    std::optional<Error> m_objection;
    QHash<CallId, CallInfo> m_calls;
    QHash<QString, Registration> m_registrations; // by address of record
    QList<QPointer<FakeOperation>> m_operations;
};

} // namespace cordboard::tests
