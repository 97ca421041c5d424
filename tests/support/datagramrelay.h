// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QHash>
#include <QHostAddress>
#include <QNetworkDatagram>
#include <QObject>
#include <QUdpSocket>

namespace cordboard::tests {

/// Stands between a server and the datagram interface of its proxy, and keeps what goes to the proxy.
class DatagramRelay : public QObject {
    Q_OBJECT
public:
    /// \param proxy  the port of the proxy on 127.0.0.1
    explicit DatagramRelay(quint16 proxy)
        : m_proxy(proxy)
    {
        if (!m_socket.bind(QHostAddress(QHostAddress::LocalHost))) {
            qFatal("cannot bind");
        }
        connect(&m_socket, &QUdpSocket::readyRead, this, &DatagramRelay::forward);
    }
    [[nodiscard]] quint16 portNumber() const { return m_socket.localPort(); }
    QByteArrayList requests; ///< oldest first

private:
    void forward()
    {
        while (m_socket.hasPendingDatagrams()) {
            const QNetworkDatagram datagram = m_socket.receiveDatagram();
            requests.append(datagram.data());
            socketFor(datagram.senderPort())
                ->writeDatagram(datagram.data(), QHostAddress::LocalHost, m_proxy);
        }
    }
    /// The proxy tells its clients apart by where they send from.
    QUdpSocket *socketFor(int client)
    {
        QUdpSocket *&socket = m_sockets[client];
        if (!socket) {
            socket = new QUdpSocket(this);
            socket->bind(QHostAddress(QHostAddress::LocalHost));
            connect(socket, &QUdpSocket::readyRead, this, [this, socket, client] {
                while (socket->hasPendingDatagrams()) {
                    m_socket.writeDatagram(socket->receiveDatagram().data(), QHostAddress::LocalHost,
                        static_cast<quint16>(client));
                }
            });
        }
        return socket;
    }

    quint16 m_proxy;
    QUdpSocket m_socket;
    QHash<int, QUdpSocket *> m_sockets;
};

} // namespace cordboard::tests
