// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/clientstream.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace cordboard {

/// Tells clients that asked for it what has changed in a list: one notification for all changes of a moment,
/// each thing once, as it is at its end.
class Announcer : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype mostInAMessage = 200;

    /// A thing as this client may see it; nothing: not at all.
    using Cut = std::function<std::optional<QJsonObject>(
        const Principal &principal, const QString &key, const QJsonObject &thing)>;

    /// \param method  of the notification; its one parameter is an array named `list`
    /// \param cut  asked for those whose scope is limited
    Announcer(QString method, QString list, std::chrono::milliseconds gather, Cut cut = {},
        QObject *parent = nullptr);

    void subscribe(ClientStream *client);
    void unsubscribe(ClientStream *client);
    /// \param key  names the thing that changed
    void announce(const QString &key, const QJsonObject &thing);

private:
    void send();
    [[nodiscard]] QStringList framesFor(
        const Principal &principal, const QHash<QString, QJsonObject> &changed) const;

    QString m_method;
    QString m_list;
    Cut m_cut;
    QTimer m_gather;
    QSet<ClientStream *> m_clients;
    QHash<QString, QJsonObject> m_changed;
};

} // namespace cordboard
