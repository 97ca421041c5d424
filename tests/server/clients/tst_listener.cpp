// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/dispatcher.h"
#include "server/clients/listener.h"
#include "tests/server/clients/client.h"
#include "tests/support/strict.h"
#include "tests/support/tlsfixture.h"

#include <QElapsedTimer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace cordboard;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// A listener on any port, and a method `Ping` that says `pong`, `Big` that says a lot, `Wait` that never
/// answers.
struct Server {
    explicit Server(Limits limits = {}, QStringList origins = {}, std::optional<QSslConfiguration> tls = {})
        : gatekeeper(authenticator, {})
        , listener({.port = 0,
                       .rules = {.allowedOrigins = std::move(origins)},
                       .limits = limits,
                       .tls = std::move(tls),
                       .handshakeDeadline = 300ms,
                       .messageDeadline = 200ms,
                       .loginDeadline = 100ms},
              dispatcher, gatekeeper)
    {
        dispatcher.add(u"Ping"_s, [this](rpc::Peer &, const QJsonValue &, rpc::Responder responder) {
            ++pings;
            responder.respond(u"pong"_s);
        });
        dispatcher.add(u"Big"_s, [this](rpc::Peer &, const QJsonValue &, rpc::Responder responder) {
            ++bigs;
            responder.respond(QString(1000000, u'x'));
        });
        dispatcher.add(u"Wait"_s, [this](rpc::Peer &, const QJsonValue &, rpc::Responder responder) {
            waiting.push_back(std::move(responder));
        });
        listening = listener.listen().has_value();
    }
    [[nodiscard]] QUrl url(const QString &path = u"/call-api"_s) const
    {
        QUrl url = listener.url();
        url.setPath(path);
        return url;
    }
    rpc::Dispatcher dispatcher;
    Authenticator authenticator;
    Gatekeeper gatekeeper;
    Listener listener;
    std::vector<rpc::Responder> waiting;
    bool listening = false;
    int pings = 0;
    int bigs = 0;
};

const QByteArray handshake =
    "GET /call-api HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\nSec-WebSocket-Version: 13\r\n\r\n";

/// A text of up to 125 bytes in a frame; a mask of zeros leaves it as it is.
QByteArray frame(const QByteArray &text)
{
    return QByteArray("\x81") + char(0x80 + text.size()) + QByteArray(4, '\0') + text;
}

} // namespace

class ListenerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void serves()
    {
        Server server;
        QVERIFY(server.listening);
        QCOMPARE_EQ(server.listener.url().toString(),
            u"ws://127.0.0.1:%1/call-api"_s.arg(server.listener.url().port()));
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"Ping"_s);
        QTRY_COMPARE(client.received.size(), 1);
        QCOMPARE_EQ(client.at(0).value("result"_L1), u"pong"_s);
        QCOMPARE_EQ(server.listener.connections(), 1);
        client.socket.close();
        QTRY_COMPARE(server.listener.connections(), 0);
    }

    void tellsThatThePortIsTaken()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        rpc::Dispatcher dispatcher;
        const Authenticator authenticator;
        Gatekeeper gatekeeper(authenticator, {});
        Listener listener({.port = taken.serverPort()}, dispatcher, gatekeeper);
        const auto result = listener.listen();
        QVERIFY(!result);
        QVERIFY(result.error().message.startsWith(
            u"cannot listen on 127.0.0.1 port %1: "_s.arg(taken.serverPort())));
    }

    void otherPathsAreClosed_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"/", "/call-api/", "/Call-API", "/call-api2", "//call-api", "/admin"}) {
            QTest::newRow(path) << QString::fromLatin1(path);
        }
    }
    void otherPathsAreClosed()
    {
        QFETCH(QString, path);
        Server server;
        tests::Client client;
        client.open(server.url(path));
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1008);
        QCOMPARE_EQ(server.listener.connections(), 0);
    }

    void relaysMustLogIn_data()
    {
        QTest::addColumn<QByteArray>("header");
        for (const char *header : {"Forwarded", "X-Forwarded-For", "x-forwarded-host", "Via"}) {
            QTest::newRow(header) << QByteArray(header);
        }
    }
    void relaysMustLogIn()
    {
        QFETCH(QByteArray, header);
        Server server;
        tests::Client client;
        QNetworkRequest request(server.url());
        request.setRawHeader(header, "for=192.0.2.1");
        client.open(request);
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1008);
    }

    void origins_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("listed") << u"https://wall.example"_s << true;
        QTest::newRow("not listed") << u"https://evil.example"_s << false;
        QTest::newRow("null") << u"null"_s << false;
    }
    void origins()
    {
        QFETCH(QString, origin);
        QFETCH(bool, allowed);
        Server server({}, {u"https://wall.example"_s});
        tests::Client client(origin);
        client.open(server.url());
        if (allowed) {
            QTRY_VERIFY(client.isConnected);
            client.request(1, u"Ping"_s);
            QTRY_COMPARE(client.received.size(), 1);
        } else {
            QTRY_VERIFY(client.socket.state() == QAbstractSocket::UnconnectedState);
            QVERIFY(!client.isConnected);
            QCOMPARE_EQ(server.listener.connections(), 0);
        }
    }

    void tooManyConnections_data()
    {
        QTest::addColumn<bool>("perAddress");
        QTest::newRow("of all") << false;
        QTest::newRow("of one address") << true;
    }
    void tooManyConnections()
    {
        QFETCH(bool, perAddress);
        Limits limits;
        perAddress ? void(limits.connectionsPerAddress = 2) : void(limits.connections = 2);
        Server server(limits);
        tests::Client first;
        tests::Client second;
        tests::Client third;
        first.open(server.url());
        second.open(server.url());
        QTRY_COMPARE(server.listener.connections(), 2);
        third.open(server.url());
        QTRY_VERIFY(third.isGone);
        QCOMPARE_EQ(third.closeCode(), 1002); // 1013 on the wire, which QWebSocket does not know yet (6.4)
        first.socket.close();
        QTRY_COMPARE(server.listener.connections(), 1);
        tests::Client fourth;
        fourth.open(server.url());
        QTRY_COMPARE(server.listener.connections(), 2);
    }

    void answersGarbage_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("no JSON") << "hello"_ba << -32700;
        QTest::newRow("empty") << ""_ba << -32700;
        QTest::newRow("cut") << R"({"jsonrpc":"2.0","id":1,)"_ba << -32700;
        QTest::newRow("NUL") << QByteArray("\0", 1) << -32700;
        QTest::newRow("text") << R"("a")"_ba << -32600;
        QTest::newRow("number") << "1"_ba << -32600;
        QTest::newRow("no method") << R"({"jsonrpc":"2.0","id":1})"_ba << -32600;
        QTest::newRow("method is a number") << R"({"jsonrpc":"2.0","id":1,"method":1})"_ba << -32600;
        QTest::newRow("params is a text")
            << R"({"jsonrpc":"2.0","id":1,"method":"Ping","params":"x"})"_ba << -32600;
        QTest::newRow("id is an object") << R"({"jsonrpc":"2.0","id":{},"method":"Ping"})"_ba << -32600;
        QTest::newRow("other version") << R"({"jsonrpc":"1.0","id":1,"method":"Ping"})"_ba << -32600;
        QTest::newRow("empty batch") << "[]"_ba << -32600;
        QTest::newRow("unknown method") << R"({"jsonrpc":"2.0","id":1,"method":"ping"})"_ba << -32601;
        QTest::newRow("method with NUL") << R"({"jsonrpc":"2.0","id":1,"method":"Ping\u0000"})"_ba << -32601;
        QTest::newRow("deep") << QByteArray(
            R"({"jsonrpc":"2.0","id":1,"method":"Ping","params":)" + QByteArray(60000, '['))
                              << -32007;
        QTest::newRow("large batch") << QByteArray("[" + QByteArray("1,").repeated(50) + "1]") << -32007;
    }
    void answersGarbage()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        Server server;
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        client.send(text);
        client.request(u"after"_s, u"Ping"_s);
        QTRY_COMPARE(client.received.size(), 2);
        QCOMPARE_EQ(client.errorCode(0), code);
        QCOMPARE_EQ(client.at(1).value("id"_L1), u"after"_s);
        QCOMPARE_EQ(server.pings, 1);
    }

    void hugeMessageIsClosed()
    {
        Server server;
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        client.socket.sendTextMessage(QString(10485760, u'x'));
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1009);
        QTRY_COMPARE(server.listener.connections(), 0);
        tests::Client next;
        next.open(server.url());
        next.isConnected = false;
        QTRY_VERIFY(next.isConnected);
    }

    void longestMessagePasses()
    {
        Server server;
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        const QByteArray request = R"({"jsonrpc":"2.0","id":1,"method":"Ping"})";
        client.send(request + QByteArray(65536 - request.size(), ' '));
        QTRY_COMPARE(client.received.size(), 1);
        client.send(request + QByteArray(65537 - request.size(), ' '));
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1009);
    }

    void binaryIsClosed()
    {
        Server server;
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        client.socket.sendBinaryMessage(R"({"jsonrpc":"2.0","id":1,"method":"Ping"})");
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1003);
        QCOMPARE_EQ(server.pings, 0);
    }

    void rateIsLimited()
    {
        Limits limits;
        limits.requestsPerSecond = 1;
        limits.burst = 3;
        Server server(limits);
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        const QByteArray request = R"({"jsonrpc":"2.0","id":7,"method":"Ping"})";
        const QByteArray notification = R"({"jsonrpc":"2.0","method":"Ping"})";
        client.send(" [" + request + "," + notification + "]");
        client.send("[" + request + ",1," + notification + "]");
        client.send(request);
        client.send(request);
        client.send("nonsense");
        QTRY_COMPARE(client.received.size(), 5);
        QCOMPARE_EQ(server.pings, 3);
        QCOMPARE_EQ(client.received.at(0).toArray().size(), 1);
        const QJsonArray refused = client.received.at(1).toArray();
        QCOMPARE_EQ(refused.size(), 2);
        QCOMPARE_EQ(refused.at(0)["error"_L1]["code"_L1].toInt(), -32007);
        QCOMPARE_EQ(refused.at(0)["id"_L1].toInt(), 7);
        QCOMPARE_EQ(refused.at(1)["error"_L1]["code"_L1].toInt(), -32600);
        QCOMPARE_EQ(client.at(2).value("result"_L1), u"pong"_s);
        QCOMPARE_EQ(client.errorCode(3), -32007);
        QCOMPARE_EQ(client.at(3)["error"_L1]["data"_L1]["id"_L1], u"limit_reached"_s);
        QCOMPARE_EQ(client.errorCode(4), -32700);
    }

    void unansweredRequestsAreLimited()
    {
        Limits limits;
        limits.inFlight = 2;
        Server server(limits);
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        for (int i = 0; i < 3; ++i) {
            client.request(i, u"Wait"_s);
        }
        QTRY_COMPARE(client.received.size(), 1);
        QCOMPARE_EQ(client.errorCode(0), -32007);
        QCOMPARE_EQ(client.at(0).value("id"_L1).toInt(), 2);
        QCOMPARE_EQ(server.waiting.size(), 2u);
    }

    void slowReaderIsRefusedAndThenCut()
    {
        Limits limits;
        limits.backlogSoftBytes = 100000;
        limits.backlogHardBytes = 4000000;
        Server server(limits);
        QTcpSocket reader; // a client that says what it wants and reads nothing
        reader.setReadBufferSize(1);
        reader.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.url().port()));
        reader.write(handshake);
        QTRY_COMPARE(server.listener.connections(), 1);
        const QByteArray big = frame(R"({"jsonrpc":"2.0","id":1,"method":"Big"})");
        const QByteArray ping = frame(R"({"jsonrpc":"2.0","id":1,"method":"Ping"})");
        tests::Client other;
        other.open(server.url());
        QTRY_VERIFY(other.isConnected);
        // The kernel takes some megabytes, and more with time; then no further one is served.
        int unchanged = 0;
        for (int i = 0; i < 1000 && unchanged < 10; ++i) {
            const int before = server.bigs;
            reader.write(big);
            other.request(i, u"Big"_s);
            QTRY_COMPARE(other.received.size(), i + 1);
            QTRY_VERIFY(reader.bytesToWrite() == 0);
            unchanged = server.bigs == before + 1 ? unchanged + 1 : 0;
        }
        QCOMPARE_EQ(unchanged, 10);
        // The refusals themselves fill the rest.
        const QByteArray many = ping.repeated(5000);
        for (int i = 0; i < 20 && reader.state() == QAbstractSocket::ConnectedState; ++i) {
            reader.write(many);
            QTRY_VERIFY(reader.bytesToWrite() == 0 || reader.state() != QAbstractSocket::ConnectedState);
        }
        QTRY_COMPARE(server.listener.connections(), 1);
        QCOMPARE_EQ(server.pings, 0);
        QVERIFY(!other.isGone);
    }

    void silentClientIsCut()
    {
        Limits limits;
        limits.ping = 10ms;
        limits.pong = 50ms;
        Server server(limits);
        tests::Client lively;
        lively.open(server.url());
        QTcpSocket silent;
        silent.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.url().port()));
        silent.write(handshake);
        QTRY_COMPARE(server.listener.connections(), 2);
        QTRY_VERIFY(silent.state() == QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(server.listener.connections(), 1);
        QVERIFY(!lively.isGone);
    }

    void answersAfterAClientLeftGoNowhere()
    {
        Server server;
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"Wait"_s);
        QTRY_COMPARE(server.waiting.size(), 1u);
        client.socket.abort();
        QTRY_COMPARE(server.listener.connections(), 0);
        server.waiting.front().respond(u"late"_s);
    }

    void shutsDown()
    {
        Server server;
        tests::Client client;
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        QSignalSpy drained(&server.listener, &Listener::drained);
        server.listener.shutDown();
        QTRY_COMPARE(drained.size(), 1);
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1001);
        tests::Client late;
        late.open(server.url());
        QTRY_VERIFY(late.socket.state() == QAbstractSocket::UnconnectedState);
        QVERIFY(!late.isConnected);
    }

    void shutsDownWithoutClients()
    {
        Server server;
        QSignalSpy drained(&server.listener, &Listener::drained);
        server.listener.shutDown();
        QCOMPARE_EQ(drained.size(), 0);
        QTRY_COMPARE(drained.size(), 1);
    }

    void dropsItsClientsWhenDestroyed()
    {
        tests::Client client;
        {
            Server server;
            client.open(server.url());
            QTRY_VERIFY(client.isConnected);
            client.request(1, u"Wait"_s);
            QTRY_COMPARE(server.waiting.size(), 1u);
        }
        QTRY_VERIFY(client.isGone);
    }

    void servesWithTls()
    {
        Server server({}, {}, tests::tlsServer());
        QCOMPARE_EQ(server.listener.url().scheme(), u"wss"_s);
        tests::Client client;
        QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
        trust.setCaCertificates({tests::tlsCertificate()});
        client.socket.setSslConfiguration(trust);
        client.open(server.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"Ping"_s);
        QTRY_COMPARE(client.received.size(), 1);
        QTcpSocket plain;
        plain.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.url().port()));
        plain.write(handshake);
        QSignalSpy gone(&plain, &QTcpSocket::disconnected);
        QTRY_VERIFY(!gone.isEmpty());
        QCOMPARE_EQ(server.listener.connections(), 1);
    }

    void oldTlsIsRefused()
    {
        QSslConfiguration tls = tests::tlsServer();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        Server server({}, {}, tls);
        QSslSocket old;
        old.setProtocol(QSsl::UnknownProtocol);
        QSslConfiguration client = QSslConfiguration::defaultConfiguration();
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        client.setProtocol(QSsl::TlsV1_1);
        QT_WARNING_POP
        client.setPeerVerifyMode(QSslSocket::VerifyNone);
        old.setSslConfiguration(client);
        QSignalSpy failed(&old, &QSslSocket::errorOccurred);
        old.connectToHostEncrypted(u"127.0.0.1"_s, quint16(server.url().port()));
        QTRY_VERIFY(!failed.isEmpty());
        QVERIFY(!old.isEncrypted());
    }

    void handshakesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("POST") << "POST /call-api HTTP/1.1\r\n"_ba
                              << "400"_ba;
        QTest::newRow("a frame") << frame("{}") << "400"_ba;
        QTest::newRow("nonsense") << "hello\r\n\r\n"_ba
                                  << "400"_ba;
        QTest::newRow("huge") << QByteArray("GET /" + QByteArray(20000, 'x')) << "431"_ba;
        QTest::newRow("half") << "GET /call-api HT"_ba
                              << "408"_ba;
        QTest::newRow("nothing") << ""_ba
                                 << "408"_ba;
    }
    void handshakesThatAreNone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, status);
        Server server;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.url().port()));
        socket.write(bytes);
        QSignalSpy gone(&socket, &QTcpSocket::disconnected);
        QTRY_VERIFY(!gone.isEmpty());
        QCOMPARE_EQ(socket.readAll().mid(9, 3), status);
    }

    /// \returns the close code of the frame that the server sent last
    static int closeCodeOf(const QByteArray &received)
    {
        const qsizetype end = received.indexOf("\r\n\r\n");
        const qsizetype close = received.indexOf('\x88', end + 4);
        return close < 0 || received.size() < close + 4
            ? 0
            : static_cast<unsigned char>(received.at(close + 2)) * 256
                + static_cast<unsigned char>(received.at(close + 3));
    }

    void framesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const QByteArray mask(4, '\0');
        QTest::newRow("not masked") << QByteArray("\x81\x02{}") << 1002;
        QTest::newRow("drips") << QByteArray("\x81") << 1008;
        QTest::newRow("drips in a fragment") << QByteArray("\x01\x81" + mask + "{") << 1008;
        QTest::newRow("drips behind a ping")
            << QByteArray("\x01\x81" + mask + "{" + "\x89\x80" + mask) << 1008;
        QTest::newRow("half a payload") << QByteArray("\x81\xfe\x01\x00"_ba + mask + "{") << 1008;
        QTest::newRow("pings") << QByteArray("\x89\x80" + mask).repeated(200) << 1008;
        QTest::newRow("pongs") << QByteArray("\x8a\x80" + mask).repeated(200) << 1008;
        QTest::newRow("crumbs") << QByteArray(
            "\x01\x80" + mask + QByteArray("\x00\x80"_ba + mask).repeated(12000))
                                << 1008;
        QTest::newRow("reserved bit") << QByteArray("\xc1\x80" + mask) << 1002;
        QTest::newRow("reserved opcode") << QByteArray("\x83\x80" + mask) << 1002;
        QTest::newRow("long ping") << QByteArray("\x89\xfe\x00\x7e"_ba + mask) << 1002;
        QTest::newRow("continues nothing") << QByteArray("\x80\x80"_ba + mask) << 1002;
        QTest::newRow("too long") << QByteArray("\x81\xff\x00\x00\x00\x00\x7f\xff\xff\xff"_ba + mask) << 1009;
        QTest::newRow("no UTF-8") << QByteArray("\x81\x82" + mask + "\xc0\xaf") << 1007;
    }
    void framesThatAreNone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        Server server;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.url().port()));
        QByteArray received;
        connect(&socket, &QTcpSocket::readyRead, this, [&] { received += socket.readAll(); });
        socket.write(handshake);
        QTRY_COMPARE(server.listener.connections(), 1);
        QTRY_VERIFY(received.contains("\r\n\r\n"));
        received = "\r\n\r\n";
        socket.write(bytes);
        QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState);
        QByteArray withoutPongs = received;
        withoutPongs.replace(QByteArray("\x8a\x00", 2), "");
        QCOMPARE_EQ(closeCodeOf(withoutPongs), code);
        QTRY_COMPARE(server.listener.connections(), 0);
        QCOMPARE_EQ(server.pings, 0);
    }

    void slowButLivelyClientStays()
    {
        // Half a message is always there, and yet each is complete in time.
        Server server;
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.url().port()));
        socket.write(handshake);
        QTRY_COMPARE(server.listener.connections(), 1);
        const QByteArray ping = frame(R"({"jsonrpc":"2.0","id":1,"method":"Ping"})");
        socket.write(ping.first(5));
        QElapsedTimer time;
        time.start();
        for (int i = 1; time.elapsed() < 500; ++i) {
            socket.write(ping.mid(5) + ping.first(5));
            QTRY_COMPARE(server.pings, i);
        }
        QCOMPARE_EQ(server.listener.connections(), 1);
    }
};

QTEST_GUILESS_MAIN(ListenerTest)
#include "tst_listener.moc"
