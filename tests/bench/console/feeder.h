// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/calls.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <QWebSocketServer>

namespace cordboard::bench {

/// Plays a server with many calls that change all the time, in a process of its own: its work is not the
/// console's. Each change carries the moment it was sent, of the steady clock, in `tags.sent` (microseconds).
/// No call changes twice within seconds, so that the console can tell of every single change.
class Feeder : public QObject {
    Q_OBJECT
public:
    Feeder(int calls, int changesPerSecond, QObject *parent = nullptr);
    ~Feeder() override;

    [[nodiscard]] QUrl url() const;
    void startChanges();
    /// \returns how many changes have been sent
    qint64 stopChanges();

private:
    void serve(QWebSocket *client);
    void answer(QWebSocket *client, const QJsonObject &request);
    void sendSnapshot(QWebSocket *client);
    void sendChanges();
    [[nodiscard]] protocol::Call makeCall(int number) const;
    void change(protocol::Call &call);

    QWebSocketServer m_server;
    QList<QWebSocket *> m_subscribers;
    std::vector<protocol::Call> m_calls;
    std::vector<CallId> m_gone; ///< have been told as ended, and leave with the next message
    std::size_t m_next = 0;
    int m_made = 0;
    qint64 m_seq = 1;
    qint64 m_sent = 0;
    int m_perTick;
    QTimer m_tick;
};

} // namespace cordboard::bench
