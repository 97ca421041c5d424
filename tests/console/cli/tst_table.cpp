// SPDX-License-Identifier: Apache-2.0
#include "console/cli/table.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard::cli;
using namespace Qt::StringLiterals;

namespace {

QJsonObject call(const QString &caller, const QJsonValue &callee = QJsonValue())
{
    return {{u"state"_s, u"ringing"_s}, {u"kind"_s, u"call"_s}, {u"node"_s, u"edge"_s},
        {u"callid"_s, u"abc"_s}, {u"caller"_s, QJsonObject{{u"uri"_s, caller}}}, {u"callee"_s, callee}};
}

} // namespace

class TableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { cordboard::tests::failOnAnyWarning(); }

    void columnsAlign()
    {
        const QString table = callTable({call(u"sip:a@b"_s), call(u"sip:longer@example.com"_s)});
        const QStringList lines = table.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE_EQ(lines.size(), 3);
        QCOMPARE_EQ(lines.at(0).indexOf(u"CALL-ID"_s), lines.at(1).indexOf(u"abc"_s));
        QCOMPARE_EQ(lines.at(0).indexOf(u"CALL-ID"_s), lines.at(2).indexOf(u"abc"_s));
    }

    void whatIsUnknownIsADash() { QVERIFY(callLine(call(u"sip:a@b"_s)).contains(u"sip:a@b -> -"_s)); }

    void controlCharactersDoNotReachTheTerminal()
    {
        const QString line = callLine(call(u"sip:\x1b[2J\u202e@b"_s));
        QVERIFY(!line.contains(QChar(0x1b)));
        QVERIFY(!line.contains(QChar(0x202e)));
        QVERIFY(line.contains(u"sip:?[2J?@b"_s));
    }

    void setupCallsSaySo()
    {
        QJsonObject setup = call(u"sip:a@b"_s);
        setup.insert(u"kind"_s, u"setup"_s);
        QVERIFY(callLine(setup).startsWith(u"ringing (setup)"_s));
    }
};

QTEST_GUILESS_MAIN(TableTest)
#include "tst_table.moc"
