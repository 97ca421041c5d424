// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"

#include <QHash>
#include <QList>
#include <QMultiHash>
#include <QObject>
#include <QStringView>

#include <optional>

namespace cordboard {

/// The calls and nodes of all connectors as one, and which call a client means.
///
/// Keeps an index only; what it returns is always the connector's own present knowledge. A call that several
/// nodes of a cluster know under one id is one call: its owner's, and while nobody is known to own it, that
/// of whoever told of it first. It is over when the last of them says so. Main thread.
class CallDirectory : public QObject {
    Q_OBJECT
public:
    /// The connectors, in the order of the configuration, outlive this or are taken out when they are
    /// destroyed.
    explicit CallDirectory(const QList<Connector *> &connectors, QObject *parent = nullptr);

    /// Which call a command means. `id` decides; a `callid` beside it must be that call's.
    /// \param fieldSuffix  ends the names of the two parameters in errors: "", "A" or "B"
    /// \returns the call. Errors: InvalidParams (neither is given; the field is `callid`), CallNotFound,
    /// AmbiguousCall (a Call-ID shared by several calls; the message names their ids, candidates() returns
    /// them).
    [[nodiscard]] Result<CallInfo> resolve(const std::optional<CallId> &id,
        const std::optional<SipCallId> &callId, QStringView fieldSuffix = {}) const;
    /// All calls with this Call-ID, sorted by id.
    [[nodiscard]] QList<CallInfo> candidates(const SipCallId &callId) const;

    [[nodiscard]] QList<CallInfo> calls() const;
    [[nodiscard]] std::optional<CallInfo> call(const CallId &id) const;
    [[nodiscard]] bool hasJourney(const JourneyId &journey) const;
    [[nodiscard]] QList<NodeStatus> nodes() const;
    [[nodiscard]] QList<Registration> registrations() const;
    /// How many calls a node has, those not counted that another one owns.
    [[nodiscard]] qint64 callsOf(const NodeName &node) const;

    /// The connector of a node, of a call; null if there is none.
    [[nodiscard]] Connector *connectorOf(const NodeName &node) const;
    [[nodiscard]] Connector *connectorOf(const CallId &id) const;
    /// Who starts a call when the client names no node: the first that is reachable, else the first, else
    /// null.
    [[nodiscard]] Connector *connectorForStart() const;

Q_SIGNALS:
    void callChanged(const cordboard::CallInfo &call);
    void callGone(const cordboard::CallInfo &last);
    void callNoted(const cordboard::CallId &call, const QString &text);
    void registrationChanged(const cordboard::Registration &registration);
    void statusChanged(const cordboard::NodeStatus &status);

private:
    struct Holder {
        Connector *connector = nullptr;
        bool isCopy = false;
    };
    struct Entry {
        QList<Holder> holders; ///< the one that is shown comes first
        SipCallId callId;
        JourneyId journey;
        std::shared_ptr<const CallInfo> last = {}; ///< of a holder that is gone and told how the call ended
    };
    void onChanged(Connector *connector, const CallInfo &call);
    void onGone(const Connector *connector, const CallInfo &last);
    /// \returns whether this node is the one that is shown
    bool note(Connector *connector, const CallInfo &call);
    void index(const CallId &id, Entry &entry, const CallInfo &call);
    void show(Entry &entry, qsizetype holder);
    void forget(const CallId &id);
    void forgetConnector(const Connector *connector);

    QList<Connector *> m_connectors;
    QHash<CallId, Entry> m_calls;
    QHash<const Connector *, qint64> m_counts; ///< calls of each
    QMultiHash<SipCallId, CallId> m_byCallId;
    QHash<JourneyId, int> m_journeys; ///< how many calls belong to each
};

} // namespace cordboard
