// SPDX-License-Identifier: Apache-2.0
#include "server/calls/livecall.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class LiveCallTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tellsWhatIsKnown()
    {
        LiveCall call;
        call.info.id = CallId(u"edge-1/7"_s);
        call.info.callId = SipCallId(u"a@b"_s);
        call.info.node = NodeName(u"edge-1"_s);
        call.info.kind = CallKind::Setup;
        call.info.journey = JourneyId(u"j"_s);
        call.info.state = CallState::Held;
        call.info.caller = u"sip:alice@h"_s;
        call.info.callerName = u"Alice"_s;
        call.info.callee = u"sip:bob@h"_s;
        call.info.legs = {{LegRole::Caller, u"sip:1@h"_s, HeldBy::Cordboard}, {LegRole::Callee, {}, {}}};
        call.info.startedAt = QDateTime({2025, 1, 2}, {4, 4, 5, 6}, Qt::OffsetFromUTC, 3600);
        call.info.answeredAt = QDateTime({2025, 1, 2}, {3, 4, 6, 0}, Qt::UTC);
        call.info.timeSource = TimeSource::Proxy;
        call.info.actions = CallActions(CallActionFlag::End) | CallActionFlag::Unhold;
        call.rev = 3;
        call.stateSince = QDateTime({2025, 1, 2}, {3, 5, 0, 0}, Qt::UTC);
        call.tags = {{u"ticket"_s, 7}};
        QCOMPARE_EQ(encodedCall(call),
            "{\"allowed_actions\":[\"CallEnd\",\"CallUnhold\"],\"answered_at\":\"2025-01-02T03:04:06.000Z\","
            "\"callee\":{\"name\":null,\"uri\":\"sip:bob@h\"},"
            "\"caller\":{\"name\":\"Alice\",\"uri\":\"sip:alice@h\"},\"callid\":\"a@b\",\"commands\":[],"
            "\"ended_by\":null,\"id\":\"edge-1/7\",\"journey\":\"j\",\"kind\":\"setup\","
            "\"legs\":[{\"contact\":\"sip:1@h\",\"held_by\":\"cordboard\",\"role\":\"caller\"},"
            "{\"contact\":null,\"held_by\":null,\"role\":\"callee\"}],\"node\":\"edge-1\",\"reason\":null,"
            "\"rev\":3,\"started_at\":\"2025-01-02T03:04:05.006Z\",\"state\":\"held\","
            "\"state_since\":\"2025-01-02T03:05:00.000Z\",\"tags\":{\"ticket\":7},"
            "\"time_source\":\"proxy\"}"_ba);
        QCOMPARE(*json::decode<protocol::Call>(json::encode(messageOf(call))), messageOf(call));
    }

    void saysNullForTheRest()
    {
        LiveCall call;
        call.info.id = CallId(u"1"_s);
        const QJsonObject message = json::encode(messageOf(call));
        for (const auto key : {"caller"_L1, "callee"_L1, "journey"_L1, "started_at"_L1, "answered_at"_L1,
                 "state_since"_L1, "ended_by"_L1, "reason"_L1, "tags"_L1}) {
            QVERIFY2(message.contains(key) && message.value(key).isNull(), key.data());
        }
        QCOMPARE_EQ(message.size(), 19);
        QCOMPARE(*json::decode<protocol::Call>(message), messageOf(call));
    }

    void whileACommandWorksOnItOnlyAnEndIsLeft()
    {
        LiveCall call;
        call.info.actions = CallActions(CallActionFlag::End) | CallActionFlag::Hold;
        QCOMPARE(messageOf(call).allowedActions, (std::vector{CallAction::End, CallAction::Hold}));
        call.commands.push_back({CommandId(u"c"_s), u"CallHold"_s});
        QCOMPARE(messageOf(call).allowedActions, (std::vector{CallAction::End}));
        call.info.actions = {};
        QVERIFY(messageOf(call).allowedActions.empty());
    }

    void namesParties_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("host");
        QTest::newRow("plain") << u"sip:alice@example.com"_s << u"alice"_s << u"example.com"_s;
        QTest::newRow("host in capitals")
            << u"sip:Alice@EXAMPLE.com:5070"_s << u"Alice"_s << u"example.com"_s;
        QTest::newRow("escaped") << u"sip:%61lice@h"_s << u"alice"_s << u"h"_s;
        QTest::newRow("no user") << u"sip:h"_s << QString() << u"h"_s;
        QTest::newRow("none") << QString() << QString() << QString();
        QTest::newRow("no URI") << u"alice"_s << QString() << QString();
    }
    void namesParties()
    {
        QFETCH(QString, uri);
        QFETCH(QString, user);
        QFETCH(QString, host);
        QCOMPARE(partyKey(uri), (PartyKey{user, host}));
    }
};

QTEST_GUILESS_MAIN(LiveCallTest)
#include "tst_livecall.moc"
