// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWebSocket>

#include <vector>

namespace cordboard::bench {

/// A client that asks.
class Client : public QObject {
    Q_OBJECT
public:
    explicit Client(const QUrl &url)
    {
        connect(&m_socket, &QWebSocket::connected, this, &Client::opened);
        connect(&m_socket, &QWebSocket::textMessageReceived, this, &Client::take);
        m_socket.open(url);
    }

    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    int send(const QString &method, const QJsonObject &params = {})
    {
        const int id = ++m_lastId;
        m_sent[id].start();
        m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(
            QJsonObject{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")}, {QStringLiteral("id"), id},
                {QStringLiteral("method"), method},
                {QStringLiteral("params"), params}}).toJson(QJsonDocument::Compact)));
        return id;
    }
    [[nodiscard]] bool isAnswered(int id) const { return m_answers.contains(id); }
    [[nodiscard]] QJsonValue result(int id) const { return m_answers.value(id)[QStringLiteral("result")]; }

    std::vector<double> times; ///< ms from request to answer, of all requests

Q_SIGNALS:
    void opened();

private:
    void take(const QString &text)
    {
        const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
        const int id = message[QStringLiteral("id")].toInt();
        if (m_sent.contains(id)) {
            times.push_back(static_cast<double>(m_sent.take(id).nsecsElapsed()) / 1e6);
            m_answers.insert(id, message);
        }
    }

    QWebSocket m_socket;
    int m_lastId = 0;
    QHash<int, QElapsedTimer> m_sent;
    QHash<int, QJsonObject> m_answers;
};

} // namespace cordboard::bench
