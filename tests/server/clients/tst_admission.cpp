// SPDX-License-Identifier: Apache-2.0
#include "server/clients/admission.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class AdmissionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void origins_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("none") << QString() << true;
        QTest::newRow("listed") << u"https://a.example"_s << true;
        QTest::newRow("other scheme") << u"http://a.example"_s << false;
        QTest::newRow("with a port") << u"https://a.example:443"_s << false;
        QTest::newRow("longer") << u"https://a.example.evil"_s << false;
        QTest::newRow("upper case") << u"https://A.example"_s << false;
        QTest::newRow("null") << u"null"_s << false;
        QTest::newRow("file") << u"file://"_s << false;
    }
    void origins()
    {
        QFETCH(QString, origin);
        QFETCH(bool, allowed);
        QCOMPARE_EQ(isOriginAllowed(origin, {u"https://a.example"_s, u"null"_s}), allowed);
    }

    void handshakes_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("good");
        QTest::addColumn<bool>("anonymous");
        QTest::newRow("plain") << u"ws://h/call-api"_s << ""_ba << true << true;
        QTest::newRow("query") << u"ws://h/call-api?a=b"_s << ""_ba << true << true;
        QTest::newRow("other header") << u"ws://h/call-api"_s << "X-Forward: x"_ba << true << true;
        QTest::newRow("root") << u"ws://h/"_s << ""_ba << false << false;
        QTest::newRow("longer") << u"ws://h/call-api/"_s << ""_ba << false << false;
        QTest::newRow("upper case") << u"ws://h/Call-Api"_s << ""_ba << false << false;
        // RFC 3986 section 6.2.2.2: the same path
        QTest::newRow("escaped") << u"ws://h/call%2dapi"_s << ""_ba << true << true;
        QTest::newRow("dots") << u"ws://h/x/../call-api"_s << ""_ba << false << false;
        for (const char *name :
            {"Forwarded", "forwarded", "X-Forwarded-For", "x-forwarded-proto", "VIA", "X-Real-IP"}) {
            QTest::newRow(name) << u"ws://h/call-api"_s << QByteArray(QByteArray(name) + ": 192.0.2.1")
                                << true << false;
        }
        QTest::newRow("empty origin") << u"ws://h/call-api"_s << "Origin: "_ba << false << false;
        QTest::newRow("origin") << u"ws://h/call-api"_s << "Origin: https://evil.example"_ba << false
                                << false;
        QTest::newRow("null origin") << u"ws://h/call-api"_s << "Origin: null"_ba << false << false;
        QTest::newRow("listed origin")
            << u"ws://h/call-api"_s << "Origin: https://a.example"_ba << true << false;
        QTest::newRow("basic") << u"ws://h/call-api"_s << "Authorization: Basic YTpi"_ba << true << false;
        for (const char *query : {"token=x", "TOKEN=x", "a=b&access_token=x", "x=cord_abc", "t%6Fken=x"}) {
            QTest::newRow(query) << u"ws://h/call-api?%1"_s.arg(QLatin1StringView(query)) << ""_ba << false
                                 << false;
        }
    }
    void handshakes()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, header);
        QFETCH(bool, good);
        QFETCH(bool, anonymous);
        QNetworkRequest request{QUrl(url)};
        if (!header.isEmpty()) {
            request.setRawHeader(header.left(header.indexOf(':')), header.mid(header.indexOf(':') + 1));
        }
        const auto arrival = examine(request, {}, QHostAddress(QHostAddress::LocalHost),
            {.allowedOrigins = {u"https://a.example"_s, u"null"_s}});
        QCOMPARE_EQ(arrival.has_value(), good);
        QCOMPARE_EQ(arrival && arrival->mayBeAnonymous, anonymous);
        const auto stranger =
            examine(request, {}, QHostAddress(u"192.0.2.9"_s), {.allowedOrigins = {u"https://a.example"_s}});
        QVERIFY(!stranger || !stranger->mayBeAnonymous);
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("address");
        const auto row = [](const char *name, const char *peer, const char *header, const char *address) {
            QTest::newRow(name) << QString::fromLatin1(peer) << QByteArray(header)
                                << QString::fromLatin1(address);
        };
        row("direct", "192.0.2.9", "", "192.0.2.9");
        row("trusted", "10.0.0.1", "X-Forwarded-For: 192.0.2.1", "192.0.2.1");
        row("not trusted", "192.0.2.9", "X-Forwarded-For: 192.0.2.1", "192.0.2.9");
        row("forged in front", "10.0.0.1", "X-Forwarded-For: 127.0.0.1, 192.0.2.1", "192.0.2.1");
        row("two trusted", "10.0.0.1", "X-Forwarded-For: 192.0.2.1, 10.0.0.7", "192.0.2.1");
        row("nonsense", "10.0.0.1", "X-Forwarded-For: no address", "10.0.0.1");
        row("empty", "10.0.0.1", "X-Forwarded-For: ", "10.0.0.1");
        row("with a port", "10.0.0.1", "X-Forwarded-For: 192.0.2.1:4711", "192.0.2.1");
        row("RFC 7239", "10.0.0.1", "Forwarded: for=192.0.2.1;proto=http;by=10.0.0.1", "192.0.2.1");
        row("RFC 7239 IPv6", "10.0.0.1", "Forwarded: For=\"[2001:db8::1]:4711\"", "2001:db8::1");
        row("RFC 7239 hidden", "10.0.0.1", "Forwarded: for=_hidden", "10.0.0.1");
        row("RFC 7239 chain", "10.0.0.1", "Forwarded: for=203.0.113.5, for=192.0.2.1, for=10.0.0.9",
            "192.0.2.1");
        // A relay that adds a line to the client's (as HAProxy does) says the truth in the last.
        row("two lines", "10.0.0.1", "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: 192.0.2.1", "192.0.2.1");
        row("two lines, other case", "10.0.0.1",
            "x-forwarded-for: 203.0.113.5\r\nX-FORWARDED-FOR : 192.0.2.1", "192.0.2.1");
        row("RFC 7239, two lines", "10.0.0.1", "Forwarded: for=127.0.0.1\r\nForwarded: for=192.0.2.1",
            "192.0.2.1");
        // A relay that knows one of the two passes the other on: the client could name anybody in it.
        row("both, forged", "10.0.0.1", "Forwarded: for=203.0.113.5\r\nX-Forwarded-For: 192.0.2.1",
            "10.0.0.1");
        row("both, the same", "10.0.0.1", "Forwarded: for=192.0.2.1\r\nX-Forwarded-For: 192.0.2.1",
            "192.0.2.1");
        row("both, without an address", "10.0.0.1", "Forwarded: proto=https\r\nX-Forwarded-For: 192.0.2.1",
            "192.0.2.1");
        row("mapped IPv4", "::ffff:10.0.0.1", "X-Forwarded-For: ::ffff:192.0.2.1", "192.0.2.1");
    }
    void addresses()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArray, header);
        QFETCH(QString, address);
        QNetworkRequest request{QUrl(u"ws://h/call-api"_s)};
        if (!header.isEmpty()) {
            request.setRawHeader(header.left(header.indexOf(':')), header.mid(header.indexOf(':') + 2));
        }
        const RelayHeaders relays = relayHeaders("GET / HTTP/1.1\r\nHost: h\r\n" + header + "\r\n");
        const auto arrival = examine(request, relays, QHostAddress(peer),
            {.trustedProxies = {QHostAddress::parseSubnet(u"10.0.0.0/8"_s)}});
        QVERIFY(arrival);
        QCOMPARE_EQ(arrival->address.toString(), address);
    }

    void foreignHeaders_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("foreign");
        const QByteArray start = "GET / HTTP/1.1\r\nHost: h";
        QTest::newRow("none") << start << false;
        QTest::newRow("empty") << ""_ba << false;
        QTest::newRow("in a value") << QByteArray(start + "\r\nX: Origin: a") << false;
        for (const char *line :
            {"Origin:", "origin: x", "ORIGIN :", " Via: x", "X-Forwarded-Anything:", "X-Client-IP: 1",
                "CF-Connecting-IP: 1", "True-Client-IP: 1", "forwarded:", "Authorization: ", "x-real-ip:1"}) {
            QTest::newRow(line) << QByteArray(start + "\r\n" + line) << true;
            QTest::addRow("line feed, %s", line) << QByteArray(start + "\n" + line) << true;
        }
    }
    void foreignHeaders()
    {
        QFETCH(QByteArray, header);
        QFETCH(bool, foreign);
        QCOMPARE_EQ(hasForeignHeader(header), foreign);
    }

    void tokens()
    {
        QNetworkRequest request{QUrl(u"ws://h/call-api"_s)};
        request.setRawHeader("Authorization", "bearer  abc ");
        const auto arrival = examine(request, {}, QHostAddress(QHostAddress::LocalHost), {});
        QVERIFY(arrival);
        QCOMPARE_EQ(arrival->token, "abc"_ba);
        QVERIFY(!arrival->mayBeAnonymous);
    }
};

QTEST_GUILESS_MAIN(AdmissionTest)
#include "tst_admission.moc"
