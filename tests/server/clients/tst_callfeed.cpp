// SPDX-License-Identifier: Apache-2.0
#include "server/clients/callfeed.h"
#include "tests/server/clients/fakestream.h"
#include "tests/support/callfollower.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct World {
    explicit World(const ChangeLog::Reach &reach = {}, const FeedTiming &timing = {})
        : directory({&connector})
        , registry(directory, {.reach = reach})
        , visibility(directory)
        , feed(registry, visibility, timing)
    {
    }
    /// \returns the answer
    protocol::CallSubscribed subscribe(FakeStream &client, const protocol::CallSubscribe &request = {})
    {
        const auto answer = feed.subscribe(&client, request);
        if (!answer) {
            qFatal("%s", qUtf8Printable(answer.error().message));
        }
        feed.start(&client);
        return *answer;
    }
    CallInfo call(const QString &id, const QString &caller = u"sip:alice@h"_s)
    {
        CallInfo info;
        info.id = CallId(id);
        info.callId = SipCallId(id + u"@h"_s);
        info.node = connector.node();
        info.caller = caller;
        return info;
    }

    FakeConnector connector;
    CallDirectory directory;
    CallRegistry registry;
    Visibility visibility;
    CallFeed feed;
};

/// Gives the follower what the client was sent since the last time.
void take(CallFollower &follower, FakeStream &client)
{
    for (; client.taken < client.received.size(); ++client.taken) {
        follower.take(client.received.at(client.taken));
    }
}

/// All calls that a client with this filter must know.
QMap<QString, QJsonObject> truth(const CallRegistry &registry, const QString &user = {})
{
    QMap<QString, QJsonObject> calls;
    for (const LiveCallPtr &call : registry.calls()) {
        if (user.isEmpty() || call->parties[0].user == user) {
            calls.insert(call->info.id.text(), json::encode(messageOf(*call)));
        }
    }
    return calls;
}

} // namespace

class CallFeedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void beginsWithASnapshot()
    {
        World world;
        for (int i = 0; i < 450; ++i) {
            world.connector.setCall(world.call(QString::number(i)));
        }
        FakeStream client;
        const auto answer = world.subscribe(client);
        QVERIFY(answer.snapshot);
        QCOMPARE_EQ(answer.count, 450);
        QCOMPARE_EQ(answer.seq, 450);
        QCOMPARE_EQ(client.received.size(), 0); // the answer comes first
        CallFollower follower;
        QTRY_COMPARE(client.received.size(), 3);
        take(follower, client);
        QCOMPARE_EQ(follower.calls, truth(world.registry));
        QCOMPARE_EQ(follower.faults, QStringList());
        QCOMPARE_EQ(follower.seq, answer.seq);
    }

    void anEmptySnapshotIsOnePage()
    {
        World world;
        FakeStream client;
        (void)world.subscribe(client);
        QTRY_COMPARE(client.received.size(), 1);
        QCOMPARE_EQ(client.params(0)["calls"_L1].toArray().size(), 0);
        QCOMPARE_EQ(client.params(0)["last"_L1], true);
    }

    void gathersChanges()
    {
        World world;
        FakeStream client;
        (void)world.subscribe(client);
        QTRY_COMPARE(client.received.size(), 1);
        world.connector.setCall(world.call(u"1"_s));
        CallInfo answered = world.call(u"1"_s);
        answered.state = CallState::Answered;
        world.connector.setCall(answered);
        answered.endedBy = EndedBy::Callee;
        answered.reason = u"bye"_s;
        world.connector.endCall(answered);
        QTRY_COMPARE(client.received.size(), 2);
        const QJsonArray changes = client.params(1)["changes"_L1].toArray();
        QCOMPARE_EQ(changes.size(), 4);
        QCOMPARE_EQ(changes.at(0)["call"_L1]["state"_L1], u"ringing"_s);
        QCOMPARE_EQ(changes.at(1)["call"_L1]["state"_L1], u"answered"_s);
        QCOMPARE_EQ(changes.at(2)["call"_L1]["state"_L1], u"ended"_s);
        QCOMPARE_EQ(changes.at(2)["call"_L1]["ended_by"_L1], u"callee"_s);
        QCOMPARE_EQ(changes.at(2)["call"_L1]["reason"_L1], u"bye"_s);
        QCOMPARE_EQ(changes.at(3)["op"_L1], u"gone"_s);
        QCOMPARE_EQ(client.params(1)["from_seq"_L1].toInteger(), 0);
        QCOMPARE_EQ(client.params(1)["seq"_L1].toInteger(), 4);
    }

    void whatLeavesTheViewIsGone()
    {
        World world;
        FakeStream client;
        (void)world.subscribe(client, {.filter = protocol::CallView{{}, {}, u"alice"_s}, .since = {}});
        QTRY_COMPARE(client.received.size(), 1);
        world.connector.setCall(world.call(u"1"_s, u"sip:bob@h"_s)); // not hers
        world.connector.setCall(world.call(u"1"_s, u"sip:alice@h"_s));
        world.connector.setCall(world.call(u"1"_s, u"sip:bob@h"_s));
        QTRY_COMPARE(client.received.size(), 2);
        const QJsonArray changes = client.params(1)["changes"_L1].toArray();
        QCOMPARE_EQ(changes.size(), 2);
        QCOMPARE_EQ(changes.at(0)["op"_L1], u"set"_s);
        QCOMPARE_EQ(changes.at(1)["op"_L1], u"gone"_s);
        QCOMPARE_EQ(client.params(1)["seq"_L1].toInteger(), 3);
    }

    void saysThatNothingHappened()
    {
        World world({}, {.gather = 1ms, .heartbeat = 20ms, .heartbeatCheck = 5ms});
        FakeStream client;
        (void)world.subscribe(client, {.filter = protocol::CallView{{}, {}, u"nobody"_s}, .since = {}});
        QTRY_COMPARE(client.received.size(), 1);
        world.connector.setCall(world.call(u"1"_s));
        QTRY_VERIFY(client.received.size() >= 2);
        QCOMPARE_EQ(client.method(1), u"CallsChanged"_s);
        QCOMPARE_EQ(client.params(1)["changes"_L1].toArray().size(), 0);
        QTRY_VERIFY(client.received.size() >= 4);
        QCOMPARE_EQ(client.received.last()["params"_L1]["seq"_L1].toInteger(), 1);
        CallFollower follower;
        take(follower, client);
        QCOMPARE_EQ(follower.faults, QStringList());
    }

    void goesOnWhereAClientWas()
    {
        World world;
        world.connector.setCall(world.call(u"1"_s));
        CallFollower follower;
        {
            FakeStream client;
            (void)world.subscribe(client);
            QTRY_COMPARE(client.received.size(), 1);
            take(follower, client);
        }
        QCOMPARE_EQ(world.feed.subscribers(), 0);
        world.connector.setCall(world.call(u"2"_s));
        world.connector.endCall(world.call(u"1"_s));
        FakeStream again;
        const auto answer = world.subscribe(again,
            {.filter = {}, .since = protocol::StreamPosition{follower.epoch, follower.seq, follower.view}});
        QVERIFY(!answer.snapshot);
        QTRY_COMPARE(again.received.size(), 1);
        take(follower, again);
        QCOMPARE_EQ(follower.faults, QStringList());
        QCOMPARE_EQ(follower.calls, truth(world.registry));
    }

    void nothingMissedIsToldSoonToo()
    {
        World world({}, {.gather = 1ms, .heartbeat = 1h, .heartbeatCheck = 5ms});
        FakeStream client;
        const auto answer = world.subscribe(client);
        QTRY_COMPARE(client.received.size(), 1);
        FakeStream again;
        (void)world.subscribe(
            again, {.filter = {}, .since = protocol::StreamPosition{answer.epoch, 0, answer.view}});
        QTRY_COMPARE(again.received.size(), 1);
        QCOMPARE_EQ(again.method(0), u"CallsChanged"_s);
    }

    void takesASnapshotInstead_data()
    {
        QTest::addColumn<QString>("epoch"); ///< empty: the right one
        QTest::addColumn<QString>("view");
        QTest::addColumn<int>("changes");
        QTest::newRow("another run") << u"other"_s << QString() << 1;
        QTest::newRow("another view") << QString() << u"other"_s << 1;
        QTest::newRow("too many changes") << QString() << QString() << 2001;
        QTest::newRow("beyond the log") << QString() << QString() << 600;
    }
    void takesASnapshotInstead()
    {
        QFETCH(QString, epoch);
        QFETCH(QString, view);
        QFETCH(int, changes);
        World world({.bytes = changes == 600 ? 500 * ChangeLog::bytesOfAChange : 0});
        FakeStream first;
        const auto was = world.subscribe(first);
        (void)world.feed.unsubscribe(&first);
        for (int i = 0; i < changes; ++i) {
            world.connector.setCall(world.call(QString::number(i)));
        }
        FakeStream client;
        const auto answer = world.subscribe(client,
            {.filter = {},
                .since = protocol::StreamPosition{
                    epoch.isEmpty() ? was.epoch : epoch, was.seq, view.isEmpty() ? was.view : view}});
        QVERIFY(answer.snapshot);
        QTRY_COMPARE(client.method(0), u"CallsSnapshot"_s);
    }

    void refusesANumberThatWasNeverTold()
    {
        World world;
        FakeStream client;
        for (const qint64 seq : {qint64(-1), qint64(1)}) {
            const auto answer = world.feed.subscribe(
                &client, {.filter = {}, .since = protocol::StreamPosition{world.registry.epoch(), seq, {}}});
            QVERIFY(!answer);
            QCOMPARE_EQ(answer.error().field, u"since.seq"_s);
        }
        QCOMPARE_EQ(world.feed.subscribers(), 0);
    }

    void waitsForASlowReader()
    {
        World world;
        FakeStream client;
        (void)world.subscribe(client);
        QTRY_COMPARE(client.received.size(), 1);
        client.congested = true;
        for (int i = 0; i < 1200; ++i) {
            world.connector.setCall(world.call(QString::number(i)));
        }
        FakeStream other;
        (void)world.subscribe(other);
        QTRY_VERIFY(!other.received.isEmpty()); // a tick has passed
        QCOMPARE_EQ(client.received.size(), 1);
        client.read();
        CallFollower follower;
        QTRY_VERIFY((take(follower, client), follower.seq == world.registry.seq()));
        QCOMPARE_EQ(follower.faults, QStringList());
        QCOMPARE_EQ(follower.calls, truth(world.registry));
        for (qsizetype n = 1; n < client.received.size(); ++n) {
            QVERIFY(client.params(n)["changes"_L1].toArray().size() <= CallFeed::changesInAMessage);
        }
    }

    void beginsAnewForOneWhoIsTooSlow()
    {
        World world({.bytes = 100 * ChangeLog::bytesOfAChange});
        FakeStream client;
        (void)world.subscribe(client);
        QTRY_COMPARE(client.received.size(), 1);
        client.congested = true;
        for (int i = 0; i < 300; ++i) {
            world.connector.setCall(world.call(QString::number(i)));
        }
        client.read();
        CallFollower follower;
        QTRY_VERIFY((take(follower, client), follower.calls.size() == 300));
        QCOMPARE_EQ(client.method(1), u"CallsSnapshot"_s);
        QCOMPARE_EQ(client.params(1)["page"_L1].toInteger(), 0);
        QCOMPARE_EQ(follower.faults, QStringList());
    }

    void theSecondSubscriptionReplacesTheFirst()
    {
        World world;
        FakeStream client;
        (void)world.subscribe(client);
        (void)world.subscribe(client, {.filter = protocol::CallView{{}, {}, u"alice"_s}, .since = {}});
        QCOMPARE_EQ(world.feed.subscribers(), 1);
        QTRY_COMPARE(client.received.size(), 1);
        world.connector.setCall(world.call(u"1"_s, u"sip:bob@h"_s));
        world.connector.setCall(world.call(u"2"_s));
        QTRY_COMPARE(client.received.size(), 2);
        QCOMPARE_EQ(client.params(1)["changes"_L1].toArray().size(), 1);
        QVERIFY(world.feed.unsubscribe(&client));
        QVERIFY(!world.feed.unsubscribe(&client));
    }

    /// Changes, slow reading, reconnects and two views at random: nobody misses anything or hears it twice.
    void neitherGapNorDouble()
    {
        QRandomGenerator random(4711);
        World world({.bytes = 400 * ChangeLog::bytesOfAChange}, {.gather = 0ms});
        struct Seat {
            QString user;
            std::unique_ptr<FakeStream> stream = std::make_unique<FakeStream>();
            CallFollower follower;
        };
        std::vector<Seat> seats(6);
        for (std::size_t i = 0; i < seats.size(); ++i) {
            seats[i].user = i % 2 ? u"alice"_s : QString();
            (void)world.subscribe(*seats[i].stream, requestOf(seats[i].user));
        }
        QStringList live;
        int next = 0;
        for (int round = 0; round < 3000; ++round) {
            const int what = random.bounded(10);
            if (what < 3 || live.isEmpty()) {
                live.append(QString::number(++next));
                world.connector.setCall(
                    world.call(live.last(), random.bounded(2) ? u"sip:alice@h"_s : u"sip:bob@h"_s));
            } else if (what < 6) {
                CallInfo call = *world.connector.call(CallId(live.at(random.bounded(live.size()))));
                call.state = random.bounded(2) ? CallState::Answered : CallState::Held;
                call.caller = random.bounded(2) ? u"sip:alice@h"_s : u"sip:bob@h"_s;
                world.connector.setCall(call);
            } else if (what < 8) {
                world.connector.endCall(
                    *world.connector.call(CallId(live.takeAt(random.bounded(live.size())))));
            }
            Seat &seat = seats[static_cast<std::size_t>(random.bounded(int(seats.size())))];
            switch (random.bounded(20)) {
            case 0:
                seat.stream->congested = true;
                break;
            case 1:
                seat.stream->read();
                break;
            case 2:
                take(seat.follower, *seat.stream);
                seat.stream = std::make_unique<FakeStream>();
                (void)world.subscribe(*seat.stream,
                    requestOf(seat.user,
                        seat.follower.complete ? std::optional(protocol::StreamPosition{
                            seat.follower.epoch, seat.follower.seq, seat.follower.view})
                                               : std::nullopt));
                break;
            default:
                break;
            }
            if (round % 7 == 0) {
                QCoreApplication::processEvents();
            }
        }
        for (Seat &seat : seats) {
            seat.stream->read();
            QTRY_VERIFY((take(seat.follower, *seat.stream), seat.follower.seq == world.registry.seq())
                || !seat.user.isEmpty());
            QTRY_COMPARE(
                (take(seat.follower, *seat.stream), seat.follower.calls), truth(world.registry, seat.user));
            QCOMPARE_EQ(seat.follower.faults, QStringList());
        }
    }

private:
    static protocol::CallSubscribe requestOf(
        const QString &user, const std::optional<protocol::StreamPosition> &since = {})
    {
        protocol::CallSubscribe request;
        if (!user.isEmpty()) {
            request.filter = protocol::CallView{{}, {}, user};
        }
        request.since = since;
        return request;
    }
};

QTEST_GUILESS_MAIN(CallFeedTest)
#include "tst_callfeed.moc"
