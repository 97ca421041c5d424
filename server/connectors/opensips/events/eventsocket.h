// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/events/event.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QUdpSocket>

namespace cordboard::opensips {

/// Hears the event datagrams of one node (module event_datagram). They carry no authentication (fact 23):
/// only what comes from the node's own addresses is believed, from any port, since each worker of the proxy
/// has its own.
class EventSocket : public QObject {
    Q_OBJECT
public:
    /// What came, since bind().
    struct Counters {
        quint64 events = 0;
        quint64 foreign = 0; ///< from another address; dropped
        quint64 unreadable = 0; ///< no event could be made of them; dropped
    };

    explicit EventSocket(QObject *parent = nullptr);

    /// Listens. \param port  0: any. Errors: Internal with the system's reason.
    [[nodiscard]] Result<Done> bind(const QHostAddress &address, quint16 port);
    /// Whom to believe; nobody until this was called.
    void setSources(const QList<QHostAddress> &sources);

    [[nodiscard]] QHostAddress address() const { return m_socket.localAddress(); }
    [[nodiscard]] quint16 port() const { return m_socket.localPort(); }
    /// What the system granted of the 4 MiB that 5,000 events at once need (the default holds 166), in bytes
    /// as it counts them (Linux: twice what was asked for).
    [[nodiscard]] int receiveBuffer() const { return m_receiveBuffer; }
    [[nodiscard]] const Counters &counters() const { return m_counters; }

Q_SIGNALS:
    /// In the order of arrival, which is not the order in which the proxy's workers sent them (fact 15).
    void received(const cordboard::opensips::ProxyEvent &event);

private:
    void drain();
    void take(const QByteArray &datagram, const QHostAddress &sender);

    QUdpSocket m_socket;
    QList<QHostAddress> m_sources;
    Counters m_counters;
    int m_receiveBuffer = 0;
    bool m_drainQueued = false;
};

} // namespace cordboard::opensips
