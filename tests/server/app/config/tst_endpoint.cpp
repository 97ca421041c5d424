// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/endpoint.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class EndpointTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("IPv4") << u"127.0.0.1:8080"_s << u"127.0.0.1"_s << 8080;
        QTest::newRow("IPv6") << u"[::1]:5060"_s << u"::1"_s << 5060;
        QTest::newRow("name") << u"proxy.example:1"_s << u"proxy.example"_s << 1;
        QTest::newRow("any port") << u"127.0.0.1:0"_s << u"127.0.0.1"_s << 0;
    }
    void reads()
    {
        QFETCH(QString, text);
        const auto endpoint = Endpoint::parse(text);
        QVERIFY(endpoint);
        QTEST(endpoint->host, "host");
        QTEST(int(endpoint->port), "port");
        QCOMPARE_EQ(endpoint->text(), text);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", ":", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                 "h:+1", "h:80 ", " h:80", "h h:80", "[::1:80", "::1:80", "[h]:80", "[]:80", "h:0x50",
                 "h/x:80", "h@x:80", "h:123456789012"}) {
            QTest::newRow(*text ? text : "(empty)") << QString::fromLatin1(text);
        }
        QTest::newRow("not ASCII") << u"hé:80"_s;
        QTest::newRow("other digits") << u"h:٨٠"_s;
        QTest::newRow("NUL") << QString(u"h"_s + QChar(0) + u":80"_s);
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!Endpoint::parse(text));
    }

    void knowsLoopback()
    {
        for (const char *host : {"127.0.0.1", "127.3.2.1", "::1", "localhost"}) {
            QVERIFY2(isLoopback(QString::fromLatin1(host)), host);
        }
        for (const char *host :
            {"", "0.0.0.0", "::", "10.0.0.1", "localhost.example", "128.0.0.1", "LOCAL"}) {
            QVERIFY2(!isLoopback(QString::fromLatin1(host)), host);
        }
    }
};

QTEST_GUILESS_MAIN(EndpointTest)
#include "tst_endpoint.moc"
