// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>

namespace cordboard::tests {

/// An HTTP server of loopback that does what its script says, good or bad. It keeps every request that it has
/// read whole.
class HttpPeer {
public:
    struct Request {
        QByteArray head;
        QByteArray body;
        QJsonObject json;
        int connection = 0; ///< 1 for the first connection
        int pieces = 0; ///< how many reads it came in
        [[nodiscard]] int id() const { return json.value(QStringLiteral("id")).toInt(); }
        [[nodiscard]] QString method() const { return json.value(QStringLiteral("method")).toString(); }
    };
    using Script = std::function<void(QTcpSocket &socket, const Request &request)>;

    explicit HttpPeer(Script script, std::unique_ptr<QTcpServer> server = std::make_unique<QTcpServer>())
        : m_script(std::move(script))
        , m_server(std::move(server))
    {
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection()) {
                const int number = ++m_connections;
                QObject::connect(socket, &QTcpSocket::readyRead, socket,
                    [this, socket, number] { read(*socket, number); });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        m_server->listen(QHostAddress::LocalHost);
    }

    void setScript(Script script) { m_script = std::move(script); }
    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/mi").arg(m_server->serverPort()));
    }
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; }
    QTcpServer &server() { return *m_server; }

    /// A reply with this body, ready to be written.
    [[nodiscard]] static QByteArray reply(
        const QByteArray &body, const QByteArray &status = "200 OK", const QByteArray &more = {})
    {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + more
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }
    /// The body of a JSON-RPC answer.
    [[nodiscard]] static QByteArray result(int id, const QJsonValue &value)
    {
        return QJsonDocument(QJsonObject{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                                 {QStringLiteral("result"), value}, {QStringLiteral("id"), id}})
            .toJson(QJsonDocument::Compact);
    }

private:
    void read(QTcpSocket &socket, int number)
    {
        QByteArray &input = m_input[number];
        input += socket.readAll();
        ++m_pieces[number];
        const qsizetype end = input.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        qsizetype length = 0;
        for (const QByteArray &line : input.first(end).split('\n')) {
            if (line.toLower().startsWith("content-length:")) {
                length = line.sliced(15).trimmed().toLongLong();
            }
        }
        if (input.size() < end + 4 + length) {
            return;
        }
        const QByteArray body = input.sliced(end + 4, length);
        m_requests.append({input.first(end), body, QJsonDocument::fromJson(body).object(), number,
            std::exchange(m_pieces[number], 0)});
        input = input.sliced(end + 4 + length);
        const Request request = m_requests.last();
        m_script(socket, request);
    }

    Script m_script;
    QHash<int, QByteArray> m_input; ///< by connection
    QHash<int, int> m_pieces;
    QList<Request> m_requests;
    int m_connections = 0;
    std::unique_ptr<QTcpServer> m_server;
};

} // namespace cordboard::tests
