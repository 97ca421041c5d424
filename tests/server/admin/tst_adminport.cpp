// SPDX-License-Identifier: Apache-2.0
#include "server/admin/adminport.h"
#include "tests/support/strict.h"

#include <QTcpSocket>
#include <QTest>

using namespace cordboard;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Source : AdminSource {
    QStringList notReady() const override { return lacks; }
    AdminFigures figures() const override { return {.version = u"1.2.3"_s, .connections = 7}; }
    QStringList lacks;
};

/// One connection to the port.
class Asker : public QObject {
    Q_OBJECT
public:
    Asker(const AdminPort &port, const QByteArray &bytes)
    {
        connect(&socket, &QTcpSocket::readyRead, this, [this] { received += socket.readAll(); });
        connect(&socket, &QTcpSocket::disconnected, this, [this] { isGone = true; });
        socket.connectToHost(port.serverAddress(), port.serverPort());
        socket.write(bytes);
    }
    [[nodiscard]] QByteArray status() const { return received.left(received.indexOf('\r')); }
    [[nodiscard]] QByteArray body() const { return received.mid(received.indexOf("\r\n\r\n") + 4); }
    QTcpSocket socket;
    QByteArray received;
    bool isGone = false;
};

QByteArray get(const QByteArray &path, const QByteArray &host = "localhost")
{
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

} // namespace

class AdminPortTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void answers()
    {
        Source source;
        AdminPort port({.port = 0}, source);
        QVERIFY(port.listen());
        QCOMPARE_EQ(port.url().host(), u"127.0.0.1"_s);
        Asker health(port, get("/healthz"));
        Asker ready(port, get("/readyz"));
        Asker metrics(port, get("/metrics"));
        QTRY_VERIFY(health.isGone && ready.isGone && metrics.isGone);
        QCOMPARE_EQ(health.status(), "HTTP/1.1 200 OK"_ba);
        QCOMPARE_EQ(health.body(), "alive\n"_ba);
        QCOMPARE_EQ(ready.status(), "HTTP/1.1 200 OK"_ba);
        QCOMPARE_EQ(ready.body(), "ready\n"_ba);
        QVERIFY(metrics.received.contains("Content-Type: text/plain; version=0.0.4"));
        QVERIFY(metrics.body().contains("\ncordboard_connections 7\n"));
        const QByteArray length = "\r\nContent-Length: " + QByteArray::number(metrics.body().size());
        QVERIFY(metrics.received.contains(length));
    }

    void saysWhatIsNotReady()
    {
        Source source;
        source.lacks = {u"node a: not synchronised"_s, u"audit: cannot be written"_s};
        AdminPort port({.port = 0}, source);
        QVERIFY(port.listen());
        Asker ready(port, get("/readyz"));
        QTRY_VERIFY(ready.isGone);
        QCOMPARE_EQ(ready.status(), "HTTP/1.1 503 Service Unavailable"_ba);
        QCOMPARE_EQ(ready.body(), "node a: not synchronised\naudit: cannot be written\n"_ba);
        source.lacks.clear();
        Asker again(port, get("/readyz"));
        QTRY_VERIFY(again.isGone);
        QCOMPARE_EQ(again.status(), "HTTP/1.1 200 OK"_ba);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("status"); ///< empty: nothing is said
        QTest::newRow("other host") << get("/metrics", "evil.example")
                                    << "HTTP/1.1 421 Misdirected Request"_ba;
        QTest::newRow("other path") << get("/call-api") << "HTTP/1.1 404 Not Found"_ba;
        QTest::newRow("other method") << "DELETE /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"_ba
                                      << "HTTP/1.1 405 Method Not Allowed"_ba;
        QTest::newRow("garbage") << "\x16\x03\x01\r\n\r\n"_ba
                                 << "HTTP/1.1 400 Bad Request"_ba;
        QTest::newRow("endless header") << QByteArray("GET /metrics HTTP/1.1\r\nX: " + QByteArray(20000, 'x'))
                                        << "HTTP/1.1 431 Request Header Fields Too Large"_ba;
        QTest::newRow("drips") << "GET /metrics HTTP/1.1\r\nHost: local"_ba
                               << ""_ba;
        QTest::newRow("silent") << ""_ba
                                << ""_ba;
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, status);
        Source source;
        AdminPort port({.port = 0, .deadline = 200ms}, source);
        QVERIFY(port.listen());
        Asker asker(port, bytes);
        QTRY_VERIFY(asker.isGone);
        QCOMPARE_EQ(asker.status(), status);
        QCOMPARE_EQ(asker.received.contains("\r\nAllow: GET\r\n"), status.contains("405"));
        Asker other(port, get("/healthz"));
        QTRY_VERIFY(other.isGone);
        QCOMPARE_EQ(other.body(), "alive\n"_ba);
    }

    void asksTwiceGetsOne()
    {
        Source source;
        AdminPort port({.port = 0}, source);
        QVERIFY(port.listen());
        Asker asker(port, get("/healthz") + get("/metrics"));
        QTRY_VERIFY(asker.isGone);
        QCOMPARE_EQ(asker.received.count("HTTP/1.1"), 1);
    }

    void holdsFewConnections()
    {
        Source source;
        AdminPort port({.port = 0, .deadline = 300ms, .mostConnections = 2}, source);
        QVERIFY(port.listen());
        Asker first(port, "GET");
        Asker second(port, "GET");
        QTRY_COMPARE(port.findChildren<QTcpSocket *>().size(), 2);
        Asker third(port, get("/healthz"));
        QTRY_VERIFY(third.isGone);
        QCOMPARE_EQ(third.received, QByteArray());
        QTRY_VERIFY(first.isGone && second.isGone);
        QTRY_COMPARE(port.findChildren<QTcpSocket *>().size(), 0);
        Asker next(port, get("/healthz"));
        QTRY_VERIFY(next.isGone);
        QCOMPARE_EQ(next.body(), "alive\n"_ba);
    }

    void portTaken()
    {
        Source source;
        AdminPort first({.port = 0}, source);
        QVERIFY(first.listen());
        AdminPort second({.port = first.serverPort()}, source);
        const auto listening = second.listen();
        QVERIFY(!listening);
        QVERIFY(listening.error().message.startsWith("admin.listen: cannot listen on 127.0.0.1 port"_L1));
    }
};

QTEST_GUILESS_MAIN(AdminPortTest)
#include "tst_adminport.moc"
