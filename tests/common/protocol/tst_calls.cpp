// SPDX-License-Identifier: Apache-2.0
#include "common/protocol/calls.h"
#include "tests/common/protocol/wire.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::protocol;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr auto must = Absent::Refused;
constexpr auto may = Absent::Nothing;
constexpr auto notNull = Null::Refused;
constexpr auto nullable = Null::Nothing;

Call bareCall()
{
    Call call;
    call.id = CallId(u"i"_s);
    call.callId = SipCallId(u"c"_s);
    call.node = NodeName(u"n"_s);
    call.rev = 1;
    return call;
}

const QByteArray bareText =
    R"({"id":"i","callid":"c","node":"n","kind":"call","journey":null,"rev":1,"state":"ringing","caller":null,)"
    R"("callee":null,"legs":[],"started_at":null,"answered_at":null,"state_since":null,"time_source":"event",)"
    R"("ended_by":null,"reason":null,"tags":null,"commands":[],"allowed_actions":[]})";

Call fullCall()
{
    return Call{.id = CallId(u"edge-1:9ca.9c2d7513"_s),
        .callId = SipCallId(u"abc@10.0.0.1"_s),
        .node = NodeName(u"edge-1"_s),
        .kind = CallKind::Setup,
        .journey = {JourneyId(u"j-7"_s)},
        .rev = 9007199254740991,
        .state = CallState::Held,
        .caller = {Party{u"sip:alice@demo.example"_s, {u"Älice 爱丽丝"_s}}},
        .callee = {Party{u"sip:bob@demo.example"_s, {}}},
        .legs = {CallLeg{LegRole::Caller, {u"sip:alice@10.0.0.1:5062"_s}, {HeldBy::Phone}},
            CallLeg{LegRole::Callee, {}, {}}},
        .startedAt = {u"2026-11-24T03:14:15.000Z"_s},
        .answeredAt = {u"2026-11-24T03:14:18.250Z"_s},
        .stateSince = {u"2026-11-24T03:15:00.001Z"_s},
        .timeSource = TimeSource::Proxy,
        .endedBy = {EndedBy::Callee},
        .reason = {u"486 Busy Here"_s},
        .tags = {QJsonObject{{u"ticket"_s, 5}}},
        .commands = {RunningCommand{CommandId(u"x:1"_s), u"CallHold"_s}},
        .allowedActions = {CallAction::End, CallAction::Hold, CallAction::Unhold, CallAction::BlindTransfer,
            CallAction::AttendedTransfer}};
}

const QByteArray fullText =
    R"({"id":"edge-1:9ca.9c2d7513","callid":"abc@10.0.0.1","node":"edge-1","kind":"setup","journey":"j-7",)"
    R"("rev":9007199254740991,"state":"held",)"
    R"("caller":{"uri":"sip:alice@demo.example","name":"Älice 爱丽丝"},)"
    R"("callee":{"uri":"sip:bob@demo.example","name":null},)"
    R"("legs":[{"role":"caller","contact":"sip:alice@10.0.0.1:5062","held_by":"phone"},)"
    R"({"role":"callee","contact":null,"held_by":null}],)"
    R"("started_at":"2026-11-24T03:14:15.000Z","answered_at":"2026-11-24T03:14:18.250Z",)"
    R"("state_since":"2026-11-24T03:15:00.001Z","time_source":"proxy","ended_by":"callee",)"
    R"("reason":"486 Busy Here","tags":{"ticket":5},"commands":[{"cmd_id":"x:1","method":"CallHold"}],)"
    R"("allowed_actions":["CallEnd","CallHold","CallUnhold","CallBlindTransfer","CallAttendedTransfer"]})";

} // namespace

class CallsTest : public QObject {
    Q_OBJECT

    static QString callFault(const QString &key, const QJsonValue &value)
    {
        QJsonObject wire = parsed(fullText);
        wire.insert(key, value);
        return fieldAtFault<Call>(wire);
    }
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void call()
    {
        roundTrip(bareCall(), bareText);
        roundTrip(fullCall(), fullText);
        // What may be null may be absent, too: an older server does not know the key.
        checkRules<Call>(fullText,
            {{"id", must, notNull, 5}, {"callid", must, notNull, 5}, {"node", must, notNull, QJsonObject()},
                {"kind", must, notNull, u"conference"_s}, {"journey", must, nullable, 5},
                {"rev", must, notNull, u"1"_s}, {"state", must, notNull, u"RINGING"_s},
                {"caller", must, nullable, u"sip:a@b"_s}, {"callee", must, nullable, QJsonArray()},
                {"legs", must, notNull, QJsonObject()}, {"started_at", must, nullable, 1700000000},
                {"answered_at", must, nullable, false}, {"state_since", must, nullable, QJsonObject()},
                {"time_source", must, notNull, u"guess"_s}, {"ended_by", must, nullable, u"nobody"_s},
                {"reason", must, nullable, 486}, {"tags", must, nullable, QJsonArray()},
                {"commands", must, notNull, u"CallHold"_s}, {"allowed_actions", must, notNull, true}});
    }

    void insideACall()
    {
        QCOMPARE(callFault(u"caller"_s, QJsonObject()), u"caller.uri"_s);
        QCOMPARE(callFault(u"caller"_s, QJsonObject{{u"uri"_s, u"a"_s}}), u"caller.name"_s);
        QCOMPARE(callFault(u"callee"_s, QJsonObject{{u"uri"_s, u"a"_s}, {u"name"_s, 5}}), u"callee.name"_s);
        QCOMPARE(callFault(u"legs"_s, QJsonArray{u"caller"_s}), u"legs[0]"_s);
        const QJsonObject leg{{u"role"_s, u"caller"_s}, {u"contact"_s, {}}, {u"held_by"_s, {}}};
        QCOMPARE(callFault(u"legs"_s, QJsonArray{leg, leg, leg}), u"none"_s);
        QJsonObject third = leg;
        third.insert(u"role"_s, u"third"_s);
        QCOMPARE(callFault(u"legs"_s, QJsonArray{leg, third}), u"legs[1].role"_s);
        QJsonObject held = leg;
        held.insert(u"held_by"_s, u"music"_s);
        QCOMPARE(callFault(u"legs"_s, QJsonArray{held}), u"legs[0].held_by"_s);
        QCOMPARE(callFault(u"commands"_s, QJsonArray{QJsonObject{{u"cmd_id"_s, u"1"_s}}}),
            u"commands[0].method"_s);
        QCOMPARE(callFault(u"commands"_s, QJsonArray{QJsonObject{{u"method"_s, u"1"_s}}}),
            u"commands[0].cmd_id"_s);
        QCOMPARE(callFault(u"allowed_actions"_s, QJsonArray{u"CallEnd"_s, u"CallPark"_s}),
            u"allowed_actions[1]"_s);
        QCOMPARE(callFault(u"rev"_s, 1.5), u"rev"_s);
        QCOMPARE(callFault(u"rev"_s, 9007199254740992.0), u"rev"_s);
    }

    void parts()
    {
        checkRules<Party>(
            R"({"uri":"u","name":"n"})", {{"uri", must, notNull, 1}, {"name", must, nullable, 1}});
        checkRules<CallLeg>(R"({"role":"callee","contact":"c","held_by":"cordboard"})",
            {{"role", must, notNull, u"Callee"_s}, {"contact", must, nullable, 1},
                {"held_by", must, nullable, u""_s}});
        checkRules<RunningCommand>(
            R"({"cmd_id":"a","method":"m"})", {{"cmd_id", must, notNull, 1}, {"method", must, notNull, 1}});
    }

    void callSubscribe()
    {
        roundTrip(CallSubscribe{}, "{}");
        roundTrip(CallSubscribe{CallView{}, {}}, R"({"filter":{}})");
        roundTrip(CallSubscribe{CallView{NodeName(u"n"_s), u"demo.example"_s, u"alice"_s},
                      StreamPosition{u"e"_s, 7, u"v"_s}},
            R"({"filter":{"node":"n","domain":"demo.example","user":"alice"},
                "since":{"epoch":"e","seq":7,"view":"v"}})");
        checkRules<CallSubscribe>(R"({"filter":{},"since":{"epoch":"e","seq":7,"view":"v"}})",
            {{"filter", may, nullable, u"alice"_s}, {"since", may, nullable, 7}});
        checkRules<CallView>(R"({"node":"n","domain":"d","user":"u"})",
            {{"node", may, nullable, 1}, {"domain", may, nullable, QJsonArray()},
                {"user", may, nullable, 1}});
        checkRules<StreamPosition>(R"({"epoch":"e","seq":7,"view":"v"})",
            {{"epoch", must, notNull, 1}, {"seq", must, notNull, u"7"_s}, {"view", must, notNull, 1}});
        QCOMPARE(
            fieldAtFault<CallSubscribe>(parsed(R"({"since":{"epoch":"e","view":"v"}})")), u"since.seq"_s);
    }

    void callSubscribed()
    {
        const QByteArray text = R"({"epoch":"e","seq":7,"view":"v","count":3,"snapshot":false})";
        roundTrip(CallSubscribed{u"e"_s, 7, u"v"_s, 3, false}, text);
        checkRules<CallSubscribed>(text,
            {{"epoch", must, notNull, 1}, {"seq", must, notNull, 7.5}, {"view", must, notNull, 1},
                {"count", must, notNull, u"3"_s}, {"snapshot", must, notNull, u"false"_s}});
    }

    void callsSnapshot()
    {
        roundTrip(CallsSnapshot{u"e"_s, 7, u"v"_s, 2, {bareCall(), fullCall()}, false},
            R"({"epoch":"e","seq":7,"view":"v","page":2,"calls":[)" + bareText + ',' + fullText
                + R"(],"last":false})");
        checkRules<CallsSnapshot>(R"({"epoch":"e","seq":7,"view":"v","page":0,"calls":[],"last":true})",
            {{"epoch", must, notNull, 1}, {"seq", must, notNull, u"7"_s}, {"view", must, notNull, 1},
                {"page", must, notNull, u"0"_s}, {"calls", must, notNull, QJsonObject()},
                {"last", must, notNull, 1}});
        QCOMPARE(fieldAtFault<CallsSnapshot>(
                     parsed(R"({"epoch":"e","seq":7,"view":"v","page":0,"calls":[{}],"last":true})")),
            u"calls[0].id"_s);
    }

    void callsChanged()
    {
        roundTrip(
            CallsChanged{u"e"_s, 7, 9, u"2026-11-24T03:14:15.000Z"_s,
                {CallChange{ChangeOp::Set, bareCall(), {}}, CallChange{ChangeOp::Gone, {}, CallId(u"i"_s)}}},
            R"({"epoch":"e","from_seq":7,"seq":9,"now":"2026-11-24T03:14:15.000Z","changes":[)"
            R"({"op":"set","call":)"
                + bareText + R"(},{"op":"gone","id":"i"}]})");
        checkRules<CallsChanged>(R"({"epoch":"e","from_seq":7,"seq":9,"now":"n","changes":[]})",
            {{"epoch", must, notNull, 1}, {"from_seq", must, notNull, u"7"_s}, {"seq", must, notNull, {}},
                {"now", must, notNull, 1}, {"changes", must, notNull, QJsonObject()}});
        checkRules<CallChange>(R"({"op":"set","call":)" + bareText + R"(,"id":"i"})",
            {{"op", must, notNull, u"merge"_s}, {"call", may, nullable, QJsonArray()},
                {"id", may, nullable, 1}});
        QCOMPARE(fieldAtFault<CallsChanged>(parsed(
                     R"({"epoch":"e","from_seq":7,"seq":9,"now":"n","changes":[{"op":"gone","id":5}]})")),
            u"changes[0].id"_s);
    }

    void callList()
    {
        roundTrip(CallList{}, "{}");
        const QByteArray text =
            R"({"filter":{"states":["ringing","held"],"node":"n","domain":"d","user":"u","text":"t"},)"
            R"("sort":"state_since","descending":true,"limit":500,"cursor":"c"})";
        roundTrip(CallList{CallFilter{std::vector{CallState::Ringing, CallState::Held}, NodeName(u"n"_s),
                               u"d"_s, u"u"_s, u"t"_s},
                      CallSort::StateSince, true, 500, u"c"_s},
            text);
        checkRules<CallList>(text,
            {{"filter", may, nullable, 1}, {"sort", may, nullable, u"rev"_s},
                {"descending", may, nullable, 1}, {"limit", may, nullable, 4294967296.0},
                {"cursor", may, nullable, 1}});
        checkRules<CallFilter>(R"({"states":[],"node":"n","domain":"d","user":"u","text":"t"})",
            {{"states", may, nullable, u"ringing"_s}, {"node", may, nullable, 1},
                {"domain", may, nullable, 1}, {"user", may, nullable, 1}, {"text", may, nullable, 1}});
        QCOMPARE(fieldAtFault<CallList>(parsed(R"({"filter":{"states":["ringing","gone"]}})")),
            u"filter.states[1]"_s);
    }

    void callListed()
    {
        roundTrip(CallListed{u"e"_s, 7, {bareCall()}, 501, {u"next"_s}},
            R"({"epoch":"e","seq":7,"calls":[)" + bareText + R"(],"total":501,"cursor":"next"})");
        checkRules<CallListed>(R"({"epoch":"e","seq":7,"calls":[],"total":0,"cursor":null})",
            {{"epoch", must, notNull, 1}, {"seq", must, notNull, u"7"_s},
                {"calls", must, notNull, QJsonObject()}, {"total", must, notNull, u"0"_s},
                {"cursor", must, nullable, 1}});
    }

    void callGet()
    {
        roundTrip(CallGet{CallId(u"i"_s)}, R"({"id":"i"})");
        checkRules<CallGet>(R"({"id":"i"})", {{"id", must, notNull, 1}});
    }

    void callGot()
    {
        roundTrip(CallGot{u"e"_s, 7, bareCall(),
                      {TimelineEntry{u"t0"_s, u"ringing"_s, {}, {}, {}, {}, {}},
                          TimelineEntry{u"t1"_s, u"command_ended"_s, {LegRole::Callee}, {HeldBy::Proxy},
                              {RunningCommand{CommandId(u"1"_s), u"CallHold"_s}}, {u"eve"_s}, {u"488"_s}}}},
            R"({"epoch":"e","seq":7,"call":)" + bareText
                + R"(,"timeline":[{"at":"t0","event":"ringing","leg":null,"held_by":null,"command":null,)"
                  R"("by":null,"text":null},{"at":"t1","event":"command_ended","leg":"callee",)"
                  R"("held_by":"proxy","command":{"cmd_id":"1","method":"CallHold"},"by":"eve","text":"488"}]})");
        checkRules<CallGot>(R"({"epoch":"e","seq":7,"call":)" + bareText + R"(,"timeline":[]})",
            {{"epoch", must, notNull, 1}, {"seq", must, notNull, u"7"_s}, {"call", must, notNull, u"i"_s},
                {"timeline", must, notNull, QJsonObject()}});
        checkRules<TimelineEntry>(
            R"({"at":"t","event":"e","leg":null,"held_by":null,"command":null,"by":null,"text":null})",
            {{"at", must, notNull, 1}, {"event", must, notNull, 1}, {"leg", must, nullable, u"both"_s},
                {"held_by", must, nullable, u"us"_s}, {"command", must, nullable, u"1"_s},
                {"by", must, nullable, 1}, {"text", must, nullable, 1}});
    }
};

QTEST_GUILESS_MAIN(CallsTest)
#include "tst_calls.moc"
