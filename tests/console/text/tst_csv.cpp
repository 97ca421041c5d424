// SPDX-License-Identifier: Apache-2.0
#include "console/text/csv.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

class TestCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void makesFields_data();
    void makesFields();
    void makesRecords();
};

void TestCsv::makesFields_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    const auto same = [](const char *name, const QString &text) { QTest::newRow(name) << text << text; };
    same("nothing", u""_s);
    same("plain", u"Bob Keller"_s);
    same("non-ASCII", u"Krüger 王"_s);
    same("international number", u"+4922147101118"_s);
    same("number with spaces", u"+49 221 4710 118"_s);
    same("short number", u"214"_s);
    same("negative number", u"-3"_s);
    same("fraction", u"-3.5"_s);
    same("time", u"1:12:08"_s);
    same("dash within", u"J-4F2"_s);
    same("equals within", u"a=b"_s);
    QTest::newRow("decimal comma") << u"-3,5"_s << u"\"-3,5\""_s;
    QTest::newRow("comma") << u"Keller, Bob"_s << u"\"Keller, Bob\""_s;
    QTest::newRow("semicolon, the separator of other languages") << u"a;=1+1"_s << u"\"a;=1+1\""_s;
    QTest::newRow("quotes") << u"the \"boss\""_s << u"\"the \"\"boss\"\"\""_s;
    QTest::newRow("line break") << u"a\nb"_s << u"\"a\nb\""_s;
    QTest::newRow("spaces around") << u" a "_s << u"\" a \""_s;
    QTest::newRow("formula") << u"=1+1"_s << u"'=1+1"_s;
    QTest::newRow("command") << u"=cmd|' /C calc'!A0"_s << u"'=cmd|' /C calc'!A0"_s;
    QTest::newRow("link") << u"=HYPERLINK(\"http://x\",\"Bob\")"_s
                          << u"\"'=HYPERLINK(\"\"http://x\"\",\"\"Bob\"\")\""_s;
    QTest::newRow("plus") << u"+cmd"_s << u"'+cmd"_s;
    QTest::newRow("minus") << u"-cmd"_s << u"'-cmd"_s;
    QTest::newRow("minus alone") << u"-"_s << u"'-"_s;
    QTest::newRow("at") << u"@SUM(1)"_s << u"'@SUM(1)"_s;
    QTest::newRow("tab") << u"\t=1"_s << u"\"'\t=1\""_s;
    QTest::newRow("carriage return") << u"\r=1"_s << u"\"'\r=1\""_s;
    QTest::newRow("spaces before") << u"  =1"_s << u"'  =1"_s;
    QTest::newRow("line break before") << u"\n=1"_s << u"\"'\n=1\""_s;
    QTest::newRow("full width") << u"＝1＋1"_s << u"'＝1＋1"_s;
    QTest::newRow("control before") << u"\u0001=1"_s << u"'=1"_s;
    QTest::newRow("null within") << QString(u"a"_s + QChar(0) + u"b"_s) << u"ab"_s;
    // These a spreadsheet would compute.
    QTest::newRow("number with dashes") << u"+49-221-4710"_s << u"'+49-221-4710"_s;
    QTest::newRow("number with slash") << u"+49/221"_s << u"'+49/221"_s;
    QTest::newRow("number with brackets") << u"+49 (0)221"_s << u"'+49 (0)221"_s;
    QTest::newRow("sum of numbers") << u"+1+1"_s << u"'+1+1"_s;
    QTest::newRow("number and line break") << u"+1\n=1"_s << u"\"'+1\n=1\""_s;
    QTest::newRow("number and final line break") << u"+1\n"_s << u"\"'+1\n\""_s;
}

void TestCsv::makesFields()
{
    QFETCH(const QString, text);
    QFETCH(const QString, field);
    QCOMPARE(text::csvField(text), field);
}

void TestCsv::makesRecords()
{
    QCOMPARE(text::csvRecord({}), u"\r\n"_s);
    QCOMPARE(text::csvRecord({u"a"_s, u"=b"_s, u"c,d"_s, u""_s}), u"a,'=b,\"c,d\",\r\n"_s);
    QCOMPARE(text::csvRecord({u"a"_s, u"b;c"_s}, u';'), u"a;\"b;c\"\r\n"_s);
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
