// SPDX-License-Identifier: Apache-2.0
#include "server/clients/session.h"

#include "common/core/overloaded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcSession, "cordboard.clients")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto closePatience = 3s; ///< for the client's own close frame
constexpr auto backlogPatience = 10s; ///< for a client that reads more slowly than it should

/// Answers in place of one that is too long, to all requests that it answers.
QByteArray tooLong(const QByteArray &frame, int most)
{
    const Error error{
        Errc::LimitReached, u"the answer is longer than %1 bytes; ask for less at once"_s.arg(most)};
    const QJsonDocument document = QJsonDocument::fromJson(frame);
    if (!document.isArray()) {
        return rpc::encodeError(document.object().value("id"_L1), error);
    }
    QByteArrayList answers;
    for (const QJsonValue &answer : document.array()) {
        answers.append(rpc::encodeError(answer["id"_L1], error));
    }
    return rpc::encodeBatch(answers);
}

} // namespace

Session::Session(std::unique_ptr<QWebSocket> socket, const rpc::Dispatcher &dispatcher, const Limits &limits,
    quint64 connectionId, const QHostAddress &address, QObject *parent)
    : ClientStream(parent)
    , m_limits(limits)
    , m_owner{.user = {}, .connectionId = connectionId, .address = address.toString()}
    , m_address(address)
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
    connect(m_socket.get(), &QWebSocket::bytesWritten, this, [this] {
        watchBacklog();
        Q_EMIT written();
    });
    // Also when the socket closes by itself, over a frame that is none: without this a client that does not
    // read would keep it half closed.
    connect(m_socket.get(), &QWebSocket::aboutToClose, this, [this] {
        m_closing = true;
        if (!m_closeGuard.isActive()) {
            m_closeGuard.start(closePatience);
        }
    });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &Session::onDisconnected);
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_pong.stop(); });

    m_closeGuard.setSingleShot(true);
    connect(&m_closeGuard, &QTimer::timeout, this, [this] { m_socket->abort(); });
    m_pong.setSingleShot(true);
    connect(&m_pong, &QTimer::timeout, this, [this] {
        qCInfo(lcSession) << "connection" << m_owner.connectionId << "does not answer pings";
        m_socket->abort();
    });
    m_login.setSingleShot(true);
    connect(&m_login, &QTimer::timeout, this,
        [this] { close(QWebSocketProtocol::CloseCodePolicyViolated, u"nobody logged in in time"_s); });
    m_backlog.setSingleShot(true);
    m_backlog.setInterval(backlogPatience);
    connect(&m_backlog, &QTimer::timeout, this,
        [this] { close(QWebSocketProtocol::CloseCodePolicyViolated, u"the client reads too slowly"_s); });
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

void Session::logIn(PrincipalPtr principal)
{
    Q_ASSERT(principal);
    m_login.stop();
    const PrincipalPtr before = std::exchange(m_principal, std::move(principal));
    m_owner.user = m_principal->user;
    // Not when the same user logs in once more: that would fill the bucket.
    if (!m_principal->isAnonymous() && !m_limitedAsUser) {
        limitAsUser();
    }
    if (before && (before->viewKey() != m_principal->viewKey() || before->user != m_principal->user)) {
        Q_EMIT principalChanged();
    }
}

void Session::awaitLogin(std::chrono::milliseconds deadline)
{
    limitAsUser();
    m_login.start(deadline);
}

void Session::limitAsUser()
{
    const Limits limits = limitsOfUsers(m_limits);
    m_bucket = TokenBucket(*limits.requestsPerSecond, *limits.burst, TokenBucket::Clock::now());
    m_limitedAsUser = true;
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
    const QString name = json::wireName(method);
    if (grantFor(m_principal.get(), name) != Grant::Denied) {
        m_peer.notify(name, json::encode(event));
    }
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
        return;
    }
    watchBacklog();
}

void Session::send(const QByteArray &frame)
{
    const bool fits = m_limits.answerBytes == 0 || frame.size() <= m_limits.answerBytes;
    sendText(QString::fromUtf8(fits ? frame : tooLong(frame, m_limits.answerBytes)));
}

void Session::watchBacklog()
{
    const bool slow =
        m_limits.backlogSoftBytes > 0 && m_socket->bytesToWrite() > m_limits.backlogSoftBytes && !m_closing;
    if (!slow) {
        m_backlog.stop();
    } else if (!m_backlog.isActive()) {
        m_backlog.start();
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
    m_login.stop();
    m_backlog.stop();
    m_peer.linkLost();
    Q_EMIT closed();
}

} // namespace cordboard
