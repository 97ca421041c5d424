// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connectortraffic.h"
#include "server/connectors/opensips/events/event.h"
#include "server/connectors/opensips/events/eventsocket.h"
#include "server/connectors/opensips/events/subscriptions.h"
#include "server/connectors/opensips/flows/flow.h"
#include "server/connectors/opensips/management/lanes.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace cordboard::opensips {

/// Where one OpenSIPS is, and where we hear from it.
struct NodeSettings {
    NodeName name = {};
    QString cluster = {}; ///< nodes of one cluster replicate their dialogs to each other; empty: none do
    QUrl http = {}; ///< "http://host:port/path" or https; empty: no such lane
    QString httpUser = {}; ///< Basic authentication (fact 8); empty: none
    QString httpPassword = {};
    QString datagramHost = {}; ///< empty: no such lane
    quint16 datagramPort = 0;
    QHostAddress eventAddress{QHostAddress::LocalHost}; ///< where the event listener binds; IPv4 (fact 23)
    quint16 eventPort = 0; ///< 0: any free one
    QString advertised = {}; ///< "host:port" that the proxy sends events to; empty: what was bound
    SipSettings sip = {};
    QString instance = {}; ///< eight characters that name this installation in Call-IDs of setup calls
    std::chrono::milliseconds answerTime{2'000}; ///< for what the proxy answers at once
    std::chrono::milliseconds beat{1'000}; ///< how often a node that is up is asked whether it still is
};

/// What is heard of a proxy: dialogs, transfers, holds, sessions, the script's own event and registrations.
[[nodiscard]] QList<WantedEvent> wantedEvents();

/// The connection to one node: both lanes, the event socket with its subscriptions, and the beat that tells
/// whether all of that still works. Finds out on its own what the proxy can do, and goes on trying for good.
class NodeLink : public QObject {
    Q_OBJECT
public:
    explicit NodeLink(NodeSettings settings, QObject *parent = nullptr);
    ~NodeLink() override;

    /// Call once.
    void open();
    [[nodiscard]] bool isUp() const { return m_up; }
    [[nodiscard]] const NodeTraits &traits() const { return m_traits; }
    [[nodiscard]] const QString &version() const { return m_version; }
    /// One line for an administrator about what is wrong; empty when nothing is.
    [[nodiscard]] const QString &trouble() const { return m_trouble; }
    /// When an event of our own came back last, UTC; invalid: never.
    [[nodiscard]] QDateTime provenAt() const { return m_provenAt; }
    /// Events arrive, as far as the last proof tells. False while the node is down.
    [[nodiscard]] bool hearsEvents() const { return m_up && !m_lostEvents; }

    /// Requests of flows and of the synchronisation, and the datagrams of the event socket.
    [[nodiscard]] ConnectorTraffic traffic() const;

    /// Events that were asked for and that the proxy does not know, optional ones too; empty before it was
    /// asked.
    [[nodiscard]] QStringList missingEvents() const;

    /// Sends one request of a flow over the lane that fits; errors as Lane::call(), and NotSupported for a
    /// lane that is not there. What goes in the background has connections of its own: a long list or a join
    /// that the proxy is slow to answer never stands before a command.
    [[nodiscard]] Task<QJsonValue> send(const SendMi &request, Priority priority = Priority::Command);
    /// The same for what is answered at once.
    [[nodiscard]] Task<QJsonValue> ask(const QString &method, const QJsonObject &params, Priority priority);

Q_SIGNALS:
    void heard(const cordboard::opensips::ProxyEvent &event);
    /// The node answers, its abilities are known and the event path is proven: events lost before are lost.
    void up();
    /// The node does not answer any more, or events do not arrive: what is known grows old.
    void down();
    /// The proxy was started anew: its dialogs and our subscriptions are gone.
    /// \param ago  at most so long ago, to the second; zero where the proxy does not say
    void restarted(std::chrono::milliseconds ago);
    /// The node answers, although events may have been missed: a beat or a probe was lost, or the system
    /// dropped datagrams (fact 26). Repeated while events do not arrive.
    void doubtful();
    /// Events arrive again; all that were lost are lost.
    void recovered();
    /// version(), isUp(), hearsEvents() or trouble() changed.
    void changed();

private:
    void connectNow();
    void lookUp(const QString &host);
    void learn();
    void learned();
    [[nodiscard]] Result<Done> listen();
    void proven();
    void beat();
    void beaten(const Result<QJsonValue> &uptime);
    void goUp();
    void fail(const QString &why);
    void setTrouble(const QString &trouble);
    [[nodiscard]] QString eventSocketName() const;

    [[nodiscard]] std::unique_ptr<Lanes> makeLanes() const;
    void onPathLost(const Error &why);
    [[nodiscard]] bool hasDropped();
    [[nodiscard]] QString lackingEvents() const;

    NodeSettings m_settings;
    std::unique_ptr<Lanes> m_lanes; // for commands
    std::unique_ptr<Lanes> m_background; // for everything else
    EventSocket m_events;
    std::unique_ptr<Subscriptions> m_subscriptions;
    NodeTraits m_traits;
    QString m_version;
    QString m_trouble;
    QDateTime m_provenAt;
    quint64 m_drops = 0; // of the event socket, when it was last asked
    QString m_upSince; // of `uptime`: another text means another process
    QList<QHostAddress> m_addresses; // of the node
    QTimer m_beat;
    QElapsedTimer m_beatSince; // the last one was sent
    QTimer m_retry;
    std::chrono::milliseconds m_backOff{0};
    int m_missedBeats = 0;
    ConnectorTraffic m_traffic; // of requests; the event socket counts by itself
    int m_slowRequests = 0; // that stand in the way of everything else on the HTTP lane
    bool m_learned = false; // version and commands are known since the last failure
    bool m_lostEvents = false; // the path was lost while up, and not proven since
    bool m_up = false;
    bool m_beating = false;
};

} // namespace cordboard::opensips
