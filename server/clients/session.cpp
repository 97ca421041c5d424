// SPDX-License-Identifier: Apache-2.0
#include "server/clients/session.h"

#include "common/core/overloaded.h"

#include <QHostAddress>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcSession, "cordboard.clients")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto closePatience = 3s; ///< for the client's own close frame

} // namespace

Session::Session(std::unique_ptr<QWebSocket> socket, const rpc::Dispatcher &dispatcher, const Limits &limits,
    quint64 connectionId, QObject *parent)
    : ClientStream(parent)
    , m_limits(limits)
    , m_owner{.user = {}, .connectionId = connectionId, .address = socket->peerAddress().toString()}
    , m_socket(std::move(socket))
    , m_bucket(limits.requestsPerSecond.value_or(0), limits.burst.value_or(0), TokenBucket::Clock::now())
    , m_rpcLimits{.maxBatch = limits.batch, .maxDepth = limits.jsonDepth, .maxUnanswered = limits.inFlight}
    , m_peer(
          dispatcher, [this](const QByteArray &frame) { send(frame); }, this)
{
    m_peer.setLimits(m_rpcLimits);
    if (limits.messageBytes > 0) {
        const auto bytes = static_cast<quint64>(limits.messageBytes);
        m_socket->setMaxAllowedIncomingMessageSize(bytes);
        m_socket->setMaxAllowedIncomingFrameSize(bytes);
    }
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &Session::receive);
    connect(m_socket.get(), &QWebSocket::binaryFrameReceived, this, [this] {
        close(QWebSocketProtocol::CloseCodeDatatypeNotSupported, u"JSON-RPC travels in text messages"_s);
    });
    connect(m_socket.get(), &QWebSocket::bytesWritten, this, &Session::written);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &Session::onDisconnected);
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_pong.stop(); });

    m_closeGuard.setSingleShot(true);
    connect(&m_closeGuard, &QTimer::timeout, this, [this] { m_socket->abort(); });
    m_pong.setSingleShot(true);
    connect(&m_pong, &QTimer::timeout, this, [this] {
        qCInfo(lcSession) << "connection" << m_owner.connectionId << "does not answer pings";
        m_socket->abort();
    });
    connect(&m_ping, &QTimer::timeout, this, &Session::ping);
    if (limits.ping > 0ms) {
        m_ping.start(limits.ping);
    }
}

Session::~Session()
{
    // The socket says goodbye while it is destroyed; nobody is left to hear that.
    m_socket->disconnect(this);
}

std::optional<Error> Session::objectionToCommand() const
{
    if (m_limits.inFlight == 0 || m_commands.size() < m_limits.inFlight) {
        return std::nullopt;
    }
    return Error{Errc::LimitReached,
        u"this connection has "_s + QString::number(m_commands.size()) + u" commands running already"_s};
}

void Session::deliver(protocol::Command method, const protocol::CommandEvent &event)
{
    if (event.event == "Ended"_L1) {
        m_commands.remove(event.cmdId);
    }
    m_peer.notify(json::wireName(method), json::encode(event));
}

bool Session::isCongested() const
{
    return m_closing
        || (m_limits.backlogSoftBytes > 0 && m_socket->bytesToWrite() > m_limits.backlogSoftBytes);
}

void Session::close(QWebSocketProtocol::CloseCode code, const QString &reason)
{
    if (m_closing) {
        return;
    }
    m_closing = true;
    qCInfo(lcSession) << "connection" << m_owner.connectionId << "is closed:" << qPrintable(reason);
    m_closeGuard.start(closePatience);
    m_socket->close(code, reason);
}

void Session::receive(const QString &text)
{
    if (m_closing) {
        return;
    }
    const QByteArray frame = text.toUtf8();
    if (isCongested()) {
        refuse(frame, u"read the answers first: too many are waiting to be sent"_s);
    } else if (!m_bucket.take(costOf(frame), TokenBucket::Clock::now())) {
        refuse(frame, u"more requests in a second than this connection may send"_s);
    } else {
        m_peer.receive(frame);
    }
}

void Session::sendText(const QString &frame)
{
    if (m_closing) {
        return;
    }
    m_socket->sendTextMessage(frame);
    if (m_limits.backlogHardBytes > 0 && m_socket->bytesToWrite() > m_limits.backlogHardBytes) {
        close(QWebSocketProtocol::CloseCodePolicyViolated, u"the client does not read what it is sent"_s);
    }
}

/// Answers every request in the frame with LimitReached, without calling anybody.
void Session::refuse(const QByteArray &frame, const QString &why)
{
    const Error error{Errc::LimitReached, why};
    const auto parsed = rpc::parse(frame, m_rpcLimits);
    if (!parsed) {
        send(rpc::encodeError(QJsonValue::Null, parsed.error()));
        return;
    }
    QByteArrayList answers;
    for (const rpc::Item &item : parsed->items) {
        std::visit(
            Overloaded{[&](const rpc::Request &request) { answers += rpc::encodeError(request.id, error); },
                [&](const rpc::Invalid &bad) { answers += rpc::encodeError(bad.id, bad.error); },
                [](const auto &) {}},
            item);
    }
    if (!answers.isEmpty()) {
        send(parsed->isBatch ? rpc::encodeBatch(answers) : answers.first());
    }
}

/// How many requests a frame counts for. Looks into it only if it may be a batch and somebody counts.
qsizetype Session::costOf(const QByteArray &frame) const
{
    if (!m_bucket.isLimited() || !frame.trimmed().startsWith('[')) {
        return 1;
    }
    const auto parsed = rpc::parse(frame, m_rpcLimits);
    return parsed ? static_cast<qsizetype>(parsed->items.size()) : 1;
}

void Session::ping()
{
    m_socket->ping();
    if (m_limits.pong > 0ms && !m_pong.isActive()) {
        m_pong.start(m_limits.pong);
    }
}

void Session::onDisconnected()
{
    m_closing = true;
    m_ping.stop();
    m_pong.stop();
    m_closeGuard.stop();
    m_peer.linkLost();
    Q_EMIT closed();
}

} // namespace cordboard
