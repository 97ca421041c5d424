// SPDX-License-Identifier: Apache-2.0
#include "tests/server/simulator/world.h"
#include "tests/support/strict.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace cordboard::simulator;
using cordboard::tests::SimulatedWorld;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const QString dialogEvent = u"E_DLG_STATE_CHANGED"_s;

/// Call-ID and state of the dialog events, in the order of their arrival.
QStringList states(SimulatedWorld &world)
{
    QStringList lines;
    for (const QJsonObject &params : world.events(dialogEvent)) {
        lines.append(params.value(u"callid"_s).toString() + u' '
            + QString::number(params.value(u"new_state"_s).toInt()));
    }
    return lines;
}

/// Twenty calls of which each other one is hung up, under some noise.
QStringList history(const Faults::EventNoise &noise, qint64 *sent = nullptr)
{
    SimulatedWorld world(SimulatedWorld::quiet());
    if (!world.subscribe(dialogEvent)) {
        qFatal("no subscription");
    }
    world.simulator().faults().setEventNoise(noise);
    for (int i = 0; i < 20; ++i) {
        const QString callId = world.call(u"alice"_s, u"bob"_s);
        if (i % 2 == 0) {
            (void)world.simulator().hangUp(u"bob"_s, callId);
        }
    }
    world.clock().advance(seconds(10));
    if (sent) {
        *sent = world.simulator().eventsSent();
    }
    return states(world);
}

} // namespace

/// Faults that last, and the figures that tell that something is wrong.
class tst_standingfaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { cordboard::tests::failOnAnyWarning(); }

    void losesAllUntilTold();
    void noise_data();
    void noise();
    void sameSeedSameNoise();
    void heldBackComesByItself();
    void plannedFaultsComeFirst();
    void clearEndsAll();
    void statisticsAgreeWithTheList();
    void statisticsStartAgain();
    void anotherProcessAnotherUptime();
    void theDeadSendNothing();
};

void tst_standingfaults::losesAllUntilTold()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    QVERIFY(world.subscribe(dialogEvent));
    world.simulator().faults().loseEvents(true);
    for (int i = 0; i < 50; ++i) {
        QVERIFY(!world.call(u"alice"_s, u"bob"_s).isEmpty());
    }
    // The proxy does not know: it takes a probe, too.
    QCOMPARE(world.ask(u"raise_event"_s, {{u"event"_s, dialogEvent}, {u"params"_s, QJsonArray{u"nonce"_s}}}),
        u"OK"_s);
    QVERIFY(world.events().isEmpty());
    QCOMPARE(world.simulator().eventsSent(), 0);
    world.simulator().faults().loseEvents(false);
    const QString callId = world.call(u"alice"_s, u"bob"_s);
    QCOMPARE(states(world), (QStringList{callId + u" 2"_s, callId + u" 3"_s, callId + u" 4"_s}));
}

void tst_standingfaults::noise_data()
{
    QTest::addColumn<double>("lose");
    QTest::addColumn<double>("twice");
    QTest::addColumn<double>("reorder");
    QTest::addColumn<double>("late");
    QTest::newRow("none") << 0.0 << 0.0 << 0.0 << 0.0;
    QTest::newRow("lost") << 0.3 << 0.0 << 0.0 << 0.0;
    QTest::newRow("twice") << 0.0 << 0.3 << 0.0 << 0.0;
    QTest::newRow("reordered") << 0.0 << 0.0 << 0.3 << 0.0;
    QTest::newRow("late") << 0.0 << 0.0 << 0.0 << 0.3;
    QTest::newRow("all reordered") << 0.0 << 0.0 << 1.0 << 0.0;
    QTest::newRow("everything") << 0.2 << 0.2 << 0.2 << 0.2;
}

void tst_standingfaults::noise()
{
    QFETCH(double, lose);
    QFETCH(double, twice);
    QFETCH(double, reorder);
    QFETCH(double, late);
    const QStringList plain = history({});
    QCOMPARE(plain.size(), 70);
    qint64 sent = 0;
    const QStringList noisy =
        history({.lose = lose, .twice = twice, .reorder = reorder, .late = late, .seed = 7}, &sent);
    QCOMPARE(noisy.size(), sent);
    const QSet<QString> all(plain.begin(), plain.end());
    const QSet<QString> came(noisy.begin(), noisy.end());
    QVERIFY(all.contains(came));
    QCOMPARE(came.size() == all.size(), lose == 0.0); // at rest all have come
    QCOMPARE(noisy.size() > came.size(), twice > 0.0);
    if (lose == 0.0 && twice == 0.0) {
        QCOMPARE(noisy == plain, reorder + late == 0.0);
    }
}

void tst_standingfaults::sameSeedSameNoise()
{
    const auto noise = [](quint32 seed) {
        return Faults::EventNoise{.lose = 0.1, .twice = 0.1, .reorder = 0.1, .late = 0.1, .seed = seed};
    };
    QCOMPARE(history(noise(5)), history(noise(5)));
    QVERIFY(history(noise(5)) != history(noise(6)));
}

void tst_standingfaults::heldBackComesByItself()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    const QString callId = world.call(u"alice"_s, u"bob"_s);
    QVERIFY(world.subscribe(dialogEvent));
    world.simulator().faults().setEventNoise({.reorder = 1, .delay = milliseconds(50)});
    QVERIFY(world.simulator().hangUp(u"bob"_s, callId));
    world.clock().advance(milliseconds(49));
    QVERIFY(world.events().isEmpty());
    world.clock().advance(milliseconds(1));
    QCOMPARE(states(world), QStringList{callId + u" 5"_s});
}

void tst_standingfaults::plannedFaultsComeFirst()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    QVERIFY(world.subscribe(dialogEvent));
    world.simulator().faults().setEventNoise({.twice = 1});
    world.simulator().faults().event(EventFault::Lose, 2);
    const QString callId = world.call(u"alice"_s, u"bob"_s);
    QCOMPARE(states(world), (QStringList{callId + u" 4"_s, callId + u" 4"_s}));
}

void tst_standingfaults::clearEndsAll()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    QVERIFY(world.subscribe(dialogEvent));
    world.simulator().faults().setEventNoise({.lose = 1});
    world.simulator().faults().loseEvents(true);
    world.simulator().faults().clear();
    QVERIFY(!world.call(u"alice"_s, u"bob"_s).isEmpty());
    QCOMPARE(states(world).size(), 3);
}

/// Whatever happens, active and early are what the list shows: it is by them that losses are found.
void tst_standingfaults::statisticsAgreeWithTheList()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    Simulator &simulator = world.simulator();
    QRandomGenerator random(11);
    const QStringList phones{u"alice"_s, u"bob"_s, u"carol"_s, u"hasty"_s, u"silent"_s, u"busy"_s};
    int processed = 0;
    for (int step = 0; step < 400; ++step) {
        const QString phone = phones.at(random.bounded(phones.size()));
        const QString other = phones.at(random.bounded(phones.size()));
        const QStringList calls = simulator.callsOf(phone);
        const QString callId = calls.value(calls.isEmpty() ? 0 : random.bounded(calls.size()));
        switch (random.bounded(7)) {
        case 0:
        case 1:
            QVERIFY(!simulator.placeCall(phone, step % 9 == 0 ? u"nobody"_s : other).isEmpty());
            break;
        case 2:
            (void)simulator.hangUp(phone, callId);
            break;
        case 3:
            (void)simulator.transferByPhone(phone, callId, other);
            break;
        case 4:
            (void)simulator.answer(phone, callId);
            break;
        case 5:
            (void)world.ask(u"dlg_end_dlg"_s, {{u"dialog_id"_s, callId}});
            break;
        case 6:
            (void)simulator.attendedTransferByPhone(phone, callId, calls.value(0));
            break;
        }
        world.clock().advance(milliseconds(random.bounded(3000)));
        int early = 0;
        int active = 0;
        for (int index = 0;; index += 20) {
            const QJsonArray page = world.ask(u"dlg_list"_s, {{u"index"_s, index}, {u"counter"_s, 20}})
                                        .toObject()
                                        .value(u"Dialogs"_s)
                                        .toArray();
            if (page.isEmpty()) {
                break;
            }
            for (const QJsonValue &dialog : page) {
                const int state = dialog.toObject().value(u"state"_s).toInt();
                early += state == Dialog::Early;
                active += state == Dialog::Answered || state == Dialog::Confirmed;
            }
        }
        const QJsonObject figures =
            world.ask(u"get_statistics"_s, {{u"statistics"_s, QJsonArray{u"dialog:"_s}}}).toObject();
        QCOMPARE(figures.value(u"dialog:early_dialogs"_s).toInt(), early);
        QCOMPARE(figures.value(u"dialog:active_dialogs"_s).toInt(), active);
        QVERIFY(figures.value(u"dialog:processed_dialogs"_s).toInt() >= processed);
        processed = figures.value(u"dialog:processed_dialogs"_s).toInt();
        QVERIFY(figures.value(u"dialog:failed_dialogs"_s).toInt() <= processed);
    }
    QVERIFY(processed > 100);
}

void tst_standingfaults::statisticsStartAgain()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    QVERIFY(!world.call(u"alice"_s, u"bob"_s).isEmpty());
    QVERIFY(!world.call(u"alice"_s, u"busy"_s).isEmpty());
    const auto figures = [&] {
        const QJsonObject all =
            world.ask(u"get_statistics"_s, {{u"statistics"_s, QJsonArray{u"dialog:"_s}}}).toObject();
        return QList<int>{all.value(u"dialog:active_dialogs"_s).toInt(-1),
            all.value(u"dialog:processed_dialogs"_s).toInt(-1),
            all.value(u"dialog:failed_dialogs"_s).toInt(-1)};
    };
    QCOMPARE(figures(), (QList<int>{1, 2, 1}));
    QVERIFY(world.simulator().restart());
    QCOMPARE(figures(), (QList<int>{0, 0, 0}));
}

/// It is by `uptime` that a restart is noticed (fact 26), also one that nobody saw.
void tst_standingfaults::anotherProcessAnotherUptime()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    const auto upSince = [&] { return world.ask(u"uptime"_s).toObject().value(u"Up since"_s).toString(); };
    QSet<QString> starts{upSince()};
    for (int i = 0; i < 3; ++i) {
        QVERIFY(world.simulator().restart());
        QCOMPARE(world.ask(u"uptime"_s).toObject().value(u"Up time"_s), u"0 [sec]"_s);
        starts.insert(upSince());
    }
    QCOMPARE(starts.size(), 4);
    QVERIFY(!starts.contains(QString()));
    QCOMPARE(starts.contains(upSince()), true); // and stays what it is
}

/// What a process held back dies with it, whoever subscribes at the next one.
void tst_standingfaults::theDeadSendNothing()
{
    SimulatedWorld world(SimulatedWorld::quiet());
    QVERIFY(world.subscribe(dialogEvent));
    world.simulator().faults().setEventNoise({.reorder = 0.5, .late = 0.5});
    QVERIFY(!world.call(u"alice"_s, u"bob"_s).isEmpty());
    QVERIFY(world.simulator().restart());
    QVERIFY(world.subscribe(dialogEvent));
    world.clock().advance(seconds(1));
    QVERIFY(world.events().isEmpty());
}

QTEST_GUILESS_MAIN(tst_standingfaults)
#include "tst_standingfaults.moc"
