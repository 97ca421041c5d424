// SPDX-License-Identifier: Apache-2.0
#include "common/client/calltable.h"
#include "tests/common/client/callwire.h"
#include "tests/support/strict.h"

#include <QTest>

#include <algorithm>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using Verdict = CallTable::Verdict;

Q_DECLARE_METATYPE(std::vector<cordboard::protocol::CallsSnapshot>)

namespace {

CallTable::Outcome give(CallTable &table, protocol::CallsSnapshot message)
{
    return table.apply(CallReading<protocol::CallsSnapshot>{std::move(message), {}});
}
CallTable::Outcome give(CallTable &table, protocol::CallsChanged message)
{
    return table.apply(CallReading<protocol::CallsChanged>{std::move(message), {}});
}

QString listed(const CallTable &table)
{
    QStringList ids;
    for (const LiveCall &call : table.calls()) {
        ids.append(call.call.id.text() + QString::number(call.call.rev));
    }
    ids.sort();
    return ids.join(u' ');
}

QString ids(const QList<CallId> &list)
{
    QStringList texts;
    for (const CallId &id : list) {
        texts.append(id.text());
    }
    return texts.join(u' ');
}

/// Knows a and b, at seq 10.
CallTable tableOfTwo()
{
    CallTable table;
    if (give(table, page(10, 0, {liveCall(u"a"_s), liveCall(u"b"_s)}, true)).verdict != Verdict::Reset) {
        qFatal("no list");
    }
    return table;
}

const protocol::StreamPosition at10{u"e"_s, 10, u"v"_s};

} // namespace

class CallTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aListInOnePage()
    {
        CallTable table;
        QVERIFY(!table.hasList());
        QVERIFY(!table.position());
        QCOMPARE(give(table, page(10, 0, {liveCall(u"a"_s)}, true)).verdict, Verdict::Reset);
        QVERIFY(table.hasList());
        QCOMPARE(listed(table), u"a1"_s);
        QVERIFY(table.position() == at10);
    }

    void anEmptyListIsAList()
    {
        CallTable table;
        QCOMPARE(give(table, page(0, 0, {}, true)).verdict, Verdict::Reset);
        QVERIFY(table.hasList());
        QVERIFY(table.calls().isEmpty());
    }

    void halfAListIsNeverShown()
    {
        CallTable table = tableOfTwo();
        QCOMPARE(give(table, page(20, 0, {liveCall(u"c"_s)}, false)).verdict, Verdict::Page);
        QCOMPARE(listed(table), u"a1 b1"_s);
        QVERIFY(!table.position());
        QCOMPARE(give(table, page(20, 1, {liveCall(u"d"_s)}, false)).verdict, Verdict::Page);
        QCOMPARE(listed(table), u"a1 b1"_s);
        QCOMPARE(give(table, page(20, 2, {}, true)).verdict, Verdict::Reset);
        QCOMPARE(listed(table), u"c1 d1"_s);
        QCOMPARE(table.position()->seq, 20);
    }

    void pagesMustFollowOneAnother_data()
    {
        QTest::addColumn<std::vector<protocol::CallsSnapshot>>("pages");
        QTest::addColumn<QString>("verdicts"); // the first letter of each
        const auto p = [](qint64 seq, qint64 number, bool last, const QString &epoch = u"e"_s,
                           const QString &view = u"v"_s) {
            return page(seq, number, {liveCall(u"c%1"_s.arg(number))}, last, epoch, view);
        };
        const auto row = [](const char *name, std::vector<protocol::CallsSnapshot> pages,
                             const char *verdicts) {
            QTest::newRow(name) << std::move(pages) << QString::fromLatin1(verdicts);
        };
        row("in order", {p(20, 0, false), p(20, 1, true)}, "PR");
        row("doubled", {p(20, 0, false), p(20, 0, false), p(20, 1, false), p(20, 1, false), p(20, 2, true)},
            "PIPIR");
        row("doubled after the last", {p(20, 0, false), p(20, 1, true), p(20, 1, true), p(20, 0, false)},
            "PRII");
        row("one missing", {p(20, 0, false), p(20, 2, true), p(20, 1, false)}, "PBI");
        row("reordered", {p(20, 1, true), p(20, 0, false)}, "BP");
        row("of an older list", {p(20, 0, false), p(9, 1, false)}, "PB");
        row("a newer list begins", {p(20, 0, false), p(25, 0, false), p(25, 1, true)}, "PPR");
        row("an older list of the same view", {p(9, 0, true), p(10, 0, true)}, "II");
        row("the same seq in another epoch", {p(10, 0, true, u"f"_s)}, "R");
        row("the same seq in another view", {p(10, 0, true, u"e"_s, u"w"_s)}, "R");
        row("mixed views", {p(20, 0, false), p(20, 1, true, u"e"_s, u"w"_s)}, "PB");
        row("a page below 0", {p(20, -1, true)}, "B");
    }
    void pagesMustFollowOneAnother()
    {
        QFETCH(std::vector<protocol::CallsSnapshot>, pages);
        QFETCH(QString, verdicts);
        CallTable table = tableOfTwo();
        QString actual;
        for (const protocol::CallsSnapshot &page : pages) {
            switch (give(table, page).verdict) {
            case Verdict::Ignored:
                actual += u'I';
                break;
            case Verdict::Broken:
                actual += u'B';
                break;
            case Verdict::Page:
                actual += u'P';
                break;
            case Verdict::Reset:
                actual += u'R';
                break;
            case Verdict::Changed:
                actual += u'C';
                break;
            }
            QVERIFY(actual.contains(u'R') || listed(table) == u"a1 b1"_s);
        }
        QCOMPARE(actual, verdicts);
    }

    void changesAreOneBatch()
    {
        CallTable table = tableOfTwo();
        const auto outcome = give(table,
            changes(10, 16,
                {set(liveCall(u"c"_s)), gone(u"a"_s), set(liveCall(u"c"_s, CallState::Answered, 2)),
                    set(liveCall(u"x"_s)), gone(u"x"_s), set(liveCall(u"b"_s, CallState::Held, 5))}));
        QCOMPARE(outcome.verdict, Verdict::Changed);
        QCOMPARE(ids(outcome.set), u"c b"_s);
        QCOMPARE(ids(outcome.gone), u"a"_s);
        QCOMPARE(listed(table), u"b5 c2"_s);
        QCOMPARE(table.position()->seq, 16);
    }

    void goneAndBackIsSet()
    {
        CallTable table = tableOfTwo();
        const auto outcome = give(table, changes(10, 12, {gone(u"a"_s), set(liveCall(u"a"_s, {}, 9))}));
        QCOMPARE(ids(outcome.set), u"a"_s);
        QCOMPARE(ids(outcome.gone), QString());
        QCOMPARE(listed(table), u"a9 b1"_s);
    }

    void unknownStatesComeAlong()
    {
        CallTable table = tableOfTwo();
        auto outcome = table.apply(CallReading<protocol::CallsChanged>{
            changes(10, 12, {set(liveCall(u"a"_s)), set(liveCall(u"b"_s))}), {u"parked"_s, QString()}});
        QCOMPARE(outcome.verdict, Verdict::Changed);
        QCOMPARE(table.calls().value(CallId(u"a"_s)).stateWord(), u"parked"_s);
        QCOMPARE(table.calls().value(CallId(u"b"_s)).stateWord(), u"ringing"_s);
        outcome = give(table, changes(12, 13, {set(liveCall(u"a"_s))}));
        QCOMPARE(table.calls().value(CallId(u"a"_s)).stateWord(), u"ringing"_s);
    }

    void changesMustContinue_data()
    {
        QTest::addColumn<QString>("epoch");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("kind"); // 0 no changes, 1 a is gone, 2 set without call, 3 gone without id,
                                       // 4 gone of one that is not there, 5 gone twice
        QTest::addColumn<Verdict>("verdict");
        const auto row = [](const char *name, int from, int to, int kind, Verdict verdict,
                             const char *epoch = "e") {
            QTest::newRow(name) << QString::fromLatin1(epoch) << from << to << kind << verdict;
        };
        row("the next", 10, 11, 1, Verdict::Changed);
        row("far ahead, nothing of it in the view", 10, 5000, 0, Verdict::Changed);
        row("a sign of life", 10, 10, 0, Verdict::Changed);
        row("an old sign of life", 9, 9, 0, Verdict::Ignored);
        row("doubled", 9, 10, 1, Verdict::Ignored);
        row("older", 3, 7, 1, Verdict::Ignored);
        row("a gap", 11, 12, 1, Verdict::Broken);
        row("a gap without changes", 11, 11, 0, Verdict::Broken);
        row("an overlap", 9, 12, 1, Verdict::Broken);
        row("backwards", 12, 10, 0, Verdict::Broken);
        row("changes in no time", 10, 10, 1, Verdict::Broken);
        row("another epoch", 10, 11, 1, Verdict::Broken, "f");
        row("another epoch's sign of life", 10, 10, 0, Verdict::Broken, "f");
        row("set without a call", 10, 11, 2, Verdict::Broken);
        row("gone without an id", 10, 11, 3, Verdict::Broken);
        row("gone without ever having been there", 10, 11, 4, Verdict::Broken);
        row("gone twice", 10, 12, 5, Verdict::Broken);
    }
    void changesMustContinue()
    {
        QFETCH(QString, epoch);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(int, kind);
        QFETCH(Verdict, verdict);
        const std::vector<std::vector<protocol::CallChange>> kinds{{}, {gone(u"a"_s)},
            {gone(u"a"_s), {ChangeOp::Set, {}, CallId(u"a"_s)}},
            {gone(u"a"_s), {ChangeOp::Gone, liveCall(u"b"_s), {}}}, {gone(u"a"_s), gone(u"z"_s)},
            {gone(u"a"_s), gone(u"a"_s)}};
        CallTable table = tableOfTwo();
        const auto outcome = give(table, changes(from, to, kinds.at(static_cast<std::size_t>(kind)), epoch));
        QCOMPARE(outcome.verdict, verdict);
        QCOMPARE(outcome.why.isEmpty(), verdict != Verdict::Broken);
        // Not even the good part of a bad message is done.
        QCOMPARE(listed(table), verdict == Verdict::Changed && kind == 1 ? u"b1"_s : u"a1 b1"_s);
        QCOMPARE(table.position().has_value(), verdict != Verdict::Broken);
        if (verdict == Verdict::Broken) {
            QCOMPARE(give(table, changes(10, 11, {})).verdict, Verdict::Ignored);
            QCOMPARE(give(table, page(30, 0, {}, true)).verdict, Verdict::Reset);
        }
    }

    void changesBeforeAnyListAreIgnored()
    {
        CallTable table;
        QCOMPARE(give(table, changes(0, 1, {set(liveCall(u"a"_s))})).verdict, Verdict::Ignored);
        QVERIFY(!table.hasList());
    }

    void changesBetweenPages()
    {
        CallTable table = tableOfTwo();
        QCOMPARE(give(table, page(20, 0, {}, false)).verdict, Verdict::Page);
        QCOMPARE(give(table, changes(10, 11, {})).verdict, Verdict::Ignored);
        QCOMPARE(give(table, changes(20, 20, {})).verdict, Verdict::Ignored);
        QCOMPARE(give(table, changes(20, 21, {})).verdict, Verdict::Broken);
        QCOMPARE(give(table, page(20, 1, {}, true)).verdict, Verdict::Ignored);
        QCOMPARE(listed(table), u"a1 b1"_s);
    }

    void answersToSubscriptions_data()
    {
        QTest::addColumn<QString>("epoch");
        QTest::addColumn<int>("seq");
        QTest::addColumn<QString>("view");
        QTest::addColumn<bool>("snapshot");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("nothing happened") << u"e"_s << 10 << u"v"_s << false << Verdict::Changed << true;
        QTest::newRow("changes follow") << u"e"_s << 15 << u"v"_s << false << Verdict::Ignored << true;
        QTest::newRow("a snapshot follows") << u"e"_s << 15 << u"v"_s << true << Verdict::Ignored << false;
        QTest::newRow("back in time") << u"e"_s << 9 << u"v"_s << false << Verdict::Broken << false;
        QTest::newRow("other epoch") << u"f"_s << 15 << u"v"_s << false << Verdict::Broken << false;
        QTest::newRow("other view") << u"e"_s << 15 << u"w"_s << false << Verdict::Broken << false;
    }
    void answersToSubscriptions()
    {
        QFETCH(QString, epoch);
        QFETCH(int, seq);
        QFETCH(QString, view);
        QFETCH(bool, snapshot);
        QFETCH(Verdict, verdict);
        QFETCH(bool, goesOn);
        CallTable table = tableOfTwo();
        QCOMPARE(table.subscribed({epoch, seq, view, 2, snapshot}).verdict, verdict);
        QCOMPARE(table.position().has_value(), goesOn);
        QCOMPARE(listed(table), u"a1 b1"_s);
    }

    void anAnswerWithoutSnapshotToANewcomerIsBroken()
    {
        CallTable table;
        QCOMPARE(table.subscribed({u"e"_s, 0, u"v"_s, 0, false}).verdict, Verdict::Broken);
    }

    void anAskedForSnapshotAtTheSameSeqIsTaken()
    {
        CallTable table = tableOfTwo();
        QCOMPARE(table.subscribed({u"e"_s, 10, u"v"_s, 1, true}).verdict, Verdict::Ignored);
        QCOMPARE(give(table, page(10, 0, {liveCall(u"z"_s)}, true)).verdict, Verdict::Reset);
        QCOMPARE(listed(table), u"z1"_s);
    }

    void anInterruptedListIsForgotten()
    {
        CallTable table = tableOfTwo();
        QCOMPARE(give(table, page(20, 0, {liveCall(u"c"_s)}, false)).verdict, Verdict::Page);
        table.interrupted();
        QVERIFY(!table.position());
        QCOMPARE(give(table, page(20, 1, {}, true)).verdict, Verdict::Ignored);
        QCOMPARE(listed(table), u"a1 b1"_s);
        CallTable whole = tableOfTwo();
        whole.interrupted();
        QVERIFY(whole.position() == at10);
    }
};

QTEST_GUILESS_MAIN(CallTableTest)
#include "tst_calltable.moc"
