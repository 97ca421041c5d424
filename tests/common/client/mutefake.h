// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCryptographicHash>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace cordboard::tests {

/// A server that takes connections, does the WebSocket handshake if told to, and then says nothing more, not
/// even a pong (which QWebSocketServer cannot be kept from sending).
class MuteFake {
public:
    explicit MuteFake(bool shakesHands)
        : m_shakesHands(shakesHands)
    {
        if (!m_server.listen(QHostAddress::LocalHost)) {
            qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
        }
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    }

    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(m_server.serverPort()));
    }

    int connections = 0;

private:
    void accept()
    {
        ++connections;
        QTcpSocket *socket = m_server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            const QByteArray key = "sec-websocket-key: ";
            const QByteArray head = socket->peek(8192);
            if (!m_shakesHands || !head.contains("\r\n\r\n")) {
                return;
            }
            const qsizetype at = head.toLower().indexOf(key);
            if (at < 0) {
                return; // frames of an open connection
            }
            const QByteArray nonce = head.mid(at + key.size(), 24);
            const QByteArray proof = QCryptographicHash::hash(
                QByteArray(nonce + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"), QCryptographicHash::Sha1)
                                         .toBase64();
            socket->readAll();
            socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: "
                + proof + "\r\n\r\n");
        });
    }

    QTcpServer m_server;
    bool m_shakesHands;
};

} // namespace cordboard::tests
