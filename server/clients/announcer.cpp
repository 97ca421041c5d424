// SPDX-License-Identifier: Apache-2.0
#include "server/clients/announcer.h"

#include "common/rpc/message.h"

#include <QJsonArray>

namespace cordboard {

Announcer::Announcer(QString method, QString list, std::chrono::milliseconds gather, Cut cut, QObject *parent)
    : QObject(parent)
    , m_method(std::move(method))
    , m_list(std::move(list))
    , m_cut(std::move(cut))
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
        connect(client, &ClientStream::principalChanged, this, [this, client] { unsubscribe(client); });
    }
}

void Announcer::unsubscribe(ClientStream *client)
{
    if (m_clients.remove(client)) {
        disconnect(client, nullptr, this, nullptr);
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

QStringList Announcer::framesFor(const Principal &principal, const QHash<QString, QJsonObject> &changed) const
{
    QStringList frames;
    QJsonArray things;
    const auto flush = [&] {
        if (!things.isEmpty()) {
            frames.append(QString::fromUtf8(
                rpc::encodeNotification(m_method, QJsonObject{{m_list, std::exchange(things, {})}})));
        }
    };
    for (auto next = changed.begin(); next != changed.end(); ++next) {
        const bool whole = !m_cut || principal.scope.kind == ScopeKind::All;
        if (const auto thing = whole ? *next : m_cut(principal, next.key(), *next)) {
            things.append(*thing);
        }
        if (things.size() == mostInAMessage) {
            flush();
        }
    }
    flush();
    return frames;
}

void Announcer::send()
{
    const QHash<QString, QJsonObject> changed = std::exchange(m_changed, {});
    QHash<QString, QStringList> frames; // by what clients are shown alike
    const QSet<ClientStream *> clients = m_clients; // sending may end a connection
    for (ClientStream *client : clients) {
        const PrincipalPtr principal = m_clients.contains(client) ? client->principal() : nullptr;
        if (!principal) {
            continue;
        }
        const QString view = principal->viewKey();
        if (!frames.contains(view)) {
            frames.insert(view, framesFor(*principal, changed));
        }
        const QStringList mine = frames.value(view);
        for (const QString &frame : mine) {
            if (m_clients.contains(client)) {
                client->notify(m_method, frame);
            }
        }
    }
}

} // namespace cordboard
