// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/faults.h"
#include "server/simulator/scheduler.h"
#include "server/simulator/wirevalue.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QStringList>
#include <QUdpSocket>

#include <array>

namespace cordboard::simulator {

/// Who listens to which event, and the datagrams to them (event_datagram). As the real one's worker processes
/// do, it sends from several ports in turn (fact 15).
class EventSender : public QObject {
    Q_OBJECT
public:
    EventSender(QStringList events, Scheduler &scheduler, Faults &faults, QObject *parent = nullptr);

    /// \param socket  "udp:host:port"; the same socket again renews, \a expire 0 ends
    /// \returns false for an unknown event or a socket that cannot be read
    bool subscribe(const QString &event, const QString &socket, std::chrono::seconds expire);
    [[nodiscard]] bool hasSubscribers(const QString &event);
    [[nodiscard]] QList<quint16> portsOf(const QString &event) const; ///< of its subscribers
    /// -1 for an event that is not published.
    [[nodiscard]] qsizetype idOf(const QString &event) const { return m_events.indexOf(event); }
    void raise(const QString &event, const WireValue &params);
    void forgetSubscribers();
    [[nodiscard]] qint64 sent() const noexcept { return m_sent; }

    [[nodiscard]] WireValue list() const; ///< as `events_list`
    [[nodiscard]] WireValue listSubscribers(); ///< as `subscribers_list`

private:
    struct Subscriber {
        QString socket;
        QHostAddress host;
        quint16 port;
        std::chrono::seconds expire;
        QDateTime until;
    };
    void dropExpired(const QString &event);
    void write(const QString &event, const QByteArray &datagram);
    void releaseHeldBack();

    const QStringList m_events;
    Scheduler &m_scheduler;
    Faults &m_faults;
    QHash<QString, QList<Subscriber>> m_subscribers;
    std::array<QUdpSocket, 3> m_workers;
    size_t m_nextWorker = 0;
    struct HeldBack {
        QString event;
        QByteArray datagram;
        quint64 number;
    };
    QList<HeldBack> m_heldBack; ///< wait for the event that shall overtake them
    quint64 m_heldBackCount = 0;
    qint64 m_sent = 0;
};

} // namespace cordboard::simulator
