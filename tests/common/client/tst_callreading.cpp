// SPDX-License-Identifier: Apache-2.0
#include "common/client/callreading.h"
#include "tests/common/client/callwire.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

QJsonObject with(
    const QString &key, const QJsonValue &value, QJsonObject call = json::encode(liveCall(u"a"_s)))
{
    call.insert(key, value);
    return call;
}

} // namespace

class CallReadingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aKnownCallIsReadAsItIs()
    {
        const auto call = liveCall(u"ä"_s, CallState::Held, 7);
        const auto read = readCall(json::encode(call));
        QVERIFY(read);
        QCOMPARE(*read, (LiveCall{call, {}}));
        QCOMPARE(read->stateWord(), u"held"_s);
    }

    void anUnknownStateIsShownAsItsText()
    {
        auto read = readCall(with(u"state"_s, u"parked"_s));
        QVERIFY(read);
        QCOMPARE(read->stateWord(), u"parked"_s);
        QCOMPARE(read->call.state, CallState::Ringing);
        read = readCall(with(u"answered_at"_s, u"2026-11-24T03:14:15.000Z"_s, with(u"state"_s, u"parked"_s)));
        QVERIFY(read);
        QCOMPARE(read->call.state, CallState::Answered);
        QCOMPARE(read->unknownState, u"parked"_s);
    }

    void unknownWordsCountAsNotTold()
    {
        const QJsonObject leg{{u"role"_s, u"caller"_s}, {u"contact"_s, u"c"_s}, {u"held_by"_s, u"music"_s}};
        QJsonObject other = leg;
        other.insert(u"role"_s, u"listener"_s);
        QJsonObject call = with(u"legs"_s, QJsonArray{leg, other});
        call = with(u"kind"_s, u"conference"_s, call);
        call = with(u"time_source"_s, u"oracle"_s, call);
        call = with(u"ended_by"_s, u"moderator"_s, call);
        call = with(u"allowed_actions"_s, QJsonArray{u"CallPark"_s, u"CallEnd"_s}, call);
        call = with(u"mood"_s, QJsonObject{{u"x"_s, 1}}, call);
        const auto read = readCall(call);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        protocol::Call expected = liveCall(u"a"_s);
        expected.legs = {protocol::CallLeg{LegRole::Caller, {u"c"_s}, {}}};
        expected.timeSource = TimeSource::Sync;
        expected.allowedActions = {CallAction::End};
        QCOMPARE(*read, (LiveCall{expected, {}}));
    }

    void whatIsNoWordIsStillAnError_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("field");
        QTest::newRow("state 5") << u"state"_s << QJsonValue(5) << u"state"_s;
        QTest::newRow("state null") << u"state"_s << QJsonValue() << u"state"_s;
        QTest::newRow("kind {}") << u"kind"_s << QJsonValue(QJsonObject()) << u"kind"_s;
        QTest::newRow("legs {}") << u"legs"_s << QJsonValue(QJsonObject()) << u"legs"_s;
        QTest::newRow("leg 5") << u"legs"_s << QJsonValue(QJsonArray{5}) << u"legs[0]"_s;
        QTest::newRow("leg {}") << u"legs"_s << QJsonValue(QJsonArray{QJsonObject()}) << u"legs[0].role"_s;
        QTest::newRow("action 5") << u"allowed_actions"_s << QJsonValue(QJsonArray{5})
                                  << u"allowed_actions[0]"_s;
        QTest::newRow("actions text")
            << u"allowed_actions"_s << QJsonValue(u"CallEnd"_s) << u"allowed_actions"_s;
        QTest::newRow("id") << u"id"_s << QJsonValue(5) << u"id"_s;
    }
    void whatIsNoWordIsStillAnError()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(QString, field);
        const auto read = readCall(with(key, value));
        QVERIFY(!read);
        QCOMPARE(read.error().field, field);
    }

    void statesStandBesideTheirCalls()
    {
        QJsonObject wire = json::encode(page(7, 0, {liveCall(u"a"_s)}, true));
        wire.insert(u"calls"_s,
            QJsonArray{json::encode(liveCall(u"a"_s)),
                with(u"state"_s, u"parked"_s, json::encode(liveCall(u"b"_s))),
                json::encode(liveCall(u"c"_s))});
        auto read = readCallsSnapshot(wire);
        QVERIFY(read);
        const std::vector<LiveCall> calls = takeCalls(std::move(*read));
        QCOMPARE(calls.size(), 3);
        QCOMPARE(calls[0].stateWord(), u"ringing"_s);
        QCOMPARE(calls[1].stateWord(), u"parked"_s);
        QCOMPARE(calls[1].call.id, CallId(u"b"_s));
        QCOMPARE(calls[2].unknownState, QString());
    }

    void changesOfAnUnknownKindAreLeftOut()
    {
        QJsonObject wire = json::encode(changes(1, 4, {}));
        wire.insert(u"changes"_s,
            QJsonArray{QJsonObject{{u"op"_s, u"merge"_s}, {u"id"_s, u"a"_s}},
                QJsonObject{{u"op"_s, u"set"_s}, {u"call"_s, with(u"state"_s, u"parked"_s)}},
                QJsonObject{{u"op"_s, u"gone"_s}, {u"id"_s, u"b"_s}}});
        const auto read = readCallsChanged(wire);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->message.changes.size(), 2);
        QCOMPARE(read->unknownStates, (std::vector<QString>{u"parked"_s, QString()}));
        QCOMPARE(read->message.seq, 4);
    }

    void changesThatAreNoneAreErrors()
    {
        for (const QJsonValue &value :
            {QJsonValue(5), QJsonValue(QJsonObject()), QJsonValue(), QJsonValue(QJsonObject{{u"op"_s, 5}}),
                QJsonValue(QJsonObject{{u"op"_s, u"set"_s}, {u"call"_s, 5}})}) {
            QJsonObject wire = json::encode(changes(1, 2, {}));
            wire.insert(u"changes"_s, QJsonArray{value});
            const auto read = readCallsChanged(wire);
            QVERIFY(!read);
            QVERIFY2(read.error().field.startsWith(u"changes[0]"_s), qPrintable(read.error().field));
        }
        QVERIFY(!readCallsChanged({}));
        QVERIFY(!readCallsSnapshot({}));
        QVERIFY(!readCallListed({}));
    }

    void listsAreReadTheSameWay()
    {
        QJsonObject wire = json::encode(protocol::CallListed{u"e"_s, 1, {}, 1, {}});
        wire.insert(u"calls"_s, QJsonArray{with(u"state"_s, u"parked"_s)});
        auto read = readCallListed(wire);
        QVERIFY(read);
        QCOMPARE(takeCalls(std::move(*read)).at(0).stateWord(), u"parked"_s);
    }
};

QTEST_GUILESS_MAIN(CallReadingTest)
#include "tst_callreading.moc"
