// SPDX-License-Identifier: Apache-2.0
#include "console/models/attention.h"
#include "console/models/callcolumns.h"
#include "console/models/callfilter.h"
#include "tests/console/support/callworld.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;
using tests::present;

namespace {

LiveCall aCall(CallState state = CallState::Answered, int inState = 60)
{
    return tests::someCall("x", tests::party("Ann", "1"), tests::party("Ben", "2"), state, inState, 100);
}

} // namespace

class TestCallRow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void readsTheStates();
    void tellsWhoWaits();
    void claimsNoTimeThatNobodyKnows();
    void namesJourneys();
    void lightsLamps_data();
    void lightsLamps();
    void filters_data();
    void filters();
    void speaks();
};

void TestCallRow::readsTheStates()
{
    QCOMPARE(callRow(aCall(CallState::Ringing), {}).state, ShownState::Ringing);
    QCOMPARE(callRow(aCall(CallState::Answered), {}).state, ShownState::Talking);
    QCOMPARE(callRow(aCall(CallState::Held), {}).state, ShownState::Held);
    QCOMPARE(callRow(aCall(CallState::Ended), {}).state, ShownState::Ended);
    LiveCall moving = aCall();
    moving.call.commands = {{CommandId(u"c"_s), u"CallAttendedTransfer"_s}};
    CallContext context;
    context.transferSince = present - 7000;
    QCOMPARE(callRow(moving, context).state, ShownState::Transferring);
    QCOMPARE(callRow(moving, context).since, present - 7000);
    moving.call.commands = {{CommandId(u"c"_s), u"CallHold"_s}};
    QCOMPARE(callRow(moving, {}).state, ShownState::Talking);
    LiveCall strange = aCall();
    strange.unknownState = u"parked\u202e"_s;
    QCOMPARE(stateText(callRow(strange, {})), u"Parked‹U+202E›"_s);
}

void TestCallRow::tellsWhoWaits()
{
    LiveCall held = aCall(CallState::Held);
    QCOMPARE(callRow(held, {}).waiting, std::optional(text::HeldSide::Caller));
    held.call.legs[1].heldBy.value = HeldBy::Phone;
    QCOMPARE(callRow(held, {}).waiting, std::optional(text::HeldSide::Both));
    held.call.legs[0].heldBy.value.reset();
    QCOMPARE(callRow(held, {}).waiting, std::optional(text::HeldSide::Callee));
    held.call.legs.clear();
    QCOMPARE(callRow(held, {}).waiting, std::nullopt);
    held.call.state = CallState::Answered;
    QCOMPARE(callRow(held, {}).waiting, std::nullopt);
}

void TestCallRow::claimsNoTimeThatNobodyKnows()
{
    LiveCall found = aCall(CallState::Held);
    found.call.timeSource = TimeSource::Sync;
    found.call.startedAt.value.reset();
    const CallRow row = callRow(found, {});
    QCOMPARE(inState(row, present), std::nullopt);
    QCOMPARE(inAll(row, present), std::nullopt);
    QCOMPARE(cellText(row, CallColumn::InState, present, 0), u"–"_s);
    found.call.state = CallState::Answered;
    QCOMPARE(inState(callRow(found, {}), present), std::optional(96000ms));
    found.call.startedAt.value = u"no time"_s;
    QCOMPARE(inAll(callRow(found, {}), present), std::nullopt);
    // The server's clock may be ahead of what we think it is.
    LiveCall future = aCall();
    future.call.stateSince.value = tests::isoTime(present + 5000);
    QCOMPARE(inState(callRow(future, {}), present), std::optional(0ms));
}

void TestCallRow::namesJourneys()
{
    QCOMPARE(journeyName(JourneyId(u"4f2aa1"_s)), u"J-4F2"_s);
    QCOMPARE(journeyName(JourneyId(u"--"_s)), QString());
    LiveCall live = aCall();
    live.call.journey.value = JourneyId(u"4f2aa1"_s);
    QCOMPARE(cellText(callRow(live, {}), CallColumn::Journey, present, 2), u"J-4F2 · 2"_s);
    QCOMPARE(cellText(callRow(live, {}), CallColumn::Journey, present, 1), QString());
}

void TestCallRow::lightsLamps_data()
{
    QTest::addColumn<CallState>("state");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("lit");
    QTest::newRow("rings 19 s") << CallState::Ringing << 19 << false;
    QTest::newRow("rings 20 s") << CallState::Ringing << 20 << true;
    QTest::newRow("held 119 s") << CallState::Held << 119 << false;
    QTest::newRow("held 120 s") << CallState::Held << 120 << true;
    QTest::newRow("talks for an hour") << CallState::Answered << 3600 << false;
    QTest::newRow("over") << CallState::Ended << 3600 << false;
}

void TestCallRow::lightsLamps()
{
    QFETCH(CallState, state);
    QFETCH(int, seconds);
    QTEST(needsAttention(callRow(aCall(state, seconds), {}), {}, present), "lit");
    CallContext failed;
    failed.failure = CommandState{};
    failed.failedAt = present;
    QCOMPARE(needsAttention(callRow(aCall(state, seconds), failed), {}, present), state != CallState::Ended);
    QVERIFY(!needsAttention(callRow(aCall(state, seconds), {}), {{}, {}, {}}, present));
}

void TestCallRow::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("passes");
    QTest::newRow("nothing") << QString() << true;
    QTest::newRow("name") << u"kruger"_s << true;
    QTest::newRow("name with its dots") << u"KRÜ"_s << true;
    QTest::newRow("number") << u"30231"_s << true;
    QTest::newRow("both parties") << u"ann krü"_s << true;
    QTest::newRow("node") << u"edge-1"_s << true;
    QTest::newRow("journey") << u"j-4f2"_s << true;
    QTest::newRow("across fields") << u"annkr"_s << false;
    QTest::newRow("no such") << u"zzz"_s << false;
    QTest::newRow("one word fits") << u"ann zzz"_s << false;
    QTest::newRow("pattern") << u"a.n"_s << false;
}

void TestCallRow::filters()
{
    QFETCH(QString, text);
    CallFilter filter;
    filter.setText(text);
    const LiveCall live = tests::someCall("x", tests::party("Ann", "1"),
        tests::party("Autohaus Krüger", "+4930231"), CallState::Answered, 1, 1, "edge-1", "4f2aa");
    QTEST(filter.passes(callRow(live, {}), false), "passes");
}

void TestCallRow::speaks()
{
    const CallRow row = callRow(aCall(CallState::Held, 408), {});
    QCOMPARE(spokenRow(row, present, true, 0, 0),
        u"Held, caller waits, 6 minute(s) 48 second(s), needs attention"_s);
}

QTEST_GUILESS_MAIN(TestCallRow)
#include "tst_callrow.moc"
