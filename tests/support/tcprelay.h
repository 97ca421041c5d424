// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace cordboard::tests {

/// A way to a server that can be cut anywhere in its bytes, as a network is, and that leads to the next
/// server after that has been killed.
class TcpRelay : public QObject {
    Q_OBJECT
public:
    TcpRelay()
    {
        connect(&m_server, &QTcpServer::newConnection, this, &TcpRelay::accept);
        if (!m_server.listen(QHostAddress(QHostAddress::LocalHost))) {
            qFatal("no port for a relay");
        }
    }
    ~TcpRelay() override { cut(); }

    /// Where connections lead that come from now on.
    void setTarget(const QUrl &server) { m_target = server; }
    /// The server's address by this way.
    [[nodiscard]] QUrl url() const
    {
        QUrl here = m_target;
        here.setPort(m_server.serverPort());
        return here;
    }
    /// Breaks all connections: what is under way in either direction is lost.
    void cut()
    {
        const QHash<QTcpSocket *, QTcpSocket *> pairs = std::exchange(m_ends, {});
        for (auto pair = pairs.cbegin(); pair != pairs.cend(); ++pair) {
            discard(pair.key());
        }
    }

private:
    void accept()
    {
        while (QTcpSocket *client = m_server.nextPendingConnection()) {
            auto *const server = new QTcpSocket(this);
            client->setParent(this);
            m_ends.insert(client, server);
            m_ends.insert(server, client);
            join(client, server);
            join(server, client);
            server->connectToHost(m_target.host(), static_cast<quint16>(m_target.port()));
        }
    }
    void join(QTcpSocket *from, QTcpSocket *to)
    {
        connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
        connect(from, &QTcpSocket::disconnected, this, [this, from] { part(from); });
        connect(from, &QTcpSocket::errorOccurred, this, [this, from] { part(from); });
    }
    void part(QTcpSocket *end)
    {
        if (QTcpSocket *other = m_ends.take(end)) {
            m_ends.remove(other);
            discard(end);
            discard(other);
        }
    }
    static void discard(QTcpSocket *end)
    {
        end->disconnect();
        end->abort();
        end->deleteLater();
    }

    QTcpServer m_server;
    QUrl m_target;
    QHash<QTcpSocket *, QTcpSocket *> m_ends; ///< each end of a connection, and the other one
};

} // namespace cordboard::tests
