// SPDX-License-Identifier: Apache-2.0
#include "server/clients/commandmethods.h"
#include "server/clients/listener.h"
#include "server/clients/sessionmethods.h"
#include "server/clients/viewmethods.h"
#include "tests/server/clients/client.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QTcpSocket>
#include <QTest>

using namespace cordboard;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Limits tightLimits()
{
    Limits limits;
    limits.requestsPerSecond = 100;
    limits.burst = 200;
    limits.inFlight = 8;
    return limits;
}

/// Everything that clients meet, with a node that only writes down what it is asked.
struct Server {
    explicit Server(const Limits &limits = tightLimits())
        : directory({&connector})
        , registry(directory, {})
        , commands(directory, nullptr)
        , visibility(directory)
        , gatekeeper(authenticator, {})
        , methods(dispatcher, commands, directory, visibility, gatekeeper, limits)
        , views(dispatcher, directory, registry, visibility, limits)
        , listener({.port = 0,
                       .rules = {.allowedOrigins = {u"https://wall.example"_s}},
                       .limits = limits,
                       .handshakeDeadline = 150ms,
                       .messageDeadline = 100ms,
                       .loginDeadline = 100ms},
              dispatcher, gatekeeper)
    {
        gatekeeper.guard(dispatcher);
        addSessionMethods(dispatcher, gatekeeper);
        connector.setCall(u"edge-1/a"_s, u"a@h"_s);
        if (!listener.listen()) {
            qFatal("cannot listen");
        }
    }
    tests::FakeConnector connector;
    CallDirectory directory;
    CallRegistry registry;
    CommandService commands;
    Visibility visibility;
    Authenticator authenticator;
    Gatekeeper gatekeeper;
    rpc::Dispatcher dispatcher;
    CommandMethods methods;
    ViewMethods views;
    Listener listener;
};

/// A client that writes bytes, not messages.
class Raw : public QObject {
    Q_OBJECT
public:
    explicit Raw(const Server &server)
    {
        connect(&socket, &QTcpSocket::readyRead, this, [this] { received += socket.readAll(); });
        connect(&socket, &QTcpSocket::disconnected, this, [this] { isGone = true; });
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(server.listener.url().port()));
    }
    [[nodiscard]] bool isUpgraded() const { return received.startsWith("HTTP/1.1 101"); }
    QTcpSocket socket;
    QByteArray received;
    bool isGone = false;
};

const QByteArray handshake =
    "GET /call-api HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\nSec-WebSocket-Version: 13\r\n\r\n";
const QByteArray noMask(4, '\0');

QByteArray frame(const QByteArray &text, unsigned char first = 0x81)
{
    QByteArray out(1, static_cast<char>(first));
    if (text.size() < 126) {
        out += static_cast<char>(0x80 + text.size());
    } else if (text.size() < 65536) {
        out += '\xfe';
        out += static_cast<char>(text.size() >> 8);
        out += static_cast<char>(text.size() & 255);
    } else {
        out += '\xff';
        for (int shift = 56; shift >= 0; shift -= 8) {
            out += static_cast<char>(text.size() >> shift & 255);
        }
    }
    return out + noMask + text;
}

QByteArray request(const QByteArray &params, const QByteArray &method = "Echo")
{
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
}

/// The URI of what the node was asked, as they go into its management requests.
QStringList urisOf(const CallRequest &request)
{
    if (const auto *start = std::get_if<StartCall>(&request)) {
        return {start->caller.text(), start->callee.text()};
    }
    if (const auto *transfer = std::get_if<BlindTransfer>(&request)) {
        return {transfer->destination.text()};
    }
    return {};
}

bool isHarmless(const QString &uri)
{
    return std::all_of(uri.begin(), uri.end(),
               [](QChar c) { return c > u' ' && c < u'\x7f' && !QStringLiteral("<>\"\\").contains(c); })
        && !uri.contains(u'?') && SipUri::parseFromClient(uri).has_value();
}

} // namespace

/// What strangers send. After each row another client is served as before, and no phone was called by it.
class HostileTest : public QObject {
    Q_OBJECT

    /// Somebody else still gets an answer.
    static bool servesOthers(const Server &server)
    {
        tests::Client other;
        other.open(server.listener.url());
        return QTest::qWaitFor([&] { return other.isConnected; }) && [&] {
            other.request(1, u"ServerInfo"_s);
            return QTest::qWaitFor([&] { return !other.received.isEmpty(); })
                && other.at(0).contains("result"_L1);
        }();
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void injection_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        struct Place {
            const char *method;
            const char *key;
        };
        constexpr Place places[]{{"CallStart", "caller"}, {"CallStart", "callee"}, {"CallStart", "cmd_id"},
            {"CallStart", "node"}, {"CallBlindTransfer", "destination"}, {"CallBlindTransfer", "leg"},
            {"CallBlindTransfer", "callid"}, {"CallEnd", "id"}};
        const QString hostile[]{u"sip:a@h\r\nX-Evil: 1"_s, u"sip:a@h%0d%0aX-Evil:%201"_s,
            u"sip:a%0d%0aX:1@h"_s, u"sip:a%00@h"_s, u"sip:a@h\u0000"_s + QChar(0), u"sip:a@h?Replaces=x"_s,
            u"sip:a@h?X-Evil=%0d%0a"_s, u"sip:a@h;osid=1"_s, u"sip:a@h;cord=1"_s, u"sip:a@h;%6fsid=1"_s,
            u"sip:a@h;OSID=1"_s, u"<sip:a@h>"_s, u"\"x\" <sip:a@h>"_s, u"sip:a@h>"_s, u"sip:a@h,sip:b@h"_s,
            u"sip:a@h sip:b@h"_s, u"sip:a:pw@h"_s, u"sip:@h"_s, u"sip:a@"_s, u"sip:a@h:99999"_s,
            u"sip:a@h:-1"_s, u"sip:a@[::1"_s, u"sip:a@h;=x"_s, u"sip:a@h;x="_s, u"sip:a@h;x;x"_s,
            u"sip:a@h\\r\\nX: 1"_s, u"sip:a%5cr%5cn@h"_s, u"sip:a@h%"_s, u"sip:%zz@h"_s, u"tel:+491234"_s,
            u"http://h/"_s, u"file:///etc/passwd"_s, u"javascript:alert(1)"_s, u"sip:\u00e4@h"_s,
            u"sip:a@\u0131.example"_s, u"sip:a@h\u2028X"_s, u"sip:a%e2%80%a8@h"_s, u"sip:a%c0%af@h"_s,
            u"sip:a%ed%a0%80@h"_s, u"sip:"_s + QString(600, u'a') + u"@h"_s, u"$(reboot)"_s,
            u"'; DROP TABLE"_s};
        for (const Place &place : places) {
            int number = 0;
            for (const QString &value : hostile) {
                QTest::addRow("%s.%s %d", place.method, place.key, ++number)
                    << QString::fromLatin1(place.method) << QString::fromLatin1(place.key) << value;
            }
        }
    }
    void injection()
    {
        QFETCH(QString, method);
        QFETCH(QString, key);
        QFETCH(QString, value);
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        QJsonObject params{
            {u"callid"_s, u"a@h"_s}, {u"leg"_s, u"caller"_s}, {u"destination"_s, u"sip:c@h"_s}};
        if (method == "CallStart"_L1) {
            params = {{u"caller"_s, u"sip:a@h"_s}, {u"callee"_s, u"sip:b@h"_s}};
        }
        if (key == "id"_L1) {
            params.remove(u"callid"_s);
        }
        params.insert(key, value);
        client.request(1, method, params);
        QTRY_VERIFY(!client.received.isEmpty());
        const int code = client.errorCode(0);
        if (code != 0) {
            QCOMPARE_EQ(code, -32602);
            QCOMPARE_EQ(client.at(0)["error"_L1]["data"_L1]["field"_L1], key);
            QCOMPARE_EQ(server.connector.begun(), 0);
            return;
        }
        // Not a URI's place, or a URI that is harmless: what is asked for is what was parsed.
        QTRY_VERIFY(client.received.size() >= 2 || server.connector.begun() == 1);
        if (server.connector.begun() == 1) {
            for (const QString &uri : urisOf(server.connector.last()->request())) {
                QVERIFY2(isHarmless(uri), qPrintable(uri));
            }
        } else {
            QCOMPARE_EQ(client.at(1)["params"_L1]["error"_L1]["id"_L1], u"call_not_found"_s);
        }
    }

    void messages_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code"); ///< of the answer, or of the close frame
        const auto row = [](const char *name, const QByteArray &text, int code) {
            QTest::newRow(name) << text << code;
        };
        // JSON bombs
        row("depth of arrays", request(QByteArray(60000, '[')), -32007);
        row("depth, closed", request(QByteArray(30000, '[') + QByteArray(30000, ']')), -32007);
        row("depth of objects", request(QByteArray("{\"a\":").repeated(10000)), -32007);
        row("depth 33", request(QByteArray(33, '[') + QByteArray(33, ']')), -32007);
        row("mixed depth", request(QByteArray("[{\"a\":").repeated(8000)), -32007);
        row("brackets in a text", request("\"" + QByteArray(60000, '[') + "\""), -32600);
        row("51 members", "[" + QByteArray("1,").repeated(50) + "1]", -32007);
        row("many members", "[" + QByteArray("1,").repeated(30000) + "1]", -32007);
        row("batch of batches", "[" + QByteArray("[],").repeated(40) + "[]]", -32600);
        row("many keys", request("{" + QByteArray("\"a\":1,").repeated(9000) + "\"a\":1}"), 0);
        row("number without end", request("{\"a\":" + QByteArray(60000, '9') + "}"), 0);
        row("exponent", request("{\"a\":1e999999999}"), 0);
        row("zeros", request("{\"a\":0" + QByteArray(60000, '0') + "}"), 0);
        row("escapes", request("{\"a\":\"" + QByteArray("\\u0000").repeated(9000) + "\"}"), 0);
        row("id of the size of the message",
            "{\"jsonrpc\":\"2.0\",\"method\":\"Echo\",\"id\":\"" + QByteArray(60000, 'x') + "\"}", 0);
        row("id out of range", "{\"jsonrpc\":\"2.0\",\"method\":\"Echo\",\"id\":1e400}", 0);
        row("comment", "/* */" + request("{}"), -32700);
        row("trailing comma", request("{\"a\":1,}"), -32700);
        row("NaN", request("{\"a\":NaN}"), -32700);
        row("two documents", request("{}") + request("{}"), -32700);
        row("single quotes", "{'jsonrpc':'2.0'}", -32700);
        row("method of the size of the message", request("{}", QByteArray(60000, 'x')), 0);
        row("method with a path", request("{}", "../CallList"), 0);
        row("method with a prototype", request("{}", "__proto__"), 0);
        row("params with a prototype", request("{\"__proto__\":{\"admin\":true}}"), 0);
        // UTF-8 (RFC 3629): refused by the close code 1007
        row("overlong slash", request("\"\xc0\xaf\""), 1007);
        row("overlong NUL", request("\"\xc0\x80\""), 1007);
        row("overlong, three bytes", request("\"\xe0\x80\xaf\""), 1007);
        row("overlong, four bytes", request("\"\xf0\x80\x80\xaf\""), 1007);
        row("high surrogate", request("\"\xed\xa0\x80\""), 1007);
        row("low surrogate", request("\"\xed\xbf\xbf\""), 1007);
        row("surrogate pair", request("\"\xed\xa0\x80\xed\xb0\x80\""), 1007);
        row("beyond the last", request("\"\xf4\x90\x80\x80\""), 1007);
        row("five bytes", request("\"\xf8\x88\x80\x80\x80\""), 1007);
        row("six bytes", request("\"\xfc\x84\x80\x80\x80\x80\""), 1007);
        row("lone continuation", request("\"\x80\""), 1007);
        row("start without end", request("\"\xe2\x82\""), 1007);
        row("start at the end", "\"\xe2", 1007);
        row("0xff", "\xff", 1007);
        row("0xfe 0xff", "\xfe\xff", 1007);
        row("UTF-16", QByteArray("\xff\xfe{\0}\0", 6), 1007);
        row("Latin-1", request("\"\xe4\""), 1007);
        row("byte order mark", "\xef\xbb\xbf" + request("{}"), 0);
        row("noncharacter", request("{\"a\":\"\xef\xbf\xbf\"}"), 0);
        row("lone surrogate, escaped", request("{\"a\":\"\\ud800\"}"), 0);
        row("right to left", request("{\"a\":\"\xe2\x80\xae\"}"), 0);
    }
    void messages()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        Server server;
        Raw client(server);
        client.socket.write(handshake);
        QTRY_VERIFY(client.isUpgraded());
        client.received.clear();
        client.socket.write(frame(text));
        if (code > 0) {
            QTRY_VERIFY(client.isGone);
            QVERIFY(client.received.startsWith(QByteArray("\x88")));
            QCOMPARE_EQ(static_cast<unsigned char>(client.received.at(2)) * 256
                    + static_cast<unsigned char>(client.received.at(3)),
                code);
        } else {
            QTRY_VERIFY(!client.received.isEmpty());
            if (code < 0) {
                QVERIFY2(client.received.contains(QByteArray("\"code\":" + QByteArray::number(code))),
                    client.received.constData());
            }
        }
        QCOMPARE_EQ(server.connector.begun(), 0);
        QVERIFY(servesOthers(server));
    }

    void frames_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray echo = request("{}");
        const auto row = [](const QByteArray &name, const QByteArray &bytes) {
            QTest::newRow(name.constData()) << bytes;
        };
        for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            row("reserved opcode " + QByteArray::number(opcode),
                frame(echo, static_cast<unsigned char>(0x80 + opcode)));
        }
        for (const unsigned bits : {0xc1u, 0xa1u, 0x91u, 0xf1u}) {
            row("reserved bits " + QByteArray::number(bits, 16),
                frame(echo, static_cast<unsigned char>(bits)));
        }
        row("unmasked", QByteArray("\x81") + static_cast<char>(echo.size()) + echo);
        row("unmasked, empty", QByteArray("\x81\x00", 2));
        row("unmasked ping", QByteArray("\x89\x00", 2));
        row("unmasked close", QByteArray("\x88\x00", 2));
        row("unmasked, 16 bits", QByteArray("\x81\x7e\x01\x00", 4) + QByteArray(256, ' '));
        row("unmasked, 64 bits",
            QByteArray("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10) + QByteArray(65536, ' '));
        row("unmasked fragment", QByteArray("\x01\x01{", 3));
        row("unmasked continuation", frame("{", 0x01) + QByteArray("\x80\x01}", 3));
        const QByteArray unmasked = QByteArray("\x81") + static_cast<char>(echo.size()) + echo;
        row("unmasked after masked", frame(echo) + unmasked);
        row("unmasked before masked", unmasked + frame(echo));
        row("unmasked after a masked ping", frame("x", 0x89) + unmasked);
        row("unmasked pong", QByteArray("\x8a\x01x", 3));
        row("unmasked binary", QByteArray("\x82\x01x", 3));
        row("unmasked ping inside a message",
            frame("{", 0x01) + QByteArray("\x89\x00", 2) + frame("}", 0x80));
        row("unmasked last of three", frame("{", 0x01) + frame(" ", 0x00) + QByteArray("\x80\x01}", 3));
        row("unmasked, the header alone", QByteArray("\x81\x05", 2));
        row("binary", frame(echo, 0x82));
        row("binary fragment", frame("{", 0x02) + frame("}", 0x80));
        row("continuation of nothing", frame(echo, 0x80));
        row("text inside a message", frame("{", 0x01) + frame("{}", 0x81));
        row("fragmented ping", frame("x", 0x09));
        row("ping of 126 bytes", frame(QByteArray(126, 'x'), 0x89));
        row("close of one byte", frame("x", 0x88));
        row("close with a wrong code", frame(QByteArray("\x00\x01", 2), 0x88));
        row("close with bad UTF-8", frame(QByteArray("\x03\xe8\xff", 3), 0x88));
        row("length 126 in 16 bits too many", QByteArray("\x81\xfe\x00\x01", 4) + noMask + "x");
        row("length in 64 bits too many",
            QByteArray("\x81\xff\x00\x00\x00\x00\x00\x00\x00\x01", 10) + noMask + "x");
        row("negative length", QByteArray("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10) + noMask);
        row("2 GiB", QByteArray("\x81\xff\x00\x00\x00\x00\x7f\xff\xff\xff", 10) + noMask);
        row("one byte too long", frame(QByteArray(65537, ' ')));
        row("too long in fragments",
            frame(QByteArray(40000, ' '), 0x01) + frame(QByteArray(40000, ' '), 0x80));
        row("too long in many",
            frame(QByteArray(1000, ' '), 0x01) + frame(QByteArray(1000, ' '), 0x00).repeated(70));
        row("crumbs", frame({}, 0x01) + frame({}, 0x00).repeated(11000));
        for (const int count : {150, 1000, 20000}) {
            row("pings " + QByteArray::number(count), frame({}, 0x89).repeated(count));
            row("long pings " + QByteArray::number(count), frame(QByteArray(125, 'x'), 0x89).repeated(count));
            row("pongs " + QByteArray::number(count), frame({}, 0x8a).repeated(count));
        }
        // Drips: nothing more comes.
        const QByteArray whole = frame(echo);
        for (const qsizetype size : {1, 2, 3, 5, 6, 7, 20, 40}) {
            row("drips after " + QByteArray::number(size), whole.first(size));
        }
        row("drips in a long header", QByteArray("\x81\xfe", 2));
        row("drips in a longer header", QByteArray("\x81\xff\x00\x00", 4));
        row("drips before the mask", QByteArray("\x81\xfe\x01\x00", 4));
        row("drips after a fragment", frame("{", 0x01));
        row("drips after two", frame("{", 0x01) + frame("}", 0x00));
        row("drips with pings between", frame("{", 0x01) + frame({}, 0x89).repeated(50));
        row("drips after a message", whole + whole.first(3));
        row("drips in a ping", frame(QByteArray(100, 'x'), 0x89).first(50));
    }
    void frames()
    {
        QFETCH(QByteArray, bytes);
        Server server;
        Raw client(server);
        client.socket.write(handshake);
        QTRY_VERIFY(client.isUpgraded());
        client.socket.write(bytes);
        QTRY_VERIFY(client.isGone);
        QVERIFY(client.received.contains('\x88')); // it was told why
        QTRY_COMPARE(server.listener.connections(), 0);
        QVERIFY(servesOthers(server));
    }

    void handshakes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const QByteArray &name, const QByteArray &bytes) {
            QTest::newRow(name.constData()) << bytes;
        };
        const auto with = [](const QByteArray &header) -> QByteArray {
            return QByteArray(handshake).replace("\r\n\r\n", QByteArray("\r\n" + header + "\r\n\r\n"));
        };
        for (const char *path :
            {"/", "/call-api/", "/Call-Api", "//call-api", "/call-api/..", "/../call-api", "/./call-api",
                "/call-api;x", "/call-api%00", "/call-api%2f", "/call-api%20", "/%2e%2e/call-api", "/metrics",
                "/call-api?token=x", "/call-api?access_token=cord_x", "call-api", "*", "/call-api\t"}) {
            row(QByteArray("path ") + path, QByteArray(handshake).replace("/call-api", path));
        }
        for (const char *origin :
            {"https://evil.example", "null", "https://wall.example.evil.example", "http://wall.example",
                "https://wall.example:443", "HTTPS://WALL.EXAMPLE", "https://wall.example/",
                "https://evil.example, https://wall.example", " ", "file://", "https://WALL.example", "*",
                "about:blank", "https://xwall.example", "https://wall.example\t.evil"}) {
            row(QByteArray("origin ") + origin, with(QByteArray("Origin: ") + origin));
        }
        for (const char *header : {"Forwarded: for=127.0.0.1", "X-Forwarded-For: 127.0.0.1", "Via: 1.1 x",
                 "X-Forwarded-Proto: https", "X-Real-IP: 127.0.0.1", "Authorization: Bearer wrong",
                 "Authorization: Basic YWRtaW46YWRtaW4=", "Authorization: Bearer ", "Authorization: x"}) {
            row(QByteArray("not anonymous: ") + header, with(header));
        }
        for (const char *header :
            {"Origin:", "origin :", "X-Forwarded-For:", "Forwarded: ", "Via:", "AUTHORIZATION:"}) {
            row(QByteArray("empty: ") + header, with(header));
        }
        row("POST", QByteArray(handshake).replace("GET", "POST"));
        row("no upgrade", "GET /call-api HTTP/1.1\r\nHost: h\r\n\r\n");
        row("version 8", QByteArray(handshake).replace("Version: 13", "Version: 8"));
        row("HTTP/1.0", QByteArray(handshake).replace("HTTP/1.1", "HTTP/1.0"));
        row("no key", QByteArray(handshake).replace("Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==\r\n", ""));
        row("no host", QByteArray(handshake).replace("Host: 127.0.0.1\r\n", ""));
        row("TLS", QByteArray("\x16\x03\x01\x02\x00\x01\x00", 7));
        row("SIP", "INVITE sip:a@h SIP/2.0\r\n\r\n");
        row("endless header", "GET /call-api HTTP/1.1\r\nX: " + QByteArray(100000, 'x'));
        row("many headers", "GET /call-api HTTP/1.1\r\n" + QByteArray("X: y\r\n").repeated(20000));
        row("line feeds only", QByteArray(handshake).replace("\r\n", "\n"));
        row("NUL", QByteArray(1000, '\0'));
        for (const qsizetype size : {0, 1, 3, 4, 10, 50, 100}) {
            row("drips after " + QByteArray::number(size), handshake.first(size));
        }
    }
    void handshakes()
    {
        QFETCH(QByteArray, bytes);
        Server server;
        Raw client(server);
        client.socket.write(bytes);
        client.socket.write(frame(request("{\"callid\":\"a@h\"}", "CallEnd")));
        QTRY_VERIFY_WITH_TIMEOUT(client.isGone, 10000);
        QCOMPARE_EQ(server.connector.begun(), 0);
        QTRY_COMPARE(server.listener.connections(), 0);
        QVERIFY(servesOthers(server));
    }

    void floods_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *method : {"Echo", "CallList", "CallSubscribe", "CallUnsubscribe", "NodeList",
                 "RegistrationList", "StatsGet", "ServerInfo", "SessionInfo", "CommandList", "CommandGet",
                 "CallGet", "CallEnd", "NoSuchMethod", "SessionLogin"}) {
            QTest::newRow(method) << request("{}", method);
        }
        QTest::newRow("garbage") << "x"_ba;
        QTest::newRow("batches") << "[" + QByteArray(request("{}") + ",").repeated(49) + request("{}") + "]";
    }
    void floods()
    {
        QFETCH(QByteArray, text);
        Server server;
        Raw client(server);
        client.socket.write(handshake);
        QTRY_VERIFY(client.isUpgraded());
        client.received.clear();
        client.socket.write(frame(text).repeated(text.size() > 1000 ? 100 : 1000));
        QTRY_VERIFY(client.received.count("-32007") > 100 || client.received.count("-32700") == 1000);
        QVERIFY(servesOthers(server));
    }
};

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_hostile.moc"
