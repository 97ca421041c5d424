// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/loadclients.h"

#include "tests/bench/procfs.h"
#include "tests/bench/streamclient.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSocketNotifier>
#include <QTimer>
#include <QUdpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include <unistd.h>

namespace cordboard::bench {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 enoughUnsent = 1'048'576; // as the server's backlog_soft_bytes

void answer(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fflush(stdout);
}

/// The lines that the parent says; the process ends with the last one.
class Questions : public QObject {
    Q_OBJECT
public:
    Questions()
        : m_notifier(STDIN_FILENO, QSocketNotifier::Read)
    {
        m_input.open(stdin, QIODevice::ReadOnly | QIODevice::Unbuffered);
        connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
            const QByteArray line = m_input.readLine();
            if (line.isEmpty()) {
                QCoreApplication::quit();
            } else {
                Q_EMIT asked(line.trimmed());
            }
        });
    }
Q_SIGNALS:
    void asked(const QByteArray &line);

private:
    QFile m_input;
    QSocketNotifier m_notifier;
};

QJsonObject report(const std::vector<std::unique_ptr<StreamClient>> &clients)
{
    const StreamClient &first = *clients.front();
    int gaps = 0;
    int lost = 0;
    bool same = true;
    for (const auto &client : clients) {
        gaps += client->gaps();
        lost += client->isLost();
        same = same && client->seq() == first.seq();
    }
    QJsonObject seen;
    for (auto call = first.seenCalls().cbegin(); call != first.seenCalls().cend(); ++call) {
        seen.insert(QString::fromUtf8(call.key()), *call);
    }
    return {{u"seq"_s, same ? first.seq() : -1}, {u"gaps"_s, gaps}, {u"lost"_s, lost},
        {u"messages"_s, first.messages()}, {u"bytes"_s, first.bytes()}, {u"seen"_s, seen}};
}

} // namespace

int runSubscribers(const QUrl &url, int count)
{
    std::vector<std::unique_ptr<StreamClient>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<StreamClient>(url));
    }
    clients.front()->watchCalls();
    Questions questions;
    QObject::connect(
        &questions, &Questions::asked, &questions, [&](const QByteArray &) { answer(report(clients)); });
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        if (std::all_of(
                clients.begin(), clients.end(), [](const auto &client) { return client->isReady(); })) {
            look.stop();
            answer({{u"ready"_s, true}});
        }
    });
    look.start(10);
    return QCoreApplication::exec();
}

int runFanOut()
{
    QWebSocketServer server(QString(), QWebSocketServer::NonSecureMode);
    if (!server.listen(QHostAddress(QHostAddress::LocalHost))) {
        return 1;
    }
    std::vector<std::unique_ptr<QWebSocket>> clients;
    QObject::connect(&server, &QWebSocketServer::newConnection, &server, [&] {
        while (QWebSocket *client = server.nextPendingConnection()) {
            clients.emplace_back(client);
            client->sendTextMessage(u"{\"method\":\"Hello\"}"_s);
        }
    });
    Questions questions;
    QTimer send;
    QString text;
    int left = 0;
    double before = 0;
    QObject::connect(&send, &QTimer::timeout, &send, [&] {
        const auto isFree = [](const auto &client) { return client->bytesToWrite() < enoughUnsent; };
        if (left > 0 && std::all_of(clients.begin(), clients.end(), isFree)) {
            --left;
            for (const auto &client : clients) {
                client->sendTextMessage(text);
            }
        }
        const auto isEmpty = [](const auto &client) { return client->bytesToWrite() == 0; };
        if (left == 0 && std::all_of(clients.begin(), clients.end(), isEmpty)) {
            send.stop();
            answer({{u"ms"_s, processorTime(QCoreApplication::applicationPid()) - before}});
        }
    });
    QObject::connect(&questions, &Questions::asked, &questions, [&](const QByteArray &line) {
        const QList<QByteArray> words = line.split(' ');
        text = QString(words.value(0).toInt(), u'x');
        left = words.value(1).toInt();
        before = processorTime(QCoreApplication::applicationPid());
        send.start(0);
    });
    answer({{u"url"_s, server.serverUrl().toString()}});
    return QCoreApplication::exec();
}

int runDatagrams()
{
    QUdpSocket socket;
    if (!socket.bind(QHostAddress(QHostAddress::LocalHost), 0)) {
        return 1;
    }
    socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4 * 1024 * 1024);
    qint64 got = 0;
    QByteArray datagram(65536, '\0');
    QObject::connect(&socket, &QUdpSocket::readyRead, &socket, [&] {
        while (socket.hasPendingDatagrams()) {
            got += socket.readDatagram(datagram.data(), datagram.size()) >= 0;
        }
    });
    Questions questions;
    QObject::connect(&questions, &Questions::asked, &questions, [&] {
        answer({{u"got"_s, got}, {u"ms"_s, processorTime(QCoreApplication::applicationPid())}});
    });
    answer({{u"port"_s, socket.localPort()}});
    return QCoreApplication::exec();
}

} // namespace cordboard::bench

#include "loadclients.moc"
