// SPDX-License-Identifier: Apache-2.0
#include "tests/server/simulator/world.h"
#include "tests/support/strict.h"

#include <QSet>

using namespace Qt::StringLiterals;
using namespace cordboard::simulator;
using cordboard::tests::SimulatedWorld;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

SimulatorOptions lively(int calls, double changesPerSecond)
{
    SimulatorOptions options = SimulatorOptions::lively();
    options.backgroundCalls = calls;
    options.changesPerSecond = changesPerSecond;
    return options;
}

QJsonObject statistics(SimulatedWorld &world)
{
    return world.ask(u"get_statistics"_s, {{u"statistics"_s, QJsonArray{u"dialog:"_s}}}).toObject();
}

} // namespace

/// The calls that make a demo worth watching.
class tst_background : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { cordboard::tests::failOnAnyWarning(); }

    void isLively();
    void manyPeople_data();
    void manyPeople();
    void sameSeedSameCalls();
    void survivesStrangers();
    void nothingChangesAtRateZero();
};

void tst_background::isLively()
{
    SimulatedWorld world(lively(200, 50));
    for (const QString &event : {u"E_CORDBOARD"_s, u"E_DLG_STATE_CHANGED"_s}) {
        QVERIFY(world.subscribe(event));
    }
    QHash<QString, int> told;
    QSet<QString> people;
    int named = 0;
    for (int second = 0; second < 60; ++second) {
        world.clock().advance(seconds(1));
        for (const QJsonObject &event : world.events()) {
            const QJsonObject params = event.value(u"params"_s).toObject();
            const QString type = params.value(u"type"_s).toString();
            ++told[type + params.value(u"code"_s).toString() + params.value(u"side"_s).toString()
                + params.value(u"direction"_s).toString()];
            if (type == u"invite"_s) {
                people.insert(params.value(u"from"_s).toString());
                named += !params.value(u"from_name"_s).toString().isEmpty();
            }
        }
        const qsizetype calls = world.simulator().callCount();
        // A few fewer: whom they call has just gone away.
        QVERIFY2(calls >= 195 && calls <= 230, qPrintable(QString::number(calls)));
    }
    QVERIFY(told.value(u"invite"_s) > 1000);
    for (const char *kind : {"failed486", "failed404", "failed487", "byecaller", "byecallee",
             "holdcallersendonly", "holdcalleesendonly", "holdcallersendrecv", "holdcalleesendrecv"}) {
        QVERIFY2(told.value(QString::fromLatin1(kind)) > 5, kind);
    }
    QVERIFY(people.size() > 200);
    QVERIFY(named > told.value(u"invite"_s) / 2 && named < told.value(u"invite"_s));
    for (const QString &name : {u"alice"_s, u"bob"_s, u"carol"_s, u"dave"_s, u"erin"_s}) {
        QVERIFY(world.simulator().callsOf(name).isEmpty());
    }
}

void tst_background::manyPeople_data()
{
    QTest::addColumn<int>("calls");
    QTest::addColumn<int>("people");
    QTest::newRow("few") << 8 << 5;
    QTest::newRow("hundreds") << 300 << 200;
    QTest::newRow("thousands") << 5000 << 3500;
}

void tst_background::manyPeople()
{
    QFETCH(int, calls);
    QFETCH(int, people);
    SimulatedWorld world(lively(calls, 0));
    QSet<QString> users;
    for (int index = 0; index < calls; index += 20) {
        const QJsonArray page = world.ask(u"dlg_list"_s, {{u"index"_s, index}, {u"counter"_s, 20}})
                                    .toObject()
                                    .value(u"Dialogs"_s)
                                    .toArray();
        for (const QJsonValue &dialog : page) {
            users.insert(dialog.toObject().value(u"from_uri"_s).toString());
            users.insert(dialog.toObject().value(u"to_uri"_s).toString());
        }
    }
    QVERIFY2(users.size() >= people, qPrintable(QString::number(users.size())));
}

void tst_background::sameSeedSameCalls()
{
    const auto snapshot = [](quint32 seed) {
        SimulatorOptions options = lively(40, 20);
        options.seed = seed;
        SimulatedWorld world(options);
        world.clock().advance(seconds(20));
        return world.ask(u"dlg_list"_s, {{u"index"_s, 0}, {u"counter"_s, 20}});
    };
    QCOMPARE(snapshot(3), snapshot(3));
    QVERIFY(snapshot(3) != snapshot(4));
}

/// Somebody else ends, holds and transfers the same calls.
void tst_background::survivesStrangers()
{
    SimulatedWorld world(lively(30, 100));
    for (int round = 0; round < 200; ++round) {
        const QJsonArray page = world.ask(u"dlg_list"_s, {{u"index"_s, round % 20}, {u"counter"_s, 3}})
                                    .toObject()
                                    .value(u"Dialogs"_s)
                                    .toArray();
        for (const QJsonValue &dialog : page) {
            const QString callId = dialog.toObject().value(u"callid"_s).toString();
            const QString method = round % 3 == 0 ? u"dlg_end_dlg"_s
                : round % 3 == 1                  ? u"call_hold"_s
                                                  : u"call_transfer"_s;
            QJsonObject params{{round % 3 == 0 ? u"dialog_id"_s : u"callid"_s, callId}};
            if (round % 3 == 2) {
                params.insert(u"leg"_s, u"callee"_s);
                params.insert(u"destination"_s, u"sip:trent@demo.example"_s);
            }
            (void)world.ask(method, params);
        }
        world.clock().advance(milliseconds(100));
    }
    // A transferred call is the people's own affair; what is left over is not many.
    QVERIFY(world.simulator().callCount() >= 20);
    const QJsonObject figures = statistics(world);
    QCOMPARE(
        figures.value(u"dialog:active_dialogs"_s).toInt() + figures.value(u"dialog:early_dialogs"_s).toInt(),
        world.simulator().callCount());
}

void tst_background::nothingChangesAtRateZero()
{
    SimulatedWorld world(lively(10, 0));
    QVERIFY(world.subscribe(u"E_CORDBOARD"_s));
    world.clock().advance(seconds(100));
    QVERIFY(world.events().isEmpty());
    QCOMPARE(world.simulator().callCount(), 10);
}

QTEST_GUILESS_MAIN(tst_background)
#include "tst_background.moc"
