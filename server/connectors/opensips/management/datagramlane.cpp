// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/datagramlane.h"

#include "server/connectors/opensips/management/mimessage.h"

#include <QHostInfo>
#include <QNetworkDatagram>

#include <algorithm>
#include <vector>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

/// UDP carries 65,507 bytes; the proxy reads 65,457 (fact 48).
constexpr qsizetype longestRequest = 60'000;
constexpr int buffer = 1024 * 1024;
constexpr std::size_t mostRequests = 10'000;

} // namespace

DatagramLane::DatagramLane(QString host, quint16 port, QObject *parent)
    : Lane(parent)
    , m_host(std::move(host))
    , m_port(port)
{
    connect(&m_socket, &QUdpSocket::readyRead, this, &DatagramLane::receive);
    connect(&m_socket, &QUdpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error == QAbstractSocket::ConnectionRefusedError) {
            onRefused();
        }
    });
    connect(&m_deadlines, &Deadlines::passed, this, &DatagramLane::onPassed);
}

DatagramLane::~DatagramLane()
{
    m_socket.disconnect(this);
    auto requests = std::exchange(m_requests, {});
    for (auto &[id, request] : requests) {
        request.promise.finish(request.sent
                ? failure(Errc::Timeout, u"the connection to the proxy was closed"_s)
                : failure(Errc::ProxyUnreachable, u"the connection to the proxy was closed"_s));
    }
}

Task<QJsonValue> DatagramLane::call(const QString &method, const QJsonObject &params,
    std::chrono::milliseconds deadline, Priority /*priority: nothing waits here*/)
{
    int id = randomMiId();
    while (m_requests.contains(id)) {
        id = randomMiId();
    }
    Request request;
    request.bytes = miRequest(id, method, params);
    if (request.bytes.size() > longestRequest) {
        return Task<QJsonValue>::settled(
            failure(Errc::ProxyUnreachable, u"the request is too long for one datagram"_s));
    }
    if (m_requests.size() >= mostRequests) {
        return Task<QJsonValue>::settled(
            failure(Errc::ProxyUnreachable, u"too many requests wait for an answer"_s));
    }
    auto task = request.promise.task();
    m_requests.emplace(id, std::move(request));
    m_deadlines.add(id, deadline);
    if (m_socket.state() == QAbstractSocket::ConnectedState) {
        sendWaiting();
    } else {
        resolve();
    }
    return task;
}

QString DatagramLane::address() const { return u"udp:%1:%2"_s.arg(m_host, QString::number(m_port)); }

void DatagramLane::resolve()
{
    QHostAddress address;
    if (address.setAddress(m_host)) {
        connectTo(address);
        return;
    }
    if (std::exchange(m_resolving, true)) {
        return;
    }
    QHostInfo::lookupHost(m_host, this, [this](const QHostInfo &info) {
        m_resolving = false;
        const auto addresses = info.addresses();
        const auto found =
            std::find_if(addresses.begin(), addresses.end(), [](const QHostAddress &candidate) {
                return candidate.protocol() == QAbstractSocket::IPv4Protocol;
            });
        if (found == addresses.end()) {
            failUnsent(u"'%1' has no IPv4 address"_s.arg(m_host));
        } else {
            connectTo(*found);
        }
    });
}

void DatagramLane::connectTo(const QHostAddress &address)
{
    // A connected UDP socket hears from that address and port only, and of its refusals. For UDP this is
    // immediate.
    m_socket.connectToHost(address, m_port);
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        const QString why = m_socket.errorString();
        m_socket.abort();
        failUnsent(why);
        return;
    }
    m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, buffer);
    m_socket.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, buffer);
    sendWaiting();
}

void DatagramLane::sendWaiting()
{
    std::vector<int> failed;
    for (auto &[id, request] : m_requests) {
        if (request.sent) {
            continue;
        }
        request.sent = m_socket.write(request.bytes) == request.bytes.size();
        if (!request.sent) {
            failed.push_back(id);
        }
        request.bytes.clear();
    }
    // Not from here: the caller does not have its task yet.
    if (!failed.empty()) {
        const QString why = u"nothing can be sent to %1: %2"_s.arg(address(), m_socket.errorString());
        QMetaObject::invokeMethod(
            this,
            [this, failed, why] {
                for (const int id : failed) {
                    settle(id, failure(Errc::ProxyUnreachable, why));
                }
            },
            Qt::QueuedConnection);
    }
}

void DatagramLane::receive()
{
    while (m_socket.hasPendingDatagrams()) {
        const QByteArray bytes = m_socket.receiveDatagram().data();
        auto answer = readMiAnswer(bytes);
        if (!answer || !answer->id || !m_requests.contains(*answer->id)) {
            ++m_strays;
            continue;
        }
        settle(*answer->id, std::move(answer->outcome));
    }
}

void DatagramLane::onRefused()
{
    std::vector<int> sent;
    for (const auto &[id, request] : m_requests) {
        if (request.sent) {
            sent.push_back(id);
        }
    }
    const QString why = u"nobody listens at %1"_s.arg(address());
    const Errc code = sent.size() == 1 ? Errc::ProxyUnreachable : Errc::Timeout;
    for (const int id : sent) {
        settle(id, failure(code, why));
    }
}

void DatagramLane::onPassed(int id)
{
    const auto found = m_requests.find(id);
    if (found != m_requests.end()) {
        settle(id,
            found->second.sent
                ? failure(Errc::Timeout, u"%1 did not answer in time"_s.arg(address()))
                : failure(Errc::ProxyUnreachable, u"'%1' could not be looked up in time"_s.arg(m_host)));
    }
}

void DatagramLane::settle(int id, Result<QJsonValue> result)
{
    auto node = m_requests.extract(id);
    if (node) {
        m_deadlines.remove(id);
        Promise<QJsonValue> promise = std::move(node.mapped().promise);
        promise.finish(std::move(result));
    }
}

void DatagramLane::failUnsent(const QString &why)
{
    std::vector<int> unsent;
    for (const auto &[id, request] : m_requests) {
        if (!request.sent) {
            unsent.push_back(id);
        }
    }
    QMetaObject::invokeMethod(
        this,
        [this, unsent, why] {
            for (const int id : unsent) {
                settle(id, failure(Errc::ProxyUnreachable, why));
            }
        },
        Qt::QueuedConnection);
}

} // namespace cordboard::opensips
