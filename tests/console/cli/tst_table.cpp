// SPDX-License-Identifier: Apache-2.0
#include "console/cli/table.h"
#include "console/cli/text.h"
#include "tests/console/cli/shown.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::cli;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

std::vector<LiveCall> twoCalls()
{
    return {shownCall(u"a"_s, CallState::Ringing, 7, party(u"sip:alice@demo.example"_s, u"Alice"_s),
                party(u"sip:bob@demo.example"_s)),
        shownCall(u"b"_s, CallState::Held, 3661, party(u"tel:+1555"_s))};
}

} // namespace

class TableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aTableWithRoom()
    {
        QCOMPARE(callTable(twoCalls(), 0, noon()),
            u"STATE    CALLER                      CALLEE              SINCE  NODE    CALL-ID\n"
            "ringing  Alice (alice@demo.example)  bob@demo.example     0:07  edge-1  a@10.0.0.1\n"
            "held     tel:+1555                   -                 1:01:01  edge-1  b@10.0.0.1\n"_s);
    }

    void aTableWithLittleRoom()
    {
        QCOMPARE(callTable(twoCalls(), 80, noon()),
            u"STATE    CALLER                      CALLEE              SINCE  NODE\n"
            "ringing  Alice (alice@demo.example)  bob@demo.example     0:07  edge-1\n"
            "held     tel:+1555                   -                 1:01:01  edge-1\n"_s);
        QCOMPARE(callTable(twoCalls(), 60, noon()),
            u"STATE    CALLER            CALLEE              SINCE  NODE\n"
            "ringing  Alice (alice@de…  bob@demo.example     0:07  edge-1\n"
            "held     tel:+1555         -                 1:01:01  edge-1\n"_s);
    }

    void noLineIsWiderThanItMay()
    {
        std::vector<LiveCall> calls = twoCalls();
        calls.push_back(shownCall(u"c"_s, CallState::Answered, 90000,
            party(u"sip:爱丽丝爱丽丝爱丽丝@例え.example"_s, u"爱丽丝爱丽丝爱丽丝爱丽丝"_s),
            party(u"sip:"_s + QString(5000, u'x'))));
        calls.back().call.node = NodeName(QString(300, u'n'));
        calls.back().unknownState = QString(300, u's');
        for (int width = 1; width < 300; ++width) {
            const QStringList lines = callTable(calls, width, noon()).split(u'\n');
            QCOMPARE(lines.size(), 5);
            for (const QString &line : lines) {
                QVERIFY2(cellWidth(line) <= width, qPrintable(line));
            }
        }
        for (int width = 1; width < 300; ++width) {
            const auto widths = steadyWidths(width, width % 40);
            QCOMPARE(widths.size(), columnCount);
            QVERIFY(width < 70 || cellWidth(rowLine(cellsOf(calls.back(), noon()), widths)) <= width);
        }
    }

    void cells_data()
    {
        QTest::addColumn<LiveCall>("call");
        QTest::addColumn<Column>("column");
        QTest::addColumn<QString>("text");
        const LiveCall plain = shownCall(u"a"_s, CallState::Answered, 60, party(u"sip:a@b"_s));
        const auto row = [&](const char *name, auto change, Column column, const QString &text) {
            LiveCall call = plain;
            change(call);
            QTest::newRow(name) << call << column << text;
        };
        row(
            "state", [](LiveCall &) {}, Column::State, u"answered"_s);
        row(
            "setup", [](LiveCall &c) { c.call.kind = CallKind::Setup; }, Column::State,
            u"answered (setup)"_s);
        row(
            "unknown state",
            [](LiveCall &c) {
                c.unknownState = u"park\x1b"
                                 "ed"_s;
            },
            Column::State, u"park?ed"_s);
        row(
            "no callee", [](LiveCall &) {}, Column::Callee, u"-"_s);
        row(
            "a name", [](LiveCall &c) { c.call.caller = party(u"sip:a@b"_s, u" Ann "_s); }, Column::Caller,
            u"Ann (a@b)"_s);
        row(
            "a blank name", [](LiveCall &c) { c.call.caller = party(u"sip:a@b"_s, u"  "_s); }, Column::Caller,
            u"a@b"_s);
        row(
            "no URI", [](LiveCall &c) { c.call.caller = party(QString(), u"Anonymous"_s); }, Column::Caller,
            u"Anonymous"_s);
        row(
            "neither", [](LiveCall &c) { c.call.caller = party(QString()); }, Column::Caller, u"-"_s);
        row(
            "sips", [](LiveCall &c) { c.call.caller = party(u"sips:a@b"_s); }, Column::Caller, u"sips:a@b"_s);
        row(
            "SIP", [](LiveCall &c) { c.call.caller = party(u"SIP:a@b"_s); }, Column::Caller, u"a@b"_s);
        row(
            "a cursor's way", [](LiveCall &c) { c.call.caller = party(u"sip:\x1b[2J\u202e@b"_s); },
            Column::Caller, u"?[2J?@b"_s);
        row(
            "since", [](LiveCall &) {}, Column::Since, u"1:00"_s);
        row(
            "since it began", [](LiveCall &c) { c.call.stateSince = {}; }, Column::Since, u"1:00"_s);
        row(
            "since nobody knows", [](LiveCall &c) { c.call.stateSince = c.call.startedAt = {}; },
            Column::Since, u"-"_s);
        row(
            "since no time", [](LiveCall &c) { c.call.stateSince = c.call.startedAt = {u"noon"_s}; },
            Column::Since, u"-"_s);
        row(
            "since tomorrow", [](LiveCall &c) { c.call.stateSince = {u"2026-11-25T12:00:00.000Z"_s}; },
            Column::Since, u"0:00"_s);
        row(
            "node", [](LiveCall &) {}, Column::Node, u"edge-1"_s);
    }
    void cells()
    {
        QFETCH(LiveCall, call);
        QFETCH(Column, column);
        QFETCH(QString, text);
        QCOMPARE(cellsOf(call, noon()).at(static_cast<int>(column)), text);
    }

    void aLineForLogs()
    {
        QCOMPARE(callLine(twoCalls()[0]),
            u"ringing  Alice (alice@demo.example) -> bob@demo.example  a@10.0.0.1"_s);
        QCOMPARE(callLine(twoCalls()[1]), u"held  tel:+1555 -> -  b@10.0.0.1"_s);
    }

    void anEmptyTableHasItsHeading()
    {
        QCOMPARE(callTable({}, 0, noon()), u"STATE  CALLER  CALLEE  SINCE  NODE  CALL-ID\n"_s);
    }
};

QTEST_GUILESS_MAIN(TableTest)
#include "tst_table.moc"
