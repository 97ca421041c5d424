// SPDX-License-Identifier: Apache-2.0
#include "server/admin/adminport.h"

#include "server/admin/metrics.h"

#include <QLoggingCategory>
#include <QTcpSocket>
#include <QTimer>

Q_LOGGING_CATEGORY(lcAdmin, "cordboard.admin")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr auto plainText = "text/plain; charset=utf-8";
constexpr auto prometheusText = "text/plain; version=0.0.4; charset=utf-8";

QByteArray answer(const QByteArray &status, const QByteArray &type, const QByteArray &body)
{
    // A page of another origin may not even load it as a picture or script.
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
          "Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n"
        + body;
}

QByteArray refusal(const AdminRefusal &refusal)
{
    QByteArray status = QByteArray::number(refusal.status) + ' ' + refusal.reason;
    const QByteArray body = refusal.reason + '\n';
    return answer(refusal.status == 405 ? status + "\r\nAllow: GET" : status, plainText, body);
}

} // namespace

AdminPort::AdminPort(Settings settings, const AdminSource &source, QObject *parent)
    : QTcpServer(parent)
    , m_settings(std::move(settings))
    , m_source(source)
{
}

AdminPort::~AdminPort()
{
    // They tell this when they go, and it is half gone by then.
    const QList<QTcpSocket *> sockets = findChildren<QTcpSocket *>();
    for (QTcpSocket *socket : sockets) {
        socket->disconnect(this);
    }
}

Result<Done> AdminPort::listen()
{
    if (!QTcpServer::listen(m_settings.address, m_settings.port)) {
        return failure(Errc::Internal,
            u"admin.listen: cannot listen on "_s + m_settings.address.toString() + u" port "_s
                + QString::number(m_settings.port) + u": "_s + errorString());
    }
    return Done{};
}

QUrl AdminPort::url() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(serverAddress().toString());
    url.setPort(serverPort());
    return url;
}

void AdminPort::incomingConnection(qintptr descriptor)
{
    auto *const socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor) || m_connections >= m_settings.mostConnections) {
        qCInfo(lcAdmin) << "a connection was closed: there are as many as there may be";
        delete socket;
        return;
    }
    ++m_connections;
    socket->setReadBufferSize(mostAdminHeaderBytes + 1);
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        --m_connections;
        socket->deleteLater();
    });
    QTimer::singleShot(m_settings.deadline, socket, [socket] { socket->abort(); });
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { look(socket); });
    look(socket);
}

void AdminPort::look(QTcpSocket *socket)
{
    const QByteArray bytes = socket->peek(mostAdminHeaderBytes + 1);
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0 && bytes.size() <= mostAdminHeaderBytes) {
        return;
    }
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    socket->write(
        end < 0 ? refusal({431, "Request Header Fields Too Large"}) : answerTo(bytes.first(end + 2)));
    socket->readAll(); // closing with bytes unread would reset the connection and take the answer back
    socket->disconnectFromHost();
}

QByteArray AdminPort::answerTo(const QByteArray &header) const
{
    const auto asked = readAdminRequest(header, m_settings.hosts);
    if (const auto *refused = std::get_if<AdminRefusal>(&asked)) {
        return refusal(*refused);
    }
    switch (std::get<AdminPage>(asked)) {
    case AdminPage::Health:
        return answer("200 OK", plainText, "alive\n");
    case AdminPage::Readiness: {
        const QStringList lacks = m_source.notReady();
        return lacks.isEmpty()
            ? answer("200 OK", plainText, "ready\n")
            : answer("503 Service Unavailable", plainText, lacks.join(u'\n').toUtf8() + '\n');
    }
    case AdminPage::Metrics:
        return answer("200 OK", prometheusText, metricsText(m_source.figures()));
    }
    return refusal({404, "Not Found"});
}

} // namespace cordboard
