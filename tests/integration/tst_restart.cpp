// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/serverfixture.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

/// kill -9 in the middle of a command, and what the next process makes of it.
class RestartTest : public QObject {
    Q_OBJECT

    /// Restarts the server and connects anew.
    static bool restart(World &world)
    {
        world.server.kill();
        if (!QTest::qWaitFor([&] { return !world.server.isRunning(); }, 10000)) {
            return false;
        }
        return world.connectServer(Lanes::Both);
    }

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aRingingStartIsInterruptedAndHungUp()
    {
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const QJsonObject params{
            {u"cmd_id"_s, u"mine"_s}, {u"caller"_s, world.uri("silent")}, {u"callee"_s, world.uri("bob")}};
        world.client->send(u"CallStart"_s, params);
        QTRY_COMPARE(world.proxy.callCount(), 1);
        QVERIFY(restart(world));
        QTRY_COMPARE_WITH_TIMEOUT(world.proxy.callCount(), 0, 10000); // no setup call of ours is left
        const int again = world.run(u"CallStart"_s, params);
        QCOMPARE_EQ(world.client->error(again).value(u"id"_s).toString(), u"interrupted"_s);
        QCOMPARE_EQ(world.client->error(again).value(u"call_fate"_s).toString(), u"unknown"_s);
        QCOMPARE_EQ(world.proxy.callCount(), 0); // and it is not executed again
    }

    void otherCommandsAreInterruptedAndNotRepeated_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("callee");
        QTest::addColumn<QJsonObject>("more");
        QTest::newRow("hold") << u"CallHold"_s << u"gone"_s << QJsonObject();
        QTest::newRow("hold of one leg")
            << u"CallHold"_s << u"gone"_s << QJsonObject{{u"leg"_s, u"callee"_s}};
        QTest::newRow("blind transfer")
            << u"CallBlindTransfer"_s << u"bob"_s
            << QJsonObject{{u"leg"_s, u"caller"_s}, {u"destination"_s, u"sip:silent@demo.example"_s}};
    }
    void otherCommandsAreInterruptedAndNotRepeated()
    {
        QFETCH(QString, method);
        QFETCH(QString, callee);
        QFETCH(QJsonObject, more);
        auto options = World::quick(simulator::Version::V36);
        options.noReply = std::chrono::seconds(30);
        World world(options);
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const QString call = world.call("alice", callee.toLatin1().constData());
        QVERIFY(!call.isEmpty());
        QJsonObject params = more;
        params.insert(u"callid"_s, call);
        params.insert(u"cmd_id"_s, u"mine"_s);
        const int first = world.client->send(method, params);
        QTRY_VERIFY(!world.client->events(first).isEmpty());
        QVERIFY(!world.client->ended(first));
        const qsizetype before = world.proxy.callCount();
        QVERIFY(restart(world));
        const int again = world.run(method, params);
        QCOMPARE_EQ(world.client->error(again).value(u"id"_s).toString(), u"interrupted"_s);
        QCOMPARE_EQ(world.client->eventNames(again).count(u"Ended"_s), 1);
        QVERIFY(world.proxy.callCount() <= before);
    }

    void aResumeIsInterrupted()
    {
        auto options = World::quick(simulator::Version::V36);
        options.noReply = std::chrono::seconds(30);
        World world(options);
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const QString call = world.call("alice", "bob");
        QVERIFY(world.client->error(world.run(u"CallHold"_s, {{u"callid"_s, call}})).isEmpty());
        world.proxy.phones().behaviour(u"bob"_s)->reinvite = simulator::noAnswer;
        const QJsonObject params{{u"callid"_s, call}, {u"cmd_id"_s, u"mine"_s}};
        const int first = world.client->send(u"CallUnhold"_s, params);
        QTRY_VERIFY(!world.client->events(first).isEmpty());
        QVERIFY(restart(world));
        const int again = world.run(u"CallUnhold"_s, params);
        QCOMPARE_EQ(world.client->error(again).value(u"id"_s).toString(), u"interrupted"_s);
        QCOMPARE_EQ(world.proxy.callCount(), 1);
    }

    void anEndIsInterrupted()
    {
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const QString call = world.call("alice", "bob");
        world.proxy.faults().mi(simulator::MiFault::Ignore, 1, u"dlg_end_dlg"_s);
        const QJsonObject params{{u"callid"_s, call}, {u"cmd_id"_s, u"mine"_s}};
        const int first = world.client->send(u"CallEnd"_s, params);
        QTRY_VERIFY(world.client->answer(first).has_value());
        QVERIFY(!world.client->ended(first));
        QVERIFY(restart(world));
        const int again = world.run(u"CallEnd"_s, params);
        QCOMPARE_EQ(world.client->error(again).value(u"id"_s).toString(), u"interrupted"_s);
        QCOMPARE_EQ(world.proxy.callCount(), 1); // the request was lost, and is not sent by the next process
    }

    void anAttendedTransferIsInterrupted()
    {
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const QString first = world.call("alice", "bob");
        const QString second = world.call("carol", "dave");
        auto &dave = *world.proxy.phones().behaviour(u"dave"_s);
        dave.replaces = false; // and so the new call rings there
        dave.invite = simulator::noAnswer;
        const QJsonObject params{{u"callidA"_s, first}, {u"legA"_s, u"caller"_s}, {u"callidB"_s, second},
            {u"legB"_s, u"callee"_s}, {u"cmd_id"_s, u"mine"_s}};
        const int id = world.client->send(u"CallAttendedTransfer"_s, params);
        QTRY_VERIFY(!world.client->events(id).isEmpty());
        QVERIFY(!world.client->ended(id));
        QVERIFY(restart(world));
        const qsizetype before = world.proxy.callCount();
        const int again = world.run(u"CallAttendedTransfer"_s, params);
        QCOMPARE_EQ(world.client->error(again).value(u"id"_s).toString(), u"interrupted"_s);
        QCOMPARE_EQ(world.proxy.callCount(), before);
    }

    void callsAreKnownAgainAfterAProxyRestart()
    {
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        QVERIFY(!world.call("alice", "bob").isEmpty());
        world.proxy.die();
        QVERIFY(world.proxy.restart());
        const auto count = [&] {
            const int id = world.client->send(u"CallList"_s);
            (void)world.client->waitUntil([&] { return world.client->answer(id).has_value(); });
            return world.client->result(id)[u"total"].toInt(-1);
        };
        QTRY_COMPARE_WITH_TIMEOUT(count(), 0, 15000);
        QVERIFY(!world.proxy.placeCall(u"alice"_s, u"carol"_s).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(count(), 1, 15000);
        QVERIFY(!world.call("dave", "erin").isEmpty());
    }

    void anOrderlyStopLeavesWithZero()
    {
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        world.server.terminate();
        QTRY_VERIFY_WITH_TIMEOUT(!world.server.isRunning(), 10000);
        QCOMPARE_EQ(world.server.exitStatus(), QProcess::NormalExit);
        QCOMPARE_EQ(world.server.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(RestartTest)
#include "tst_restart.moc"
