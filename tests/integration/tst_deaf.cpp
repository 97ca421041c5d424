// SPDX-License-Identifier: Apache-2.0
#include "tests/server/clients/client.h"
#include "tests/support/sanitized.h"
#include "tests/support/serverprocess.h"
#include "tests/support/strict.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

const QByteArray handshake =
    "GET /call-api HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\nSec-WebSocket-Version: 13\r\n\r\n";

/// A masked frame of at most 125 bytes.
QByteArray frame(const QByteArray &text, unsigned char first)
{
    return QByteArray(1, static_cast<char>(first)) + static_cast<char>(0x80 + text.size())
        + QByteArray(4, '\0') + text;
}

QByteArray request(const QByteArray &method)
{
    return frame("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{}}", 0x81);
}

/// Resident bytes of a process (proc(5)).
qint64 residentBytes(qint64 process)
{
    QFile file(u"/proc/%1/statm"_s.arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

} // namespace

/// What clients that never read cost the others: memory and time of the server, in its own process.
class DeafTest : public QObject {
    Q_OBJECT

    static constexpr int deafClients = 100;

    /// 95 of 100 requests are answered within this, in ms.
    static double latency(tests::Client &client)
    {
        std::vector<double> times;
        for (int i = 0; i < 100; ++i) {
            client.received.clear();
            QElapsedTimer timer;
            timer.start();
            client.request(i, u"ServerInfo"_s);
            if (!QTest::qWaitFor([&] { return !client.received.isEmpty(); })) {
                return 1e9;
            }
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(times.begin(), times.end());
        return times.at(95);
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void costLittle_data()
    {
        QTest::addColumn<QByteArray>("bytes"); ///< that each of them sends
        QTest::newRow("pings") << QByteArray(
            request("CallSubscribe") + frame(QByteArray(119, 'x'), 0x89).repeated(2000));
        QTest::newRow("questions") << QByteArray(
            request("CallSubscribe") + request("CallList").repeated(250));
    }
    void costLittle()
    {
        QFETCH(QByteArray, bytes);
        tests::ServerProcess server;
        // No pings, so that it is the flood alone that ends them; the rates of clients that have to log in.
        server.start("limits: {ping_ms: 0, requests_per_second: 100, burst: 200}\n");
        QTRY_VERIFY_WITH_TIMEOUT(!server.url().isEmpty(), 20000);
        tests::Client other;
        other.open(server.url());
        QTRY_VERIFY(other.isConnected);
        std::vector<std::unique_ptr<QTcpSocket>> deaf;
        int upgraded = 0;
        for (int i = 0; i < deafClients; ++i) {
            QTcpSocket *const socket = deaf.emplace_back(std::make_unique<QTcpSocket>()).get();
            connect(socket, &QTcpSocket::readyRead, this, [&upgraded, socket] {
                if (socket->read(12) == "HTTP/1.1 101") {
                    ++upgraded;
                }
            });
            socket->setReadBufferSize(12);
            socket->connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.url().port()));
            socket->write(handshake);
        }
        QTRY_COMPARE(upgraded, deafClients);
        for (const auto &socket : deaf) {
            socket->disconnect(this); // deaf from now on
        }
        const double before = latency(other);
        const qint64 idle = residentBytes(server.processId());
        qint64 most = idle;
        for (const auto &socket : deaf) {
            socket->write(bytes);
        }
        double during = 0;
        QElapsedTimer watch;
        watch.start();
        while (watch.elapsed() < 2000) {
            during = std::max(during, latency(other));
            most = std::max(most, residentBytes(server.processId()));
        }
        qInfo("%lld kB more at most, %lld kB at the end; p95 %.2f ms before, %.2f ms during",
            static_cast<long long>((most - idle) / 1024),
            static_cast<long long>((residentBytes(server.processId()) - idle) / 1024), before, during);
        QVERIFY(!other.isGone);
        QVERIFY(server.isRunning());
        QVERIFY2(tests::isSanitized || most - idle < 10'000'000, qPrintable(QString::number(most - idle)));
        // Served as before, on a machine that does other things, too: a frozen loop would be seconds.
        QVERIFY2(tests::isSanitized || during < std::max(20.0 * before, 250.0),
            qPrintable(QString::number(during)));
    }
};

QTEST_GUILESS_MAIN(DeafTest)
#include "tst_deaf.moc"
