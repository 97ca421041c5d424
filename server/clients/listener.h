// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/doorway.h"
#include "server/clients/framewatch.h"
#include "server/clients/gatekeeper.h"
#include "server/clients/limits.h"
#include "server/clients/session.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>
#include <QUrl>
#include <QWebSocketServer>

namespace cordboard {

struct ListenerSettings {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 5059; ///< 0: any
    AdmissionRules rules = {};
    Limits limits = {};
    std::optional<QSslConfiguration> tls = {}; ///< nothing: no TLS
    std::chrono::milliseconds handshakeDeadline{10000}; ///< also TLS and however slowly it comes
    std::chrono::milliseconds messageDeadline{10000}; ///< from a message's first byte to its last
    std::chrono::milliseconds loginDeadline{5000};
};

/// Lets clients in by WebSocket and keeps their sessions.
///
/// Who may not come in is told in the handshake (HTTP 403 for an origin) or right after it: close code 1008
/// for a wrong path or a wrong token, 1013 when there are too many connections. Sessions whose token is
/// revoked or expires are closed within a second.
class Listener : public QObject {
    Q_OBJECT
public:
    /// \param dispatcher, gatekeeper  must outlive the listener
    Listener(ListenerSettings settings, const rpc::Dispatcher &dispatcher, Gatekeeper &gatekeeper,
        QObject *parent = nullptr);
    ~Listener() override;

    /// Errc::Internal with the system's reason, e.g. that the port is taken.
    [[nodiscard]] Result<Done> listen();
    /// Where it listens, e.g. ws://127.0.0.1:5059/call-api.
    [[nodiscard]] QUrl url() const;
    /// For the connections from now on, e.g. a renewed certificate. Only where there was TLS before.
    void setTls(const QSslConfiguration &tls) { m_door.setTls(tls); }
    /// For the connections from now on; the path stays.
    void setRules(AdmissionRules rules);
    /// For the connections from now on.
    void setLimits(const Limits &limits);
    /// New clients are let in.
    [[nodiscard]] bool isListening() const { return m_door.isListening(); }
    [[nodiscard]] qsizetype connections() const noexcept { return m_sessions.size(); }
    /// Of these, those that have not logged in.
    [[nodiscard]] qsizetype unauthenticated() const;
    /// All that were let in so far.
    [[nodiscard]] quint64 connectionsTotal() const noexcept { return m_lastConnectionId; }

    /// Lets nobody in any more and closes all connections with 1001 (going away); drained() follows.
    void shutDown();

Q_SIGNALS:
    /// After shutDown() the last connection is gone, at the latest after the sessions' patience for a close.
    void drained();

private:
    void enter(QTcpSocket *socket);
    void accept();
    [[nodiscard]] std::optional<QString> objectionToNumber(
        const QHostAddress &address, const PrincipalPtr &principal) const;
    void welcome(std::unique_ptr<QWebSocket> socket, FrameWatch *watch, const Arrival &arrival,
        PrincipalPtr principal);
    void refuseToken(std::unique_ptr<QWebSocket> socket, const Arrival &arrival, const Error &error);
    void checkPrincipals();
    void turnAway(std::unique_ptr<QWebSocket> socket, QWebSocketProtocol::CloseCode code,
        const QString &reason, std::chrono::milliseconds delay = {});
    void forget(Session *session);

    ListenerSettings m_settings;
    const rpc::Dispatcher &m_dispatcher;
    Gatekeeper &m_gatekeeper;
    struct Guest {
        QPointer<FrameWatch> watch;
        bool isForeign = false; ///< hasForeignHeader()
        RelayHeaders relays = {};
    };
    QHash<std::pair<QHostAddress, quint16>, Guest> m_guests; ///< sockets that shake hands
    Doorway m_door; ///< after what its sockets are looked up in
    QWebSocketServer m_server; ///< for its handshake; the door listens
    QSet<Session *> m_sessions; ///< children of this
    QHash<QHostAddress, int> m_perAddress; ///< by customerOf()
    QSet<QObject *> m_turnedAway; ///< sockets that still say goodbye, children of this
    QTimer m_expiry;
    quint64 m_lastConnectionId = 0;
    bool m_shuttingDown = false;
};

} // namespace cordboard
