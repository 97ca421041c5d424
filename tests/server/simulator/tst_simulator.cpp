// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/simulator.h"
#include "tests/support/simulatedclock.h"
#include "tests/support/strict.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

#include <memory>

using namespace Qt::StringLiterals;
using namespace cordboard::simulator;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

QByteArray request(const QByteArray &method, const QByteArray &params = {}, const QByteArray &id = "1")
{
    return "{\"jsonrpc\":\"2.0\"" + (id.isEmpty() ? QByteArray() : ",\"id\":" + id) + ",\"method\":\""
        + method + "\"" + (params.isEmpty() ? QByteArray() : ",\"params\":" + params) + "}";
}

QByteArray post(const QByteArray &body, const QByteArray &type = "application/json")
{
    return "POST /mi HTTP/1.1\r\nHost: x\r\n"
        + (type.isEmpty() ? QByteArray() : "Content-Type: " + type + "\r\n")
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// A connection to the management over HTTP that hides nothing.
struct Client {
    QTcpSocket socket;
    QByteArray received;

    explicit Client(const Simulator &simulator)
    {
        socket.connectToHost(
            QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(simulator.httpUrl().port()));
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
    }
    void send(const QByteArray &bytes) { socket.write(bytes); }
    [[nodiscard]] bool gets(const QByteArray &text, int count = 1)
    {
        return QTest::qWaitFor([&] { return received.count(text) >= count; }, 2000);
    }
};

struct World {
    cordboard::tests::SimulatedClock clock;
    std::unique_ptr<Simulator> simulator;
    QUdpSocket udp; ///< asks and listens

    explicit World(SimulatorOptions options = {})
    {
        options.backgroundCalls = std::max(0, options.backgroundCalls == 8 ? 0 : options.backgroundCalls);
        simulator = std::make_unique<Simulator>(options, &clock);
        if (!simulator->start() || !udp.bind(QHostAddress(QHostAddress::LocalHost), 0)) {
            qFatal("no port");
        }
    }
    void ask(const QByteArray &body)
    {
        udp.writeDatagram(body, QHostAddress(QHostAddress::LocalHost),
            simulator->datagramAddress().section(u':', -1).toUShort());
    }
    [[nodiscard]] QByteArray next()
    {
        if (!QTest::qWaitFor([&] { return udp.hasPendingDatagrams(); }, 2000)) {
            return {};
        }
        QByteArray datagram(udp.pendingDatagramSize(), '\0');
        udp.readDatagram(datagram.data(), datagram.size());
        return datagram;
    }
    /// The answer over the datagram lane.
    [[nodiscard]] QByteArray answer(const QByteArray &method, const QByteArray &params = {})
    {
        ask(request(method, params));
        return next();
    }
    void subscribe(const QByteArray &event)
    {
        QVERIFY(answer("event_subscribe",
            "{\"event\":\"" + event + "\",\"socket\":\"udp:127.0.0.1:" + QByteArray::number(udp.localPort())
                + "\"}")
                    .contains("OK"));
    }
    [[nodiscard]] QString call(const QString &from, const QString &to)
    {
        const QString callId = simulator->placeCall(from, to);
        clock.advance(seconds(2));
        return callId;
    }
};

QByteArray quoted(const QString &text) { return '"' + text.toUtf8() + '"'; }

} // namespace

class tst_simulator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { cordboard::tests::failOnAnyWarning(); }

    void badRequests_data();
    void badRequests();
    void idsAreCutTo32Bits();
    void requestsThatHangOverHttp_data();
    void requestsThatHangOverHttp();
    void pipelinedRequestIsLost();
    void longBodyIs400();
    void asynchronousCommandFreezesHttpOnly();
    void longAnswerDoesNotFitADatagram();
    void dyingForgetsAndRestartKeepsPorts();
    void holdOfGonePhone_data();
    void holdOfGonePhone();
    void demoPhones_data();
    void demoPhones();
    void demoPhonesAreRegistered();
    void hastyLeavesNoTransferEvent();
    void miFaults_data();
    void miFaults();
    void eventFaults_data();
    void eventFaults();
    void subscriptionEnds();
    void variablesStay();
    void twentyThousandCalls();
    void newNamesBesideTheOld();
    void realTime();
};

void tst_simulator::badRequests_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("no JSON") << QByteArray("{not json") << QByteArray("\"code\":-32700");
    QTest::newRow("batch") << "[" + request("uptime") + "]" << QByteArray("\"code\":-32600");
    QTest::newRow("no version") << QByteArray("{\"id\":1,\"method\":\"uptime\"}")
                                << QByteArray("\"code\":-32600");
    QTest::newRow("method is no text")
        << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}") << QByteArray("\"code\":-32600");
    QTest::newRow("unknown method") << request("nope") << QByteArray("\"code\":-32601");
    QTest::newRow("new name in an old version") << request("dialog:list") << QByteArray("\"code\":-32601");
    QTest::newRow("too few") << request("call_hold", "{}") << QByteArray("Too few or too many parameters");
    QTest::newRow("wrong names") << request("call_hold", "{\"call\":\"x\"}")
                                 << QByteArray("Named parameters do not match");
    QTest::newRow("wrong type") << request("call_hold", "{\"callid\":[]}") << QByteArray("\"code\":-32000");
    QTest::newRow("null") << request("call_hold", "{\"callid\":null}") << QByteArray("\"code\":-32000");
    QTest::newRow("number for a text")
        << request("call_hold", "{\"callid\":5}") << QByteArray("\"code\":404");
    QTest::newRow("by position") << request("call_hold", "[\"x\"]") << QByteArray("\"code\":404");
    QTest::newRow("event of nobody") << request(
        "raise_event", "{\"event\":\"E_CALL_HOLD\",\"params\":[\"n\"]}")
                                     << QByteArray("\"code\":480");
}

void tst_simulator::badRequests()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, error);
    World world;
    world.ask(body);
    const QByteArray answer = world.next();
    QVERIFY2(answer.contains(error), answer.constData());
    QVERIFY(world.answer("version").contains("OpenSIPS (3.6.8"));
}

void tst_simulator::idsAreCutTo32Bits()
{
    World world;
    world.ask(request("version", {}, "4294967296"));
    QVERIFY(world.next().endsWith("\"id\":2147483647}"));
    world.ask(request("version", {}, "\"text id\""));
    QVERIFY(world.next().endsWith("\"id\":\"text id\"}"));
}

void tst_simulator::requestsThatHangOverHttp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no content type") << post(request("uptime"), "");
    QTest::newRow("another content type") << post(request("uptime"), "text/plain");
    QTest::newRow("notification") << post(request("uptime", {}, {}));
}

void tst_simulator::requestsThatHangOverHttp()
{
    QFETCH(QByteArray, bytes);
    World world;
    Client hanging(*world.simulator);
    hanging.send(bytes);
    Client other(*world.simulator);
    other.send(post(request("version")));
    QVERIFY(other.gets("OpenSIPS"));
    QVERIFY(hanging.received.isEmpty());
    QCOMPARE(hanging.socket.state(), QAbstractSocket::ConnectedState);
}

void tst_simulator::pipelinedRequestIsLost()
{
    World world;
    Client client(*world.simulator);
    client.send(post(request("version", {}, "1")) + post(request("version", {}, "2")));
    QVERIFY(client.gets("\"id\":1}"));
    client.send(post(request("version", {}, "3")));
    QVERIFY(client.gets("\"id\":3}"));
    QVERIFY(!client.received.contains("\"id\":2}"));
}

void tst_simulator::longBodyIs400()
{
    World world;
    Client client(*world.simulator);
    client.send(post(request("call_hold", "{\"callid\":\"" + QByteArray(1200, 'x') + "\"}")));
    QVERIFY(client.gets("HTTP/1.1 400"));
}

void tst_simulator::asynchronousCommandFreezesHttpOnly()
{
    World world;
    const QString callId = world.call(u"alice"_s, u"bob"_s);
    const QByteArray options = request("dlg_send_sequential",
        "{\"callid\":" + quoted(callId) + ",\"mode\":\"callee\",\"method\":\"OPTIONS\",\"body\":\"none\"}");
    Client slow(*world.simulator);
    slow.send(post(options));
    Client other(*world.simulator);
    other.send(post(request("version")));
    QVERIFY(
        QTest::qWaitFor([&] { return slow.socket.bytesToWrite() == 0 && other.socket.bytesToWrite() == 0; }));
    world.ask(options);
    world.ask(request("version"));
    QVERIFY(world.next().contains("OpenSIPS"));
    world.clock.advance(milliseconds(1));
    QVERIFY(world.next().contains("{\"Code\":200,\"Reason\":\"OK\"}"));
    QVERIFY(slow.received.isEmpty());
    QVERIFY(other.received.isEmpty());
    world.clock.advance(milliseconds(500));
    QVERIFY(slow.gets("\"Code\":200"));
    QVERIFY(other.gets("OpenSIPS"));
}

void tst_simulator::longAnswerDoesNotFitADatagram()
{
    SimulatorOptions options;
    options.backgroundCalls = 200;
    options.changesPerSecond = 0;
    World world(options);
    QCOMPARE(world.answer("dlg_list"), QByteArray("500 Internal error"));
    const QJsonObject page =
        QJsonDocument::fromJson(world.answer("dlg_list_ctx", "{\"index\":40,\"counter\":20}"))
            .object()
            .value("result"_L1)
            .toObject();
    QCOMPARE(page.value("count"_L1).toInt(), 200);
    QCOMPARE(page.value("Dialogs"_L1).toArray().size(), 20);
}

void tst_simulator::dyingForgetsAndRestartKeepsPorts()
{
    World world;
    const QUrl url = world.simulator->httpUrl();
    const QString datagram = world.simulator->datagramAddress();
    world.subscribe("E_CALL_HOLD");
    QVERIFY(!world.call(u"alice"_s, u"bob"_s).isEmpty());
    QCOMPARE(world.simulator->callCount(), 1);
    Client client(*world.simulator);
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
    QSignalSpy died(world.simulator.get(), &Simulator::died);
    world.simulator->die();
    QCOMPARE(died.count(), 1);
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
    Client refused(*world.simulator);
    QTRY_COMPARE(refused.socket.error(), QAbstractSocket::ConnectionRefusedError);
    QVERIFY(world.simulator->restart());
    QCOMPARE(world.simulator->httpUrl(), url);
    QCOMPARE(world.simulator->datagramAddress(), datagram);
    QCOMPARE(world.simulator->callCount(), 0);
    QVERIFY(world.answer("subscribers_list").contains("{\"Events\":[]}"));
}

void tst_simulator::holdOfGonePhone_data()
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<bool>("survives");
    QTest::newRow("3.4") << Version::V34 << false;
    QTest::newRow("3.6") << Version::V36 << false;
    QTest::newRow("4.0") << Version::V40 << true;
}

void tst_simulator::holdOfGonePhone()
{
    QFETCH(Version, version);
    QFETCH(bool, survives);
    SimulatorOptions options;
    options.version = version;
    World world(options);
    const QString callId = world.call(u"alice"_s, u"gone"_s);
    QVERIFY(world.answer("call_hold", "{\"callid\":" + quoted(callId) + "}").contains("\"OK\""));
    world.clock.advance(milliseconds(4900));
    QVERIFY(world.simulator->isAlive());
    world.clock.advance(milliseconds(200));
    QCOMPARE(world.simulator->isAlive(), survives);
}

void tst_simulator::demoPhones_data()
{
    QTest::addColumn<QString>("phone");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray unanswered("{\"code\":408,\"message\":\"Request Timeout\"}");
    QTest::newRow("ordinary") << u"peggy"_s << u"INVITE"_s << QByteArray("{\"Code\":200,\"Reason\":\"OK\"}");
    QTest::newRow("stubborn") << u"stubborn"_s << u"REFER"_s
                              << QByteArray("{\"Code\":603,\"Reason\":\"Decline\"}");
    QTest::newRow("deaf") << u"deaf"_s << u"INVITE"_s
                          << QByteArray("{\"Code\":488,\"Reason\":\"Not Acceptable Here\"}");
    QTest::newRow("gone: hold") << u"gone"_s << u"INVITE"_s << unanswered;
    QTest::newRow("gone: refer") << u"gone"_s << u"REFER"_s << unanswered;
    QTest::newRow("gone: options") << u"gone"_s << u"OPTIONS"_s << unanswered;
}

void tst_simulator::demoPhones()
{
    QFETCH(QString, phone);
    QFETCH(QString, method);
    QFETCH(QByteArray, answer);
    World world;
    const QString callId = world.call(u"alice"_s, phone);
    world.ask(request("dlg_send_sequential",
        "{\"callid\":" + quoted(callId) + ",\"mode\":\"callee\",\"body\":\"none\",\"method\":"
            + quoted(method) + ",\"headers\":\"Refer-To: <sip:bob@demo.example>\\r\\n\"}"));
    QByteArray got;
    QVERIFY(QTest::qWaitFor([&] {
        world.clock.advance(milliseconds(500));
        if (world.udp.hasPendingDatagrams()) {
            got = world.next();
        }
        return !got.isEmpty();
    }));
    QVERIFY2(got.contains(answer), got.constData());
}

void tst_simulator::demoPhonesAreRegistered()
{
    World world;
    const QByteArray dump = world.answer("ul_dump");
    QCOMPARE(dump.count("\"AOR\":"), 23);
    for (const char *name :
        {"alice", "erin", "trent", "busy", "silent", "hasty", "stubborn", "deaf", "gone"}) {
        QVERIFY2(dump.contains(QByteArray("\"AOR\":\"" + QByteArray(name) + "\"")), name);
    }
}

void tst_simulator::hastyLeavesNoTransferEvent()
{
    World world;
    const QString callId = world.call(u"alice"_s, u"hasty"_s);
    world.subscribe("E_CALL_TRANSFER");
    QVERIFY(world
                .answer("call_transfer",
                    "{\"callid\":" + quoted(callId)
                        + ",\"leg\":\"callee\",\"destination\":\"sip:carol@demo.example\"}")
                .contains("Accepted"));
    const qint64 sent = world.simulator->eventsSent();
    world.clock.advance(seconds(2));
    QCOMPARE(world.simulator->eventsSent(), sent);
    const QStringList calls = world.simulator->callsOf(u"carol"_s);
    QCOMPARE(calls.size(), 1);
    QVERIFY(world.answer("dlg_list", "{\"callid\":" + quoted(calls.first()) + "}").contains(";osid="));
}

void tst_simulator::miFaults_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("answers");
    QTest::addColumn<bool>("closes");
    const auto row = [](const char *name, MiFault fault, int answers, bool closes) {
        QTest::newRow(name) << static_cast<int>(fault) << answers << closes;
    };
    row("hang", MiFault::Hang, 0, false);
    row("ignore", MiFault::Ignore, 0, false);
    row("close", MiFault::Close, 0, true);
    row("split", MiFault::Split, 1, false);
    row("cut", MiFault::Cut, 0, true);
    row("server error", MiFault::ServerError, 0, false);
    row("wrong id", MiFault::WrongId, 0, false);
    row("late", MiFault::Late, 1, false);
    row("twice", MiFault::Twice, 2, false);
}

void tst_simulator::miFaults()
{
    QFETCH(int, fault);
    QFETCH(int, answers);
    QFETCH(bool, closes);
    World world;
    world.simulator->faults().mi(
        static_cast<MiFault>(fault), 1, u"version"_s, Faults::Lane::Http, milliseconds(100));
    Client client(*world.simulator);
    client.send(post(request("version", {}, "7")));
    Client other(*world.simulator);
    other.send(post(request("uptime", {}, "8")));
    QVERIFY(other.gets("\"id\":8}")); // so the first one was handled, too
    for (int i = 0; i < 4; ++i) { // the pieces must arrive one by one
        world.clock.advance(milliseconds(30));
        QCoreApplication::sendPostedEvents();
    }
    QVERIFY(client.gets("\"id\":7}", answers));
    QCOMPARE(client.received.count("\"id\":7}"), answers);
    if (closes) {
        QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
    }
    Client again(*world.simulator);
    again.send(post(request("version", {}, "9")));
    QVERIFY(again.gets("\"id\":9}"));
}

void tst_simulator::eventFaults_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QStringList>("states");
    const auto row = [](const char *name, EventFault fault, const QStringList &states) {
        QTest::newRow(name) << static_cast<int>(fault) << states;
    };
    row("lose", EventFault::Lose, {u"3"_s, u"4"_s});
    row("double", EventFault::Double, {u"2"_s, u"2"_s, u"3"_s, u"4"_s});
    row("reorder", EventFault::Reorder, {u"3"_s, u"2"_s, u"4"_s});
    row("late", EventFault::Late, {u"3"_s, u"4"_s, u"2"_s});
    row("cut", EventFault::Cut, {u"?"_s, u"3"_s, u"4"_s});
}

void tst_simulator::eventFaults()
{
    QFETCH(int, fault);
    QFETCH(QStringList, states);
    World world;
    world.subscribe("E_DLG_STATE_CHANGED");
    world.simulator->faults().event(static_cast<EventFault>(fault), 1, {}, seconds(1));
    QVERIFY(!world.call(u"alice"_s, u"bob"_s).isEmpty());
    QStringList got;
    for (qsizetype i = 0; i < states.size(); ++i) {
        const QJsonObject event = QJsonDocument::fromJson(world.next()).object();
        got.append(event.isEmpty()
                ? u"?"_s
                : event.value("params"_L1).toObject().value("new_state"_L1).toVariant().toString());
    }
    QCOMPARE(got, states);
    QVERIFY(!world.udp.hasPendingDatagrams());
}

void tst_simulator::subscriptionEnds()
{
    World world;
    const QByteArray socket =
        "\"socket\":\"udp:127.0.0.1:" + QByteArray::number(world.udp.localPort()) + "\"";
    QVERIFY(world.answer("event_subscribe", "{\"event\":\"E_CALL_HOLD\"," + socket + ",\"expire\":10}")
                .contains("OK"));
    QVERIFY(world.answer("subscribers_list").contains("\"ttl\":10"));
    world.ask(request("raise_event", "{\"event\":\"E_CALL_HOLD\",\"params\":[\"nonce\"]}"));
    QStringList both{QString::fromUtf8(world.next()), QString::fromUtf8(world.next())};
    both.sort();
    QCOMPARE(both.first(), u"{\"jsonrpc\":\"2.0\",\"method\":\"E_CALL_HOLD\",\"params\":[\"nonce\"]}"_s);
    world.clock.advance(seconds(11));
    QVERIFY(
        world.answer("raise_event", "{\"event\":\"E_CALL_HOLD\",\"params\":[\"nonce\"]}").contains("480"));
}

void tst_simulator::variablesStay()
{
    World world;
    const QString callId = world.call(u"alice"_s, u"bob"_s);
    QVERIFY(world
                .answer("dlg_push_var",
                    "{\"dlg_val_name\":\"journey\",\"dlg_val_value\":\"j\xc3\xa4\",\"DID\":[" + quoted(callId)
                        + ",\"nobody\"]}")
                .contains("OK"));
    QVERIFY(world.answer("dlg_list_ctx", "{\"callid\":" + quoted(callId) + "}")
                .contains("\"values\":[{\"journey\":\"j\\\\xc3\\\\xa4\"}]"));
}

void tst_simulator::twentyThousandCalls()
{
    SimulatorOptions options;
    options.backgroundCalls = 20000;
    options.changesPerSecond = 500;
    World world(options);
    QCOMPARE(world.simulator->callCount(), 20000);
    world.clock.advance(seconds(10));
    QVERIFY(world.simulator->callCount() >= 19990);
    // Of 5,000 changes 85 in 100 are calls that start or end, about in turn.
    const int processed =
        QJsonDocument::fromJson(world.answer("get_statistics", "{\"statistics\":[\"processed_dialogs\"]}"))
            .object()["result"_L1]["dialog:processed_dialogs"_L1]
            .toInt();
    QVERIFY2(processed > 22100 && processed < 22350, qPrintable(QString::number(processed)));
    for (const QString &name : {u"alice"_s, u"erin"_s}) {
        QVERIFY(world.simulator->callsOf(name).isEmpty());
    }
    QVERIFY(world.answer("dlg_list", "{\"index\":19000,\"counter\":20}").contains("\"Dialogs\":[{"));
}

void tst_simulator::newNamesBesideTheOld()
{
    SimulatorOptions options;
    options.version = Version::V40;
    World world(options);
    QVERIFY(world.answer("which").contains("\"dialog:list\""));
    for (const char *name : {"dlg_list", "dialog:list"}) {
        QVERIFY2(world.answer(name).contains("\"Dialogs\":[]"), name);
    }
}

void tst_simulator::realTime()
{
    SimulatorOptions options;
    options.ringTime = milliseconds(20);
    options.backgroundCalls = 0;
    Simulator simulator(options);
    QVERIFY(simulator.start());
    QUdpSocket socket;
    QVERIFY(socket.bind(QHostAddress(QHostAddress::LocalHost), 0));
    const quint16 port = simulator.datagramAddress().section(u':', -1).toUShort();
    const auto next = [&] {
        if (!QTest::qWaitFor([&] { return socket.hasPendingDatagrams(); }, 5000)) {
            return QByteArray();
        }
        QByteArray datagram(socket.pendingDatagramSize(), '\0');
        socket.readDatagram(datagram.data(), datagram.size());
        return datagram;
    };
    socket.writeDatagram(request("event_subscribe",
                             "{\"event\":\"E_DLG_STATE_CHANGED\",\"socket\":\"udp:127.0.0.1:"
                                 + QByteArray::number(socket.localPort()) + "\"}"),
        QHostAddress(QHostAddress::LocalHost), port);
    QVERIFY(next().contains("\"OK\""));
    const QByteArray headers =
        "From: <sip:carol@demo.example>;tag=t\\r\\nTo: <sip:alice@demo.example>\\r\\nCall-ID: ours"
        "\\r\\nCSeq: 1 INVITE\\r\\nContact: <sip:callapi@demo.example>\\r\\n";
    socket.writeDatagram(request("t_uac_dlg",
                             "{\"method\":\"INVITE\",\"ruri\":\"sip:alice@demo.example\",\"headers\":\""
                                 + headers + "\",\"next_hop\":\"sip:demo.example\",\"body\":\"v=0\"}"),
        QHostAddress(QHostAddress::LocalHost), port);
    QList<QByteArray> states;
    bool isAnswered = false;
    while (states.size() < 3 || !isAnswered) {
        const QByteArray datagram = next();
        QVERIFY(!datagram.isEmpty());
        isAnswered = isAnswered || datagram.contains("\"Status\":\"200 OK\"");
        if (datagram.contains("\"callid\":\"ours\"")) {
            states.append(datagram.chopped(2).right(1));
        }
    }
    QCOMPARE(states, (QList<QByteArray>{"2", "3", "4"}));
}

QTEST_GUILESS_MAIN(tst_simulator)
#include "tst_simulator.moc"
