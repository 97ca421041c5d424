// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/serverfixture.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using simulator::Version;

Q_DECLARE_METATYPE(cordboard::tests::Lanes)
Q_DECLARE_METATYPE(cordboard::simulator::Version)

/// All six commands through web socket, server, management interface and events, over each lane and each
/// version.
class WalkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everyCommand_data()
    {
        QTest::addColumn<Lanes>("lanes");
        QTest::addColumn<Version>("version");
        QTest::newRow("both, 3.4") << Lanes::Both << Version::V34;
        QTest::newRow("both, 3.6") << Lanes::Both << Version::V36;
        QTest::newRow("both, 4.0") << Lanes::Both << Version::V40;
        QTest::newRow("datagram alone, 3.6") << Lanes::Datagram << Version::V36;
        QTest::newRow("datagram alone, 4.0") << Lanes::Datagram << Version::V40;
        QTest::newRow("HTTP alone, 3.6") << Lanes::Http << Version::V36;
        QTest::newRow("HTTP alone, 4.0") << Lanes::Http << Version::V40;
    }
    void everyCommand()
    {
        QFETCH(Lanes, lanes);
        QFETCH(Version, version);
        World world(World::quick(version));
        QVERIFY(world.proxy.start());
        QVERIFY2(world.connectServer(lanes), world.server.log().constData());

        const int start =
            world.run(u"CallStart"_s, {{u"caller"_s, world.uri("alice")}, {u"callee"_s, world.uri("bob")}});
        QStringList names = world.client->eventNames(start);
        names.removeAll(u"TransferPending"_s);
        QCOMPARE_EQ(names,
            (QStringList{u"CallerAnswered"_s, u"Transferring"_s, u"TransferStart"_s, u"CalleeAnswered"_s,
                u"Ended"_s}));
        QString call = world.client->callId(start);

        const int hold = world.run(u"CallHold"_s, {{u"callid"_s, call}});
        QCOMPARE_EQ(world.client->eventNames(hold).count(u"CallHoldSuccessful"_s), 2);
        QCOMPARE_EQ(world.client->eventNames(hold).first(), u"CallHolding"_s);
        QVERIFY(world.client->error(hold).isEmpty());
        const int resume = world.run(u"CallUnhold"_s, {{u"callid"_s, call}});
        QCOMPARE_EQ(world.client->eventNames(resume).count(u"CallUnholdSuccessful"_s), 2);
        QVERIFY(world.client->error(resume).isEmpty());

        const int blind = world.run(u"CallBlindTransfer"_s,
            {{u"callid"_s, call}, {u"leg"_s, u"caller"_s}, {u"destination"_s, world.uri("carol")}});
        QVERIFY(world.client->eventNames(blind).contains(u"TransferSuccessful"_s));
        QVERIFY(world.client->error(blind).isEmpty());
        call = world.client->callId(blind);

        const QString other = world.call("dave", "erin");
        const int attended = world.run(u"CallAttendedTransfer"_s,
            {{u"callidA"_s, call}, {u"legA"_s, u"caller"_s}, {u"callidB"_s, other},
                {u"legB"_s, u"callee"_s}});
        QVERIFY(world.client->eventNames(attended).contains(u"TransferSuccessful"_s));
        QVERIFY(world.client->error(attended).isEmpty());

        const int end = world.run(u"CallEnd"_s, {{u"callid"_s, world.client->callId(attended)}});
        QCOMPARE_EQ(world.client->eventNames(end), QStringList{u"Ended"_s});
        QTRY_COMPARE(world.proxy.callCount(), 0);
    }

    void failuresAreTold_data()
    {
        QTest::addColumn<QString>("callee");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("status");
        QTest::newRow("busy") << u"busy"_s << u"rejected_by_party"_s << 486;
        QTest::newRow("not registered") << u"nobody-there"_s << u"rejected_by_party"_s << 404;
    }
    void failuresAreTold()
    {
        QFETCH(QString, callee);
        QFETCH(QString, word);
        QFETCH(int, status);
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const int id = world.run(u"CallStart"_s,
            {{u"caller"_s, QString(u"sip:"_s + callee + u"@demo.example"_s)},
                {u"callee"_s, world.uri("bob")}});
        QCOMPARE_EQ(world.client->error(id).value(u"id"_s).toString(), word);
        QCOMPARE_EQ(world.client->error(id).value(u"sip_status"_s).toInt(), status);
        QCOMPARE_EQ(world.client->eventNames(id).last(), u"Ended"_s);
        QCOMPARE_EQ(world.client->eventNames(id).count(u"Ended"_s), 1);
        QTRY_COMPARE(world.proxy.callCount(), 0);
    }

    /// A 3.x proxy would die of `call_hold`; this one must not, and the phone's silence is told.
    void holdOfASilentPhone_data()
    {
        QTest::addColumn<Version>("version");
        QTest::newRow("3.4") << Version::V34;
        QTest::newRow("3.6") << Version::V36;
        QTest::newRow("4.0") << Version::V40;
    }
    void holdOfASilentPhone()
    {
        QFETCH(Version, version);
        World world(World::quick(version));
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const QString call = world.call("alice", "gone");
        QVERIFY(!call.isEmpty());
        const int hold = world.run(u"CallHold"_s, {{u"callid"_s, call}});
        QCOMPARE_EQ(world.client->error(hold).value(u"id"_s).toString(), u"no_answer"_s);
        QCOMPARE_EQ(world.client->error(hold).value(u"call_fate"_s).toString(), u"kept"_s);
        QVERIFY(world.proxy.isAlive());
    }

    void aRingingCallStartHoldsNobodyUp()
    {
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const QString call = world.call("alice", "bob");
        const int ringing = world.client->send(
            u"CallStart"_s, {{u"caller"_s, world.uri("silent")}, {u"callee"_s, world.uri("carol")}});
        QTRY_COMPARE(world.proxy.callCount(), 2);
        const int hold = world.run(u"CallHold"_s, {{u"callid"_s, call}});
        QVERIFY(world.client->error(hold).isEmpty());
        QVERIFY(world.client->ended(hold));
        QVERIFY(!world.client->ended(ringing));
        const qint64 took =
            world.client->timeOf(hold, u"Ended"_s) - world.client->timeOf(hold, u"CallHolding"_s);
        qInfo("hold while another call rings: %lld ms", took);
        const int cancel =
            world.client->send(u"CommandCancel"_s, {{u"cmd_id"_s, world.client->commandId(ringing)}});
        QTRY_VERIFY(world.client->ended(ringing));
        QVERIFY(world.client->answer(cancel).has_value());
        QCOMPARE_EQ(world.client->error(ringing).value(u"id"_s).toString(), u"cancelled"_s);
        QTRY_COMPARE(world.proxy.callCount(), 1); // the phone stops ringing
    }

    void anotherServerSeesTheSameJourney()
    {
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        const QString call = world.call("alice", "bob");
        const auto journeyOf = [&](TestClient &client) {
            const int id = client.send(u"CallList"_s);
            (void)client.waitUntil([&] { return client.answer(id).has_value(); });
            return client.result(id)[u"calls"][0][u"journey"].toString();
        };
        QTRY_VERIFY(!journeyOf(*world.client).isEmpty());
        ServerProcess second;
        second.start(world.configuration(Lanes::Both));
        QTRY_VERIFY_WITH_TIMEOUT(!second.url().isEmpty(), 20000);
        TestClient client;
        client.open(second.url());
        QTRY_VERIFY_WITH_TIMEOUT(client.isOpen(), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(journeyOf(client), journeyOf(*world.client), 10000);
    }
};

QTEST_GUILESS_MAIN(WalkTest)
#include "tst_walk.moc"
