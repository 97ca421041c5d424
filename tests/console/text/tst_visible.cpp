// SPDX-License-Identifier: Apache-2.0
#include "console/text/visible.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

class TestVisible : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void showsWhatHides_data();
    void showsWhatHides();
    void hidesNothingInAnyPlane();
    void isBounded_data();
    void isBounded();
    void isQuickWithHugeNames();
    void isolatesInSentences_data();
    void isolatesInSentences();
    void makesPlainToolTips_data();
    void makesPlainToolTips();
    void makesPlainNotifications_data();
    void makesPlainNotifications();
    void keepsAmpersandsOfLabels();
};

void TestVisible::showsWhatHides_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto same = [](const char *name, const QString &text) { QTest::newRow(name) << text << text; };
    same("nothing", u""_s);
    same("plain", u"Bob Keller"_s);
    same("umlauts", u"Élodie Krüger-Brătescu & Søn"_s);
    same("Vietnamese", u"Nguyễn Thị Hạnh"_s);
    same("markup stays letters", u"<b>Bob</b> <img src=x>"_s);
    same("number", u"+49 (221) 4710-118"_s);
    same("Hebrew", u"שלום"_s);
    same("Arabic", u"محمد"_s);
    same("Chinese", u"王小明"_s);
    same("emoji", u"☎️ 📞"_s);
    same("family of joined emoji", u"👩‍👧"_s);
    same("Persian with a non-joiner", u"می‌خواهم"_s);
    same("accents apart", u"e\u0301"_s);
    QTest::newRow("right-to-left override") << u"Bob\u202Egpj.exe"_s << u"Bob‹U+202E›gpj.exe"_s;
    QTest::newRow("isolates") << u"a\u2066b\u2069c"_s << u"a‹U+2066›b‹U+2069›c"_s;
    QTest::newRow("marks of direction") << u"\u200E1\u200F2\u061C"_s << u"‹U+200E›1‹U+200F›2‹U+061C›"_s;
    QTest::newRow("zero width") << u"Bo\u200Bb\u2060\uFEFF"_s << u"Bo‹U+200B›b‹U+2060›‹U+FEFF›"_s;
    QTest::newRow("joiner between Latin letters") << u"Bo\u200Db"_s << u"Bo‹U+200D›b"_s;
    QTest::newRow("non-joiner at the end") << u"می\u200C"_s << u"می‹U+200C›"_s;
    QTest::newRow("soft hyphen") << u"Bo\u00ADb"_s << u"Bo‹U+00AD›b"_s;
    QTest::newRow("null") << QString(QChar(0)) + u"x"_s << u"‹U+0000›x"_s;
    QTest::newRow("escape") << u"\u001b[31mred"_s << u"‹U+001B›[31mred"_s;
    QTest::newRow("delete, C1") << u"\u007F\u009B"_s << u"‹U+007F›‹U+009B›"_s;
    QTest::newRow("line breaks") << u"a\nb\r\nc\rd\u2028e\u2029f\u0085g"_s << u"a↵b↵c↵d↵e↵f↵g"_s;
    QTest::newRow("tab") << u"a\tb"_s << u"a⇥b"_s;
    QTest::newRow("odd spaces") << u"a\u00A0b\u2003c\u3000d"_s << u"a b c d"_s;
    QTest::newRow("only spaces") << u" \u00A0 "_s << u"␣"_s;
    QTest::newRow("lone surrogates") << QString(QChar(0xD800)) + u"x"_s + QChar(0xDC00)
                                     << u"‹U+D800›x‹U+DC00›"_s;
    QTest::newRow("private use") << u"\uF8FF"_s << u"‹U+F8FF›"_s;
    QTest::newRow("no character") << u"\uFFFF\uFFFE"_s << u"‹U+FFFF›‹U+FFFE›"_s;
    QTest::newRow("tags") << u"x\U000E0041"_s << u"x‹U+E0041›"_s;
    QTest::newRow("fillers") << u"\u3164\u115F\uFFA0"_s << u"‹U+3164›‹U+115F›‹U+FFA0›"_s;
    QTest::newRow("blank Braille") << u"\u2800"_s << u"‹U+2800›"_s;
    QTest::newRow("variation selector on a letter") << u"a\uFE0F"_s << u"a‹U+FE0F›"_s;
    QTest::newRow("a heap of marks") << u"Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306o"_s
                                     << u"Z\u0300\u0301\u0302\u0303o"_s;
    QTest::newRow("mark without a letter") << u"\u0301x"_s << u"◌\u0301x"_s;
}

void TestVisible::showsWhatHides()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(text::visibleText(text), shown);
    // What is shown once is not changed by being shown again.
    QCOMPARE(text::visibleText(shown), shown);
}

/// Every code point of the planes that are in use, alone between two letters; of the others a sample.
void TestVisible::hidesNothingInAnyPlane()
{
    int escaped = 0;
    for (char32_t character = 0; character <= 0x10FFFF;
         character += character < 0x20000 || character >> 12 == 0xE0 ? 1U : 251U) {
        // QString::fromUcs4() would take U+FEFF for a byte order mark.
        const QString text = u'a' + QStringView(QChar::fromUcs4(character)).toString() + u'b';
        const QString shown = text::visibleText(text);
        QVERIFY(shown.size() >= 3);
        const QList<uint> all = shown.toUcs4();
        for (const uint one : all) {
            switch (QChar::category(one)) {
            case QChar::Other_Control:
            case QChar::Other_Format:
            case QChar::Other_Surrogate:
            case QChar::Other_PrivateUse:
            case QChar::Other_NotAssigned:
            case QChar::Separator_Line:
            case QChar::Separator_Paragraph:
                QFAIL(qPrintable(u"U+%1 is let through"_s.arg(uint(character), 0, 16)));
            default:
                break;
            }
        }
        escaped += shown.contains(u'‹') ? 1 : 0;
    }
    QCOMPARE_GT(escaped, 100);
}

void TestVisible::isBounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("shown");
    QTest::newRow("fits") << u"12345"_s << 5 << u"12345"_s;
    QTest::newRow("one too long") << u"123456"_s << 5 << u"1234…"_s;
    QTest::newRow("pair at the end") << u"123📞5"_s << 5 << u"123…"_s;
    QTest::newRow("pair fits") << u"12📞56"_s << 5 << u"12📞…"_s;
    QTest::newRow("accent at the end") << u"123e\u0301x"_s << 5 << u"123…"_s;
    QTest::newRow("escape is not cut") << u"12\u202E5678"_s << 6 << u"12…"_s;
    QTest::newRow("joined emoji are not cut") << u"ab👩‍👧x"_s << 6 << u"ab…"_s;
    QTest::newRow("marks only") << u"a"_s + QString(1000, QChar(0x0301)) << 5
                                << u"a\u0301\u0301\u0301\u0301"_s + u"…"_s;
    QTest::newRow("one") << u"abc"_s << 1 << u"…"_s;
    QTest::newRow("nothing") << u""_s << 1 << u""_s;
}

void TestVisible::isBounded()
{
    QFETCH(const QString, text);
    QFETCH(const int, limit);
    QFETCH(const QString, shown);
    if (QLatin1StringView(QTest::currentDataTag()) == "marks only"_L1) {
        QCOMPARE_LE(text::visibleText(text, limit).size(), limit);
        return;
    }
    QCOMPARE(text::visibleText(text, limit), shown);
}

/// As much work for a name of 100 MB as for one of the limit: this would time out otherwise.
void TestVisible::isQuickWithHugeNames()
{
    const QString huge(50 * 1024 * 1024, QChar(0x202E));
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE_LE(text::visibleText(huge).size(), text::visibleLimit);
    }
}

void TestVisible::isolatesInSentences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("left to right") << u"Bob"_s << u"Bob"_s;
    QTest::newRow("Hebrew") << u"שלום"_s << u"\u2068שלום\u2069"_s;
    QTest::newRow("mixed") << u"Bob (محمد)"_s << u"\u2068Bob (محمد)\u2069"_s;
    QTest::newRow("tries to leave") << u"ש\u2069x"_s << u"\u2068ש‹U+2069›x\u2069"_s;
}

void TestVisible::isolatesInSentences()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(text::inSentence(text), shown);
}

void TestVisible::makesPlainToolTips_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("toolTip");
    QTest::newRow("none") << u""_s << u""_s;
    QTest::newRow("plain") << u"Bob"_s << u"<qt>Bob</qt>"_s;
    QTest::newRow("markup") << u"<img src=\"http://x/\">&amp;"_s
                            << u"<qt>&lt;img src=&quot;http://x/&quot;&gt;&amp;amp;</qt>"_s;
    QTest::newRow("lines") << u"Hold (Ctrl+H)\nNo connection"_s
                           << u"<qt>Hold (Ctrl+H)<br/>No connection</qt>"_s;
}

void TestVisible::makesPlainToolTips()
{
    QFETCH(const QString, text);
    QFETCH(const QString, toolTip);
    QCOMPARE(text::plainToolTip(text), toolTip);
}

void TestVisible::makesPlainNotifications_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"Bob & Co. (214) & more"_s << u"Bob & Co. (214) & more"_s;
    QTest::newRow("markup") << u"<a href='x'>Bob</a>"_s << u"‹a href='x'›Bob‹/a›"_s;
    QTest::newRow("entities") << u"&lt;b&gt; &#60; R&D"_s << u"＆lt;b＆gt; ＆#60; R＆D"_s;
    QTest::newRow("ampersand at the end") << u"Bob &"_s << u"Bob &"_s;
}

void TestVisible::makesPlainNotifications()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(text::plainNotification(text), shown);
}

void TestVisible::keepsAmpersandsOfLabels()
{
    QCOMPARE(text::withoutMnemonic(u"Krüger & Co. &K"_s), u"Krüger && Co. &&K"_s);
}

QTEST_GUILESS_MAIN(TestVisible)
#include "tst_visible.moc"
