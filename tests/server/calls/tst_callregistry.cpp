// SPDX-License-Identifier: Apache-2.0
#include "server/calls/callregistry.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct World {
    World()
        : directory({&first, &second})
        , registry(directory,
              {.mostEnded = 3, .now = [this] { return now; }, .steadyNow = [this] { return steady; }})
    {
    }
    CallInfo info(const QString &id, CallState state = CallState::Ringing) const
    {
        CallInfo call;
        call.id = CallId(id);
        call.callId = SipCallId(id + u"@h"_s);
        call.node = first.node();
        call.state = state;
        return call;
    }
    /// The changes after `seq`: "id state", "id gone".
    QStringList changes(qint64 seq = 0) const
    {
        QStringList lines;
        for (qint64 i = seq + 1; i <= registry.seq(); ++i) {
            const LoggedChange &change = registry.log().at(i);
            lines.append(change.after
                    ? QString(change.after->info.id.text() + u' ' + json::wireName(change.after->info.state))
                    : QString(change.before->info.id.text() + u" gone"_s));
        }
        return lines;
    }

    QDateTime now = QDateTime({2026, 1, 1}, {12, 0}, Qt::UTC);
    ChangeLog::Time steady{};
    FakeConnector first{u"edge-1"_s};
    FakeConnector second{u"edge-2"_s};
    CallDirectory directory;
    CallRegistry registry;
};

} // namespace

class CallRegistryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aCallsLife()
    {
        World world;
        QSignalSpy changed(&world.registry, &CallRegistry::changed);
        world.first.setCall(world.info(u"1"_s));
        world.now = world.now.addSecs(3);
        CallInfo call = world.info(u"1"_s, CallState::Answered);
        call.answeredAt = world.now;
        world.first.setCall(call);
        QCOMPARE_EQ(world.registry.find(call.id)->rev, 2);
        QCOMPARE_EQ(world.registry.find(call.id)->stateSince, world.now);
        world.now = world.now.addSecs(60);
        call.calleeName = u"Bob"_s;
        world.first.setCall(call);
        QCOMPARE_EQ(world.registry.find(call.id)->rev, 3);
        QCOMPARE_EQ(world.registry.find(call.id)->stateSince, world.now.addSecs(-60)); // still the same state
        call.endedBy = EndedBy::Caller;
        call.actions = CallActionFlag::End;
        world.first.endCall(call);
        QCOMPARE_EQ(world.changes(),
            (QStringList{u"1 ringing"_s, u"1 answered"_s, u"1 answered"_s, u"1 ended"_s, u"1 gone"_s}));
        QCOMPARE_EQ(changed.size(), 5);
        QVERIFY(world.registry.calls().isEmpty());
        const LiveCallPtr ended = world.registry.find(call.id);
        QVERIFY(ended);
        QCOMPARE_EQ(ended->info.endedBy, EndedBy::Caller);
        QVERIFY(!ended->info.actions);
        QCOMPARE_EQ(world.registry.timeline(call.id).size(), 3U);
        const auto stats = world.registry.stats();
        QCOMPARE_EQ(stats.minutes[58].started + stats.minutes[59].started, 1);
        QCOMPARE_EQ(stats.minutes[58].answered + stats.minutes[59].answered, 1);
    }

    void whatSaysNothingNewIsNoChange()
    {
        World world;
        world.first.setCall(world.info(u"1"_s));
        world.now = world.now.addSecs(1);
        world.first.setCall(world.info(u"1"_s));
        QCOMPARE_EQ(world.registry.seq(), 1);
        QCOMPARE_EQ(world.registry.find(CallId(u"1"_s))->rev, 1);
    }

    void theEndOfACallThatNobodyKnewIsNothing()
    {
        World world;
        CallInfo scanned = world.info(u"x"_s);
        scanned.state = CallState::Ended;
        for (int i = 0; i < 1000; ++i) {
            world.first.endCall(scanned);
        }
        QCOMPARE_EQ(world.registry.seq(), 0);
        QVERIFY(!world.registry.find(scanned.id));
    }

    void remembersWhatEndedNotLongAgo()
    {
        World world;
        for (int i = 0; i < 5; ++i) {
            const CallInfo call = world.info(QString::number(i));
            world.first.setCall(call);
            world.first.endCall(call);
        }
        QVERIFY(!world.registry.find(CallId(u"1"_s)));
        QVERIFY(world.registry.find(CallId(u"2"_s)));
        world.steady += 181s;
        const CallInfo call = world.info(u"9"_s);
        world.first.setCall(call);
        world.first.endCall(call);
        QVERIFY(!world.registry.find(CallId(u"4"_s)));
        QVERIFY(world.registry.find(CallId(u"9"_s)));
        QVERIFY(world.registry.timeline(CallId(u"4"_s)).empty());
    }

    void timesOfCallsThatWereThereBefore()
    {
        World world;
        CallInfo call = world.info(u"1"_s, CallState::Answered);
        call.timeSource = TimeSource::Proxy;
        call.answeredAt = world.now.addSecs(-100);
        world.first.setCall(call);
        QCOMPARE_EQ(world.registry.find(call.id)->stateSince, call.answeredAt);
        CallInfo held = world.info(u"2"_s, CallState::Held);
        held.timeSource = TimeSource::Proxy;
        world.first.setCall(held);
        QVERIFY(!world.registry.find(held.id)->stateSince.isValid());
        QCOMPARE_EQ(world.registry.stats().minutes.back().started, 0); // nobody saw them start
    }

    void oneCallIdOnTwoNodesIsOneJourney()
    {
        World world;
        CallInfo here = world.info(u"1"_s);
        CallInfo there = world.info(u"2"_s);
        there.callId = here.callId;
        there.node = world.second.node();
        world.first.setCall(here);
        QVERIFY(world.registry.find(here.id)->info.journey.isEmpty());
        world.second.setCall(there);
        const JourneyId journey = world.registry.find(here.id)->info.journey;
        QVERIFY(!journey.isEmpty());
        QCOMPARE_EQ(world.registry.find(there.id)->info.journey, journey);
        QCOMPARE_EQ(world.registry.find(here.id)->rev, 2);
        there.journey = JourneyId(u"known"_s);
        world.second.setCall(there);
        QCOMPARE_EQ(world.registry.find(here.id)->info.journey, JourneyId(u"known"_s));
        world.second.endCall(there);
        QCOMPARE_EQ(world.registry.find(here.id)->info.journey, JourneyId(u"known"_s)); // it was so
    }

    void aSpiralOnOneNodeIsNoJourney()
    {
        World world;
        CallInfo once = world.info(u"1"_s);
        CallInfo twice = world.info(u"2"_s);
        twice.callId = once.callId;
        world.first.setCall(once);
        world.first.setCall(twice);
        QVERIFY(world.registry.find(once.id)->info.journey.isEmpty());
    }

    void commandsShowOnTheirCalls()
    {
        World world;
        const CallInfo call = world.info(u"1"_s, CallState::Answered);
        world.first.setCall(call);
        const protocol::RunningCommand hold{CommandId(u"c1"_s), u"CallHold"_s};
        world.registry.commandBegun({call.id, CallId(u"unknown"_s)}, hold, u"sue"_s);
        QCOMPARE(world.registry.find(call.id)->commands, std::vector{hold});
        QCOMPARE_EQ(world.registry.seq(), 2);
        world.registry.commandEnded({call.id}, hold, u"sue"_s, u"the phone is silent"_s);
        QVERIFY(world.registry.find(call.id)->commands.empty());
        QCOMPARE_EQ(world.registry.seq(), 3);
        const auto timeline = world.registry.timeline(call.id);
        QCOMPARE_EQ(timeline.size(), 3U);
        QCOMPARE_EQ(timeline[1].event, u"command_begun"_s);
        QCOMPARE_EQ(*timeline[1].by.value, u"sue"_s);
        QCOMPARE_EQ(*timeline[2].text.value, u"the phone is silent"_s);
        QCOMPARE(*timeline[2].command.value, hold);
    }

    void aCommandMayOutliveItsCall()
    {
        World world;
        const CallInfo call = world.info(u"1"_s);
        world.first.setCall(call);
        const protocol::RunningCommand end{CommandId(u"c1"_s), u"CallEnd"_s};
        world.registry.commandBegun({call.id}, end, {});
        world.first.endCall(call);
        world.registry.commandEnded({call.id}, end, {}, {});
        QCOMPARE_EQ(world.registry.timeline(call.id).back().event, u"command_ended"_s);
        QVERIFY(!world.registry.timeline(call.id).back().by.value);
        world.first.note(call.id, u"the phone transfers it"_s);
        QCOMPARE_EQ(*world.registry.timeline(call.id).back().text.value, u"the phone transfers it"_s);
    }

    void tagsTravelWithTheJourney()
    {
        World world;
        QJsonObject tags{{u"ticket"_s, 7}};
        world.registry.setTagSource(
            [&](const JourneyId &journey) { return journey == JourneyId(u"j"_s) ? tags : QJsonObject(); });
        CallInfo call = world.info(u"1"_s);
        world.first.setCall(call);
        QVERIFY(world.registry.find(call.id)->tags.isEmpty());
        call.journey = JourneyId(u"j"_s);
        world.first.setCall(call);
        QCOMPARE_EQ(world.registry.find(call.id)->tags["ticket"_L1].toInt(), 7);
        tags = {}; // the command is forgotten, the call is not
        call.state = CallState::Answered;
        world.first.setCall(call);
        QCOMPARE_EQ(world.registry.find(call.id)->tags["ticket"_L1].toInt(), 7);
    }

    void callsThatAreThereAlready()
    {
        FakeConnector connector;
        connector.setCall(u"1"_s, u"a@h"_s);
        const CallDirectory directory({&connector});
        const CallRegistry registry(directory, {});
        QCOMPARE_EQ(registry.calls().size(), 1);
        QCOMPARE_EQ(registry.seq(), 1);
    }

    void everyRunHasItsEpoch()
    {
        const CallDirectory directory({});
        QVERIFY(CallRegistry(directory, {}).epoch() != CallRegistry(directory, {}).epoch());
    }
};

QTEST_GUILESS_MAIN(CallRegistryTest)
#include "tst_callregistry.moc"
