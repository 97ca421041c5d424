// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/dialogtable.h"
#include "tests/support/strict.h"

#include <QTest>

#include <algorithm>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using Kind = DialogTable::Change::Kind;

namespace {

DialogStateChanged change(int from, int to, const QString &id = u"1.a"_s)
{
    return {.dialogId = id,
        .callId = SipCallId(u"call-"_s + id),
        .fromTag = u"f"_s,
        .toTag = u"t"_s,
        .oldState = DialogState(from),
        .newState = DialogState(to)};
}

Dialog row(int state, const QString &id = u"1.a"_s)
{
    return {.id = id,
        .callId = SipCallId(u"call-"_s + id),
        .state = DialogState(state),
        .fromUri = u"sip:bob@example.com"_s,
        .toUri = u"sip:alice@example.com"_s};
}

} // namespace

class DialogTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void anyOrderOfEventsEndsInTheSameState()
    {
        std::vector<std::pair<int, int>> steps{{1, 2}, {2, 3}, {3, 4}};
        std::sort(steps.begin(), steps.end());
        do {
            DialogTable table;
            for (const auto &[from, to] : steps) {
                (void)table.apply(change(from, to));
                (void)table.apply(change(from, to));
            }
            QCOMPARE_EQ(table.find(u"1.a"_s)->state, DialogState::Confirmed);
        } while (std::next_permutation(steps.begin(), steps.end()));
    }

    void theEndIsFinalWhateverComesLater()
    {
        DialogTable table;
        (void)table.apply(change(1, 2));
        QCOMPARE_EQ(table.apply(change(4, 5)).kind, Kind::Gone);
        QCOMPARE_EQ(table.apply(change(3, 4)).kind, Kind::Nothing);
        QCOMPARE_EQ(table.apply(change(4, 5)).kind, Kind::Nothing);
        QCOMPARE_EQ(table.applyListing(row(4)).kind, Kind::Nothing);
        QCOMPARE_EQ(table.size(), 0);
    }

    void countsAsTheProxyDoes()
    {
        DialogTable table;
        for (int state = 1; state <= 4; ++state) {
            (void)table.applyListing(row(state, QString::number(state)));
        }
        QCOMPARE_EQ(table.counts(), (DialogCounts{1, 2, 4}));
        (void)table.apply(change(1, 5, u"scanner"_s));
        QCOMPARE_EQ(table.counts(), (DialogCounts{1, 2, 4}));
        (void)table.apply(change(1, 5, u"1"_s)); // refused
        QCOMPARE_EQ(table.counts(), (DialogCounts{1, 2, 3}));
        (void)table.apply(change(2, 3, u"2"_s));
        (void)table.apply(change(2, 3, u"2"_s)); // twice
        QCOMPARE_EQ(table.counts(), (DialogCounts{0, 3, 3}));
        (void)table.apply(change(3, 4, u"new"_s)); // its answer was lost
        QCOMPARE_EQ(table.counts(), (DialogCounts{0, 4, 4}));
        (void)table.apply(change(4, 5, u"4"_s));
        (void)table.apply(change(4, 5, u"unknown"_s));
        QCOMPARE_EQ(table.counts(), (DialogCounts{0, 3, 5}));
        (void)table.remove(u"2"_s);
        (void)table.apply(change(1, 2, u"rings"_s));
        QCOMPARE_EQ(table.counts(), (DialogCounts{1, 2, 6}));
        (void)table.applyListing(row(4, u"rings"_s));
        QCOMPARE_EQ(table.counts(), (DialogCounts{0, 3, 6}));
        (void)table.apply(change(1, 2, u"given up"_s));
        (void)table.remove(u"given up"_s);
        QCOMPARE_EQ(table.counts(), (DialogCounts{0, 3, 6}));
    }

    /// Whoever knows the proxy's address can forge an end (fact 23). The list knows better, if it is younger.
    void aListAskedForAfterTheEndKnowsBetter()
    {
        DialogTable table;
        (void)table.applyListing(row(4));
        const quint64 before = table.moment();
        (void)table.apply(change(4, 5));
        QVERIFY(table.moment() > before);
        QCOMPARE_EQ(table.applyListing(row(4), before).kind, Kind::Nothing);
        QCOMPARE_EQ(table.applyListing(row(5), table.moment()).kind, Kind::Nothing);
        QCOMPARE_EQ(table.applyListing(row(4), table.moment()).kind, Kind::New);
        QCOMPARE_EQ(table.counts().active, 1);
        const quint64 between = table.moment();
        QCOMPARE_EQ(table.apply(change(4, 5)).kind, Kind::Gone); // and now in truth
        QCOMPARE_EQ(table.applyListing(row(4), between).kind, Kind::Nothing);
        QCOMPARE_EQ(table.size(), 0);
    }

    void theEndMayComeFirst()
    {
        DialogTable table;
        const auto effect = table.apply(change(1, 5));
        QCOMPARE_EQ(effect.kind, Kind::Gone);
        QCOMPARE_EQ(effect.dialog.callId, SipCallId(u"call-1.a"_s));
        QVERIFY(!effect.surprising);
        QCOMPARE_EQ(table.apply(change(1, 2)).kind, Kind::Nothing);
    }

    void listingBringsWhatEventsLack()
    {
        DialogTable table;
        QVERIFY(table.apply(change(1, 2)).needsListing);
        const auto effect = table.applyListing(row(2));
        QCOMPARE_EQ(effect.kind, Kind::Changed);
        QCOMPARE_EQ(effect.dialog.fromUri, u"sip:bob@example.com"_s);
        QVERIFY(table.isListed(u"1.a"_s));
        QCOMPARE_EQ(table.applyListing(row(2)).kind, Kind::Nothing);
        QVERIFY(!table.apply(change(2, 3)).needsListing);
    }

    void anOlderRowDoesNotLowerTheState()
    {
        DialogTable table;
        (void)table.apply(change(1, 2));
        (void)table.apply(change(3, 4));
        QCOMPARE_EQ(table.applyListing(row(2)).dialog.state, DialogState::Confirmed);
    }

    void endedRowsAreDropped()
    {
        DialogTable table;
        QCOMPARE_EQ(table.applyListing(row(5)).kind, Kind::Nothing);
        QCOMPARE_EQ(table.size(), 0);
    }

    void gapsAreSurprising_data()
    {
        QTest::addColumn<int>("known");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("surprising");
        QTest::newRow("birth") << 0 << 1 << 2 << false;
        QTest::newRow("birth unseen") << 0 << 3 << 4 << true;
        QTest::newRow("scanner") << 0 << 1 << 5 << false;
        QTest::newRow("end of an unknown call") << 0 << 4 << 5 << true;
        QTest::newRow("next") << 2 << 2 << 3 << false;
        QTest::newRow("one missed") << 2 << 3 << 4 << true;
    }
    void gapsAreSurprising()
    {
        QFETCH(int, known);
        QFETCH(int, from);
        QFETCH(int, to);
        DialogTable table;
        if (known) {
            (void)table.applyListing(row(known));
        }
        QTEST(table.apply(change(from, to)).surprising, "surprising");
    }

    void sweepFindsWhatNobodyNamed()
    {
        DialogTable table;
        (void)table.applyListing(row(4, u"1.a"_s));
        (void)table.applyListing(row(4, u"2.b"_s));
        (void)table.applyListing(row(4, u"3.c"_s));
        table.beginSweep();
        (void)table.applyListing(row(4, u"1.a"_s));
        (void)table.apply(change(4, 4, u"2.b"_s));
        const auto unseen = table.unseen();
        QCOMPARE_EQ(unseen.size(), 1);
        QCOMPARE_EQ(unseen.first().id, u"3.c"_s);
        QCOMPARE_EQ(table.remove(u"3.c"_s).kind, Kind::Gone);
        QCOMPARE_EQ(table.remove(u"3.c"_s).kind, Kind::Nothing);
    }

    void twoDialogsMayShareACallId()
    {
        DialogTable table;
        Dialog second = row(4, u"2.b"_s);
        second.callId = SipCallId(u"call-1.a"_s);
        (void)table.applyListing(row(4));
        (void)table.applyListing(second);
        QCOMPARE_EQ(table.byCallId(second.callId).size(), 2);
        (void)table.remove(u"1.a"_s);
        QCOMPARE_EQ(table.byCallId(second.callId).size(), 1);
    }
};

QTEST_GUILESS_MAIN(DialogTableTest)
#include "tst_dialogtable.moc"
