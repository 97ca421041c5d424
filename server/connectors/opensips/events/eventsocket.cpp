// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/eventsocket.h"

#include "server/connectors/opensips/events/kerneldrops.h"

#include <QNetworkProxy>
#include <QPointer>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

constexpr qsizetype largestDatagram = 65'536;
/// After that many datagrams commands and clients have their turn; the socket tells again of what is left.
constexpr int mostInOneTurn = 256;

} // namespace

EventSocket::EventSocket(QObject *parent)
    : QObject(parent)
    , m_buffer(largestDatagram, Qt::Uninitialized)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_socket, &QUdpSocket::readyRead, this, &EventSocket::drain);
}

Result<Done> EventSocket::bind(const QHostAddress &address, quint16 portNumber)
{
    if (!m_socket.bind(address, portNumber, QAbstractSocket::DontShareAddress)) {
        return failure(Errc::Internal,
            u"cannot listen for events on "_s + address.toString() + u':' + QString::number(portNumber)
                + u": "_s + m_socket.errorString());
    }
    enlargeBuffer();
    return Done{};
}

void EventSocket::enlargeBuffer()
{
    constexpr int wanted = wantedReceiveBufferBytes;
    constexpr auto option = QAbstractSocket::ReceiveBufferSizeSocketOption;
    m_socket.setSocketOption(option, wanted);
#ifdef Q_OS_LINUX
    // Goes beyond net.core.rmem_max where we are allowed to; otherwise nothing changes.
    ::setsockopt(
        static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_RCVBUFFORCE, &wanted, sizeof wanted);
    // Linux counts its own bookkeeping and tells twice what was asked for (socket(7)).
    m_receiveBuffer = m_socket.socketOption(option).toLongLong() / 2;
#else
    m_receiveBuffer = m_socket.socketOption(option).toLongLong();
#endif
}

void EventSocket::setSources(QList<QHostAddress> sources) { m_sources = std::move(sources); }

std::optional<quint64> EventSocket::kernelDrops() const
{
    return readKernelDrops(m_socket.socketDescriptor());
}

void EventSocket::drain()
{
    const QPointer<EventSocket> self(this);
    QHostAddress sender;
    for (int i = 0; i < mostInOneTurn && self; ++i) {
        const qint64 size = m_socket.readDatagram(m_buffer.data(), m_buffer.size(), &sender);
        if (size < 0) {
            return;
        }
        const bool isOurs =
            std::any_of(m_sources.cbegin(), m_sources.cend(), [&](const QHostAddress &source) {
                return source.isEqual(sender, QHostAddress::TolerantConversion);
            });
        if (!isOurs) {
            ++m_counters.foreign;
            continue;
        }
        const auto event = decodeEvent(QByteArray(m_buffer.constData(), size));
        if (!event) {
            ++m_counters.undecodable;
            continue;
        }
        ++m_counters.accepted;
        Q_EMIT arrived(*event);
    }
}

} // namespace cordboard::opensips
