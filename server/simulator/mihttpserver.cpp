// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/mihttpserver.h"

#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

constexpr std::chrono::milliseconds pollInterval(500);
const QByteArray internalError = "<html><body>Internal server error!</body></html>";
constexpr int mostPolls = 480; // 240 s

struct Head {
    QByteArray method;
    QByteArray path;
    QHash<QByteArray, QByteArray> headers;
    qsizetype size = 0; ///< with the empty line
};

std::optional<Head> parsedHead(const QByteArray &received)
{
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0) {
        return std::nullopt;
    }
    Head head;
    head.size = end + 4;
    QList<QByteArray> lines = received.left(end).split('\n');
    const QList<QByteArray> start = lines.takeFirst().trimmed().split(' ');
    head.method = start.value(0);
    head.path = start.value(1);
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        head.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    return head;
}

QByteArray statusLine(int status)
{
    switch (status) {
    case 200:
        return "200 OK";
    case 400:
        return "400 Bad Request";
    case 406:
        return "406 Not Acceptable";
    default:
        return "500 Internal Server Error";
    }
}

} // namespace

QString methodOf(const QByteArray &request)
{
    return QJsonDocument::fromJson(request).object().value("method"_L1).toString();
}

QByteArray withWrongId(const QByteArray &answer)
{
    const qsizetype at = answer.lastIndexOf("\"id\":");
    return at < 0 ? answer : answer.left(at) + "\"id\":\"somebody-elses\"}";
}

MiHttpServer::MiHttpServer(Options options, Scheduler &scheduler, Faults &faults, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_scheduler(scheduler)
    , m_faults(faults)
{
    connect(&m_server, &QTcpServer::newConnection, this, &MiHttpServer::accept);
}

bool MiHttpServer::listen(quint16 port)
{
    return m_server.listen(QHostAddress(QHostAddress::LocalHost), port);
}

void MiHttpServer::close()
{
    ++m_life;
    m_server.close();
    m_waiting.clear();
    m_isBusy = false;
    const QList<QTcpSocket *> sockets = m_server.findChildren<QTcpSocket *>();
    for (QTcpSocket *socket : sockets) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

void MiHttpServer::serve(const MiCommands *commands) { m_commands = commands; }

void MiHttpServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        const auto connection = std::make_shared<Connection>();
        connection->socket = socket;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, connection] { read(connection); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void MiHttpServer::read(const ConnectionPtr &connection)
{
    const QByteArray bytes = connection->socket->readAll();
    if (connection->isBusy || connection->isDeaf) {
        return;
    }
    const bool isFirstPart = connection->received.isEmpty();
    connection->received += bytes;
    const auto head = parsedHead(connection->received);
    if (!head) {
        return;
    }
    const qsizetype length = head->headers.value("content-length").toLongLong();
    if (connection->received.size() < head->size + length) {
        connection->isDeaf = m_options.hangsOnSplitRequest && isFirstPart;
        return;
    }
    const QByteArray body = connection->received.mid(head->size, length);
    connection->received.clear();
    connection->closes = head->headers.value("connection").toLower() == "close";
    if (head->method != "POST" && head->method != "GET") {
        respond(connection, 406, "text/html", "<html><body>Unsupported HTTP method</body></html>");
    } else if (head->path != "/mi" && !head->path.startsWith("/mi/")) {
        respond(connection, 400, "text/html", "<html><body>Unable to parse URL!</body></html>");
    } else if (!head->headers.value("content-type").startsWith("application/json")) {
        connection->isDeaf = true;
    } else if (body.size() > m_options.receiveBuffer) {
        respond(connection, 400, "text/html", "<html><body>Bad Request</body></html>");
    } else {
        connection->isBusy = true;
        m_waiting.push_back({connection, body});
        process();
    }
}

void MiHttpServer::process()
{
    while (!m_isBusy && !m_waiting.empty()) {
        const Waiting request = std::move(m_waiting.front());
        m_waiting.pop_front();
        run(request);
    }
}

void MiHttpServer::run(const Waiting &request)
{
    const auto hit = m_faults.takeMi(Faults::Lane::Http, methodOf(request.body));
    if (!m_commands || (hit && hit->fault == MiFault::Ignore)) {
        return;
    }
    const auto answer = std::make_shared<QByteArray>();
    const quint64 life = m_life;
    const MiCommands::Progress progress =
        m_commands->handle(request.body, [answer](const QByteArray &text) { *answer = text; });
    if (life != m_life) {
        return;
    }
    switch (progress) {
    case MiCommands::Progress::Answered:
        finish(request.connection, *answer, hit);
        break;
    case MiCommands::Progress::Silent:
        break;
    case MiCommands::Progress::Waits:
        m_isBusy = true;
        poll(request.connection, answer, hit, 0);
        break;
    }
}

void MiHttpServer::poll(const ConnectionPtr &connection, const std::shared_ptr<QByteArray> &answer,
    const std::optional<Faults::MiHit> &hit, int polls)
{
    m_scheduler.after(pollInterval, [=, this] {
        if (answer->isEmpty() && polls < mostPolls) {
            poll(connection, answer, hit, polls + 1);
            return;
        }
        m_isBusy = false;
        finish(connection, *answer, hit);
        process();
    });
}

void MiHttpServer::finish(
    const ConnectionPtr &connection, QByteArray answer, const std::optional<Faults::MiHit> &hit)
{
    if (answer.size() > m_options.replyBuffer) {
        respond(connection, 500, "text/html", internalError);
        return;
    }
    if (!hit) {
        respond(connection, 200, "application/json", answer);
        return;
    }
    QTcpSocket *socket = connection->socket;
    if (!socket) {
        return;
    }
    switch (hit->fault) {
    case MiFault::Hang:
    case MiFault::Ignore:
        return;
    case MiFault::Close:
        socket->disconnectFromHost();
        return;
    case MiFault::Split: {
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + QByteArray::number(answer.size()) + "\r\n\r\n";
        socket->write(head.left(20));
        socket->flush();
        const QByteArray rest = head.mid(20) + answer;
        const auto write = [connection](const QByteArray &part, bool isLast) {
            if (connection->socket) {
                connection->socket->write(part);
                connection->socket->flush();
                connection->isBusy = !isLast;
            }
        };
        m_scheduler.after(
            std::chrono::milliseconds(10), [write, rest] { write(rest.left(rest.size() / 2), false); });
        m_scheduler.after(
            std::chrono::milliseconds(20), [write, rest] { write(rest.mid(rest.size() / 2), true); });
        return;
    }
    case MiFault::Cut:
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + QByteArray::number(answer.size()) + "\r\n\r\n" + answer.left(answer.size() / 2));
        socket->disconnectFromHost();
        return;
    case MiFault::ServerError:
        respond(connection, 500, "text/html", internalError);
        return;
    case MiFault::WrongId:
        respond(connection, 200, "application/json", withWrongId(answer));
        return;
    case MiFault::Late:
        m_scheduler.after(
            hit->delay, [this, connection, answer] { respond(connection, 200, "application/json", answer); });
        return;
    case MiFault::Twice:
        respond(connection, 200, "application/json", answer);
        respond(connection, 200, "application/json", answer);
        return;
    }
}

void MiHttpServer::respond(
    const ConnectionPtr &connection, int status, const QByteArray &type, const QByteArray &body)
{
    connection->isBusy = false;
    QTcpSocket *socket = connection->socket;
    if (!socket) {
        return;
    }
    const QByteArray date =
        QLocale::c().toString(m_scheduler.now(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
    socket->write("HTTP/1.1 " + statusLine(status) + "\r\nDate: " + date + "\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"
        + (connection->closes ? "Connection: close\r\n" : "") + "\r\n" + body);
    if (connection->closes) {
        socket->disconnectFromHost();
    }
}

} // namespace cordboard::simulator
