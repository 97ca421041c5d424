// SPDX-License-Identifier: Apache-2.0
#include "console/cli/text.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard::cli;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { cordboard::tests::failOnAnyWarning(); }

    void nothingSteersTheTerminal_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QString &text, const QString &shown) {
            QTest::newRow(name) << text << shown;
        };
        row("plain", u"Alice"_s, u"Alice"_s);
        row("umlauts", u"Älice"_s, u"Älice"_s);
        row("escape", u"\x1b[2J"_s, u"?[2J"_s);
        row("C1", u"a\u009bb"_s, u"a?b"_s);
        row("newline, tab, NUL", QString(u"a\nb\tc"_s + QChar(0)), u"a?b?c?"_s);
        row("bidirectional override", u"a\u202eb"_s, u"a?b"_s);
        row("isolate", u"a\u2066b"_s, u"a?b"_s);
        row("line separator", u"a\u2028b"_s, u"a?b"_s);
        row("half a pair", QString(u"a"_s + QChar(0xd83d) + u'b'), u"a?b"_s);
        row("the other half", QString(u"a"_s + QChar(0xde00) + u'b'), u"a?b"_s);
        row("half a pair at the end", QString(u"a"_s + QChar(0xd83d)), u"a?"_s);
        row("noncharacter", u"a\uffffb"_s, u"a?b"_s);
        row("private use", u"a\ue000b"_s, u"a?b"_s);
        row("emoji", u"\U0001f600"_s, u"\U0001f600"_s);
        row("joiner and selector", u"\u2764\ufe0f\u200dx"_s, u"\u2764x"_s);
        row("a mark", u"e\u0301"_s, u"e\u0301"_s);
        row("many marks", u"e\u0301\u0301\u0301\u0301\u0301x\u0301"_s, u"e\u0301\u0301\u0301x\u0301"_s);
        row("a mark on what is not ours", u"\u0301a"_s, u"a"_s);
        row("nothing", QString(), QString());
    }
    void nothingSteersTheTerminal()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(printable(text), shown);
    }

    void jsonKeepsItsMeaning_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << uR"({"a":"b \u001b é"})"_s << uR"({"a":"b \u001b é"})"_s;
        QTest::newRow("C1") << u"\"\u009b2J\""_s << u"\"\\u009b2J\""_s;
        QTest::newRow("delete") << u"\"\u007f\""_s << u"\"\\u007f\""_s;
        QTest::newRow("override") << u"\"\u202e\""_s << u"\"\\u202e\""_s;
        QTest::newRow("half a pair") << QString(u"\""_s + QChar(0xd83d) + u'"') << u"\"\\ud83d\""_s;
        QTest::newRow("emoji") << u"\"\U0001f600\""_s << u"\"\U0001f600\""_s;
        QTest::newRow("tag") << u"\"\U000e0041\""_s << u"\"\\udb40\\udc41\""_s;
        QTest::newRow("spaces") << u"{\n\t\"a\":\r\n1}"_s << u"{  \"a\":  1}"_s;
        QTest::newRow("no JSON") << u"\x1b[2J"_s << u" [2J"_s;
    }
    void jsonKeepsItsMeaning()
    {
        QFETCH(QString, json);
        QFETCH(QString, shown);
        QCOMPARE(printableJson(json), shown);
    }

    void widths_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("cells");
        QTest::newRow("nothing") << QString() << 0;
        QTest::newRow("ASCII") << u"abc"_s << 3;
        QTest::newRow("Latin") << u"äß"_s << 2;
        QTest::newRow("combining") << u"e\u0301\u0302x"_s << 2;
        QTest::newRow("Chinese") << u"爱丽丝"_s << 6;
        QTest::newRow("Hangul") << u"한"_s << 2;
        QTest::newRow("full width") << u"Ａ"_s << 2;
        QTest::newRow("half width") << u"ｱ"_s << 1;
        QTest::newRow("emoji") << u"\U0001f600"_s << 2;
        QTest::newRow("plane 2") << u"\U00020000"_s << 2;
        QTest::newRow("arrow") << u"→…"_s << 2;
        QTest::newRow("Arabic") << u"علي"_s << 3;
    }
    void widths()
    {
        QFETCH(QString, text);
        QFETCH(int, cells);
        QCOMPARE(cellWidth(text), cells);
    }

    void everyTextFitsEveryWidth()
    {
        for (const QString &text : {QString(), u"a"_s, u"alice@demo.example"_s, u"爱丽丝爱丽丝"_s,
                 u"a爱b丽c"_s, u"e\u0301e\u0301e\u0301"_s, u"\U0001f600\U0001f600\U0001f600"_s}) {
            for (int cells = 0; cells < 25; ++cells) {
                QCOMPARE(cellWidth(fitted(text, cells)), cells);
                QVERIFY(cellWidth(elided(text, cells)) <= cells);
                QVERIFY(elided(text, cells).isValidUtf16());
                QCOMPARE(elided(text, cells) == text, cellWidth(text) <= cells);
            }
        }
        QCOMPARE(fitted(u"abcdef", 4), u"abc…"_s);
        QCOMPARE(fitted(u"爱丽丝", 5), u"爱丽…"_s);
        QCOMPARE(fitted(u"爱丽丝", 4), u"爱… "_s);
        QCOMPARE(fitted(u"ab", 4), u"ab  "_s);
    }

    void durations_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("duration");
        QTest::addColumn<QString>("text");
        const auto row = [](std::chrono::milliseconds duration, const char *text) {
            QTest::newRow(text) << duration << QString::fromLatin1(text);
        };
        row(999ms, "0:00");
        row(7s, "0:07");
        row(59min + 59s, "59:59");
        row(1h, "1:00:00");
        row(23h + 5min + 9s, "23:05:09");
        row(24h, "1d 00h");
        row(30 * 24h + 5h, "30d 05h");
        QTest::newRow("clocks that disagree") << std::chrono::milliseconds(-5000) << u"0:00"_s;
    }
    void durations()
    {
        QFETCH(std::chrono::milliseconds, duration);
        QFETCH(QString, text);
        QCOMPARE(durationText(duration), text);
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "tst_text.moc"
