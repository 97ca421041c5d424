// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/httplane.h"

#include "server/connectors/opensips/management/httpreply.h"
#include "server/connectors/opensips/management/mimessage.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QSslSocket>

#include <limits>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

/// `receive_buf_size` as shipped; a longer body gets 400 or no answer at all (fact 3).
constexpr qsizetype shippedReceiveBuffer = 1024;
/// Room for the head around an answer's body.
constexpr qsizetype headRoom = 32'768;
/// What the socket holds at most before it is read.
constexpr qint64 readBuffer = 262'144;

/// Whether the peer of an idle connection has closed it already; the event loop may not have seen it yet.
/// What is left of the race after this look ends in Timeout, never in a second request.
bool isClosedByPeer(const QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    char byte = 0;
    return ::recv(static_cast<int>(socket.socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
#else
    Q_UNUSED(socket)
    return false;
#endif
}

/// What an HTTP status other than 200 means. The 4xx say that nothing was done; of the others nobody knows.
Error errorOfStatus(const HttpReply &reply)
{
    const QString said =
        u"HTTP "_s + QString::number(reply.status) + u' ' + proxyWords(QString::fromLatin1(reply.reason));
    if (reply.status == 400) {
        return Error{Errc::RefusedByProxy,
            said.trimmed()
                + u": the request may be longer than the proxy reads; set modparam(\"httpd\", \"receive_buf_size\", 16384)"_s,
            {}, reply.status};
    }
    if (reply.status == 401 || reply.status == 403) {
        return Error{Errc::RefusedByProxy,
            said.trimmed() + u": the proxy does not accept the configured user and password"_s, {},
            reply.status};
    }
    if (reply.status >= 300 && reply.status < 500) {
        return Error{Errc::RefusedByProxy, said.trimmed(), {}, reply.status};
    }
    return Error{Errc::Timeout, said.trimmed() + u": it may have been done"_s, {}, reply.status};
}

} // namespace

HttpLane::HttpLane(HttpLaneSettings settings, QObject *parent)
    : Lane(parent)
    , m_settings(std::move(settings))
    , m_nextId(randomMiId())
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &HttpLane::drop);
    connect(&m_deadlines, &Deadlines::passed, this, &HttpLane::onPassed);
}

HttpLane::~HttpLane()
{
    m_closing = true;
    drop();
    if (auto request = std::exchange(m_inFlight, std::nullopt)) {
        request->promise.finish(unknown(u"shut down while waiting for the answer"_s));
    }
    failUnsent(u"shut down"_s);
}

QString HttpLane::address() const { return m_settings.url.toString(QUrl::RemoveUserInfo); }

bool HttpLane::isSecure() const { return m_settings.url.scheme() == "https"_L1; }

tl::unexpected<Error> HttpLane::unreachable(const QString &why) const
{
    return failure(Errc::ProxyUnreachable, address() + u": "_s + why);
}

tl::unexpected<Error> HttpLane::unknown(const QString &why) const
{
    return failure(Errc::Timeout, address() + u": "_s + why + u"; it may have been done"_s);
}

QByteArray HttpLane::wrap(const QByteArray &body) const
{
    const QUrl &url = m_settings.url;
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    QByteArray head = "POST " + (path.isEmpty() ? QByteArray("/") : path);
    if (url.hasQuery()) {
        head += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    }
    head += " HTTP/1.1\r\nHost: " + (host.contains(':') ? '[' + host + ']' : host);
    if (url.port() > 0) {
        head += ':' + QByteArray::number(url.port());
    }
    head += "\r\n";
    if (!m_settings.user.isEmpty()) {
        const QString credentials = m_settings.user + u':' + m_settings.password;
        head += "Authorization: Basic " + credentials.toUtf8().toBase64() + "\r\n";
    }
    head += "Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n";
    return head + body;
}

Task<QJsonValue> HttpLane::call(
    const QString &method, const QJsonObject &params, std::chrono::milliseconds deadline, Priority priority)
{
    const int id = m_nextId;
    m_nextId = m_nextId == std::numeric_limits<int>::max() ? 1 : m_nextId + 1;
    const QByteArray body = miRequest(id, method, params);
    if (m_closing) {
        return Task<QJsonValue>::settled(unreachable(u"shut down"_s));
    }
    if (body.size() > m_settings.requestLimit) {
        return Task<QJsonValue>::settled(
            unreachable(u"the request has %1 bytes, more than %2; not sent"_s.arg(body.size())
                            .arg(m_settings.requestLimit)));
    }
    if (m_queues[0].size() + m_queues[1].size() >= m_settings.queueLimit) {
        return Task<QJsonValue>::settled(unreachable(u"too many requests wait already; not sent"_s));
    }
    Request request{id, wrap(body), body.size() > shippedReceiveBuffer, {}};
    auto task = request.promise.task();
    m_queues[static_cast<std::size_t>(priority)].push_back(std::move(request));
    m_deadlines.add(id, deadline);
    pump();
    return task;
}

bool HttpLane::isQueueEmpty() const { return m_queues[0].empty() && m_queues[1].empty(); }

void HttpLane::pump()
{
    if (m_closing || m_inFlight || isQueueEmpty()) {
        return;
    }
    if (m_ready
        && (m_socket->state() != QAbstractSocket::ConnectedState || (m_used && isClosedByPeer(*m_socket)))) {
        drop();
    }
    if (m_ready) {
        sendNext();
    } else if (!m_socket) {
        connectToProxy();
    }
}

void HttpLane::connectToProxy()
{
    const QUrl &url = m_settings.url;
    const auto portNumber = static_cast<quint16>(url.port(isSecure() ? 443 : 80));
    auto *secure = isSecure() ? new QSslSocket : nullptr;
    m_socket.reset(secure ? secure : new QTcpSocket);
    // A proxy of the desktop's settings must not come between the two.
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(readBuffer);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpLane::onBytes);
    // Queued, since a socket may report a failure from within the call that causes it, and is dropped on it.
    connect(
        m_socket.get(), &QTcpSocket::errorOccurred, this,
        [this, socket = m_socket.get()] {
            if (m_socket.get() == socket) {
                onLost(socket->errorString());
            }
        },
        Qt::QueuedConnection);
    if (secure) {
        QSslConfiguration tls = m_settings.tls;
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        secure->setSslConfiguration(tls);
        connect(secure, &QSslSocket::encrypted, this, &HttpLane::onReady);
        secure->connectToHostEncrypted(url.host(), portNumber);
    } else {
        connect(m_socket.get(), &QTcpSocket::connected, this, &HttpLane::onReady);
        m_socket->connectToHost(url.host(), portNumber);
    }
}

void HttpLane::onReady()
{
    m_ready = true;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    pump();
}

void HttpLane::sendNext()
{
    Queue &queue = m_queues[0].empty() ? m_queues[1] : m_queues[0];
    m_inFlight = std::move(queue.front());
    queue.pop_front();
    m_idle.stop();
    m_used = true;
    m_socket->write(std::exchange(m_inFlight->bytes, {}));
    m_socket->flush();
}

void HttpLane::drop()
{
    m_ready = false;
    m_used = false;
    m_input.clear();
    m_needed = 0;
    m_idle.stop();
    if (auto socket = std::exchange(m_socket, nullptr)) {
        // We may be inside one of its signals.
        socket->disconnect(this);
        socket->abort();
        socket.release()->deleteLater();
    }
}

void HttpLane::onBytes()
{
    m_input += m_socket->read(m_settings.replyLimit + headRoom - m_input.size());
    if (!m_inFlight) { // an answer to nothing: out of step
        drop();
        pump();
        return;
    }
    readReply(false);
}

void HttpLane::onLost(const QString &why)
{
    if (m_inFlight) {
        m_input += m_socket->read(m_settings.replyLimit + headRoom - m_input.size());
        readReply(true);
        return;
    }
    const bool wasReady = m_ready;
    drop();
    if (wasReady) { // closed while idle; whoever came meanwhile gets a new connection
        pump();
    } else {
        failUnsent(why);
    }
}

void HttpLane::readReply(bool atEnd)
{
    if (m_input.size() < m_needed && !atEnd) {
        return;
    }
    auto parsed = parseHttpReply(m_input, atEnd, m_settings.replyLimit);
    if (const auto *more = std::get_if<HttpNeedsMore>(&parsed)) {
        m_needed = more->atLeast;
        if (m_input.size() < m_settings.replyLimit + headRoom) {
            return;
        }
        parsed = HttpBroken{u"the answer is too long"_s}; // no room for what is missing
    }
    Request request = std::move(*std::exchange(m_inFlight, std::nullopt));
    const auto *reply = std::get_if<HttpReply>(&parsed);
    const auto answer = reply && reply->status == 200 ? readMiAnswer(reply->body) : std::nullopt;
    // Bytes behind the reply would be taken for the next one.
    const bool inStep = reply && reply->keepAlive && !atEnd && reply->consumed == m_input.size();
    Result<QJsonValue> result = unknown(u"the answer cannot be read"_s);
    bool keep = inStep;
    if (!reply) {
        result = unknown(std::get<HttpBroken>(parsed).why);
        keep = false;
    } else if (reply->status != 200) {
        result = tl::unexpected(errorOfStatus(*reply));
    } else if (!answer) {
        keep = false;
    } else if (answer->id ? *answer->id != request.id : answer->outcome.has_value()) {
        result = unknown(u"the answer is to another request"_s);
        keep = false;
    } else {
        result = answer->outcome;
    }
    if (keep) {
        m_input.clear();
        m_needed = 0;
        m_idle.start(m_settings.idleLimit);
    } else {
        drop();
    }
    finish(std::move(request), std::move(result));
}

void HttpLane::finish(Request request, Result<QJsonValue> result)
{
    m_deadlines.remove(request.id);
    const QPointer<HttpLane> self(this);
    request.promise.finish(std::move(result));
    if (self) {
        pump();
    }
}

void HttpLane::onPassed(int id)
{
    if (m_inFlight && m_inFlight->id == id) {
        Request request = std::move(*std::exchange(m_inFlight, std::nullopt));
        drop();
        const QString hint = request.isLong
            ? u" (a request this long needs modparam(\"httpd\", \"receive_buf_size\", 16384) at the proxy)"_s
            : QString();
        finish(std::move(request), unknown(u"no answer in time"_s + hint));
        return;
    }
    for (Queue &queue : m_queues) {
        for (auto it = queue.begin(); it != queue.end(); ++it) {
            if (it->id == id) {
                Request request = std::move(*it);
                queue.erase(it);
                if (isQueueEmpty() && !m_ready) { // nobody waits for the connection any more
                    drop();
                }
                finish(std::move(request), unreachable(u"could not be sent in time"_s));
                return;
            }
        }
    }
}

void HttpLane::failUnsent(const QString &why)
{
    const QPointer<HttpLane> self(this);
    const auto error = unreachable(why);
    // Taken out first: a continuation may call again, and that one gets its own try.
    auto queues = std::exchange(m_queues, {});
    for (Queue &queue : queues) {
        for (const Request &request : queue) {
            m_deadlines.remove(request.id);
        }
    }
    for (Queue &queue : queues) {
        for (Request &request : queue) {
            request.promise.finish(error);
        }
    }
    if (self) {
        pump();
    }
}

} // namespace cordboard::opensips
