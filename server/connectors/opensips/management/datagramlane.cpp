// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/datagramlane.h"

#include "server/connectors/opensips/management/mimessage.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

using namespace std::chrono_literals;

constexpr qsizetype largestDatagram = 65'536;
/// Answers of a whole page of dialogs have 60 kB each, and many may come before the loop turns.
constexpr int receiveBuffer = 1024 * 1024;
/// After that many datagrams others have their turn; the socket tells again of what is left.
constexpr int mostInOneTurn = 256;
/// A port unreachable comes at once, or not at all.
constexpr auto icmpReach = 1s;

} // namespace

DatagramLane::DatagramLane(DatagramLaneSettings settings, QObject *parent)
    : Lane(parent)
    , m_settings(std::move(settings))
    , m_buffer(largestDatagram, Qt::Uninitialized)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_socket, &QUdpSocket::readyRead, this, &DatagramLane::drain);
    connect(&m_deadlines, &Deadlines::passed, this, &DatagramLane::onPassed);
}

DatagramLane::~DatagramLane()
{
    m_closing = true;
    if (m_lookup) {
        QHostInfo::abortHostLookup(*m_lookup);
    }
    m_socket.disconnect(this);
    auto requests = std::exchange(m_requests, {});
    for (auto &[id, request] : requests) {
        request.promise.finish(request.sentAt ? unknown(u"shut down while waiting for the answer"_s)
                                              : unreachable(u"shut down"_s));
    }
}

QString DatagramLane::address() const
{
    const bool isV6 = m_settings.host.contains(u':');
    const QString host = isV6 ? QString(u'[' + m_settings.host + u']') : m_settings.host;
    return u"udp:"_s + host + u':' + QString::number(m_settings.portNumber);
}

tl::unexpected<Error> DatagramLane::unreachable(const QString &why) const
{
    return failure(Errc::ProxyUnreachable, address() + u": "_s + why);
}

tl::unexpected<Error> DatagramLane::unknown(const QString &why) const
{
    return failure(Errc::Timeout, address() + u": "_s + why + u"; it may have been done"_s);
}

Task<QJsonValue> DatagramLane::call(
    const QString &method, const QJsonObject &params, std::chrono::milliseconds deadline, Priority)
{
    if (m_closing) {
        return Task<QJsonValue>::settled(unreachable(u"shut down"_s));
    }
    if (m_requests.size() >= m_settings.inFlightLimit) {
        return Task<QJsonValue>::settled(unreachable(u"too many requests are in flight; not sent"_s));
    }
    int id = randomMiId();
    while (m_requests.contains(id)) {
        id = randomMiId();
    }
    const QByteArray bytes = miRequest(id, method, params);
    if (bytes.size() > m_settings.requestLimit) {
        return Task<QJsonValue>::settled(
            unreachable(u"the request has %1 bytes, more than %2; not sent"_s.arg(bytes.size())
                            .arg(m_settings.requestLimit)));
    }
    Request &request = m_requests[id];
    request.bytes = bytes;
    auto task = request.promise.task();
    m_deadlines.add(id, deadline);
    if (m_socket.state() == QAbstractSocket::ConnectedState) {
        send(id);
        return task;
    }
    m_unsent.append(id);
    if (!m_lookup) {
        connectSocket();
    }
    return task;
}

void DatagramLane::connectSocket()
{
    if (const QHostAddress literal(m_settings.host); !literal.isNull()) {
        useAddress(literal);
    } else {
        m_lookup = QHostInfo::lookupHost(m_settings.host, this, &DatagramLane::onLookup);
    }
}

void DatagramLane::onLookup(const QHostInfo &info)
{
    m_lookup.reset();
    QList<QHostAddress> addresses = info.addresses();
    // mi_datagram listens on one address, on IPv4 as a rule; a name may have both kinds.
    std::stable_partition(addresses.begin(), addresses.end(),
        [](const QHostAddress &address) { return address.protocol() == QAbstractSocket::IPv4Protocol; });
    if (addresses.isEmpty()) {
        failUnsent(info.errorString());
    } else {
        useAddress(addresses.first());
    }
}

void DatagramLane::useAddress(const QHostAddress &address)
{
    // Connecting a UDP socket to an address sends nothing and is done when this returns.
    m_socket.connectToHost(address, m_settings.portNumber);
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        const QString why = m_socket.errorString();
        m_socket.abort();
        failUnsent(why);
        return;
    }
    m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, receiveBuffer);
    const QList<int> waiting = std::exchange(m_unsent, {});
    for (const int id : waiting) {
        send(id);
    }
}

void DatagramLane::send(int id)
{
    const auto it = m_requests.find(id);
    if (it == m_requests.end() || it->second.sentAt) {
        return;
    }
    // The first try may tell of an earlier datagram's port unreachable instead of sending; then nothing has
    // left.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (m_socket.write(it->second.bytes) == it->second.bytes.size()) {
            it->second.bytes.clear();
            it->second.sentAt = Clock::now();
            return;
        }
    }
    // Later, since the caller has no task yet to be told by.
    const QString why = m_socket.errorString();
    QMetaObject::invokeMethod(
        this, [this, id, why] { finish(id, unreachable(why)); }, Qt::QueuedConnection);
}

void DatagramLane::drain()
{
    const QPointer<DatagramLane> self(this);
    for (int i = 0; i < mostInOneTurn && self && m_socket.state() == QAbstractSocket::ConnectedState; ++i) {
        // hasPendingDatagrams() would swallow a port unreachable; only a read tells of it.
        const qint64 size = m_socket.readDatagram(m_buffer.data(), m_buffer.size());
        if (size >= 0) {
            take(QByteArray(m_buffer.constData(), size));
        } else if (m_socket.error() == QAbstractSocket::ConnectionRefusedError) {
            onPortUnreachable();
            return;
        } else {
            return;
        }
    }
}

void DatagramLane::take(const QByteArray &datagram)
{
    const auto answer = readMiAnswer(datagram);
    const auto it = answer && answer->id ? m_requests.find(*answer->id) : m_requests.end();
    if (it == m_requests.end() || !it->second.sentAt) {
        ++m_strays;
        return;
    }
    finish(*answer->id, answer->outcome);
}

void DatagramLane::onPassed(int id)
{
    const auto it = m_requests.find(id);
    if (it == m_requests.end()) {
        return;
    }
    if (it->second.sentAt) {
        m_lastGivenUp = std::max(m_lastGivenUp, *it->second.sentAt);
        finish(id, unknown(u"no answer in time"_s));
    } else {
        finish(id, unreachable(u"could not be sent in time"_s));
    }
}

void DatagramLane::onPortUnreachable()
{
    const auto since = Clock::now() - icmpReach;
    QList<int> recent;
    for (const auto &[id, request] : m_requests) {
        if (request.sentAt && *request.sentAt >= since) {
            recent.append(id);
        }
    }
    const bool isSure = recent.size() == 1 && m_lastGivenUp < since;
    // A name may lead elsewhere by now; the socket forgets the error with the connection.
    if (QHostAddress(m_settings.host).isNull()
        && m_requests.size() == static_cast<std::size_t>(recent.size())) {
        m_socket.abort();
    }
    const QString why = u"nobody listens there (port unreachable)"_s;
    const auto error = isSure ? unreachable(why) : unknown(why);
    const QPointer<DatagramLane> self(this);
    for (const int id : recent) {
        if (self) {
            finish(id, error);
        }
    }
}

void DatagramLane::failUnsent(const QString &why)
{
    // Queued, since the address may be refused within call(), whose caller has no task yet.
    const QList<int> waiting = std::exchange(m_unsent, {});
    QMetaObject::invokeMethod(
        this,
        [this, waiting, why] {
            const QPointer<DatagramLane> self(this);
            for (const int id : waiting) {
                if (self) {
                    finish(id, unreachable(why));
                }
            }
        },
        Qt::QueuedConnection);
}

void DatagramLane::finish(int id, Result<QJsonValue> result)
{
    const auto it = m_requests.find(id);
    if (it == m_requests.end()) {
        return;
    }
    Promise<QJsonValue> promise = std::move(it->second.promise);
    m_requests.erase(it);
    m_deadlines.remove(id);
    promise.finish(std::move(result));
}

} // namespace cordboard::opensips
