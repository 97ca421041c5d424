// SPDX-License-Identifier: Apache-2.0
#include "tests/console/support/callworld.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;
using tests::party;
using tests::present;
using tests::someCall;

namespace {

struct Bench {
    qint64 now = present;
    CallStore store{[this] { return now; }, {.gatherFor = 0ms, .keepEnded = 30ms}};
    QSignalSpy changed{&store, &CallStore::changed};

    static LiveCall call(const char *id, CallState state = CallState::Answered, const char *journey = "")
    {
        return someCall(id, party("Ann", "1"), party("Ben", "2"), state, 10, 20, "n", journey);
    }
    [[nodiscard]] CommandState command(
        const char *id, CommandState::Phase phase, Errc error = Errc::Internal) const
    {
        CommandState state;
        state.id = CommandId(u"c"_s);
        state.request.what = CommandRequest::What::BlindTransfer;
        state.request.call = CallId(QString::fromLatin1(id));
        state.phase = phase;
        state.error.code = error;
        return state;
    }
};

CallId id(const char *text) { return CallId(QString::fromLatin1(text)); }

} // namespace

class TestCallStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void gathersChanges();
    void keepsEndedCallsForAMoment();
    void takesBackAnEnd();
    void countsJourneys();
    void remembersFailures();
    void forgetsACancelledCommand();
    void knowsWhoseCallsTheyAre();
    void startsOverAtAReset();
};

void TestCallStore::gathersChanges()
{
    Bench bench;
    bench.store.apply({Bench::call("a"), Bench::call("b")}, {});
    bench.store.apply({Bench::call("a", CallState::Held)}, {});
    QCOMPARE(bench.changed.count(), 0);
    QVERIFY(bench.changed.wait());
    QCOMPARE(bench.changed.count(), 1);
    QCOMPARE(bench.changed.first().at(0).value<QList<CallRowPtr>>().size(), 2);
    QCOMPARE(bench.store.row(id("a"))->state, ShownState::Held);
    QCOMPARE(bench.store.liveCount(), 2);
}

void TestCallStore::keepsEndedCallsForAMoment()
{
    Bench bench;
    bench.store.reset(tests::byId({Bench::call("a", CallState::Held)}));
    bench.store.apply({}, {id("a"), id("never seen")});
    bench.store.flush();
    const CallRowPtr ended = bench.store.row(id("a"));
    QVERIFY(ended);
    QCOMPARE(ended->state, ShownState::Ended);
    QCOMPARE(ended->place, ShownState::Held);
    QVERIFY(!ended->allows(CallAction::End));
    QCOMPARE(bench.store.liveCount(), 0);
    QTRY_VERIFY(!bench.store.row(id("a")));
    QCOMPARE(bench.changed.last().at(1).value<QList<CallId>>(), QList{id("a")});
    QVERIFY(bench.store.rows().isEmpty());
}

void TestCallStore::takesBackAnEnd()
{
    Bench bench;
    bench.store.reset(tests::byId({Bench::call("a"), Bench::call("b")}));
    bench.store.apply({}, {id("a"), id("b")});
    bench.store.flush();
    bench.store.apply({Bench::call("a")}, {});
    QTRY_VERIFY(!bench.store.row(id("b")));
    QVERIFY(bench.store.row(id("a")));
    QCOMPARE(bench.store.row(id("a"))->state, ShownState::Talking);
    QCOMPARE(bench.store.liveCount(), 1);
}

void TestCallStore::countsJourneys()
{
    Bench bench;
    const JourneyId journey(u"j1"_s);
    bench.store.reset(tests::byId({Bench::call("a", CallState::Answered, "j1"), Bench::call("b")}));
    QCOMPARE(bench.store.journeyCalls(journey), 1);
    bench.store.apply({Bench::call("b", CallState::Answered, "j1")}, {});
    bench.store.flush();
    QCOMPARE(bench.store.journeyCalls(journey), 2);
    bench.store.apply({}, {id("a"), id("b")});
    bench.store.flush();
    QCOMPARE(bench.store.journeyCalls(journey), 0);
}

void TestCallStore::remembersFailures()
{
    Bench bench;
    bench.store.reset(tests::byId({Bench::call("a")}));
    bench.store.noteCommand(bench.command("a", CommandState::Phase::Running));
    bench.store.flush();
    QVERIFY(bench.store.runningOn(id("a")));
    QVERIFY(bench.store.row(id("a"))->isMine);
    bench.now += 5000;
    bench.store.noteCommand(bench.command("a", CommandState::Phase::Failed, Errc::NoAnswer));
    bench.store.flush();
    QVERIFY(!bench.store.runningOn(id("a")));
    QVERIFY(bench.store.row(id("a"))->failure);
    QCOMPARE(bench.store.row(id("a"))->since, present + 5000);
    bench.store.dismissFailure(id("a"));
    bench.store.flush();
    QVERIFY(!bench.store.row(id("a"))->failure);
    // One about a call that is not listed is nobody's.
    bench.store.noteCommand(bench.command("gone", CommandState::Phase::Failed));
    bench.store.flush();
    QVERIFY(!bench.store.row(id("gone")));
}

void TestCallStore::forgetsACancelledCommand()
{
    Bench bench;
    bench.store.reset(tests::byId({Bench::call("a")}));
    bench.store.noteCommand(bench.command("a", CommandState::Phase::Failed, Errc::Cancelled));
    bench.store.flush();
    QVERIFY(!bench.store.row(id("a"))->failure);
}

void TestCallStore::knowsWhoseCallsTheyAre()
{
    Bench bench;
    bench.store.reset(tests::byId({Bench::call("a"), someCall("b", party("", "3"), party("", "4"))}));
    QVERIFY(!bench.store.row(id("a"))->isMine);
    bench.store.setMe(u"2"_s);
    bench.store.flush();
    QVERIFY(bench.store.row(id("a"))->isMine);
    QVERIFY(!bench.store.row(id("b"))->isMine);
    bench.store.setMe(u"3@demo.example"_s);
    bench.store.flush();
    QVERIFY(!bench.store.row(id("a"))->isMine);
    QVERIFY(bench.store.row(id("b"))->isMine);
}

void TestCallStore::startsOverAtAReset()
{
    Bench bench;
    QSignalSpy reset(&bench.store, &CallStore::wasReset);
    bench.store.reset(tests::byId({Bench::call("a"), Bench::call("b")}));
    bench.store.noteCommand(bench.command("a", CommandState::Phase::Failed, Errc::NoAnswer));
    bench.store.apply({Bench::call("c")}, {id("b")});
    bench.store.reset(tests::byId({Bench::call("a"), Bench::call("b")}));
    QCOMPARE(reset.count(), 2);
    QCOMPARE(bench.store.liveCount(), 2);
    QVERIFY(bench.store.row(id("a"))->failure);
    QCOMPARE(bench.store.row(id("b"))->state, ShownState::Talking);
    QVERIFY(!bench.store.row(id("c")));
    // What was gathered before is void, too.
    QVERIFY(!bench.changed.wait(60));
}

QTEST_GUILESS_MAIN(TestCallStore)
#include "tst_callstore.moc"
