// SPDX-License-Identifier: Apache-2.0
#include "server/app/logging/record.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class RecordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void formats()
    {
        const LogRecord record{
            QDateTime({2025, 1, 2}, {3, 4, 5, 6}, Qt::UTC), LogLevel::Warn, u"cordboard.x"_s, u"a \"b\" ü"_s};
        QCOMPARE_EQ(
            logLine(record, LogFormat::Text), "2025-01-02T03:04:05.006Z WARN  cordboard.x: a \"b\" ü\n"_ba);
        QCOMPARE_EQ(logLine(record, LogFormat::Journald), "<4>cordboard.x: a \"b\" ü\n"_ba);
        const QJsonObject json = QJsonDocument::fromJson(logLine(record, LogFormat::Json)).object();
        QCOMPARE_EQ(json,
            (QJsonObject{{u"time"_s, u"2025-01-02T03:04:05.006Z"_s}, {u"level"_s, u"WARN"_s},
                {u"category"_s, u"cordboard.x"_s}, {u"message"_s, u"a \"b\" ü"_s}}));
    }

    void priorities()
    {
        QByteArray begins;
        for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warn, LogLevel::Error}) {
            begins += logLine({{}, level, {}, {}}, LogFormat::Journald).first(3);
        }
        QCOMPARE_EQ(begins, "<7><6><4><3>"_ba);
    }

    void staysOneLine_data()
    {
        QTest::addColumn<QString>("message");
        QTest::newRow("LF") << u"a\nb"_s;
        QTest::newRow("CRLF") << u"a\r\n<3>forged"_s;
        QTest::newRow("NUL and ESC") << QString(u"a"_s + QChar(0) + QChar(27) + u"[2J"_s);
        QTest::newRow("C1") << QString(u"a"_s + QChar(0x85) + QChar(0x2028));
        QTest::newRow("long") << QString(100000, u'x');
        QTest::newRow("long, not ASCII") << QString(100000, u'\u4e2d');
        QTest::newRow("long, quotes") << QString(100000, u'"');
        QTest::newRow("half a pair") << QString(2000, QChar(0xd83d));
    }
    void staysOneLine()
    {
        QFETCH(QString, message);
        for (const LogFormat format : {LogFormat::Text, LogFormat::Json, LogFormat::Journald}) {
            const QByteArray line = logLine({{}, LogLevel::Info, u"c"_s, message}, format);
            QVERIFY(line.endsWith('\n'));
            QCOMPARE_EQ(line.count('\n'), 1);
            QCOMPARE_EQ(line.count('\r') + line.count('\0') + line.count('\x1b'), 0);
            QCOMPARE_LE(line.size(), longestLogLine);
        }
    }

    void controlsCannotBlowALineUp()
    {
        const QByteArray line =
            logLine({{}, LogLevel::Info, u"c"_s, QString(100000, u'\n')}, LogFormat::Json);
        QCOMPARE_LE(line.size(), longestLogLine);
        QVERIFY(!QJsonDocument::fromJson(line).isNull());
    }

    void masksNumbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        const auto row = [](const char *text, const char *masked) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(masked);
        };
        row("sip:+4930123456@h", "sip:***56@h");
        row("sip:4930123456@h:5060", "sip:***56@h:5060");
        row("sips:4930123456;phone-context=x@h", "sips:***56;phone-context=x@h");
        row("sip:+49-30-(123)-456@h", "sip:***56@h");
        row("+49.30.123456", "***56");
        row("tel:030123456", "tel:***56");
        row("TEL:+4930123456;ext=7", "TEL:***56;ext=7");
        row("4930123456@h called 4930123457@h", "***56@h called ***57@h");
        row("from <sip:12345@h>", "from <sip:***45@h>");
        row("\"12345@h\"", "\"***45@h\"");
        // What is no telephone number.
        row("sip:1001@h", "sip:1001@h");
        row("sip:alice@h", "sip:alice@h");
        row("sip:alice12345@h", "sip:alice12345@h");
        row("sip:10.0.0.1:5060", "sip:10.0.0.1:5060");
        row("10.11.12.13;rport", "10.11.12.13;rport");
        row("listening on ws://127.0.0.1:50590/call-api", "listening on ws://127.0.0.1:50590/call-api");
        row("2026-11-27T18:47:33.123Z", "2026-11-27T18:47:33.123Z");
        row("1234567 bytes", "1234567 bytes");
        row("cordboard-3f2a1b4c5d6e7f80@h", "cordboard-3f2a1b4c5d6e7f80@h");
        row("a+1", "a+1");
        row("", "");
    }
    void masksNumbers()
    {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        QCOMPARE_EQ(maskNumbers(text), masked);
    }
};

QTEST_GUILESS_MAIN(RecordTest)
#include "tst_record.moc"
