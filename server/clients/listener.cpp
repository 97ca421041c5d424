// SPDX-License-Identifier: Apache-2.0
#include "server/clients/listener.h"

#include "server/clients/nodelay.h"

#include "server/clients/admission.h"

#include <QLoggingCategory>
#include <QTimer>
#include <QWebSocketCorsAuthenticator>

Q_LOGGING_CATEGORY(lcListener, "cordboard.clients")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto handshakeTimeout = 5s;
constexpr auto farewellTimeout = 3s; ///< for the close frame of somebody who was turned away
constexpr qsizetype mostFarewells = 100; ///< beyond that the connection is just cut

} // namespace

Listener::Listener(ListenerSettings settings, const rpc::Dispatcher &dispatcher, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_dispatcher(dispatcher)
    , m_server(u"Cordboard"_s, QWebSocketServer::NonSecureMode)
{
    m_server.setHandshakeTimeout(handshakeTimeout);
    m_server.setSupportedSubprotocols({u"cordboard.v1"_s});
    connect(&m_server, &QWebSocketServer::originAuthenticationRequired, this,
        [this](QWebSocketCorsAuthenticator *authenticator) {
            authenticator->setAllowed(isOriginAllowed(authenticator->origin(), m_settings.allowedOrigins));
        });
    connect(&m_server, &QWebSocketServer::newConnection, this, &Listener::accept);
}

Listener::~Listener()
{
    const QSet<Session *> sessions = std::exchange(m_sessions, {});
    qDeleteAll(sessions);
}

Result<Done> Listener::listen()
{
    if (!m_server.listen(m_settings.address, m_settings.port)) {
        return failure(Errc::Internal,
            u"cannot listen on "_s + m_settings.address.toString() + u" port "_s
                + QString::number(m_settings.port) + u": "_s + m_server.errorString());
    }
    sendWithoutDelay(m_server.socketDescriptor());
    return Done{};
}

QUrl Listener::url() const
{
    QUrl url;
    url.setScheme(u"ws"_s);
    url.setHost(m_server.serverAddress().toString());
    url.setPort(m_server.serverPort());
    url.setPath(m_settings.path);
    return url;
}

void Listener::shutDown()
{
    m_shuttingDown = true;
    m_server.close();
    const QSet<Session *> sessions = m_sessions; // close() may end a session at once
    for (Session *session : sessions) {
        session->close(QWebSocketProtocol::CloseCodeGoingAway, u"the server stops"_s);
    }
    if (m_sessions.isEmpty()) {
        QMetaObject::invokeMethod(this, &Listener::drained, Qt::QueuedConnection); // as promised: it follows
    }
}

void Listener::accept()
{
    while (QWebSocket *const next = m_server.nextPendingConnection()) {
        next->setParent(nullptr);
        std::unique_ptr<QWebSocket> socket(next);
        const Limits &limits = m_settings.limits;
        const int ofAddress = m_perAddress.value(socket->peerAddress());
        if (const auto objection = objectionTo(socket->request(), m_settings.path)) {
            turnAway(std::move(socket), QWebSocketProtocol::CloseCodePolicyViolated, *objection);
        } else if (limits.connections > 0 && m_sessions.size() >= limits.connections) {
            turnAway(std::move(socket), QWebSocketProtocol::CloseCodePolicyViolated,
                u"there are as many connections as there may be"_s);
        } else if (const int most = limits.connectionsPerAddress.value_or(0); most > 0 && ofAddress >= most) {
            turnAway(std::move(socket), QWebSocketProtocol::CloseCodePolicyViolated,
                u"there are as many connections from this address as may be"_s);
        } else {
            welcome(std::move(socket));
        }
    }
}

void Listener::welcome(std::unique_ptr<QWebSocket> socket)
{
    const QHostAddress address = socket->peerAddress();
    auto *const session =
        new Session(std::move(socket), m_dispatcher, m_settings.limits, ++m_lastConnectionId, this);
    qCDebug(lcListener) << "connection" << session->owner().connectionId << "from"
                        << session->owner().address;
    m_sessions.insert(session);
    ++m_perAddress[address];
    connect(session, &Session::closed, this, [this, session, address] {
        if (--m_perAddress[address] <= 0) {
            m_perAddress.remove(address);
        }
        forget(session);
    });
}

void Listener::forget(Session *session)
{
    m_sessions.remove(session);
    session->deleteLater();
    if (m_shuttingDown && m_sessions.isEmpty()) {
        Q_EMIT drained();
    }
}

void Listener::turnAway(
    std::unique_ptr<QWebSocket> socket, QWebSocketProtocol::CloseCode code, const QString &reason)
{
    qCInfo(lcListener) << "a client from" << qPrintable(socket->peerAddress().toString())
                       << "was turned away:" << qPrintable(reason);
    if (m_turnedAway.size() >= mostFarewells) {
        socket->abort();
        return;
    }
    // Nothing that it sends meanwhile is kept, and it does not stay for longer than the time below.
    socket->setMaxAllowedIncomingMessageSize(1);
    socket->setMaxAllowedIncomingFrameSize(1);
    QWebSocket *const guest = socket.release();
    guest->setParent(this);
    m_turnedAway.insert(guest);
    connect(guest, &QWebSocket::disconnected, guest, &QObject::deleteLater);
    connect(guest, &QObject::destroyed, this, [this](QObject *gone) { m_turnedAway.remove(gone); });
    QTimer::singleShot(farewellTimeout, guest, [guest] { guest->abort(); });
    guest->close(code, reason);
}

} // namespace cordboard
