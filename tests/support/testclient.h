// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QSignalSpy>
#include <QUrl>
#include <QWebSocket>

#include <optional>

namespace cordboard::tests {

/// A client of the server as a stranger would write it: raw JSON-RPC over a raw web socket, with nothing of
/// common/ that could share a mistake with the server. Keeps all that it received.
class TestClient : public QObject {
    Q_OBJECT
public:
    explicit TestClient(QObject *parent = nullptr)
        : QObject(parent)
    {
        m_clock.start();
        connect(&m_socket, &QWebSocket::textMessageReceived, this, &TestClient::take);
    }

    void open(const QUrl &url) { m_socket.open(url); }
    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    /// Waits until it is let in, without a pause between two looks.
    [[nodiscard]] bool waitForOpen(int milliseconds = 20000)
    {
        QSignalSpy spy(&m_socket, &QWebSocket::connected);
        return isOpen() || spy.wait(milliseconds);
    }
    [[nodiscard]] QWebSocket &socket() { return m_socket; }

    /// \returns the request's id
    int send(const QString &method, const QJsonObject &params = {})
    {
        const int id = ++m_lastId;
        sendRaw(QJsonDocument(
            QJsonObject{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")}, {QStringLiteral("id"), id},
                {QStringLiteral("method"), method}, {QStringLiteral("params"), params}})
                    .toJson(QJsonDocument::Compact));
        return id;
    }
    void sendRaw(const QByteArray &text) { m_socket.sendTextMessage(QString::fromUtf8(text)); }

    /// The whole answer to a request, once it is there.
    [[nodiscard]] std::optional<QJsonObject> answer(int id) const
    {
        const auto found = m_answers.constFind(id);
        return found != m_answers.constEnd() ? std::optional(*found) : std::nullopt;
    }
    [[nodiscard]] QJsonValue result(int id) const
    {
        return m_answers.value(id).value(QStringLiteral("result"));
    }
    [[nodiscard]] QString commandId(int id) const
    {
        return result(id).toObject().value(QStringLiteral("cmd_id")).toString();
    }

    /// The events of the command that a request started, in order: each its params.
    [[nodiscard]] QList<QJsonObject> events(int id) const { return m_events.value(commandId(id)); }
    [[nodiscard]] QStringList eventNames(int id) const
    {
        QStringList names;
        for (const QJsonObject &event : events(id)) {
            names.append(event.value(QStringLiteral("event")).toString());
        }
        return names;
    }
    [[nodiscard]] bool ended(int id) const { return eventNames(id).contains(QStringLiteral("Ended")); }
    [[nodiscard]] QJsonObject eventNamed(int id, const QString &name) const
    {
        for (const QJsonObject &event : events(id)) {
            if (event.value(QStringLiteral("event")).toString() == name) {
                return event;
            }
        }
        return {};
    }
    /// The request itself was answered with an error.
    [[nodiscard]] bool refused(int id) const { return m_answers.value(id).contains(QStringLiteral("error")); }
    /// `error` of the Error event; empty while or if there is none.
    [[nodiscard]] QJsonObject error(int id) const
    {
        return eventNamed(id, QStringLiteral("Error")).value(QStringLiteral("error")).toObject();
    }
    /// The last `callid` that the events told: the call to control next.
    [[nodiscard]] QString callId(int id) const
    {
        QString last;
        for (const QJsonObject &event : events(id)) {
            const QString told =
                event.value(QStringLiteral("data")).toObject().value(QStringLiteral("callid")).toString();
            last = told.isEmpty() ? last : told;
        }
        return last;
    }
    /// Milliseconds since this client was made at which an event came; -1 if it did not.
    [[nodiscard]] qint64 timeOf(int id, const QString &name) const
    {
        return m_times.value({commandId(id), name}, -1);
    }
    [[nodiscard]] qint64 now() const { return m_clock.elapsed(); }
    [[nodiscard]] const QList<QJsonObject> &received() const { return m_received; }

    /// Waits for messages until the condition holds. Unlike QTest::qWaitFor it never sleeps between two
    /// looks, which would keep a proxy that is simulated in the same process from answering.
    template <class Condition> bool waitUntil(Condition condition, int milliseconds = 20000)
    {
        QElapsedTimer waited;
        waited.start();
        QSignalSpy spy(this, &TestClient::arrived);
        while (!condition()) {
            const qint64 left = milliseconds - waited.elapsed();
            if (left <= 0 || (!spy.wait(static_cast<int>(left)) && !condition())) {
                return condition();
            }
        }
        return true;
    }

Q_SIGNALS:
    void arrived();

private:
    void take(const QString &text)
    {
        const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
        m_received.append(message);
        if (message.contains(QStringLiteral("method"))) {
            const QJsonObject params = message.value(QStringLiteral("params")).toObject();
            const QString command = params.value(QStringLiteral("cmd_id")).toString();
            m_events[command].append(params);
            m_times.insert({command, params.value(QStringLiteral("event")).toString()}, now());
        } else {
            m_answers.insert(message.value(QStringLiteral("id")).toInt(), message);
        }
        Q_EMIT arrived();
    }

    QWebSocket m_socket;
    QElapsedTimer m_clock;
    int m_lastId = 0;
    QList<QJsonObject> m_received;
    QHash<int, QJsonObject> m_answers;
    QHash<QString, QList<QJsonObject>> m_events;
    QHash<std::pair<QString, QString>, qint64> m_times;
};

} // namespace cordboard::tests
