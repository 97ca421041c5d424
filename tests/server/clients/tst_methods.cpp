// SPDX-License-Identifier: Apache-2.0
#include "server/clients/commandmethods.h"
#include "server/clients/listener.h"
#include "server/clients/sessionmethods.h"
#include "server/clients/viewmethods.h"
#include "tests/server/clients/client.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

struct Server {
    explicit Server(const Limits &limits = {}, AuditSink *audit = nullptr)
        : directory({&connector})
        , registry(directory, {})
        , commands(directory, nullptr)
        , visibility(directory)
        , gatekeeper(authenticator, {}, audit)
        , methods(dispatcher, commands, directory, visibility, gatekeeper, limits)
        , views(dispatcher, directory, registry, visibility, limits)
        , listener({.port = 0, .limits = limits}, dispatcher, gatekeeper)
    {
        gatekeeper.guard(dispatcher);
        addSessionMethods(dispatcher, gatekeeper);
        listening = listener.listen().has_value();
    }
    static QList<TokenRecord> tokens()
    {
        const Scope tenant{.kind = ScopeKind::Domain, .addresses = {}, .domains = {u"a.example"_s}};
        return {{.name = u"all"_s, .hash = hashOfToken("all-token"), .role = Role::Operator},
            {.name = u"tenant"_s,
                .hash = hashOfToken("tenant-token"),
                .role = Role::Operator,
                .scope = tenant},
            {.name = u"viewer"_s, .hash = hashOfToken("viewer-token"), .role = Role::Viewer}};
    }
    void addTokens() { authenticator.setTokens(tokens()); }
    tests::FakeConnector connector;
    CallDirectory directory;
    CallRegistry registry;
    CommandService commands;
    rpc::Dispatcher dispatcher;
    Visibility visibility;
    Authenticator authenticator;
    Gatekeeper gatekeeper;
    CommandMethods methods;
    ViewMethods views;
    Listener listener;
    bool listening = false;
};

QJsonObject object(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

/// The JSON with `text` in place of @@.
QByteArray filled(QByteArray json, const QByteArray &text) { return json.replace("@@", text); }

QStringList eventsOf(const tests::Client &client)
{
    QStringList events;
    for (const QJsonValue &message : client.received) {
        events.append(message["id"_L1].isUndefined() ? message["params"_L1]["event"_L1].toString()
                                                     : message["result"_L1]["event"_L1].toString());
    }
    return events;
}

const QJsonObject alice{{u"caller"_s, u"sip:alice@h"_s}, {u"callee"_s, u"sip:bob@h"_s}};

} // namespace

class MethodsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void echoes()
    {
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        client.request(u"33f6"_s, u"Echo"_s, object(R"({"test":"echo","n":[1,{"a":null}]})"));
        QTRY_COMPARE(client.received.size(), 3);
        const QString id = client.at(0)["result"_L1]["cmd_id"_L1].toString();
        QVERIFY(!id.isEmpty());
        QCOMPARE_EQ(client.at(0),
            object(R"({"jsonrpc":"2.0","id":"33f6","result":{"event":"Started","cmd_id":")" + id.toUtf8()
                + R"("}})"));
        QCOMPARE_EQ(client.at(1),
            object(R"({"jsonrpc":"2.0","method":"Echo","params":{"event":"Reply","data":)"
                   R"({"test":"echo","n":[1,{"a":null}]},"cmd_id":")"
                + id.toUtf8() + R"("}})"));
        QCOMPARE_EQ(client.at(2),
            object(R"({"jsonrpc":"2.0","method":"Echo","params":{"event":"Ended","cmd_id":")" + id.toUtf8()
                + R"("}})"));
    }

    void tellsProgressToWhoAskedOnly()
    {
        Server server;
        tests::Client client;
        tests::Client other;
        client.open(server.listener.url());
        other.open(server.listener.url());
        QTRY_VERIFY(client.isConnected && other.isConnected);
        client.request(1, u"CallStart"_s, alice);
        QTRY_VERIFY(server.connector.last());
        server.connector.last()->progress(ProgressEvent::CallerAnswered);
        server.connector.last()->succeed();
        QTRY_COMPARE(client.received.size(), 3);
        QCOMPARE_EQ(eventsOf(client), (QStringList{u"Started"_s, u"CallerAnswered"_s, u"Ended"_s}));
        QCOMPARE_EQ(client.at(1)["method"_L1], u"CallStart"_s);
        QCOMPARE_EQ(client.at(1)["params"_L1]["data"_L1].toObject(), alice);
        other.request(1, u"CommandList"_s);
        QTRY_COMPARE(other.received.size(), 1);
        QCOMPARE_EQ(other.at(0)["result"_L1]["commands"_L1].toArray().size(), 0);
    }

    void tellsErrorsAsTextAndAsObject()
    {
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"CallEnd"_s, object(R"({"callid":"nobody"})"));
        QTRY_COMPARE(client.received.size(), 3);
        QCOMPARE_EQ(eventsOf(client), (QStringList{u"Started"_s, u"Error"_s, u"Ended"_s}));
        const QJsonValue params = client.at(1)["params"_L1];
        QVERIFY(params["data"_L1].isString());
        QCOMPARE_EQ(params["error"_L1]["id"_L1], u"call_not_found"_s);
        QCOMPARE_EQ(params["error"_L1]["code"_L1].toInt(), -32001);
        QCOMPARE_EQ(server.connector.begun(), 0);
    }

    void answersABatchBeforeItsEvents()
    {
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        const QByteArray echo = R"({"jsonrpc":"2.0","id":1,"method":"Echo","params":{}})";
        client.send("[" + echo + "," + echo + "]");
        QTRY_COMPARE(client.received.size(), 5);
        QCOMPARE_EQ(client.received.at(0).toArray().size(), 2);
    }

    void commandsGoOnWithoutTheirClient()
    {
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"CallStart"_s, alice);
        QTRY_VERIFY(server.connector.last());
        client.socket.abort();
        QTRY_COMPARE(server.listener.connections(), 0);
        QCOMPARE_EQ(server.commands.running(), 1);
        QCOMPARE_EQ(server.connector.last()->stops().size(), 0);
        server.connector.last()->succeed();
        QCOMPARE_EQ(server.commands.running(), 0);
    }

    void commandsAreLimited()
    {
        Limits limits;
        limits.inFlight = 2;
        Server server(limits);
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        const QByteArray start = R"({"jsonrpc":"2.0","id":1,"method":"CallStart","params":)"
            + QJsonDocument(alice).toJson(QJsonDocument::Compact) + "}";
        client.send("[" + start + "," + start + "," + start + "]");
        QTRY_COMPARE(client.received.size(), 1);
        const QJsonArray answers = client.received.at(0).toArray();
        QCOMPARE_EQ(answers.at(0)["result"_L1]["event"_L1], u"Started"_s);
        QCOMPARE_EQ(answers.at(1)["result"_L1]["event"_L1], u"Started"_s);
        QCOMPARE_EQ(answers.at(2)["error"_L1]["code"_L1].toInt(), -32007);
        QTRY_COMPARE(server.connector.begun(), 2);
        server.connector.last()->succeed();
        QTRY_COMPARE(client.received.size(), 2);
        client.request(2, u"CallStart"_s, alice);
        QTRY_COMPARE(server.connector.begun(), 3);
    }

    void getsListsAndCancels()
    {
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        QJsonObject params = alice;
        params.insert("cmd_id"_L1, u"mine"_s);
        client.request(1, u"CallStart"_s, params);
        QTRY_VERIFY(server.connector.last());
        client.request(2, u"CommandList"_s, QJsonValue(QJsonValue::Undefined));
        client.request(3, u"CommandGet"_s, object(R"({"cmd_id":"mine"})"));
        client.request(4, u"CommandCancel"_s, object(R"({"cmd_id":"mine"})"));
        client.request(5, u"CommandCancel"_s, object(R"({"cmd_id":"other"})"));
        client.request(6, u"CommandGet"_s);
        QTRY_COMPARE(client.received.size(), 8);
        QCOMPARE_EQ(client.at(1)["result"_L1]["commands"_L1].toArray().size(), 1);
        QCOMPARE_EQ(client.at(2)["result"_L1]["state"_L1], u"running"_s);
        QCOMPARE_EQ(client.at(3)["params"_L1]["error"_L1]["id"_L1], u"cancelled"_s);
        QCOMPARE_EQ(client.at(4)["params"_L1]["event"_L1], u"Ended"_s);
        QCOMPARE_EQ(client.at(5)["result"_L1]["state"_L1], u"ended"_s);
        QCOMPARE_EQ(client.errorCode(6), -32008);
        QCOMPARE_EQ(client.errorCode(7), -32602);
        QCOMPARE_EQ(client.at(7)["error"_L1]["data"_L1]["field"_L1], u"cmd_id"_s);
        QCOMPARE_EQ(server.connector.last()->stops(), QList<StopReason>{StopReason::Cancelled});
    }

    void attachesAgain()
    {
        Server server;
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        const QJsonObject params = object(R"({"cmd_id":"mine","caller":"sip:a@h","callee":"sip:b@h"})");
        client.request(1, u"CallStart"_s, params);
        QTRY_VERIFY(server.connector.last());
        server.connector.last()->succeed();
        QTRY_COMPARE(client.received.size(), 2);
        client.request(2, u"CallStart"_s, params);
        client.request(
            3, u"CallStart"_s, object(R"({"cmd_id":"mine","caller":"sip:a@h","callee":"sip:c@h"})"));
        QTRY_COMPARE(client.received.size(), 5);
        QCOMPARE_EQ(client.at(2)["result"_L1]["cmd_id"_L1], u"mine"_s);
        QCOMPARE_EQ(client.at(3)["params"_L1]["event"_L1], u"Ended"_s);
        QCOMPARE_EQ(client.errorCode(4), -32004);
        QCOMPARE_EQ(server.connector.begun(), 1);
    }

    void badInput_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("params"); ///< "" for none
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const char *method, const QByteArray &params, const char *field,
                             int code = -32602) {
            QTest::newRow(name) << QString::fromLatin1(method) << params << code
                                << QString::fromLatin1(field);
        };
        for (const char *method : {"init", "NotifyEnd", "Run", "reflect", "New", "callstart", "CallStart ",
                 "Call.Start", "rpc.explore", "__proto__", "constructor", "deliver", "CallHold\\u0000", "",
                 "../CallStart", "CallStart\\r\\n", "CallSt\\u0430rt"}) {
            QTest::addRow("method %s", method) << QString::fromUtf8(method) << "{}"_ba << -32601 << QString();
        }
        for (const char *method : {"CallStart", "CallBlindTransfer", "CallAttendedTransfer", "CallHold",
                 "CallUnhold", "CallEnd", "Echo"}) {
            QTest::addRow("%s: an array", method)
                << QString::fromLatin1(method) << "[1]"_ba << -32602 << u"params"_s;
            QTest::addRow("%s: an empty array", method)
                << QString::fromLatin1(method) << "[]"_ba << -32602 << u"params"_s;
            QTest::addRow("%s: absent", method)
                << QString::fromLatin1(method) << ""_ba << -32602 << u"params"_s;
            QTest::addRow("%s: cmd_id is a number", method)
                << QString::fromLatin1(method)
                << QByteArray(
                       R"({"cmd_id":1,"caller":"sip:a@h","callee":"sip:b@h","callid":"x","leg":"caller",)"
                       R"("destination":"sip:c@h","callidA":"x","legA":"caller","callidB":"y","legB":"caller"})")
                << -32602 << u"cmd_id"_s;
        }
        row("no caller", "CallStart", R"({"callee":"sip:b@h"})", "caller");
        row("caller null", "CallStart", R"({"caller":null,"callee":"sip:b@h"})", "caller");
        row("caller a number", "CallStart", R"({"caller":1,"callee":"sip:b@h"})", "caller");
        row("callee an object", "CallStart", R"({"caller":"sip:a@h","callee":{}})", "callee");
        for (const char *uri : {"", " ", "alice", "http://h", "sip:", "sip:a@h\\r\\nX: y", "sip:a@h\\n",
                 "sip:a\\\\rb@h", "sip:\\\"a\\\"@h", "<sip:a@h>", "sip:a@h>", "sip:a<b@h", "sip:a@h\\u0000",
                 "sip:a b@h", "sip:a@h?X=y", "sip:a@h;osid=1", "sip:a@h;cord=1", "sip:\\u00fc@h",
                 "sip:a@h:99999", "sip:%0d%0a@h", "sip:%00@h"}) {
            const QByteArray text(uri);
            QTest::addRow("URI %s", uri)
                << u"CallStart"_s << filled(R"({"caller":"sip:a@h","callee":"@@"})", text) << -32602
                << u"callee"_s;
            QTest::addRow("destination %s", uri)
                << u"CallBlindTransfer"_s
                << filled(R"({"callid":"known","leg":"caller","destination":"@@"})", text) << -32602
                << u"destination"_s;
        }
        row("a URI of 10 kB", "CallStart",
            R"({"caller":"sip:a@h","callee":"sip:)" + QByteArray(10000, 'x') + R"(@h"})", "callee");
        row("leg unknown", "CallHold", R"({"callid":"known","leg":"both"})", "leg");
        row("leg too long", "CallHold", filled(R"({"callid":"known","leg":"@@"})", QByteArray(10000, 'x')),
            "leg");
        row("leg a number", "CallBlindTransfer", R"({"callid":"known","leg":1,"destination":"sip:c@h"})",
            "leg");
        row("leg missing", "CallBlindTransfer", R"({"callid":"known","destination":"sip:c@h"})", "leg");
        row("callid missing", "CallEnd", "{}", "callid");
        row("callid null", "CallEnd", R"({"callid":null})", "callid");
        row("callid a list", "CallEnd", R"({"callid":["known"]})", "callid");
        for (const char *deadline :
            {"-1", "0", "999", "600001", "1e300", "-1e300", "1000.5", "\"5000\"", "{}"}) {
            QTest::addRow("deadline %s", deadline)
                << u"CallEnd"_s
                << QByteArray(R"({"callid":"known","deadline_ms":)" + QByteArray(deadline) + "}") << -32602
                << u"deadline_ms"_s;
        }
        for (const char *id : {"a b", "a\\r\\nb", "a\\u0000", "\\\"", "<a>", "a\\\\b", "\\u00fc", "../a"}) {
            QTest::addRow("cmd_id %s", id)
                << u"CallEnd"_s << filled(R"({"callid":"known","cmd_id":"@@"})", QByteArray(id)) << -32602
                << u"cmd_id"_s;
        }
        row("cmd_id of 65", "CallEnd", filled(R"({"callid":"known","cmd_id":"@@"})", QByteArray(65, 'x')),
            "cmd_id");
        row("tags a list", "CallStart", R"({"caller":"sip:a@h","callee":"sip:b@h","tags":[1]})", "tags");
        row("tags of 2 kB", "CallStart",
            filled(R"({"caller":"sip:a@h","callee":"sip:b@h","tags":{"a":"@@"}})", QByteArray(2000, 'x')),
            "tags");
        row("CallList limit 0", "CallList", R"({"limit":0})", "limit");
        row("CallList limit 501", "CallList", R"({"limit":501})", "limit");
        row("CallList limit a text", "CallList", R"({"limit":"5"})", "limit");
        row("CallList cursor", "CallList", R"({"cursor":"abc"})", "cursor");
        row("CallList sort", "CallList", R"({"sort":"age"})", "sort");
        row("CallList filter", "CallList", R"({"filter":[]})", "filter");
        row("CallList states", "CallList", R"({"filter":{"states":"ringing"}})", "filter.states");
        row("CallList a state", "CallList", R"({"filter":{"states":["up"]}})", "filter.states[0]");
        row("CallList unknown", "CallList", R"({"states":["ringing"]})", "states");
        row("CallGet nothing", "CallGet", "{}", "id");
        row("CallGet unknown", "CallGet", R"({"id":"edge-1/9"})", "", -32001);
        row("CallSubscribe filter", "CallSubscribe", R"({"filter":{"user":7}})", "filter.user");
        row("CallSubscribe seq", "CallSubscribe", R"({"since":{"epoch":"e","view":"v","seq":"1"}})",
            "since.seq");
        row("CallSubscribe epoch", "CallSubscribe", R"({"since":{"seq":1,"view":"v"}})", "since.epoch");
        row("CallUnsubscribe", "CallUnsubscribe", R"({"all":true})", "all");
        row("RegistrationList limit", "RegistrationList", R"({"limit":1e9})", "limit");
        row("NodeList subscribe", "NodeList", R"({"subscribe":"yes"})", "subscribe");
        row("StatsGet", "StatsGet", R"({"minutes":5})", "minutes");
        row("NodeList unknown", "NodeList", R"({"a":1})", "a");
        row("CommandGet number", "CommandGet", R"({"cmd_id":1})", "cmd_id");
    }
    void badInput()
    {
        QFETCH(QString, method);
        QFETCH(QByteArray, params);
        QFETCH(int, code);
        QFETCH(QString, field);
        Server server;
        server.connector.setCall(u"1"_s, u"known"_s);
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        const QByteArray end = params.isEmpty() ? "}"_ba : QByteArray(R"(,"params":)" + params + "}");
        client.send(filled(R"({"jsonrpc":"2.0","id":1,"method":"@@")", method.toUtf8()) + end);
        client.request(2, u"ServerInfo"_s);
        QTRY_COMPARE(client.received.size(), 2);
        QCOMPARE_EQ(client.errorCode(0), code);
        QVERIFY(!client.at(0)["error"_L1]["message"_L1].toString().isEmpty());
        QCOMPARE_EQ(client.at(0)["error"_L1]["data"_L1]["field"_L1].toString(), field);
        QCOMPARE_EQ(server.connector.begun(), 0);
        QCOMPARE_EQ(server.commands.running(), 0);
    }

    void controlCharactersInACallIdFindNothing_data()
    {
        QTest::addColumn<QByteArray>("callId");
        for (const char *id :
            {"a\\r\\nb", "known\\u0000", "\\\"", "<known>", "a\\\\b", "known ", "\\ud83d"}) {
            QTest::newRow(id) << QByteArray(id);
        }
    }
    void controlCharactersInACallIdFindNothing()
    {
        QFETCH(QByteArray, callId);
        Server server;
        server.connector.setCall(u"1"_s, u"known"_s);
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        client.send(
            filled(R"({"jsonrpc":"2.0","id":1,"method":"CallEnd","params":{"callid":"@@"}})", callId));
        QTRY_VERIFY(client.errorCode(0) == -32602 || client.at(0).contains("error"_L1)
            || client.received.size() == 3);
        QCOMPARE_EQ(server.connector.begun(), 0);
    }

    void listsCalls()
    {
        Server server;
        for (int i = 0; i < 600; ++i) {
            server.connector.setCall(QString::number(i), u"c"_s + QString::number(i));
        }
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"CallList"_s);
        client.request(2, u"CallList"_s, object(R"({"limit":2})"));
        client.request(3, u"NodeList"_s);
        client.request(4, u"ServerInfo"_s);
        QTRY_COMPARE(client.received.size(), 4);
        QCOMPARE_EQ(client.at(0)["result"_L1]["calls"_L1].toArray().size(), 500);
        QCOMPARE_EQ(client.at(0)["result"_L1]["total"_L1].toInt(), 600);
        const QJsonArray two = client.at(1)["result"_L1]["calls"_L1].toArray();
        QCOMPARE_EQ(two.size(), 2);
        QCOMPARE_EQ(two.at(0)["state"_L1], u"answered"_s);
        QCOMPARE_EQ(client.at(2)["result"_L1]["nodes"_L1][0]["calls"_L1].toInt(), 600);
        QCOMPARE_EQ(client.at(2)["result"_L1]["nodes"_L1][0]["reachable"_L1], true);
        QCOMPARE_EQ(client.at(3)["result"_L1]["protocol"_L1], u"cordboard.v1"_s);
        QCOMPARE_EQ(client.at(3)["result"_L1]["limits"_L1]["message_bytes"_L1].toInt(), 65536);
        QCOMPARE_EQ(client.at(3)["result"_L1]["replay"_L1]["seconds"_L1].toInt(), 180);
        QCOMPARE_EQ(client.at(3)["result"_L1]["epoch"_L1], server.registry.epoch());
        QVERIFY(client.at(3)["result"_L1]["methods"_L1].toArray().contains(u"CallSubscribe"_s));
        client.request(5, u"CallList"_s, object(R"({"sort":"state","limit":500})"));
        QTRY_COMPARE(client.received.size(), 5);
        QCOMPARE_EQ(client.at(4)["result"_L1]["seq"_L1].toInt(), 600);
        client.request(6, u"CallList"_s,
            QJsonObject{{u"sort"_s, u"state"_s}, {u"cursor"_s, client.at(4)["result"_L1]["cursor"_L1]}});
        QTRY_COMPARE(client.received.size(), 6);
        QCOMPARE_EQ(client.at(5)["result"_L1]["calls"_L1].toArray().size(), 100);
        QVERIFY(client.at(5)["result"_L1]["cursor"_L1].isNull());
    }

    void tellsOneCallWithItsTimeline()
    {
        Server server;
        server.connector.setCall(u"1"_s, u"a@h"_s, CallState::Ringing);
        server.connector.setCall(u"1"_s, u"a@h"_s, CallState::Answered);
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"CallGet"_s, object(R"({"id":"1"})"));
        client.request(2, u"StatsGet"_s);
        QTRY_COMPARE(client.received.size(), 2);
        QCOMPARE_EQ(client.at(0)["result"_L1]["call"_L1]["rev"_L1].toInt(), 2);
        const QJsonArray timeline = client.at(0)["result"_L1]["timeline"_L1].toArray();
        QCOMPARE_EQ(timeline.size(), 2);
        QCOMPARE_EQ(timeline.at(1)["event"_L1], u"answered"_s);
        QCOMPARE_EQ(client.at(1)["result"_L1]["answered"_L1].toInt(), 1);
        QCOMPARE_EQ(client.at(1)["result"_L1]["minutes"_L1].toArray().size(), 60);
    }

    /// The answer, then the snapshot, then changes; and nothing to who did not ask.
    void subscribes()
    {
        Server server;
        server.connector.setCall(u"1"_s, u"a@h"_s);
        tests::Client client;
        tests::Client other;
        client.open(server.listener.url());
        other.open(server.listener.url());
        QTRY_VERIFY(client.isConnected && other.isConnected);
        client.send(R"([{"jsonrpc":"2.0","id":1,"method":"CallSubscribe"},)"
                    R"({"jsonrpc":"2.0","id":2,"method":"ServerInfo"}])");
        QTRY_COMPARE(client.received.size(), 2);
        QCOMPARE_EQ(client.received.at(0).toArray().size(), 2);
        QCOMPARE_EQ(client.at(1)["method"_L1], u"CallsSnapshot"_s);
        server.connector.endCall(u"1"_s);
        QTRY_COMPARE(client.received.size(), 3);
        QCOMPARE_EQ(client.at(2)["params"_L1]["changes"_L1].toArray().size(), 2);
        client.request(3, u"CallUnsubscribe"_s);
        QTRY_COMPARE(client.received.size(), 4);
        QCOMPARE_EQ(client.at(3)["result"_L1]["was_subscribed"_L1], true);
        QCOMPARE_EQ(server.views.feed().subscribers(), 0);
        client.request(4, u"CallSubscribe"_s);
        QTRY_COMPARE(client.received.size(), 6);
        client.socket.abort();
        QTRY_COMPARE(server.views.feed().subscribers(), 0);
        QCOMPARE_EQ(other.received.size(), 0);
    }

    void followsNodesAndRegistrations()
    {
        Server server;
        server.connector.setRegistration(u"alice"_s, {u"sip:alice@192.0.2.1"_s});
        tests::Client client;
        client.open(server.listener.url());
        QTRY_VERIFY(client.isConnected);
        server.connector.setReachable(false);
        client.request(1, u"NodeList"_s, object(R"({"subscribe":true})"));
        client.request(2, u"RegistrationList"_s, object(R"({"subscribe":true})"));
        QTRY_COMPARE(client.received.size(), 2);
        QCOMPARE_EQ(client.at(0)["result"_L1]["nodes"_L1][0]["reachable"_L1], false);
        QCOMPARE_EQ(client.at(1)["result"_L1]["registrations"_L1][0]["aor"_L1], u"alice"_s);
        server.connector.setReachable(true);
        server.connector.setRegistration(u"alice"_s, {});
        QTRY_COMPARE(client.received.size(), 4);
        QSet<QString> methods;
        for (qsizetype n = 2; n < 4; ++n) {
            methods.insert(client.at(n)["method"_L1].toString());
        }
        QCOMPARE_EQ(methods, (QSet<QString>{u"NodesChanged"_s, u"RegistrationsChanged"_s}));
        client.request(3, u"NodeList"_s, object(R"({"subscribe":false})"));
        QTRY_COMPARE(client.received.size(), 5);
        server.connector.setReachable(false);
        server.connector.setRegistration(u"bob"_s, {u"sip:bob@192.0.2.2"_s});
        QTRY_COMPARE(client.received.size(), 6);
        QCOMPARE_EQ(client.at(5)["method"_L1], u"RegistrationsChanged"_s);
    }

    void everyMethodIsInTheTable()
    {
        Server server;
        QStringList listed;
        for (const AccessRule &rule : accessTable()) {
            listed.append(QString::fromLatin1(rule.method));
        }
        for (const QString &method : server.dispatcher.methods()) {
            QVERIFY2(listed.contains(method), qPrintable(method));
        }
    }

    void beforeALoginOnlySessionLogin()
    {
        Server server;
        server.addTokens();
        tests::Client client;
        QNetworkRequest request(server.listener.url());
        request.setRawHeader("X-Forwarded-For", "192.0.2.1");
        client.open(request);
        QTRY_VERIFY(client.isConnected);
        QStringList methods = server.dispatcher.methods();
        methods.removeAll(u"SessionLogin"_s);
        methods.append(u"NoSuchMethod"_s);
        for (qsizetype i = 0; i < methods.size(); ++i) {
            client.request(i, methods.at(i), alice);
            QTRY_COMPARE(client.received.size(), i + 1);
            QVERIFY2(client.errorCode(i) == -32005, qPrintable(methods.at(i)));
        }
        client.received.clear();
        client.request(1, u"SessionLogin"_s, QJsonObject{{u"token"_s, u"all-token"_s}});
        client.request(2, u"SessionInfo"_s);
        client.request(3, u"CallList"_s);
        QTRY_COMPARE(client.received.size(), 3);
        QCOMPARE_EQ(client.at(1)["result"_L1]["user"_L1], u"all"_s);
        QCOMPARE_EQ(client.at(1)["result"_L1]["role"_L1], u"operator"_s);
        QVERIFY(client.at(2).contains("result"_L1));
        QCOMPARE_EQ(server.connector.begun(), 0);
    }

    void failedLoginsCloseTheConnection()
    {
        Server server;
        server.addTokens();
        tests::Client client;
        QNetworkRequest request(server.listener.url());
        request.setRawHeader("Via", "x");
        client.open(request);
        QTRY_VERIFY(client.isConnected);
        for (int i = 0; i < 4; ++i) {
            client.request(i, u"SessionLogin"_s, QJsonObject{{u"token"_s, u"wrong"_s}});
        }
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1008);
        for (const QJsonValue &answer : client.received) {
            QCOMPARE_EQ(answer["error"_L1]["code"_L1].toInt(), -32005);
        }
    }

    void tenantsSeeAndTouchTheirsOnly()
    {
        Server server;
        server.addTokens();
        CallInfo theirs;
        theirs.id = CallId(u"edge-1/b"_s);
        theirs.callId = SipCallId(u"b@h"_s);
        theirs.node = server.connector.node();
        theirs.state = CallState::Answered;
        theirs.caller = u"sip:eve@a.example"_s; // a From header that lies
        theirs.callee = u"sip:bob@b.example"_s;
        theirs.actions = CallActionFlag::End | CallActionFlag::Hold;
        server.connector.setCall(theirs);
        CallInfo mine = theirs;
        mine.id = CallId(u"edge-1/a"_s);
        mine.callId = SipCallId(u"a@h"_s);
        mine.callee = u"sip:anna@a.example"_s;
        server.connector.setCall(mine);
        server.connector.setRegistration(u"anna@a.example"_s, {u"sip:anna@10.0.0.1"_s});
        server.connector.setRegistration(u"bob@b.example"_s, {u"sip:bob@10.0.0.2"_s});
        tests::Client client;
        QNetworkRequest request(server.listener.url());
        request.setRawHeader("Authorization", "Bearer tenant-token");
        client.open(request);
        QTRY_VERIFY(client.isConnected);
        const auto ask = [&](const QString &method, const QByteArray &params) {
            client.received.clear();
            client.request(1, method, object(params));
            const auto isAnswer = [](const QJsonValue &message) { return !message["id"_L1].isUndefined(); };
            QJsonObject answer;
            (void)QTest::qWaitFor([&] {
                const auto found = std::find_if(client.received.cbegin(), client.received.cend(), isAnswer);
                answer = found == client.received.cend() ? QJsonObject() : found->toObject();
                return !answer.isEmpty();
            });
            return answer;
        };
        QCOMPARE_EQ(ask(u"CallList"_s, "{}")["result"_L1]["calls"_L1].toArray().size(), 1);
        QCOMPARE_EQ(ask(u"CallList"_s, "{}")["result"_L1]["total"_L1].toInt(), 1);
        QCOMPARE_EQ(ask(u"CallGet"_s, R"({"id":"edge-1/b"})")["error"_L1]["code"_L1].toInt(), -32001);
        QVERIFY(ask(u"CallGet"_s, R"({"id":"edge-1/a"})").contains("result"_L1));
        QCOMPARE_EQ(ask(u"CallSubscribe"_s, "{}")["result"_L1]["count"_L1].toInt(), 1);
        QCOMPARE_EQ(ask(u"CallUnsubscribe"_s, "{}")["result"_L1]["was_subscribed"_L1].toBool(), true);
        QCOMPARE_EQ(ask(u"StatsGet"_s, "{}")["result"_L1]["calls"_L1].toInt(), 1);
        QCOMPARE_EQ(ask(u"NodeList"_s, "{}")["result"_L1]["nodes"_L1][0]["calls"_L1].toInt(), 1);
        QCOMPARE_EQ(ask(u"RegistrationList"_s, "{}")["result"_L1]["total"_L1].toInt(), 1);
        for (const char *call : {R"({"id":"edge-1/b"})", R"({"callid":"b@h"})"}) {
            for (const QString &method : {u"CallEnd"_s, u"CallHold"_s, u"CallUnhold"_s}) {
                ask(method, call);
                QTRY_COMPARE(client.received.size(), 3);
                QCOMPARE_EQ(client.at(1)["params"_L1]["error"_L1]["id"_L1], u"call_not_found"_s);
                QVERIFY(!client.at(1)["params"_L1]["data"_L1].toString().contains(u"bob"_s));
            }
        }
        QCOMPARE_EQ(server.connector.begun(), 0);
        const auto start = [&](const char *caller, const char *callee) {
            return ask(u"CallStart"_s,
                filled(R"({"caller":"@@","callee":"##"})", caller)
                    .replace("##", callee))["error"_L1]["data"_L1]["field"_L1]
                .toString();
        };
        QCOMPARE_EQ(start("sip:bob@b.example", "sip:anna@a.example"), u"caller"_s);
        QCOMPARE_EQ(start("sip:anna@a.example", "sip:bob@b.example"), u"callee"_s);
        QCOMPARE_EQ(server.connector.begun(), 0);
        ask(u"CallEnd"_s, R"({"callid":"a@h"})");
        QTRY_COMPARE(server.connector.begun(), 1);
    }

    void viewersSeeNoActions()
    {
        Server server;
        server.addTokens();
        server.connector.setCall(u"edge-1/a"_s, u"a@h"_s);
        tests::Client client;
        QNetworkRequest request(server.listener.url());
        request.setRawHeader("Authorization", "Bearer viewer-token");
        client.open(request);
        QTRY_VERIFY(client.isConnected);
        client.request(1, u"CallList"_s);
        client.request(2, u"CallSubscribe"_s);
        QTRY_VERIFY(client.received.size() >= 3);
        QCOMPARE_EQ(client.at(0)["result"_L1]["calls"_L1][0]["allowed_actions"_L1].toArray().size(), 0);
        QCOMPARE_EQ(client.at(2)["params"_L1]["calls"_L1][0]["allowed_actions"_L1].toArray().size(), 0);
        QCOMPARE_EQ(client.at(2)["params"_L1]["calls"_L1].toArray().size(), 1);
        client.received.clear();
        client.request(3, u"CallEnd"_s, object(R"({"callid":"a@h"})"));
        QTRY_VERIFY(!client.received.isEmpty());
        QCOMPARE_EQ(client.errorCode(0), -32005);
        QCOMPARE_EQ(server.connector.begun(), 0);
    }

    void startsAreLimited()
    {
        Server server;
        server.addTokens();
        tests::Client client;
        QNetworkRequest request(server.listener.url());
        request.setRawHeader("Authorization", "Bearer all-token");
        client.open(request);
        QTRY_VERIFY(client.isConnected);
        client.request(0, u"CallStart"_s, alice);
        client.request(1, u"CallStart"_s, alice); // the same phone
        for (int i = 2; i < 7; ++i) {
            client.request(i, u"CallStart"_s,
                QJsonObject{{u"caller"_s, u"sip:p%1@h"_s.arg(i)}, {u"callee"_s, u"sip:bob@h"_s}});
        }
        QTRY_COMPARE(client.received.size(), 7);
        QCOMPARE_EQ(client.errorCode(1), -32004);
        QCOMPARE_EQ(client.errorCode(5), 0);
        QCOMPARE_EQ(client.errorCode(6), -32007);
        QTRY_COMPARE(server.connector.begun(), 5);
        server.connector.operation(0)->succeed();
        QTRY_COMPARE(client.received.size(), 8);
        client.request(8, u"CallStart"_s, alice);
        QTRY_COMPARE(server.connector.begun(), 6);
    }

    /// Who has no name cannot get more by coming again, if somebody set limits for those at all.
    void startsOfTheNamelessAreLimitedByAddress()
    {
        Limits limits;
        limits.startsPerMinute = 2;
        Server server(limits);
        for (int i = 0; i < 4; ++i) {
            tests::Client client;
            client.open(server.listener.url());
            QTRY_VERIFY(client.isConnected);
            client.request(i, u"CallStart"_s,
                QJsonObject{{u"caller"_s, u"sip:p%1@h"_s.arg(i)}, {u"callee"_s, u"sip:bob@h"_s}});
            QTRY_VERIFY(!client.received.isEmpty());
            QCOMPARE_EQ(client.errorCode(0), i < 2 ? 0 : -32007);
        }
        QTRY_COMPARE(server.connector.begun(), 2);
    }

    /// Each member counts, and so do those that come over another connection of the same user.
    void startsInBatchesAreLimited()
    {
        Limits limits;
        limits.startsPerMinute = 6;
        limits.startsAtOnce = 0;
        Server server(limits);
        server.addTokens();
        int started = 0;
        for (int i = 0; i < 2; ++i) {
            tests::Client client;
            QNetworkRequest request(server.listener.url());
            request.setRawHeader("Authorization", "Bearer all-token");
            client.open(request);
            QTRY_VERIFY(client.isConnected);
            QByteArrayList members;
            for (int n = 0; n < 5; ++n) {
                members.append(R"({"jsonrpc":"2.0","id":@@,"method":"CallStart","params":)"
                               R"({"caller":"sip:p@@@h","callee":"sip:bob@h"}})");
                members.last().replace("@@", QByteArray::number(10 * i + n));
            }
            client.send('[' + members.join(',') + ']');
            QTRY_VERIFY(!client.received.isEmpty());
            for (const QJsonValue &answer : client.received.first().toArray()) {
                started += answer["error"_L1].isUndefined() ? 1 : 0;
            }
        }
        QCOMPARE_EQ(started, 6);
        QTRY_COMPARE(server.connector.begun(), 6);
    }

    /// To log in again must not fill the bucket, and before a login it is no larger.
    void loginsGiveNoRequests_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("logged in") << "Authorization"_ba;
        QTest::newRow("not yet") << "Via"_ba;
    }
    void loginsGiveNoRequests()
    {
        QFETCH(QByteArray, header);
        Limits limits;
        limits.requestsPerSecond = 1;
        limits.burst = 20;
        limits.inFlight = 0;
        Server server(limits);
        server.addTokens();
        tests::Client client;
        QNetworkRequest request(server.listener.url());
        request.setRawHeader(header, "Bearer all-token");
        client.open(request);
        QTRY_VERIFY(client.isConnected);
        for (int i = 0; i < 60; ++i) {
            client.request(i, i % 10 == 9 ? u"SessionLogin"_s : u"SessionInfo"_s,
                i % 10 == 9 ? QJsonObject{{u"token"_s, u"all-token"_s}} : QJsonObject());
        }
        QTRY_COMPARE(client.received.size(), 60);
        const auto limited = std::count_if(client.received.cbegin(), client.received.cend(),
            [](const QJsonValue &answer) { return answer["error"_L1]["code"_L1].toInt() == -32007; });
        QVERIFY2(limited >= 35, qPrintable(QString::number(limited)));
    }

    /// Refusals must not fill the audit.
    void refusalsAreToldEverMoreSeldom()
    {
        struct Sink : AuditSink {
            void write(const AuditEntry &entry) override { entries.append(entry); }
            QList<QJsonObject> latest() const override { return {}; }
            QList<AuditEntry> entries;
        } sink;
        Server server({}, &sink);
        server.addTokens();
        tests::Client client;
        QNetworkRequest request(server.listener.url());
        request.setRawHeader("Authorization", "Bearer viewer-token");
        client.open(request);
        QTRY_VERIFY(client.isConnected);
        for (int i = 0; i < 150; ++i) {
            client.request(i, u"CallEnd"_s, object(R"({"callid":"a@h"})"));
        }
        QTRY_COMPARE(client.received.size(), 150);
        const auto refused = std::count_if(sink.entries.cbegin(), sink.entries.cend(),
            [](const AuditEntry &entry) { return entry.what == "refused"_L1; });
        QCOMPARE_EQ(refused, 20 + 3); // then numbers 32, 64 and 128
        QVERIFY(sink.entries.last().detail.endsWith("number 128 of this connection"_L1));
        for (quint64 n = 1; n <= 20; ++n) {
            QVERIFY(isWorthTelling(n));
        }
        QVERIFY(!isWorthTelling(21) && !isWorthTelling(31) && isWorthTelling(32) && !isWorthTelling(33));
    }

    /// What somebody else does with a call that both see stays theirs.
    void tenantsAreNotToldWhoElseActs()
    {
        Server server;
        server.addTokens();
        connect(&server.commands, &CommandService::commandBegun, &server.registry,
            [&](const Owner &owner, const CommandSummary &command) {
                server.registry.commandBegun(
                    command.calls, {command.cmdId, json::wireName(command.method)}, owner.user);
            });
        CallInfo call;
        call.id = CallId(u"edge-1/a"_s);
        call.callId = SipCallId(u"a@h"_s);
        call.node = server.connector.node();
        call.state = CallState::Answered;
        call.caller = u"sip:bob@b.example"_s;
        call.callee = u"sip:anna@a.example"_s;
        server.connector.setCall(call);
        const auto open = [&](tests::Client &client, const char *token) {
            QNetworkRequest request(server.listener.url());
            request.setRawHeader("Authorization", QByteArray("Bearer ") + token);
            client.open(request);
            return QTest::qWaitFor([&] { return client.isConnected; });
        };
        tests::Client tenant;
        tests::Client all;
        QVERIFY(open(tenant, "tenant-token") && open(all, "all-token"));
        all.request(1, u"CallHold"_s, object(R"({"callid":"a@h"})"));
        QTRY_COMPARE(server.connector.begun(), 1);
        tenant.request(1, u"CallHold"_s, object(R"({"callid":"a@h","cmd_id":"mine"})"));
        QTRY_COMPARE(tenant.received.size(), 3);
        QCOMPARE_EQ(tenant.at(1)["params"_L1]["error"_L1]["id"_L1], u"conflict"_s);
        QCOMPARE_EQ(tenant.at(1)["params"_L1]["data"_L1], u"another command works on this call"_s);
        const auto timelineOf = [&](tests::Client &client) {
            client.received.clear();
            client.request(2, u"CallGet"_s, object(R"({"id":"edge-1/a"})"));
            (void)QTest::qWaitFor(
                [&] { return !client.received.isEmpty() && client.received.last()["id"_L1].toInt() == 2; });
            return client.received.last()["result"_L1]["timeline"_L1].toArray();
        };
        const auto users = [](const QJsonArray &timeline) {
            QStringList found;
            for (const QJsonValue &entry : timeline) {
                if (entry["event"_L1] == "command_begun"_L1) {
                    found.append(entry["by"_L1].toString(u"null"_s));
                }
            }
            return found;
        };
        QCOMPARE_EQ(users(timelineOf(all)), QStringList{u"all"_s});
        QCOMPARE_EQ(users(timelineOf(tenant)), QStringList{u"null"_s});
    }

    void whoIsRevokedIsClosed()
    {
        Server server;
        server.addTokens();
        tests::Client client;
        tests::Client other;
        QNetworkRequest request(server.listener.url());
        request.setRawHeader("Authorization", "Bearer all-token");
        client.open(request);
        request.setRawHeader("Authorization", "Bearer viewer-token");
        other.open(request);
        QTRY_VERIFY(client.isConnected && other.isConnected);
        QTRY_COMPARE(server.listener.connections(), 2);
        QList<TokenRecord> tokens = server.tokens();
        tokens.removeIf([](const TokenRecord &token) { return token.name == "all"_L1; });
        server.authenticator.setTokens(tokens);
        QTRY_VERIFY(client.isGone);
        QCOMPARE_EQ(client.closeCode(), 1008);
        QVERIFY(!other.isGone);
    }
};

QTEST_GUILESS_MAIN(MethodsTest)
#include "tst_methods.moc"
