// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandservice.h"
#include "tests/server/commands/recordingsink.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Method = protocol::Command;

namespace {

const Owner carla{u"carla"_s, 1, u"192.0.2.1"_s};
const Owner carlaElsewhere{u"carla"_s, 2, u"192.0.2.2"_s};
const Owner dora{u"dora"_s, 3, u"192.0.2.3"_s};
const Owner anonymous{{}, 4, u"127.0.0.1"_s};

const QJsonObject startParams{{u"caller"_s, u"sip:alice@x.example"_s}, {u"callee"_s, u"sip:bob@x.example"_s}};
const QJsonObject holdA{{u"callid"_s, u"a@x"_s}};
const QJsonObject attendedAB{
    {u"callidA"_s, u"a@x"_s}, {u"legA"_s, u"caller"_s}, {u"callidB"_s, u"b@x"_s}, {u"legB"_s, u"callee"_s}};
const QJsonObject transferA{
    {u"callid"_s, u"a@x"_s}, {u"leg"_s, u"callee"_s}, {u"destination"_s, u"sip:dave@x.example"_s}};

QJsonObject named(QJsonObject params, const QString &cmdId)
{
    params.insert(u"cmd_id"_s, cmdId);
    return params;
}

QJsonObject with(QJsonObject params, const QString &key, const QJsonValue &value)
{
    params.insert(key, value);
    return params;
}

/// One node with the answered calls A and B and the ringing call R; every sink hears of carla's commands.
struct Bench {
    explicit Bench(const CommandSettings &settings = {})
        : service(directory, nullptr, settings)
    {
        node.setCall(u"A"_s, u"a@x"_s);
        node.setCall(u"B"_s, u"b@x"_s);
        node.setCall(u"R"_s, u"r@x"_s, CallState::Ringing);
    }
    /// Submits, attaches, and lets it start.
    CommandId send(Method method, const QJsonObject &params, const Owner &owner = carla)
    {
        const auto started = service.submit(method, params, owner);
        if (!started) {
            return CommandId(u"refused: "_s + started.error().message);
        }
        service.attach(owner, started->cmdId, &sink);
        QCoreApplication::sendPostedEvents();
        return started->cmdId;
    }
    FakeConnector node;
    FakeConnector other{u"edge-2"_s};
    CallDirectory directory{{&node, &other}};
    RecordingSink sink;
    CommandService service;
};

} // namespace

class CommandServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    // --- from Started to Ended ---

    void answersFirst()
    {
        Bench bench;
        const auto started = bench.service.submit(Method::CallHold, named(holdA, u"h"_s), carla);
        QVERIFY(started);
        QCOMPARE_EQ(*started, (protocol::Started{CommandId(u"h"_s)}));
        QCOMPARE_EQ(bench.node.begun(), 0);
        QCoreApplication::sendPostedEvents();
        QCOMPARE_EQ(bench.node.begun(), 1);
        bench.node.last()->progress(ProgressEvent::CallHolding);
        bench.node.last()->progress({ProgressEvent::CallHoldStart, {}, {}, LegRole::Caller, {}});
        // What happened before anybody listened is told on attaching, in order, and then what comes.
        QVERIFY(bench.service.attach(carla, started->cmdId, &bench.sink));
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"CallHolding"_s, u"CallHoldStart"_s}));
        bench.node.last()->succeed();
        QCOMPARE_EQ(bench.sink.names().last(), u"Ended"_s);
        QCOMPARE_EQ(bench.service.running(), 0);
    }

    void makesAnId_data()
    {
        QTest::addColumn<QJsonValue>("cmdId");
        QTest::newRow("absent") << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("empty") << QJsonValue(u""_s);
        QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    }
    void makesAnId()
    {
        QFETCH(QJsonValue, cmdId);
        Bench bench;
        const CommandId first = bench.send(Method::CallHold, with(holdA, u"cmd_id"_s, cmdId));
        const CommandId second = bench.send(Method::Echo, with({}, u"cmd_id"_s, cmdId));
        QCOMPARE_EQ(first.text().size(), 36);
        QCOMPARE_NE(first, second);
    }

    void asksTheConnectorForWhatTheClientMeant()
    {
        Bench bench;
        bench.send(Method::CallUnhold, with(holdA, u"leg"_s, u"callee"_s));
        const auto unhold = std::get<HoldCall>(bench.node.last()->request());
        QCOMPARE_EQ(unhold.call, CallId(u"A"_s));
        QVERIFY(unhold.resume);
        QVERIFY(unhold.leg == LegRole::Callee);
        bench.node.last()->succeed();

        bench.send(Method::CallAttendedTransfer, with(attendedAB, u"destination"_s, u"sip:erin@x.example"_s));
        const auto attended = std::get<AttendedTransfer>(bench.node.last()->request());
        QCOMPARE_EQ(attended.callA, CallId(u"A"_s));
        QCOMPARE_EQ(attended.callB, CallId(u"B"_s));
        QVERIFY(attended.legA == LegRole::Caller && attended.legB == LegRole::Callee);
        QCOMPARE_EQ(attended.destination->user(), u"erin"_s);
        QVERIFY(!attended.journey.isEmpty());
        bench.node.last()->succeed();

        bench.node.setCall(u"A"_s, u"a@x"_s, CallState::Answered, u"j1"_s);
        bench.send(Method::CallBlindTransfer, transferA);
        const auto blind = std::get<BlindTransfer>(bench.node.last()->request());
        QVERIFY(blind.leg == LegRole::Callee);
        QCOMPARE_EQ(blind.destination.user(), u"dave"_s);
        QCOMPARE_EQ(blind.journey, JourneyId(u"j1"_s)); // the new call belongs to where the old one did
        bench.node.last()->succeed();

        bench.send(Method::CallEnd, {{u"id"_s, u"R"_s}}); // ringing is good enough
        QCOMPARE_EQ(std::get<EndCall>(bench.node.last()->request()).call, CallId(u"R"_s));
        bench.node.last()->succeed();

        bench.send(Method::CallStart, startParams);
        const auto start = std::get<StartCall>(bench.node.last()->request());
        QCOMPARE_EQ(start.caller.user(), u"alice"_s);
        QCOMPARE_EQ(start.callee.user(), u"bob"_s);
        QVERIFY(!start.journey.isEmpty());
        QVERIFY(bench.sink.errorWord().isEmpty());
    }

    void echoes()
    {
        Bench bench;
        const QJsonObject params{
            {u"cmd_id"_s, u"e"_s}, {u"x"_s, QJsonArray{1, QJsonValue::Null, u"\u00e4\n"_s}}};
        const auto started = bench.service.submit(Method::Echo, params, carla);
        QCOMPARE_EQ(started->cmdId, CommandId(u"e"_s));
        bench.service.attach(carla, started->cmdId, &bench.sink);
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Reply"_s, u"Ended"_s}));
        QCOMPARE_EQ(bench.sink.events.front().data, QJsonValue(params));
        QCOMPARE_EQ(bench.sink.methods.front(), Method::Echo);
        // The rules of repetition are the same.
        QVERIFY(bench.service.submit(Method::Echo, params, carla));
        QCOMPARE_EQ(
            bench.service.submit(Method::Echo, with(params, u"x"_s, 2), carla).error().code, Errc::Conflict);
        QCOMPARE_EQ(
            bench.service.submit(Method::CallHold, named(holdA, u"e"_s), carla).error().code, Errc::Conflict);
        QCOMPARE_EQ(bench.node.begun(), 0);
    }

    /// A message of 64 KiB can hold 30,000 things, each larger in memory than in the message.
    void echoesAreForgottenByWhatTheyHold()
    {
        Bench bench;
        QJsonArray many;
        for (int i = 0; i < 30000; ++i) {
            many.append(0);
        }
        for (int i = 0; i < 200; ++i) {
            QVERIFY(bench.service.submit(Method::Echo, with({}, u"x"_s, many), carla));
        }
        const std::size_t kept = bench.service.list(carla).commands.size();
        QVERIFY2(kept < 80, qPrintable(QString::number(kept)));
    }

    // --- what never reaches a proxy ---

    void badParametersReachNobody_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QJsonObject>("good");
        QTest::newRow("CallStart") << Method::CallStart << startParams;
        QTest::newRow("CallBlindTransfer") << Method::CallBlindTransfer << transferA;
        QTest::newRow("CallAttendedTransfer") << Method::CallAttendedTransfer << attendedAB;
        QTest::newRow("CallHold") << Method::CallHold << holdA;
        QTest::newRow("CallUnhold") << Method::CallUnhold << holdA;
        QTest::newRow("CallEnd") << Method::CallEnd << holdA;
    }
    void badParametersReachNobody()
    {
        QFETCH(Method, method);
        QFETCH(QJsonObject, good);
        Bench bench;
        const QList<QJsonValue> ugly{QJsonValue::Undefined, QJsonValue::Null, 1, true, QJsonArray(),
            QJsonObject(), u""_s, u"a\r\nb"_s, u"a\\r\\nb"_s, u"a\"b"_s, u"<a>"_s, u"a b"_s,
            QString(QChar(0)), QString(70'000, u'a')};
        int refused = 0;
        const auto mustRefuse = [&](const QJsonObject &params, const QString &field) {
            const auto result = bench.service.submit(method, params, carla);
            QVERIFY2(!result, qPrintable(field));
            QCOMPARE_EQ(result.error().code, Errc::InvalidParams);
            QCOMPARE_EQ(result.error().field, field);
            ++refused;
        };
        const QStringList keys = good.keys();
        for (const QString &key : keys) {
            for (const QJsonValue &value : ugly) {
                mustRefuse(with(good, key, value), key);
            }
        }
        for (const QJsonValue &value : ugly.mid(2)) {
            if (value != u""_s) {
                mustRefuse(with(good, u"cmd_id"_s, value), u"cmd_id"_s);
            }
        }
        for (const QJsonValue &value :
            {QJsonValue(-1), QJsonValue(0), QJsonValue(1e300), QJsonValue(u"5000"_s)}) {
            mustRefuse(with(good, u"deadline_ms"_s, value), u"deadline_ms"_s);
        }
        QCoreApplication::sendPostedEvents();
        QVERIFY(refused > 20);
        QCOMPARE_EQ(bench.node.begun(), 0);
        QCOMPARE_EQ(bench.service.running(), 0);
        QVERIFY(bench.service.list(carla).commands.empty());
    }

    void failsForTheStateOfThings_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("fate");
        const int kept = static_cast<int>(CallFate::Kept);
        const int unknown = static_cast<int>(CallFate::Unknown);
        const QJsonObject nobody{{u"callid"_s, u"nobody@x"_s}};
        QTest::newRow("hold of no call") << Method::CallHold << nobody << u"call_not_found"_s << unknown;
        QTest::newRow("end of no call") << Method::CallEnd << nobody << u"call_not_found"_s << unknown;
        QTest::newRow("end of an unknown id")
            << Method::CallEnd << QJsonObject{{u"id"_s, u"deleteLater"_s}} << u"call_not_found"_s << unknown;
        QTest::newRow("attended, B is not there")
            << Method::CallAttendedTransfer << with(attendedAB, u"callidB"_s, u"nobody@x"_s)
            << u"call_not_found"_s << unknown;
        QTest::newRow("hold while ringing")
            << Method::CallHold << QJsonObject{{u"callid"_s, u"r@x"_s}} << u"wrong_state"_s << kept;
        QTest::newRow("transfer while ringing")
            << Method::CallBlindTransfer << with(transferA, u"callid"_s, u"r@x"_s) << u"wrong_state"_s
            << kept;
        QTest::newRow("attended with a ringing call")
            << Method::CallAttendedTransfer << with(attendedAB, u"callidB"_s, u"r@x"_s) << u"wrong_state"_s
            << kept;
        QTest::newRow("shared Call-ID")
            << Method::CallEnd << QJsonObject{{u"callid"_s, u"twice@x"_s}} << u"ambiguous_call"_s << kept;
        QTest::newRow("attended over two nodes")
            << Method::CallAttendedTransfer << with(attendedAB, u"callidB"_s, u"far@x"_s)
            << u"not_supported"_s << kept;
        QTest::newRow("attended, one call twice")
            << Method::CallAttendedTransfer << with(attendedAB, u"idB"_s, u"A"_s) << u"call_not_found"_s
            << unknown;
        QTest::newRow("attended, one call by two names")
            << Method::CallAttendedTransfer
            << QJsonObject{{u"callidA"_s, u"a@x"_s}, {u"legA"_s, u"caller"_s}, {u"idB"_s, u"A"_s},
                   {u"legB"_s, u"caller"_s}}
            << u"invalid_params"_s << kept;
    }
    void failsForTheStateOfThings()
    {
        QFETCH(Method, method);
        QFETCH(QJsonObject, params);
        QFETCH(QString, word);
        QFETCH(int, fate);
        Bench bench;
        bench.node.setCall(u"T1"_s, u"twice@x"_s);
        bench.node.setCall(u"T2"_s, u"twice@x"_s);
        bench.other.setCall(u"F"_s, u"far@x"_s);
        bench.send(method, params);
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
        QCOMPARE_EQ(bench.sink.errorWord(), word);
        QCOMPARE_EQ(static_cast<int>(bench.sink.events.front().error->callFate), fate);
        QVERIFY(bench.sink.events.front().data->isString());
        QCOMPARE_EQ(bench.node.begun() + bench.other.begun(), 0);
        QCOMPARE_EQ(bench.service.running(), 0);
    }

    void namesTheCandidates()
    {
        Bench bench;
        bench.node.setCall(u"T1"_s, u"twice@x"_s);
        bench.node.setCall(u"T2"_s, u"twice@x"_s);
        bench.send(Method::CallEnd, {{u"callid"_s, u"twice@x"_s}});
        QVERIFY(bench.sink.events.front().error->message.contains(u"T1, T2"_s));
    }

    void passesAnObjectionOn()
    {
        Bench bench;
        bench.node.objectWith(Error{Errc::NotSupported, u"this node lacks the callops module"_s});
        bench.send(Method::CallHold, holdA);
        QCOMPARE_EQ(bench.sink.errorWord(), u"not_supported"_s);
        QCOMPARE_EQ(bench.sink.events.front().data, QJsonValue(u"this node lacks the callops module"_s));
        QCOMPARE_EQ(bench.node.begun(), 0);
        bench.node.objectWith({});
        bench.send(Method::CallHold, holdA); // the call is free again
        QCOMPARE_EQ(bench.node.begun(), 1);
    }

    // --- identity and repetition ---

    void reattaches()
    {
        Bench bench;
        bench.send(Method::CallStart, named(startParams, u"s"_s));
        FakeOperation *operation = bench.node.last();
        operation->progress(ProgressEvent::CallerAnswered);

        RecordingSink again;
        const auto repeated =
            bench.service.submit(Method::CallStart, named(startParams, u"s"_s), carlaElsewhere);
        QVERIFY(repeated);
        QCOMPARE_EQ(repeated->event, u"Started"_s);
        QVERIFY(bench.service.attach(carlaElsewhere, repeated->cmdId, &again));
        QCOMPARE_EQ(again.names(), QStringList{u"CallerAnswered"_s});
        operation->progress(ProgressEvent::Transferring);
        operation->succeed();
        QCOMPARE_EQ(again.names(), (QStringList{u"CallerAnswered"_s, u"Transferring"_s, u"Ended"_s}));
        QVERIFY(again.events == bench.sink.events);

        RecordingSink afterwards;
        QVERIFY(bench.service.submit(Method::CallStart, named(startParams, u"s"_s), carla));
        bench.service.attach(carla, CommandId(u"s"_s), &afterwards);
        QCoreApplication::sendPostedEvents();
        QVERIFY(afterwards.events == bench.sink.events);
        QCOMPARE_EQ(bench.node.begun(), 1);
    }

    void otherContentIsAConflict()
    {
        Bench bench;
        bench.send(Method::CallHold, named(holdA, u"h"_s));
        const QList<QPair<Method, QJsonObject>> others{{Method::CallUnhold, holdA}, {Method::CallEnd, holdA},
            {Method::CallHold, with(holdA, u"leg"_s, u"caller"_s)},
            {Method::CallHold, {{u"callid"_s, u"b@x"_s}}}, {Method::CallStart, startParams},
            {Method::Echo, holdA}};
        for (int round = 0; round < 2; ++round) { // while it runs, and after its end
            for (const auto &[method, params] : others) {
                const auto result = bench.service.submit(method, named(params, u"h"_s), carla);
                QVERIFY(!result);
                QCOMPARE_EQ(result.error().code, Errc::Conflict);
                QCOMPARE_EQ(result.error().field, u"cmd_id"_s);
                QVERIFY(!result.error().message.contains(u"a@x"_s));
            }
            bench.node.operation(0)->succeed();
        }
        QVERIFY(bench.service.submit(
            Method::CallHold, with(named(holdA, u"h"_s), u"deadline_ms"_s, 2'000), carla));
        QCoreApplication::sendPostedEvents();
        QCOMPARE_EQ(bench.node.begun(), 1);
    }

    void anIdIsItsOwnersOnly()
    {
        Bench bench;
        bench.send(Method::CallHold, named(holdA, u"x"_s), carla);
        for (const Owner &stranger : {dora, anonymous}) {
            QVERIFY(!bench.service.attach(stranger, CommandId(u"x"_s), &bench.sink));
            QCOMPARE_EQ(bench.service.get(stranger, CommandId(u"x"_s)).error().code, Errc::CommandNotFound);
            QCOMPARE_EQ(
                bench.service.cancel(stranger, CommandId(u"x"_s)).error().code, Errc::CommandNotFound);
            QVERIFY(bench.service.list(stranger).commands.empty());
        }
        QVERIFY(bench.node.last()->stops().isEmpty());
        // The same id of somebody else is another command.
        bench.send(Method::CallHold, named({{u"callid"_s, u"b@x"_s}}, u"x"_s), dora);
        QCOMPARE_EQ(bench.node.begun(), 2);
        const Owner otherConnection{{}, 5, {}};
        bench.send(Method::Echo, named({}, u"x"_s), anonymous);
        QVERIFY(!bench.service.attach(otherConnection, CommandId(u"x"_s), &bench.sink));
    }

    void forgetsAfterAWhile()
    {
        CommandSettings settings;
        settings.remembered = 1ms;
        Bench bench(settings);
        bench.send(Method::CallHold, named(holdA, u"h"_s));
        bench.node.last()->succeed();
        QTRY_VERIFY(!bench.service.get(carla, CommandId(u"h"_s)));
        bench.send(Method::CallUnhold, named(holdA, u"h"_s));
        QCOMPARE_EQ(bench.node.begun(), 2);
        // One that runs is never forgotten.
        bench.send(Method::CallHold, named({{u"callid"_s, u"b@x"_s}}, u"b"_s));
        bench.node.last()->succeed();
        QTRY_VERIFY(!bench.service.get(carla, CommandId(u"b"_s)));
        QVERIFY(bench.service.get(carla, CommandId(u"h"_s)));
    }

    // --- Get, List, Cancel ---

    void tellsOfCommands()
    {
        Bench bench;
        bench.send(Method::CallHold, named(holdA, u"first"_s));
        bench.send(Method::CallStart, named(startParams, u"second"_s));
        bench.node.operation(0)->progress(ProgressEvent::CallHolding);
        bench.node.operation(0)->fail(Errc::NoAnswer, CallFate::Kept, 408);

        const auto first = bench.service.get(carlaElsewhere, CommandId(u"first"_s));
        QVERIFY(first);
        QVERIFY(first->state == CommandState::Ended);
        QCOMPARE_EQ(first->calls, std::vector<CallId>{CallId(u"A"_s)});
        QCOMPARE_EQ(first->node, NodeName(u"edge-1"_s));
        QCOMPARE_EQ(first->error->id, u"no_answer"_s);
        QCOMPARE_EQ(first->events->size(), std::size_t(3));
        QVERIFY(first->endedAt && *first->endedAt >= first->startedAt);
        const QJsonObject wire = json::encode(*first);
        QCOMPARE_EQ(wire.value("method"_L1).toString(), u"CallHold"_s);
        QCOMPARE_EQ(wire.value("state"_L1).toString(), u"ended"_s);
        QVERIFY(wire.value("started_at"_L1).toString().endsWith(u'Z'));
        QVERIFY(json::decode<CommandSummary>(wire) == *first);

        const CommandSummaries list = bench.service.list(carla);
        QCOMPARE_EQ(list.commands.size(), std::size_t(2));
        QCOMPARE_EQ(list.commands[0].cmdId, CommandId(u"first"_s));
        QCOMPARE_EQ(list.commands[1].cmdId, CommandId(u"second"_s));
        QVERIFY(list.commands[1].state == CommandState::Running);
        QVERIFY(list.commands[1].journey);
        QVERIFY(!list.commands[1].events);
        QVERIFY(!list.commands[1].error);
        QCOMPARE_EQ(bench.service.get(carla, CommandId(u"third"_s)).error().code, Errc::CommandNotFound);
    }

    void cancels()
    {
        Bench bench;
        bench.send(Method::CallStart, named(startParams, u"s"_s));
        const auto cancelled = bench.service.cancel(carlaElsewhere, CommandId(u"s"_s));
        QVERIFY(cancelled);
        QVERIFY(cancelled->state == CommandState::Ended);
        QCOMPARE_EQ(cancelled->error->id, u"cancelled"_s);
        QCOMPARE_EQ(bench.node.last()->stops(), QList<StopReason>{StopReason::Cancelled});
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
        // Again: it has ended, and nothing happens.
        QVERIFY(bench.service.cancel(carla, CommandId(u"s"_s)));
        QCOMPARE_EQ(bench.node.last()->stops().size(), 1);
        QCOMPARE_EQ(bench.sink.events.size(), std::size_t(2));
    }

    void cancelsBeforeItStarts()
    {
        Bench bench;
        const auto started = bench.service.submit(Method::CallStart, startParams, carla);
        QVERIFY(bench.service.cancel(carla, started->cmdId));
        QCoreApplication::sendPostedEvents();
        QCOMPARE_EQ(bench.node.begun(), 0);
        bench.service.attach(carla, started->cmdId, &bench.sink);
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
        QVERIFY(bench.sink.events.front().error->callFate == CallFate::Kept);
    }

    // --- one at a time ---

    void secondIsAConflict_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QJsonObject>("params");
        QTest::newRow("hold") << Method::CallHold << holdA;
        QTest::newRow("unhold, by id") << Method::CallUnhold << QJsonObject{{u"id"_s, u"A"_s}};
        QTest::newRow("blind transfer") << Method::CallBlindTransfer << transferA;
        QTest::newRow("attended, as A") << Method::CallAttendedTransfer << attendedAB;
        QTest::newRow("attended, as B") << Method::CallAttendedTransfer
                                        << QJsonObject{{u"callidA"_s, u"b@x"_s}, {u"legA"_s, u"caller"_s},
                                               {u"callidB"_s, u"a@x"_s}, {u"legB"_s, u"caller"_s}};
    }
    void secondIsAConflict()
    {
        QFETCH(Method, method);
        QFETCH(QJsonObject, params);
        Bench bench;
        bench.send(Method::CallHold, named(holdA, u"first"_s), carla);
        const CommandId second = bench.send(method, params, carla);
        QCOMPARE_EQ(bench.sink.names(second.text()), (QStringList{u"Error"_s, u"Ended"_s}));
        QCOMPARE_EQ(bench.sink.errorWord(), u"conflict"_s);
        QVERIFY(bench.sink.events.front().error->message.contains(u"first"_s));
        QVERIFY(bench.sink.events.front().error->callFate == CallFate::Kept);
        const CommandId strangers = bench.send(method, params, dora);
        QVERIFY(bench.sink.ended(strangers.text()));
        QVERIFY(!bench.sink.events.back().error);
        QVERIFY(!bench.sink.events[bench.sink.events.size() - 2].error->message.contains(u"first"_s));
        QCOMPARE_EQ(bench.node.begun(), 1);
        QVERIFY(bench.node.last()->stops().isEmpty());

        bench.node.last()->succeed();
        bench.send(method, params, carla);
        QCOMPARE_EQ(bench.node.begun(), 2);
    }

    void attendedTakesBothCalls()
    {
        Bench bench;
        bench.send(Method::CallAttendedTransfer, named(attendedAB, u"t"_s));
        for (const QString &call : {u"a@x"_s, u"b@x"_s}) {
            const CommandId hold = bench.send(Method::CallHold, {{u"callid"_s, call}});
            QCOMPARE_EQ(bench.sink.errorWord(hold.text()), u"conflict"_s);
        }
        bench.node.operation(0)->fail(Errc::RejectedByParty, CallFate::Kept);
        for (const QString &call : {u"a@x"_s, u"b@x"_s}) {
            const CommandId hold = bench.send(Method::CallHold, {{u"callid"_s, call}});
            QVERIFY(bench.sink.names(hold.text()).isEmpty());
        }
        QCOMPARE_EQ(bench.node.begun(), 3);
    }

    void twoCommandsInOneBurst()
    {
        Bench bench;
        const auto first = bench.service.submit(Method::CallHold, named(holdA, u"1"_s), carla);
        const auto second = bench.service.submit(Method::CallUnhold, named(holdA, u"2"_s), carla);
        QVERIFY(first && second);
        QCoreApplication::sendPostedEvents();
        bench.service.attach(carla, second->cmdId, &bench.sink);
        QCOMPARE_EQ(bench.sink.errorWord(), u"conflict"_s);
        QCOMPARE_EQ(bench.node.begun(), 1);
    }

    void callEndPasses_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("endedCall");
        QTest::newRow("hold") << Method::CallHold << holdA << u"a@x"_s;
        QTest::newRow("blind transfer") << Method::CallBlindTransfer << transferA << u"a@x"_s;
        QTest::newRow("attended, A ends") << Method::CallAttendedTransfer << attendedAB << u"a@x"_s;
        QTest::newRow("attended, B ends") << Method::CallAttendedTransfer << attendedAB << u"b@x"_s;
    }
    void callEndPasses()
    {
        QFETCH(Method, method);
        QFETCH(QJsonObject, params);
        QFETCH(QString, endedCall);
        Bench bench;
        bench.send(method, named(params, u"first"_s), dora);
        bench.send(Method::CallEnd, named({{u"callid"_s, endedCall}}, u"end"_s), carla);
        QCOMPARE_EQ(bench.node.begun(), 2);
        QCOMPARE_EQ(bench.node.operation(0)->stops(), QList<StopReason>{StopReason::CallEnded});
        QCOMPARE_EQ(bench.sink.names(u"first"_s), (QStringList{u"Error"_s, u"Ended"_s}));
        QCOMPARE_EQ(bench.sink.errorWord(u"first"_s), u"call_ended"_s);
        QVERIFY(!bench.sink.ended(u"end"_s));
        // While the end is under way nothing else may begin, and another CallEnd does not stop it.
        const CommandId hold = bench.send(Method::CallHold, {{u"callid"_s, endedCall}});
        QCOMPARE_EQ(bench.sink.errorWord(hold.text()), u"conflict"_s);
        bench.send(Method::CallEnd, named({{u"callid"_s, endedCall}}, u"end2"_s), carla);
        QVERIFY(bench.node.operation(1)->stops().isEmpty());
        bench.node.operation(1)->succeed();
        bench.node.operation(2)->succeed();
        QCOMPARE_EQ(bench.sink.names(u"end"_s), QStringList{u"Ended"_s});
        QCOMPARE_EQ(bench.sink.names(u"end2"_s), QStringList{u"Ended"_s});
    }

    void callEndObjectedToStopsNobody()
    {
        Bench bench;
        bench.send(Method::CallHold, holdA);
        bench.node.objectWith(Error{Errc::NotSupported, u"no"_s});
        bench.send(Method::CallEnd, named(holdA, u"end"_s));
        QCOMPARE_EQ(bench.sink.errorWord(u"end"_s), u"not_supported"_s);
        QVERIFY(bench.node.operation(0)->stops().isEmpty());
    }

    /// The calls of a CallStart come to be while it runs: their journey tells whose they are.
    void aCallStartHoldsItsCalls()
    {
        Bench bench;
        bench.send(Method::CallStart, named(startParams, u"start"_s));
        const QString journey = std::get<StartCall>(bench.node.last()->request()).journey.text();
        bench.node.setCall(u"S"_s, u"cordboard-1"_s, CallState::Answered, journey);
        const CommandId hold = bench.send(Method::CallHold, {{u"id"_s, u"S"_s}});
        QCOMPARE_EQ(bench.sink.errorWord(hold.text()), u"conflict"_s);
        bench.send(Method::CallEnd, named({{u"id"_s, u"S"_s}}, u"end"_s));
        QCOMPARE_EQ(bench.sink.errorWord(u"start"_s), u"call_ended"_s);
        QCOMPARE_EQ(std::get<EndCall>(bench.node.last()->request()).call, CallId(u"S"_s));
        bench.node.last()->succeed();
        QCOMPARE_EQ(bench.sink.names(u"end"_s), QStringList{u"Ended"_s});
    }

    void aCallThatEndsWithTheOtherCommandNeedsNoEnd()
    {
        Bench bench;
        bench.send(Method::CallStart, named(startParams, u"start"_s));
        const QString journey = std::get<StartCall>(bench.node.last()->request()).journey.text();
        bench.node.setCall(u"S"_s, u"cordboard-1"_s, CallState::Ringing, journey);
        bench.sink.then = [&](const protocol::CommandEvent &event) {
            if (event.error) {
                bench.node.endCall(u"S"_s); // hung up by the stop itself
            }
        };
        bench.send(Method::CallEnd, named({{u"id"_s, u"S"_s}}, u"end"_s));
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Error"_s, u"Ended"_s, u"Ended"_s}));
        QCOMPARE_EQ(bench.node.begun(), 1);
    }

    void aClientMayCancelTheCallEndThatStopsItsCommand()
    {
        Bench bench;
        bench.send(Method::CallHold, named(holdA, u"hold"_s));
        bench.sink.then = [&](const protocol::CommandEvent &event) {
            if (event.error && event.cmdId == CommandId(u"hold"_s)) {
                (void)bench.service.cancel(carla, CommandId(u"end"_s));
            }
        };
        bench.send(Method::CallEnd, named(holdA, u"end"_s));
        QCOMPARE_EQ(bench.sink.errorWord(u"end"_s), u"cancelled"_s);
        QCOMPARE_EQ(bench.node.begun(), 1);
        QCOMPARE_EQ(bench.service.running(), 0);
    }

    // --- clients that come and go ---

    void aClientThatLeavesStopsNothing()
    {
        Bench bench;
        {
            RecordingSink leaving;
            const auto started = bench.service.submit(Method::CallHold, named(holdA, u"h"_s), carla);
            bench.service.attach(carla, started->cmdId, &leaving);
            QCoreApplication::sendPostedEvents();
            bench.node.last()->progress(ProgressEvent::CallHolding);
            QCOMPARE_EQ(leaving.events.size(), std::size_t(1));
        }
        bench.node.last()->progress({ProgressEvent::CallHoldStart, {}, {}, LegRole::Caller, {}});
        bench.node.last()->succeed();
        QVERIFY(bench.node.last()->stops().isEmpty());
        bench.service.attach(carla, CommandId(u"h"_s), &bench.sink);
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"CallHolding"_s, u"CallHoldStart"_s, u"Ended"_s}));
    }

    void aSinkMaySubmitWithinItsDelivery()
    {
        Bench bench;
        bench.sink.then = [&](const protocol::CommandEvent &event) {
            if (event.event == u"Ended"_s && bench.service.list(carla).commands.size() < 3) {
                const auto next = bench.service.submit(Method::CallHold, holdA, carla);
                bench.service.attach(carla, next->cmdId, &bench.sink);
            }
        };
        bench.send(Method::CallHold, holdA);
        for (qsizetype i = 0; i < 3; ++i) {
            QTRY_COMPARE(bench.node.begun(), i + 1); // the call is free when Ended is told
            bench.node.operation(i)->succeed();
        }
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Ended"_s, u"Ended"_s, u"Ended"_s}));
    }

    void destroyedWithCommandsRunning()
    {
        FakeConnector node;
        node.setCall(u"A"_s, u"a@x"_s);
        CallDirectory directory({&node});
        RecordingSink sink;
        {
            CommandService service(directory, nullptr);
            const auto started = service.submit(Method::CallHold, holdA, carla);
            service.attach(carla, started->cmdId, &sink);
            QCoreApplication::sendPostedEvents();
            (void)service.submit(Method::CallStart, startParams, carla); // not even started
        }
        node.last()->progress(ProgressEvent::CallHolding);
        node.last()->succeed();
        QCoreApplication::sendPostedEvents();
        QVERIFY(sink.events.empty());
    }

    void aConnectorThatGoesAwayEndsItsCommands()
    {
        auto node = std::make_unique<FakeConnector>();
        node->setCall(u"A"_s, u"a@x"_s);
        CallDirectory directory({node.get()});
        RecordingSink sink;
        CommandService service(directory, nullptr);
        const auto started = service.submit(Method::CallHold, holdA, carla);
        service.attach(carla, started->cmdId, &sink);
        QCoreApplication::sendPostedEvents();
        node.reset();
        QCOMPARE_EQ(sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
        const auto again = service.submit(Method::CallStart, startParams, carla);
        service.attach(carla, again->cmdId, &sink);
        QCoreApplication::sendPostedEvents();
        QCOMPARE_EQ(sink.errorWord(again->cmdId.text()), u"proxy_unreachable"_s);
    }

    // --- nodes, journeys, audit ---

    void picksTheNode()
    {
        Bench bench;
        bench.send(Method::CallStart, startParams);
        QCOMPARE_EQ(bench.node.begun(), 1);
        bench.send(Method::CallStart, with(startParams, u"node"_s, u"edge-2"_s));
        QCOMPARE_EQ(bench.other.begun(), 1);
        bench.node.setReachable(false);
        bench.send(Method::CallStart, startParams);
        QCOMPARE_EQ(bench.other.begun(), 2);
        const auto unknown =
            bench.service.submit(Method::CallStart, with(startParams, u"node"_s, u"edge-3"_s), carla);
        QCOMPARE_EQ(unknown.error().code, Errc::InvalidParams);
        QCOMPARE_EQ(unknown.error().field, u"node"_s);
    }

    void tagsStayWithTheJourney()
    {
        CommandSettings settings;
        settings.remembered = 0ms;
        Bench bench(settings);
        const QJsonObject tags{{u"ticket"_s, 7}};
        bench.send(Method::CallStart, with(startParams, u"tags"_s, tags));
        const JourneyId journey = std::get<StartCall>(bench.node.last()->request()).journey;
        QCOMPARE_EQ(bench.service.tags(journey), tags);
        bench.node.setCall(u"N"_s, u"new@x"_s, CallState::Answered, journey.text());
        bench.node.last()->succeed();
        (void)bench.service.list(carla); // forgets the command
        QCOMPARE_EQ(bench.service.tags(journey), tags);
        bench.node.endCall(u"N"_s);
        QVERIFY(bench.service.tags(journey).isEmpty());

        bench.send(Method::CallStart, with(startParams, u"tags"_s, tags)); // never becomes a call
        const JourneyId second = std::get<StartCall>(bench.node.last()->request()).journey;
        QCOMPARE_NE(second, journey);
        bench.node.last()->fail(Errc::NoAnswer, CallFate::Ended);
        (void)bench.service.list(carla);
        QVERIFY(bench.service.tags(second).isEmpty());
    }

    void tellsTheAudit()
    {
        Bench bench;
        QSignalSpy begun(&bench.service, &CommandService::commandBegun);
        QSignalSpy ended(&bench.service, &CommandService::commandEnded);
        QSignalSpy late(&bench.service, &CommandService::lateResult);
        bench.send(Method::CallBlindTransfer, named(transferA, u"t"_s));
        QCOMPARE_EQ(begun.size(), 1);
        FakeOperation *operation = bench.node.last();
        operation->fail(Errc::Timeout, CallFate::Unknown);
        QCOMPARE_EQ(ended.size(), 1);
        QCOMPARE_EQ(ended.first().first().value<Owner>(), carla);
        QCOMPARE_EQ(ended.first().at(1).value<CommandSummary>().error->id, u"timeout"_s);
        QCoreApplication::sendPostedEvents(
            nullptr, QEvent::DeferredDelete); // the command is gone, the operation is not
        operation->late(u"the transfer succeeded"_s);
        QCOMPARE_EQ(late.size(), 1);
        QCOMPARE_EQ(late.first().at(1).value<CommandSummary>().cmdId, CommandId(u"t"_s));
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
    }

    void deadlineOfTheClient()
    {
        CommandSettings settings;
        settings.times.hold = 1ms;
        Bench bench(settings);
        bench.send(Method::CallHold, named(holdA, u"short"_s));
        bench.send(
            Method::CallHold, with(named({{u"callid"_s, u"b@x"_s}}, u"long"_s), u"deadline_ms"_s, 600'000));
        QTRY_VERIFY(bench.sink.ended(u"short"_s));
        QCOMPARE_EQ(bench.sink.errorWord(u"short"_s), u"timeout"_s);
        QCOMPARE_EQ(bench.node.operation(0)->stops(), QList<StopReason>{StopReason::Deadline});
        QVERIFY(bench.node.operation(1)->stops().isEmpty());
    }
};

QTEST_GUILESS_MAIN(CommandServiceTest)
#include "tst_commandservice.moc"
