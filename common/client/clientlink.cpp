// SPDX-License-Identifier: Apache-2.0
#include "common/client/clientlink.h"

#include <QNetworkRequest>
#include <QPointer>
#include <QRandomGenerator>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How long a closing connection may take to write out what it has.
constexpr auto closeTimeout = 2s;

/// Lists of calls come in large, flat messages.
constexpr rpc::Limits serverLimits{.maxBatch = 0, .maxDepth = 64, .maxUnanswered = 0};

} // namespace

ClientLink::ClientLink(QObject *parent)
    : ClientLink(Options{}, parent)
{
}

ClientLink::ClientLink(const Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_backoff(options.random ? options.random : [] { return QRandomGenerator::global()->generateDouble(); })
    , m_peer(m_dispatcher, [this](const QByteArray &frame) { send(frame); })
{
    m_peer.setLimits(serverLimits);
    connect(&m_peer, &rpc::Peer::notified, this, &ClientLink::notified);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &ClientLink::connectSocket);
    m_watch.setSingleShot(true);
    connect(&m_watch, &QTimer::timeout, this, &ClientLink::onSilence);
}

ClientLink::~ClientLink()
{
    dropSocket(Farewell::CloseFrame);
    m_state = State::Disconnected;
    // Here, and not when the peer is destroyed: whoever waits may still look at the link.
    m_peer.linkLost();
}

Result<Done> ClientLink::open(const QUrl &url, const QByteArray &token)
{
    if (!url.isValid() || (url.scheme() != "ws"_L1 && url.scheme() != "wss"_L1) || url.host().isEmpty()
        || !url.userInfo().isEmpty()) {
        return failure(
            Errc::InvalidParams, u"the server's address must be ws://HOST or wss://HOST"_s, u"url"_s);
    }
    if (token.contains('\r') || token.contains('\n')) {
        return failure(Errc::InvalidParams, u"a token is one line"_s, u"token"_s);
    }
    close();
    m_url = url;
    m_token = token;
    m_backoff.reset();
    connectSocket();
    return Done{};
}

void ClientLink::close()
{
    m_retry.stop();
    dropSocket(Farewell::CloseFrame);
    setState(State::Disconnected);
    m_peer.linkLost();
}

std::chrono::milliseconds ClientLink::retryIn() const
{
    return m_retry.isActive() ? m_retry.remainingTimeAsDuration() : 0ms;
}

Task<QJsonValue> ClientLink::call(
    const QString &method, const QJsonValue &params, std::chrono::milliseconds deadline)
{
    if (m_state != State::Connected) {
        return Task<QJsonValue>::settled(failure(Errc::LinkLost, u"not connected to the server"_s));
    }
    return m_peer.call(method, params, deadline);
}

void ClientLink::connectSocket()
{
    dropSocket(Farewell::None);
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingFrameSize(m_options.maxMessageBytes);
    m_socket->setMaxAllowedIncomingMessageSize(m_options.maxMessageBytes);
    connect(m_socket, &QWebSocket::connected, this, &ClientLink::onConnected);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &ClientLink::onMessage);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &ClientLink::onAlive);
    connect(m_socket, &QWebSocket::pong, this, &ClientLink::onAlive);
    connect(m_socket, &QWebSocket::disconnected, this, [this] {
        // A connection that was refused ends before its error is told.
        const auto error = m_socket->error();
        const bool closed =
            error == QAbstractSocket::UnknownSocketError || error == QAbstractSocket::RemoteHostClosedError;
        lose(!m_socket->closeReason().isEmpty() ? m_socket->closeReason()
                : closed                        ? u"the server closed the connection"_s
                                                : m_socket->errorString());
    });
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
        [this] { lose(m_socket->errorString()); });

    QNetworkRequest request(m_url);
    if (!m_token.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + m_token);
    }
    QWebSocketHandshakeOptions handshake;
    handshake.setSubprotocols({u"cordboard.v1"_s});
    m_watch.start(m_options.connectTimeout);
    const QPointer<QWebSocket> socket(m_socket);
    setState(State::Connecting);
    // A receiver of the signal may have closed the link, or opened it to elsewhere.
    if (socket && socket == m_socket) {
        socket->open(request, handshake);
    }
}

void ClientLink::onConnected()
{
    m_pinged = false;
    m_watch.start(m_options.pingAfter);
    setState(State::Connected);
}

void ClientLink::onMessage(const QString &message)
{
    onAlive();
    const QByteArray bytes = message.toUtf8();
    const QPointer<QWebSocket> socket(m_socket);
    Q_EMIT received(bytes);
    if (socket && socket == m_socket) {
        m_peer.receive(bytes);
    }
}

void ClientLink::onAlive()
{
    // Only now: a server that accepts and closes at once must not be asked again and again without a pause.
    m_backoff.reset();
    m_pinged = false;
    m_watch.start(m_options.pingAfter);
}

void ClientLink::onSilence()
{
    if (m_state != State::Connected) {
        lose(u"the server did not accept the connection in time"_s);
    } else if (m_pinged) {
        lose(u"the server has gone silent"_s);
    } else {
        m_pinged = true;
        m_socket->ping();
        m_watch.start(m_options.pongTimeout);
    }
}

void ClientLink::lose(const QString &why)
{
    dropSocket(Farewell::None);
    m_retry.start(m_backoff.next());
    Q_EMIT failed(why);
    // Unless a receiver has closed the link, or opened it to elsewhere.
    if (m_retry.isActive()) {
        setState(State::WaitingToRetry);
    }
    m_peer.linkLost();
}

void ClientLink::dropSocket(Farewell farewell)
{
    m_watch.stop();
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    if (!socket) {
        return;
    }
    // This may run inside one of the socket's own signals, so it is deleted later.
    socket->disconnect(this);
    if (farewell == Farewell::None || socket->state() != QAbstractSocket::ConnectedState) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(closeTimeout, socket, &QObject::deleteLater);
    socket->close();
}

void ClientLink::send(const QByteArray &frame)
{
    if (m_socket) {
        m_socket->sendTextMessage(QString::fromUtf8(frame));
    }
}

void ClientLink::setState(State state)
{
    if (std::exchange(m_state, state) != state) {
        Q_EMIT stateChanged(state);
    }
}

} // namespace cordboard
