// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/httpreply.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype limit = 1000;
}

class HttpReplyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void whole_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("keepAlive");
        const auto row = [](const char *name, const char *input, int status, const char *body,
                             bool keepAlive) {
            QTest::newRow(name) << QByteArray(input) << status << QByteArray(body) << keepAlive;
        };
        row("libmicrohttpd",
            "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 17:04:16 GMT\r\nContent-Type: application/json\r\n"
            "Content-Length: 4\r\n\r\nabcd",
            200, "abcd", true);
        row("empty body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "", true);
        row("names in any case",
            "HTTP/1.1 400 Bad Request\r\ncontent-LENGTH:2\r\nCONNECTION: Close\r\n\r\nno", 400, "no", false);
        row("no reason", "HTTP/1.1 401\r\nContent-Length: 0\r\n\r\n", 401, "", true);
        row("1.0", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", false);
        row("1.0, kept", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", 200, "x",
            true);
        row("the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
            200, "x", true);
        row("chunked",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
            "chunked\r\n\r\n3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\n\r\n",
            200, "abc0123456789", true);
        row("chunked with trailers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\nx\r\n0\r\nA: b\r\nC: d\r\n\r\n", 200,
            "x", true);
        row("after an interim reply",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\n"
            "Content-Length: 1\r\n\r\nx",
            200, "x", true);
        row("no content", "HTTP/1.1 204 No Content\r\n\r\n", 204, "", true);
        row("a body like a head", "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n\r\n\r\n\r\n\r\n", 200,
            "\r\n\r\n\r\n\r\n", true);
    }
    void whole()
    {
        QFETCH(QByteArray, input);
        for (qsizetype cut = 0; cut < input.size(); ++cut) {
            const QByteArrayView part = QByteArrayView(input).first(cut);
            QVERIFY2(std::holds_alternative<HttpNeedsMore>(parseHttpReply(part, false, limit)),
                qPrintable(QString::number(cut)));
            QVERIFY(std::holds_alternative<HttpBroken>(parseHttpReply(part, true, limit)));
        }
        for (const QByteArray &more : {QByteArray(), QByteArray("HTTP/1.1 200 OK\r\n")}) {
            for (const bool atEnd : {false, true}) {
                const QByteArray all = input + more;
                const auto parsed = parseHttpReply(all, atEnd, limit);
                const auto *reply = std::get_if<HttpReply>(&parsed);
                QVERIFY(reply);
                QTEST(reply->status, "status");
                QTEST(reply->body, "body");
                QTEST(reply->keepAlive, "keepAlive");
                QCOMPARE_EQ(reply->consumed, input.size());
            }
        }
    }

    void untilTheEnd()
    {
        const QByteArray input("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}");
        QVERIFY(std::holds_alternative<HttpNeedsMore>(parseHttpReply(input, false, limit)));
        const auto parsed = parseHttpReply(input, true, limit);
        const auto *reply = std::get_if<HttpReply>(&parsed);
        QVERIFY(reply);
        QCOMPARE_EQ(reply->body, QByteArray("{}"));
        QVERIFY(!reply->keepAlive);
        QCOMPARE_EQ(reply->header("content-type"), QByteArray("application/json"));
        QCOMPARE_EQ(reply->header("content-length"), QByteArray());
    }

    void broken_data()
    {
        QTest::addColumn<QByteArray>("input");
        const auto row = [](const char *name, const QByteArray &input) { QTest::newRow(name) << input; };
        row("SSH", "SSH-2.0-OpenSSH_9.2\r\n");
        row("one wrong byte", "\n");
        row("TLS", QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7));
        row("HTTP/2", "HTTP/2 200\r\n\r\n");
        row("short status line", "HTTP/1.1 20\r\n\r\n");
        row("long status", "HTTP/1.1 2000 OK\r\n\r\n");
        row("status of letters", "HTTP/1.1 2x0 OK\r\n\r\n");
        row("status 099", "HTTP/1.1 099 OK\r\n\r\n");
        row("no colon", "HTTP/1.1 200 OK\r\nContent-Length 5\r\n\r\n");
        row("no name", "HTTP/1.1 200 OK\r\n: 5\r\n\r\n");
        row("continued line", "HTTP/1.1 200 OK\r\nA: b\r\n c: d\r\n\r\n");
        row("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
        row("signed length", "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx");
        row("empty length", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n");
        row("huge length", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n");
        row("above the limit", "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n");
        row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx");
        row("length and chunks",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("compressed", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n");
        row("chunk of no size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n");
        row("chunk of size -1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n");
        row("chunk too long", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3E9\r\n");
        row("chunks too long", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n3E8\r\n");
        row("chunk size overflows",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF1\r\n");
        row("chunk without end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz");
        row("chunk line too long",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(300, 'x')
                + "\r\na\r\n0\r\n\r\n");
        row("trailers without end",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + QByteArray("a: b\r\n").repeated(3000));
        row("chunk line without end",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray(300, '1'));
        row("long chunk line",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(300, 'x') + "\r\ny\r\n");
        row("many chunks",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + QByteArray("0001\r\nx\r\n").repeated(900) + "3e8\r\n");
        row("empty chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n");
        row("chunk size with sign", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+1\r\nx\r\n");
        row("chunk size with 0x", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\nx\r\n");
        row("endless trailers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + QByteArray("A: b\r\n").repeated(3000));
        row("endless interim replies", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(700));
        row("interim replies with long heads",
            QByteArray("HTTP/1.1 100 Continue\r\nA: " + QByteArray(6000, 'a') + "\r\n\r\n").repeated(3));
        row("many headers", "HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(3000));
        row("endless head", "HTTP/1.1 200 OK\r\nA: " + QByteArray(17000, 'a'));
    }
    void broken()
    {
        QFETCH(QByteArray, input);
        QVERIFY(std::holds_alternative<HttpBroken>(parseHttpReply(input, false, limit)));
        QVERIFY(std::holds_alternative<HttpBroken>(parseHttpReply(input, true, limit)));
    }

    /// How much is missing, as far as it can be known: a reply that drips need not be read at every byte.
    void tellsWhatIsMissing_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("atLeast");
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("a head in part") << QByteArray("HTTP/1.1 200 OK\r\nA") << 0;
        QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nabc")
                                << 40 + 900;
        QTest::newRow("after an interim reply")
            << QByteArray("HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")
            << 18 + 40 + 900;
        QTest::newRow("chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nabc")
                               << 47 + 4 + 16 + 2;
        QTest::newRow("until the end") << QByteArray("HTTP/1.1 200 OK\r\n\r\nabc") << 0;
    }
    void tellsWhatIsMissing()
    {
        QFETCH(QByteArray, input);
        const auto parsed = parseHttpReply(input, false, limit);
        QVERIFY(std::holds_alternative<HttpNeedsMore>(parsed));
        QTEST(static_cast<int>(std::get<HttpNeedsMore>(parsed).atLeast), "atLeast");
    }

    void manyChunksAreTooMany()
    {
        constexpr qsizetype enough = 10'000;
        const auto parse = [](int chunks) {
            const QByteArray input = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + QByteArray("1\r\nx\r\n").repeated(chunks) + "0\r\n\r\n";
            return parseHttpReply(input, false, enough);
        };
        QVERIFY(std::holds_alternative<HttpReply>(parse(4'000)));
        QVERIFY(std::holds_alternative<HttpBroken>(parse(5'000)));
    }

    void bodyAsLongAsAllowed()
    {
        const QByteArray body(limit, 'x');
        const auto parse = [](const QByteArray &input) { return parseHttpReply(input, false, limit); };
        QVERIFY(std::holds_alternative<HttpReply>(
            parse("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + body)));
        QVERIFY(std::holds_alternative<HttpReply>(
            parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + body + "\r\n0\r\n\r\n")));
        QVERIFY(std::holds_alternative<HttpNeedsMore>(parse("HTTP/1.1 200 OK\r\n\r\n" + body)));
        QVERIFY(std::holds_alternative<HttpBroken>(parse("HTTP/1.1 200 OK\r\n\r\n" + body + "y")));
    }
};

QTEST_GUILESS_MAIN(HttpReplyTest)
#include "tst_httpreply.moc"
