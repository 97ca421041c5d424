// SPDX-License-Identifier: Apache-2.0
#include "server/clients/announcer.h"

#include "common/rpc/message.h"

#include <QJsonArray>

namespace cordboard {

Announcer::Announcer(QString method, QString list, std::chrono::milliseconds gather, QObject *parent)
    : QObject(parent)
    , m_method(std::move(method))
    , m_list(std::move(list))
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gather);
    connect(&m_gather, &QTimer::timeout, this, &Announcer::send);
}

void Announcer::subscribe(ClientStream *client)
{
    if (!m_clients.contains(client)) {
        m_clients.insert(client);
        connect(client, &QObject::destroyed, this, [this, client] { m_clients.remove(client); });
    }
}

void Announcer::unsubscribe(ClientStream *client)
{
    if (m_clients.remove(client)) {
        disconnect(client, &QObject::destroyed, this, nullptr);
    }
}

void Announcer::announce(const QString &key, const QJsonObject &thing)
{
    if (m_clients.isEmpty()) {
        return;
    }
    m_changed.insert(key, thing);
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void Announcer::send()
{
    const QHash<QString, QJsonObject> changed = std::exchange(m_changed, {});
    auto next = changed.begin();
    while (next != changed.end()) {
        QJsonArray things;
        for (; next != changed.end() && things.size() < mostInAMessage; ++next) {
            things.append(*next);
        }
        const QString frame =
            QString::fromUtf8(rpc::encodeNotification(m_method, QJsonObject{{m_list, things}}));
        const QSet<ClientStream *> clients = m_clients; // sending may end a connection
        for (ClientStream *client : clients) {
            if (m_clients.contains(client)) {
                client->sendText(frame);
            }
        }
    }
}

} // namespace cordboard
