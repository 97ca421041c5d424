// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

#include <optional>

namespace cordboard::tests {

/// A program that talks to the server: a real WebSocket.
class Client : public QObject {
    Q_OBJECT
public:
    explicit Client(const QString &origin = {})
        : socket(origin)
    {
        connect(&socket, &QWebSocket::connected, this, [this] { isConnected = true; });
        connect(&socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
            received.append(QJsonDocument::fromJson(text.toUtf8()).isArray()
                    ? QJsonValue(QJsonDocument::fromJson(text.toUtf8()).array())
                    : QJsonValue(QJsonDocument::fromJson(text.toUtf8()).object()));
        });
        connect(&socket, &QWebSocket::disconnected, this, [this] { isGone = true; });
    }

    void open(const QUrl &url) { socket.open(url); }
    void open(const QNetworkRequest &request) { socket.open(request); }
    [[nodiscard]] int closeCode() const { return socket.closeCode(); }
    void send(const QByteArray &text) { socket.sendTextMessage(QString::fromUtf8(text)); }
    void request(const QJsonValue &id, const QString &method, const QJsonValue &params = QJsonObject())
    {
        QJsonObject message{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")}, {QStringLiteral("id"), id},
            {QStringLiteral("method"), method}};
        if (!params.isUndefined()) {
            message.insert(QStringLiteral("params"), params);
        }
        socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }
    /// The n-th message, or an empty object.
    [[nodiscard]] QJsonObject at(qsizetype n) const { return received.value(n).toObject(); }
    [[nodiscard]] int errorCode(qsizetype n) const
    {
        return at(n).value(QLatin1StringView("error")).toObject().value(QLatin1StringView("code")).toInt();
    }

    QWebSocket socket;
    QList<QJsonValue> received; ///< objects, and arrays for batches
    bool isConnected = false;
    bool isGone = false;
};

} // namespace cordboard::tests
