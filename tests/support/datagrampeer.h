// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QNetworkDatagram>
#include <QUdpSocket>

#include <functional>

namespace cordboard::tests {

/// A UDP peer of loopback that does what its script says with each datagram, and keeps them all.
class DatagramPeer {
public:
    struct Request {
        QNetworkDatagram datagram;
        QJsonObject json;
        [[nodiscard]] int id() const { return json.value(QStringLiteral("id")).toInt(); }
        [[nodiscard]] QString method() const { return json.value(QStringLiteral("method")).toString(); }
    };
    using Script = std::function<void(const Request &request)>;

    explicit DatagramPeer(Script script = {})
        : m_script(std::move(script))
    {
        m_socket.bind(QHostAddress::LocalHost);
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this] {
            while (m_socket.hasPendingDatagrams()) {
                Request request;
                request.datagram = m_socket.receiveDatagram();
                request.json = QJsonDocument::fromJson(request.datagram.data()).object();
                m_requests.append(request);
                if (m_script) {
                    m_script(request);
                }
            }
        });
    }

    void setScript(Script script) { m_script = std::move(script); }
    [[nodiscard]] quint16 portNumber() const { return m_socket.localPort(); }
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    QUdpSocket &socket() { return m_socket; }

    void reply(const Request &request, const QByteArray &bytes)
    {
        m_socket.writeDatagram(request.datagram.makeReply(bytes));
    }
    /// The JSON-RPC answer with this result.
    void answer(const Request &request, const QJsonValue &result)
    {
        reply(request,
            QJsonDocument(QJsonObject{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                              {QStringLiteral("result"), result},
                              {QStringLiteral("id"), request.json.value(QStringLiteral("id"))}})
                .toJson(QJsonDocument::Compact));
    }

private:
    Script m_script;
    QList<Request> m_requests;
    QUdpSocket m_socket;
};

} // namespace cordboard::tests
