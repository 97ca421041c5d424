// SPDX-License-Identifier: Apache-2.0
#include "server/admin/adminrequest.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class AdminRequestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void hosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("own");
        const auto row = [](const char *host, bool own) { QTest::newRow(host) << QByteArray(host) << own; };
        row("127.0.0.1", true);
        row("127.0.0.1:9095", true);
        row("127.0.0.1:", true);
        row("localhost", true);
        row("LOCALHOST:1", true);
        row("[::1]", true);
        row("[::1]:9095", true);
        row("192.0.2.1:80", true); // nobody can give an address to another name
        row("monitor.example:9095", true);
        row("MONITOR.example", true);
        row("", false);
        row(":9095", false);
        row("evil.example", false);
        row("evil.example:9095", false);
        row("localhost.evil.example", false);
        row("127.0.0.1.evil.example", false);
        row("127.0.0.1.nip.io", false);
        row("xmonitor.example", false);
        row("monitor.example.", false);
        row("localhost:99999", false);
        row("localhost:+1", false);
        row("localhost:9095:1", false);
        row("localhost@evil.example", false);
        row("[localhost]", false);
        row("[127.0.0.1]", false);
        row("[::1", false);
        row("[::1]x", false);
        row("::1", false);
        row("127.1", false);
        row("2130706433", false);
        row("0x7f.0.0.1", false);
    }
    void hosts()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, own);
        QCOMPARE_EQ(isOwnHost(host, {u"monitor.example"_s}), own);
    }

    void requests_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("status"); ///< 200: a page
        const auto row = [](const char *name, const QByteArray &header, int status) {
            QTest::newRow(name) << header << status;
        };
        const QByteArray host = "Host: localhost\r\n";
        row("health", "GET /healthz HTTP/1.1\r\n" + host, 200);
        row("HTTP/1.0", "GET /readyz HTTP/1.0\r\n" + host, 200);
        row("query", "GET /metrics?x=y HTTP/1.1\r\n" + host, 200);
        row("no body", "GET /metrics HTTP/1.1\r\nContent-Length: 0\r\n" + host, 200);
        row("root", "GET / HTTP/1.1\r\n" + host, 404);
        row("longer", "GET /metrics/ HTTP/1.1\r\n" + host, 404);
        row("up", "GET /x/../metrics HTTP/1.1\r\n" + host, 404);
        row("POST", "POST /metrics HTTP/1.1\r\n" + host, 405);
        row("HEAD", "HEAD /metrics HTTP/1.1\r\n" + host, 405);
        row("lower case", "get /metrics HTTP/1.1\r\n" + host, 405);
        row("body", "GET /metrics HTTP/1.1\r\nContent-Length: 5\r\n" + host, 400);
        row("chunks", "GET /metrics HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + host, 400);
        row("no host", "GET /metrics HTTP/1.1\r\n", 400);
        row("two hosts", "GET /metrics HTTP/1.1\r\n" + host + host, 400);
        row("another host", "GET /metrics HTTP/1.1\r\nHost: evil.example\r\n", 421);
        row("absolute", "GET http://localhost/metrics HTTP/1.1\r\n" + host, 400);
        row("no version", "GET /metrics\r\n" + host, 400);
        row("HTTP/2", "GET /metrics HTTP/2.0\r\n" + host, 400);
        row("two spaces", "GET  /metrics HTTP/1.1\r\n" + host, 400);
        row("line feed", "GET /metrics HTTP/1.1\n" + host, 400);
        row("folded", "GET /metrics HTTP/1.1\r\n" + host + " evil\r\n", 400);
        row("no colon", "GET /metrics HTTP/1.1\r\n" + host + "evil\r\n", 400);
        row("space before the colon", "GET /metrics HTTP/1.1\r\nHost : localhost\r\n", 400);
        row("TLS", QByteArray("\x16\x03\x01\x02\x00\x01", 6) + "\r\n", 400);
        row("nothing", "", 400);
    }
    void requests()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, status);
        const auto read = readAdminRequest(header, {});
        const auto *const refusal = std::get_if<AdminRefusal>(&read);
        QCOMPARE_EQ(refusal ? refusal->status : 200, status);
    }
};

QTEST_GUILESS_MAIN(AdminRequestTest)
#include "tst_adminrequest.moc"
