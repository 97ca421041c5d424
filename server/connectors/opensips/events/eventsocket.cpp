// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/eventsocket.h"

#include <QLoggingCategory>
#include <QNetworkDatagram>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#endif

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEvents, "cordboard.events")

constexpr int wantedBuffer = 4 * 1024 * 1024;
/// So that a flood of events does not keep commands and timers waiting.
constexpr int datagramsPerTurn = 500;

/// Root may exceed net.core.rmem_max; everybody else gets what that allows.
void enlarge(QUdpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, wantedBuffer);
#ifdef Q_OS_LINUX
    (void)setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_RCVBUFFORCE, &wantedBuffer,
        sizeof wantedBuffer);
#endif
}

} // namespace

EventSocket::EventSocket(QObject *parent)
    : QObject(parent)
{
    connect(&m_socket, &QUdpSocket::readyRead, this, &EventSocket::drain);
}

Result<Done> EventSocket::bind(const QHostAddress &address, quint16 port)
{
    if (!m_socket.bind(address, port, QAbstractSocket::DontShareAddress)) {
        return failure(Errc::Internal,
            u"events cannot be received on %1:%2: %3"_s.arg(
                address.toString(), QString::number(port), m_socket.errorString()));
    }
    enlarge(m_socket);
    m_receiveBuffer = m_socket.socketOption(QAbstractSocket::ReceiveBufferSizeSocketOption).toInt();
    if (m_receiveBuffer < wantedBuffer) {
        qCInfo(lcEvents, "the event socket has a buffer of %d bytes instead of %d: raise net.core.rmem_max",
            m_receiveBuffer, wantedBuffer);
    }
    return Done{};
}

void EventSocket::setSources(const QList<QHostAddress> &sources) { m_sources = sources; }

void EventSocket::drain()
{
    m_drainQueued = false;
    for (int i = 0; i < datagramsPerTurn; ++i) {
        if (!m_socket.hasPendingDatagrams()) {
            return;
        }
        const QNetworkDatagram datagram = m_socket.receiveDatagram();
        take(datagram.data(), datagram.senderAddress());
    }
    // readyRead does not come again for what is left.
    if (!std::exchange(m_drainQueued, true)) {
        QMetaObject::invokeMethod(this, &EventSocket::drain, Qt::QueuedConnection);
    }
}

void EventSocket::take(const QByteArray &datagram, const QHostAddress &sender)
{
    const bool believed = std::any_of(m_sources.begin(), m_sources.end(), [&](const QHostAddress &source) {
        return source.isEqual(sender, QHostAddress::ConvertV4MappedToIPv4);
    });
    if (!believed) {
        ++m_counters.foreign;
        return;
    }
    const auto event = decodeEvent(datagram);
    if (!event) {
        ++m_counters.unreadable;
        qCDebug(lcEvents, "an event cannot be read: %s", qUtf8Printable(event.error().message));
        return;
    }
    ++m_counters.events;
    Q_EMIT received(*event);
}

} // namespace cordboard::opensips
