// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/events/event.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QUdpSocket>

#include <optional>

namespace cordboard::opensips {

/// What became of the datagrams so far.
struct EventCounters {
    quint64 accepted = 0; ///< decoded and told, unknown events too
    quint64 undecodable = 0; ///< from the node, but no event
    quint64 foreign = 0; ///< from an address that is not the node's; not looked at
    friend bool operator==(const EventCounters &, const EventCounters &) = default;
};

/// Receives the event datagrams (module event_datagram) of one node.
///
/// They carry no sequence number and no proof of who sent them (fact 23): only the node's addresses are
/// listened to (any port: each worker process has its own, fact 15), and losses show in kernelDrops() and by
/// probes alone.
class EventSocket : public QObject {
    Q_OBJECT
public:
    explicit EventSocket(QObject *parent = nullptr);

    /// Starts to listen, with a receive buffer of 4 MiB where the system lets us.
    /// \param portNumber  0: any free one, see portNumber()
    /// Errors: Internal, with the system's words.
    [[nodiscard]] Result<Done> bind(const QHostAddress &address, quint16 portNumber);
    [[nodiscard]] QHostAddress address() const { return m_socket.localAddress(); }
    [[nodiscard]] quint16 portNumber() const { return m_socket.localPort(); }

    /// The size of the receive buffer that the system granted, in bytes; less than asked for where
    /// `net.core.rmem_max` is lower and the process has no CAP_NET_ADMIN.
    [[nodiscard]] qint64 receiveBufferBytes() const noexcept { return m_receiveBuffer; }
    static constexpr qint64 wantedReceiveBufferBytes = 4'194'304;

    /// The addresses of the node. Before the first call nothing is accepted.
    void setSources(QList<QHostAddress> sources);

    [[nodiscard]] const EventCounters &counters() const noexcept { return m_counters; }
    /// Datagrams that the system dropped because the buffer was full, since bind(). Rising: events are lost,
    /// and the calls must be read anew (fact 26). Reads a table of the system; call it every second or so.
    /// Linux only.
    [[nodiscard]] std::optional<quint64> kernelDrops() const;

Q_SIGNALS:
    /// In the order in which the datagrams came.
    void arrived(const cordboard::opensips::ProxyEvent &event);

private:
    void drain();
    void enlargeBuffer();

    QUdpSocket m_socket;
    QList<QHostAddress> m_sources;
    QByteArray m_buffer;
    EventCounters m_counters;
    qint64 m_receiveBuffer = 0;
};

} // namespace cordboard::opensips
