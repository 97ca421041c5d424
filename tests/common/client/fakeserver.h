// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QPointer>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <optional>

namespace cordboard::tests {

/// A WebSocket server on loopback that does what a test tells it to, however rude.
class FakeServer {
public:
    explicit FakeServer(quint16 port = 0)
    {
        if (!m_server.listen(QHostAddress::LocalHost, port)) {
            qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
        }
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] { accept(); });
    }

    [[nodiscard]] QUrl url() const { return m_server.serverUrl(); }
    void offer(const QStringList &subprotocols) { m_server.setSupportedSubprotocols(subprotocols); }

    std::function<void(QWebSocket &)> onConnection; ///< called for each, before anything is read
    std::function<void(const QJsonObject &)> onRequest; ///< called for each text message
    int connections = 0;
    QPointer<QWebSocket> socket; ///< the last one
    QNetworkRequest handshake; ///< of the last one
    QStringList texts; ///< all that was received

    void send(const QByteArray &text) { socket->sendTextMessage(QString::fromUtf8(text)); }
    void answer(const QJsonObject &request, const QByteArray &rest)
    {
        const QByteArray id = QByteArray::number(request.value(QStringLiteral("id")).toInteger());
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ',' + rest + '}');
    }
    void notify(const QByteArray &method, const QByteArray &params)
    {
        send("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + '}');
    }

private:
    void accept()
    {
        socket = m_server.nextPendingConnection();
        socket->setParent(&m_server);
        ++connections;
        handshake = socket->request();
        QObject::connect(socket, &QWebSocket::textMessageReceived, &m_server, [this](const QString &text) {
            texts.append(text);
            if (onRequest) {
                onRequest(QJsonDocument::fromJson(text.toUtf8()).object());
            }
        });
        if (onConnection) {
            onConnection(*socket);
        }
    }

    QWebSocketServer m_server{QStringLiteral("fake"), QWebSocketServer::NonSecureMode};
};

} // namespace cordboard::tests
