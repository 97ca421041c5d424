// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/clientstream.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QTimer>

#include <chrono>

namespace cordboard {

/// Tells clients that asked for it what has changed in a list: one notification for all changes of a moment,
/// each thing once, as it is at its end.
class Announcer : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype mostInAMessage = 200;

    /// \param method  of the notification; its one parameter is an array named `list`
    Announcer(QString method, QString list, std::chrono::milliseconds gather, QObject *parent = nullptr);

    void subscribe(ClientStream *client);
    void unsubscribe(ClientStream *client);
    /// \param key  names the thing that changed
    void announce(const QString &key, const QJsonObject &thing);

private:
    void send();

    QString m_method;
    QString m_list;
    QTimer m_gather;
    QSet<ClientStream *> m_clients;
    QHash<QString, QJsonObject> m_changed;
};

} // namespace cordboard
