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
};

QTEST_GUILESS_MAIN(RecordTest)
#include "tst_record.moc"
