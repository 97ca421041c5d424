// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/eventsender.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

EventSender::EventSender(QStringList events, Scheduler &scheduler, Faults &faults, QObject *parent)
    : QObject(parent)
    , m_events(std::move(events))
    , m_scheduler(scheduler)
    , m_faults(faults)
{
    for (QUdpSocket &worker : m_workers) {
        worker.bind(QHostAddress(QHostAddress::LocalHost), 0);
    }
}

bool EventSender::subscribe(const QString &event, const QString &socket, std::chrono::seconds expire)
{
    const QStringList parts = socket.split(u':');
    QHostAddress host;
    bool portFits = false;
    if (!m_events.contains(event) || parts.size() != 3 || parts.at(0) != "udp"_L1
        || !host.setAddress(parts.at(1))) {
        return false;
    }
    const quint16 port = parts.at(2).toUShort(&portFits);
    if (!portFits || port == 0) {
        return false;
    }
    QList<Subscriber> &subscribers = m_subscribers[event];
    subscribers.removeIf([&](const Subscriber &known) { return known.socket == socket; });
    if (expire > std::chrono::seconds(0)) {
        subscribers.prepend({socket, host, port, expire, m_scheduler.now().addSecs(expire.count())});
    }
    return true;
}

bool EventSender::hasSubscribers(const QString &event)
{
    dropExpired(event);
    return !m_subscribers.value(event).isEmpty();
}

void EventSender::dropExpired(const QString &event)
{
    const auto found = m_subscribers.find(event);
    if (found != m_subscribers.end()) {
        found->removeIf([now = m_scheduler.now()](const Subscriber &known) { return known.until <= now; });
    }
}

void EventSender::forgetSubscribers()
{
    m_subscribers.clear();
    m_heldBack.clear();
}

void EventSender::raise(const QString &event, const WireValue &params)
{
    if (!hasSubscribers(event)) {
        return;
    }
    QByteArray datagram =
        WireValue::object({{"jsonrpc", u"2.0"_s}, {"method", event}, {"params", params}}).toJson();
    const auto hit = m_faults.takeEvent(event);
    if (!hit) {
        write(event, datagram);
        releaseHeldBack();
        return;
    }
    switch (hit->fault) {
    case EventFault::Lose:
        return;
    case EventFault::Double:
        write(event, datagram);
        break;
    case EventFault::Reorder:
        m_heldBack.append({event, datagram, ++m_heldBackCount});
        if (hit->delay.count() > 0) {
            m_scheduler.after(hit->delay, [this, number = m_heldBackCount] {
                if (!m_heldBack.isEmpty() && m_heldBack.first().number <= number) {
                    releaseHeldBack();
                }
            });
        }
        return;
    case EventFault::Cut:
        datagram.truncate(datagram.size() / 2);
        break;
    case EventFault::Garble:
        datagram.replace("\"method\":", "\"\xff\":0,\"method\":");
        break;
    case EventFault::Late:
        m_scheduler.after(hit->delay, [this, event, datagram] { write(event, datagram); });
        return;
    }
    write(event, datagram);
}

void EventSender::releaseHeldBack()
{
    // The newest first: each comes after the one that followed it, also where all were held back.
    const QList<HeldBack> heldBack = std::exchange(m_heldBack, {});
    for (auto held = heldBack.crbegin(); held != heldBack.crend(); ++held) {
        write(held->event, held->datagram);
    }
}

void EventSender::write(const QString &event, const QByteArray &datagram)
{
    const QList<Subscriber> subscribers = m_subscribers.value(event);
    for (const Subscriber &subscriber : subscribers) {
        m_workers.at(m_nextWorker).writeDatagram(datagram, subscriber.host, subscriber.port);
        ++m_sent;
    }
    m_nextWorker = (m_nextWorker + 1) % m_workers.size();
}

WireValue EventSender::list() const
{
    WireValue::List rows;
    for (qsizetype id = 0; id < m_events.size(); ++id) {
        rows.push_back(WireValue::object({{"name", m_events.at(id)}, {"id", static_cast<qint64>(id)}}));
    }
    return rows;
}

QList<quint16> EventSender::portsOf(const QString &event) const
{
    QList<quint16> ports;
    const QList<Subscriber> known = m_subscribers.value(event);
    for (const Subscriber &subscriber : known) {
        ports.append(subscriber.port);
    }
    return ports;
}

WireValue EventSender::listSubscribers()
{
    WireValue::List rows;
    for (qsizetype id = 0; id < m_events.size(); ++id) {
        const QString &event = m_events.at(id);
        if (!hasSubscribers(event)) {
            continue;
        }
        WireValue::List subscribers;
        const QList<Subscriber> known = m_subscribers.value(event);
        for (const Subscriber &subscriber : known) {
            subscribers.push_back(WireValue::object(
                {{"socket", subscriber.socket}, {"expire", static_cast<qint64>(subscriber.expire.count())},
                    {"ttl", m_scheduler.now().secsTo(subscriber.until)}}));
        }
        rows.push_back(WireValue::object(
            {{"name", event}, {"id", static_cast<qint64>(id)}, {"Subscribers", std::move(subscribers)}}));
    }
    return rows;
}

} // namespace cordboard::simulator
