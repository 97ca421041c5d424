// SPDX-License-Identifier: Apache-2.0
#include "server/clients/callmessage.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {
QByteArray jsonOf(const auto &message)
{
    return QJsonDocument(json::encode(message)).toJson(QJsonDocument::Compact);
}
} // namespace

class CallMessageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tellsWhatIsKnown()
    {
        CallInfo call;
        call.id = CallId(u"edge-1:7"_s);
        call.callId = SipCallId(u"a@b"_s);
        call.node = NodeName(u"edge-1"_s);
        call.kind = CallKind::Setup;
        call.journey = JourneyId(u"j"_s);
        call.state = CallState::Held;
        call.caller = u"sip:alice@h"_s;
        call.callee = u"sip:bob@h"_s;
        call.legs = {{LegRole::Caller, u"sip:1@h"_s, HeldBy::Cordboard}, {LegRole::Callee, {}, {}}};
        call.startedAt = QDateTime({2025, 1, 2}, {4, 4, 5, 6}, Qt::OffsetFromUTC, 3600);
        call.answeredAt = QDateTime({2025, 1, 2}, {3, 4, 6, 0}, Qt::UTC);
        QCOMPARE_EQ(jsonOf(messageOf(call)),
            R"({"answered_at":"2025-01-02T03:04:06.000Z","callee":{"uri":"sip:bob@h"},)"
            R"("caller":{"uri":"sip:alice@h"},"callid":"a@b","id":"edge-1:7","journey":"j","kind":"setup",)"
            R"("legs":[{"contact":"sip:1@h","held_by":"cordboard","role":"caller"},)"
            R"({"contact":null,"held_by":null,"role":"callee"}],"node":"edge-1",)"
            R"("started_at":"2025-01-02T03:04:05.006Z","state":"held"})"_ba);
        QCOMPARE(*json::decode<CallMessage>(json::encode(messageOf(call))), messageOf(call));
    }

    void saysNullForTheRest()
    {
        CallInfo call;
        call.id = CallId(u"1"_s);
        const QJsonObject message = json::encode(messageOf(call));
        for (const auto key : {"caller"_L1, "callee"_L1, "journey"_L1, "started_at"_L1, "answered_at"_L1}) {
            QVERIFY2(message.contains(key) && message.value(key).isNull(), key.data());
        }
        QCOMPARE_EQ(message.size(), 11);
        QCOMPARE(*json::decode<CallMessage>(message), messageOf(call));
    }

    void nodes()
    {
        NodeStatus status;
        status.node = NodeName(u"a"_s);
        status.reachable = true;
        status.version = u"3.6"_s;
        QCOMPARE_EQ(jsonOf(messageOf(status, 3)),
            R"({"calls":3,"detail":null,"name":"a","reachable":true,"synchronised":false,"version":"3.6"})"_ba);
    }
};

QTEST_GUILESS_MAIN(CallMessageTest)
#include "tst_callmessage.moc"
