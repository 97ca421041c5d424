// SPDX-License-Identifier: Apache-2.0
#include "server/clients/listener.h"

#include "server/clients/access/loginguard.h"
#include "server/clients/nodelay.h"

#include <QLoggingCategory>
#include <QTimer>
#include <QWebSocketCorsAuthenticator>

#include <algorithm>

Q_LOGGING_CATEGORY(lcListener, "cordboard.clients")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Doorway::Settings doorOf(const ListenerSettings &settings, const Gatekeeper &gatekeeper)
{
    return {.deadline = settings.handshakeDeadline,
        .mostWaiting = settings.limits.connections,
        .isTrusted = [&gatekeeper](const QHostAddress &peer) { return gatekeeper.mayBeAnonymous(peer); },
        .mostStrangers = settings.limits.unauthenticated,
        .mostStrangersPerAddress = settings.limits.unauthenticatedPerAddress};
}

constexpr auto farewellTimeout = 3s; ///< for the close frame of somebody who was turned away
constexpr qsizetype mostFarewells = 100; ///< beyond that the connection is just cut
constexpr auto expiryCheck =
    500ms; ///< so that an expired token is gone within a second, whatever the clock did
constexpr auto tryAgainLater = static_cast<QWebSocketProtocol::CloseCode>(1013); // IANA registry of RFC 6455

} // namespace

Listener::Listener(
    ListenerSettings settings, const rpc::Dispatcher &dispatcher, Gatekeeper &gatekeeper, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_dispatcher(dispatcher)
    , m_gatekeeper(gatekeeper)
    , m_door(doorOf(m_settings, gatekeeper))
    , m_server(u"Cordboard"_s, QWebSocketServer::NonSecureMode)
{
    m_door.setTls(m_settings.tls);
    connect(&m_door, &Doorway::arrived, this, &Listener::enter);
    m_server.setSupportedSubprotocols({u"cordboard.v1"_s});
    connect(&m_server, &QWebSocketServer::originAuthenticationRequired, this,
        [this](QWebSocketCorsAuthenticator *authenticator) {
            authenticator->setAllowed(
                isOriginAllowed(authenticator->origin(), m_settings.rules.allowedOrigins));
        });
    connect(&m_server, &QWebSocketServer::newConnection, this, &Listener::accept);
    connect(&m_gatekeeper, &Gatekeeper::revoked, this, &Listener::checkPrincipals);
    m_expiry.setInterval(expiryCheck);
    connect(&m_expiry, &QTimer::timeout, this, &Listener::checkPrincipals);
    m_expiry.start();
}

Listener::~Listener()
{
    const QSet<Session *> sessions = std::exchange(m_sessions, {});
    qDeleteAll(sessions);
}

Result<Done> Listener::listen()
{
    if (!m_door.listen(m_settings.address, m_settings.port)) {
        return failure(Errc::Internal,
            u"cannot listen on "_s + m_settings.address.toString() + u" port "_s
                + QString::number(m_settings.port) + u": "_s + m_door.errorString());
    }
    sendWithoutDelay(m_door.socketDescriptor());
    return Done{};
}

void Listener::setRules(AdmissionRules rules)
{
    rules.path = m_settings.rules.path;
    m_settings.rules = std::move(rules);
}

void Listener::setLimits(const Limits &limits)
{
    m_settings.limits = limits;
    m_door.setLimits(doorOf(m_settings, m_gatekeeper));
}

QUrl Listener::url() const
{
    QUrl url;
    url.setScheme(m_door.isSecure() ? u"wss"_s : u"ws"_s);
    url.setHost(m_door.serverAddress().toString());
    url.setPort(m_door.serverPort());
    url.setPath(m_settings.rules.path);
    return url;
}

qsizetype Listener::unauthenticated() const
{
    return std::count_if(
        m_sessions.begin(), m_sessions.end(), [](const Session *session) { return !session->principal(); });
}

void Listener::shutDown()
{
    m_shuttingDown = true;
    m_door.close();
    const QSet<Session *> sessions = m_sessions; // close() may end a session at once
    for (Session *session : sessions) {
        session->close(QWebSocketProtocol::CloseCodeGoingAway, u"the server stops"_s);
    }
    if (m_sessions.isEmpty()) {
        QMetaObject::invokeMethod(this, &Listener::drained, Qt::QueuedConnection); // as promised: it follows
    }
}

/// The header of the handshake is there as a whole; Qt reads it, and takes the socket over.
void Listener::enter(QTcpSocket *socket)
{
    auto *const watch = new FrameWatch(socket, m_settings.messageDeadline);
    const std::pair key(socket->peerAddress(), socket->peerPort());
    const QByteArray bytes = socket->peek(socket->bytesAvailable());
    const QByteArray header = bytes.left(bytes.indexOf("\r\n\r\n"));
    m_guests.insert(key, {watch, hasForeignHeader(header), relayHeaders(header)});
    connect(socket, &QObject::destroyed, this, [this, key] {
        if (const auto guest = m_guests.constFind(key); guest != m_guests.cend() && !guest->watch) {
            m_guests.erase(guest);
        }
    });
    m_server.handleConnection(socket);
}

void Listener::accept()
{
    while (QWebSocket *const next = m_server.nextPendingConnection()) {
        next->setParent(nullptr);
        std::unique_ptr<QWebSocket> socket(next);
        const Guest guest = m_guests.take({socket->peerAddress(), socket->peerPort()});
        if (!guest.watch || m_shuttingDown) {
            socket->abort();
            continue;
        }
        guest.watch->begin(m_settings.limits.messageBytes);
        auto arrival = examine(socket->request(), guest.relays, socket->peerAddress(), m_settings.rules);
        if (!arrival) {
            turnAway(std::move(socket), QWebSocketProtocol::CloseCodePolicyViolated, arrival.error().message);
            continue;
        }
        arrival->mayBeAnonymous = arrival->mayBeAnonymous && !guest.isForeign;
        auto principal = m_gatekeeper.welcome(*arrival);
        if (!principal) {
            refuseToken(std::move(socket), *arrival, principal.error());
        } else if (const auto objection = objectionToNumber(arrival->address, *principal)) {
            turnAway(std::move(socket), tryAgainLater, *objection);
        } else {
            welcome(std::move(socket), guest.watch, *arrival, std::move(*principal));
        }
    }
}

std::optional<QString> Listener::objectionToNumber(
    const QHostAddress &address, const PrincipalPtr &principal) const
{
    const bool anonymous = principal && principal->isAnonymous();
    const Limits limits = anonymous ? m_settings.limits : limitsOfUsers(m_settings.limits);
    const auto isFull = [](qsizetype count, int most) { return most > 0 && count >= most; };
    if (isFull(m_sessions.size(), limits.connections)) {
        return u"there are as many connections as there may be"_s;
    }
    const QHostAddress customer = customerOf(address);
    if (isFull(m_perAddress.value(customer), limits.connectionsPerAddress.value_or(0))) {
        return u"there are as many connections from this address as may be"_s;
    }
    if (!principal) {
        const auto waitsThere = [&](const Session *session) {
            return !session->principal() && customerOf(session->address()) == customer;
        };
        if (isFull(unauthenticated(), limits.unauthenticated)
            || isFull(std::count_if(m_sessions.begin(), m_sessions.end(), waitsThere),
                limits.unauthenticatedPerAddress)) {
            return u"there are as many connections without a login as may be"_s;
        }
    }
    return std::nullopt;
}

void Listener::welcome(
    std::unique_ptr<QWebSocket> socket, FrameWatch *watch, const Arrival &arrival, PrincipalPtr principal)
{
    const QHostAddress customer = customerOf(arrival.address);
    auto *const session = new Session(
        std::move(socket), m_dispatcher, m_settings.limits, ++m_lastConnectionId, arrival.address, this);
    qCDebug(lcListener) << "connection" << session->owner().connectionId << "from"
                        << session->owner().address;
    connect(watch, &FrameWatch::objected, session, &Session::close);
    m_sessions.insert(session);
    ++m_perAddress[customer];
    connect(session, &Session::closed, this, [this, session, customer] {
        if (--m_perAddress[customer] <= 0) {
            m_perAddress.remove(customer);
        }
        forget(session);
    });
    if (principal) {
        session->logIn(std::move(principal));
        if (!session->principal()->isAnonymous()) {
            AuditEntry entry;
            entry.what = u"login"_s;
            m_gatekeeper.write(*session, std::move(entry));
        }
    } else {
        session->awaitLogin(m_settings.loginDeadline);
    }
}

/// As every failed login it is answered late, and the guest is not listened to meanwhile.
void Listener::refuseToken(std::unique_ptr<QWebSocket> socket, const Arrival &arrival, const Error &error)
{
    const auto delay = m_gatekeeper.countFailure(arrival.address, error.message);
    turnAway(std::move(socket), QWebSocketProtocol::CloseCodePolicyViolated, error.message, delay);
}

void Listener::checkPrincipals()
{
    const QSet<Session *> sessions = m_sessions; // close() may end a session at once
    for (Session *session : sessions) {
        if (session->principal() && !m_gatekeeper.stillHolds(*session->principal())) {
            session->close(
                QWebSocketProtocol::CloseCodePolicyViolated, u"the token has expired or was revoked"_s);
        }
    }
}

void Listener::forget(Session *session)
{
    m_sessions.remove(session);
    session->deleteLater();
    if (m_shuttingDown && m_sessions.isEmpty()) {
        Q_EMIT drained();
    }
}

void Listener::turnAway(std::unique_ptr<QWebSocket> socket, QWebSocketProtocol::CloseCode code,
    const QString &reason, std::chrono::milliseconds delay)
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
    QTimer::singleShot(delay + farewellTimeout, guest, [guest] { guest->abort(); });
    if (delay > 0ms) {
        QTimer::singleShot(delay, guest, [guest, code, reason] { guest->close(code, reason); });
    } else {
        guest->close(code, reason);
    }
}

} // namespace cordboard
