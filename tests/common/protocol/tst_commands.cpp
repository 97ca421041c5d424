// SPDX-License-Identifier: Apache-2.0
#include "common/protocol/commands.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace cordboard::protocol;
using namespace Qt::StringLiterals;

namespace {

/// The message that this text is, and whether the same text comes of it again.
template <class T> void roundTrip(const T &message, const QByteArray &text)
{
    const QJsonObject wire = QJsonDocument::fromJson(text).object();
    QCOMPARE(json::encode(message), wire);
    const auto decoded = json::decode<T>(wire, json::Unknown::Refuse);
    QVERIFY(decoded);
    QCOMPARE(*decoded, message);
}

template <class T> QString fieldAtFault(const QByteArray &text)
{
    const auto decoded = json::decode<T>(QJsonDocument::fromJson(text).object());
    return decoded ? u"none"_s : decoded.error().field;
}

} // namespace

class CommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void callStart()
    {
        roundTrip(CallStart{.caller = u"sip:a@b"_s, .callee = u"sip:c@d"_s, .tags = {}, .node = {}},
            R"({"caller":"sip:a@b","callee":"sip:c@d"})");
        roundTrip(CallStart{u"sip:a@b"_s, u"sip:c@d"_s, QJsonObject{{u"ticket"_s, 5}}, u"edge-1"_s},
            R"({"caller":"sip:a@b","callee":"sip:c@d","tags":{"ticket":5},"node":"edge-1"})");
        QCOMPARE(fieldAtFault<CallStart>("{}"), u"caller"_s);
        QCOMPARE(fieldAtFault<CallStart>(R"({"caller":"a"})"), u"callee"_s);
        QCOMPARE(fieldAtFault<CallStart>(R"({"caller":"a","callee":null})"), u"callee"_s);
        QCOMPARE(fieldAtFault<CallStart>(R"({"caller":"a","callee":"b","tags":[]})"), u"tags"_s);
        QCOMPARE(fieldAtFault<CallStart>(R"({"caller":"a","callee":"b","colour":[]})"), u"none"_s);
    }

    void callBlindTransfer()
    {
        roundTrip(CallBlindTransfer{CallId(u"i"_s), SipCallId(u"c"_s), LegRole::Callee, u"sip:x@y"_s},
            R"({"id":"i","callid":"c","leg":"callee","destination":"sip:x@y"})");
        roundTrip(CallBlindTransfer{{}, SipCallId(u"c"_s), LegRole::Caller, u"sip:x@y"_s},
            R"({"callid":"c","leg":"caller","destination":"sip:x@y"})");
        QCOMPARE(fieldAtFault<CallBlindTransfer>(R"({"callid":"c","destination":"d"})"), u"leg"_s);
        QCOMPARE(
            fieldAtFault<CallBlindTransfer>(R"({"callid":"c","leg":"Caller","destination":"d"})"), u"leg"_s);
        QCOMPARE(
            fieldAtFault<CallBlindTransfer>(R"({"callid":5,"leg":"caller","destination":"d"})"), u"callid"_s);
        QCOMPARE(fieldAtFault<CallBlindTransfer>(R"({"callid":"c","leg":"caller"})"), u"destination"_s);
    }

    void callAttendedTransfer()
    {
        roundTrip(CallAttendedTransfer{CallId(u"1"_s), SipCallId(u"2"_s), LegRole::Caller, CallId(u"3"_s),
                      SipCallId(u"4"_s), LegRole::Callee, u"sip:x@y"_s},
            R"({"idA":"1","callidA":"2","legA":"caller","idB":"3","callidB":"4","legB":"callee","destination":"sip:x@y"})");
        roundTrip(CallAttendedTransfer{{}, SipCallId(u"2"_s), LegRole::Caller, {}, SipCallId(u"4"_s),
                      LegRole::Callee, {}},
            R"({"callidA":"2","legA":"caller","callidB":"4","legB":"callee"})");
        QCOMPARE(fieldAtFault<CallAttendedTransfer>(R"({"callidA":"2","callidB":"4","legB":"callee"})"),
            u"legA"_s);
        QCOMPARE(fieldAtFault<CallAttendedTransfer>(R"({"callidA":"2","legA":"caller","callidB":"4"})"),
            u"legB"_s);
    }

    void callHold()
    {
        roundTrip(CallHold{{}, SipCallId(u"c"_s), {}}, R"({"callid":"c"})");
        roundTrip(CallHold{CallId(u"i"_s), {}, LegRole::Callee}, R"({"id":"i","leg":"callee"})");
        QCOMPARE(fieldAtFault<CallHold>(R"({"callid":"c","leg":"both"})"), u"leg"_s);
        QCOMPARE(fieldAtFault<CallHold>(R"({"callid":"c","leg":null})"), u"none"_s);
    }

    void callEnd()
    {
        roundTrip(CallEnd{{}, SipCallId(u"c"_s)}, R"({"callid":"c"})");
        roundTrip(CallEnd{CallId(u"i"_s), {}}, R"({"id":"i"})");
        QCOMPARE(fieldAtFault<CallEnd>(R"({"callid":{}})"), u"callid"_s);
    }

    void commandOptions()
    {
        roundTrip(CommandOptions{}, "{}");
        roundTrip(CommandOptions{CommandId(u"a:1"_s), std::chrono::milliseconds(1000)},
            R"({"cmd_id":"a:1","deadline_ms":1000})");
        QCOMPARE(fieldAtFault<CommandOptions>(R"({"cmd_id":5})"), u"cmd_id"_s);
        QCOMPARE(fieldAtFault<CommandOptions>(R"({"deadline_ms":"5"})"), u"deadline_ms"_s);
        QCOMPARE(fieldAtFault<CommandOptions>(R"({"deadline_ms":1.5})"), u"deadline_ms"_s);
    }

    void commandName()
    {
        roundTrip(CommandName{CommandId(u"a"_s)}, R"({"cmd_id":"a"})");
        QCOMPARE(fieldAtFault<CommandName>("{}"), u"cmd_id"_s);
    }

    void started() { roundTrip(Started{.cmdId = CommandId(u"a"_s)}, R"({"cmd_id":"a","event":"Started"})"); }

    void commandEvent()
    {
        roundTrip(CommandEvent{CommandId(u"a"_s), u"Ended"_s, {}, {}}, R"({"cmd_id":"a","event":"Ended"})");
        roundTrip(
            CommandEvent{CommandId(u"a"_s), u"CallHoldStart"_s, QJsonObject{{u"leg"_s, u"caller"_s}}, {}},
            R"({"cmd_id":"a","event":"CallHoldStart","data":{"leg":"caller"}})");
        roundTrip(CommandEvent{CommandId(u"a"_s), u"Error"_s, QJsonValue(u"486 Busy Here"_s),
                      CommandError{-32011, u"rejected_by_party"_s, u"Busy"_s, 486, CallFate::Kept}},
            R"({"cmd_id":"a","event":"Error","data":"486 Busy Here","error":
                {"code":-32011,"id":"rejected_by_party","message":"Busy","sip_status":486,"call_fate":"kept"}})");
        QCOMPARE(fieldAtFault<CommandEvent>(
                     R"({"cmd_id":"a","event":"Error","error":{"code":1,"id":"x","message":"m",
            "call_fate":"gone"}})"),
            u"error.call_fate"_s);
    }
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "tst_commands.moc"
