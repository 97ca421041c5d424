// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/eventsocket.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QUdpSocket>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

QByteArray hold(int n)
{
    return R"({"jsonrpc":"2.0","method":"E_CALL_HOLD","params":{"callid":")" + QByteArray::number(n)
        + R"(","leg":"caller","action":"hold","state":"ok"}})";
}

/// One good event of each kind that is acted upon.
const QList<std::pair<const char *, QByteArray>> &goodEvents()
{
    static const QList<std::pair<const char *, QByteArray>> all = [] {
        QList<std::pair<const char *, QByteArray>> events;
        const auto add = [&](const char *what, const char *method, const char *params) {
            events.append({what,
                QByteArray("{\"jsonrpc\":\"2.0\",\"method\":\"") + method + "\",\"params\":" + params + '}'});
        };
        const char *state = "E_DLG_STATE_CHANGED";
        add("a call that rings", state, R"({"id":"9.8","callid":"c@h","old_state":1,"new_state":2})");
        add("a call that is answered", state, R"({"id":"9.8","callid":"c@h","old_state":2,"new_state":3})");
        add("a call that ends", state, R"({"id":"9.8","callid":"c@h","old_state":4,"new_state":5})");
        const char *transfer = "E_CALL_TRANSFER";
        add("a transfer begins", transfer, R"({"callid":"c@h","leg":"callee","state":"start"})");
        add("a transfer succeeds", transfer,
            R"({"callid":"c@h","leg":"callee","transfer_callid":"n@h","state":"ok","status":"200 OK"})");
        add("a transfer fails", transfer, R"({"callid":"c@h","leg":"callee","state":"fail"})");
        add("a hold", "E_CALL_HOLD", R"({"callid":"c@h","leg":"caller","action":"hold","state":"ok"})");
        add("a resume", "E_CALL_HOLD", R"({"callid":"c@h","leg":"callee","action":"unhold","state":"ok"})");
        add("a session", "E_UA_SESSION", R"({"key":"c@h","event_type":"ANSWERED"})");
        add("a registration", "E_UL_CONTACT_INSERT",
            R"({"domain":"location","aor":"bob","uri":"sip:bob@evil"})");
        add("a registration that ends", "E_UL_AOR_DELETE", R"({"domain":"location","aor":"bob"})");
        const char *script = "E_CORDBOARD";
        add("names", script, R"({"type":"invite","callid":"c@h","did":"9.8","from":"sip:ceo@bank"})");
        add("who hung up", script, R"({"type":"bye","callid":"c@h","did":"9.8","side":"callee"})");
        add("a phone's hold", script,
            R"({"type":"hold","callid":"c@h","did":"9.8","side":"callee","direction":"inactive"})");
        add("a phone's transfer", script,
            R"({"type":"refer","callid":"c@h","did":"9.8","side":"callee","refer_to":"sip:x@h"})");
        add("a probe", "E_CALL_HOLD", R"(["cordboard-1234"])");
        add("an unknown event", "E_OTHER", "{}");
        return events;
    }();
    return all;
}

} // namespace

class EventSocketTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tellsWhatCameInOrder()
    {
        constexpr int total = 1000;
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        QVERIFY(socket.portNumber() > 0);
        QCOMPARE_EQ(socket.address(), QHostAddress(QHostAddress::LocalHost));
        QVERIFY(socket.receiveBufferBytes() > 0);
        socket.setSources({QHostAddress(u"10.0.0.1"_s), QHostAddress(QHostAddress::LocalHost)});
        QList<QString> seen;
        connect(&socket, &EventSocket::arrived, this,
            [&](const ProxyEvent &event) { seen.append(std::get<HoldChanged>(event).callId.text()); });
        QUdpSocket sender;
        for (int i = 0; i < total; ++i) {
            sender.writeDatagram(hold(i), QHostAddress::LocalHost, socket.portNumber());
            if (i % 100 == 99) { // where the system grants a small buffer only
                QTRY_COMPARE(seen.size(), i + 1);
            }
        }
        QTRY_COMPARE(seen.size(), total);
        for (int i = 0; i < total; ++i) {
            QCOMPARE_EQ(seen.at(i), QString::number(i));
        }
        QCOMPARE_EQ(socket.counters(), (EventCounters{total, 0, 0}));
    }

    void aFloodLeavesOthersTheirTurn()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        socket.setSources({QHostAddress(QHostAddress::LocalHost)});
        const int total = static_cast<int>(std::min<qint64>(2000, socket.receiveBufferBytes() / 2000));
        QUdpSocket sender;
        for (int i = 0; i < total; ++i) {
            sender.writeDatagram(hold(i), QHostAddress::LocalHost, socket.portNumber());
        }
        int seen = 0;
        int mostInARow = 0;
        int inARow = 0;
        connect(&socket, &EventSocket::arrived, this, [&] {
            ++seen;
            mostInARow = std::max(mostInARow, ++inARow);
        });
        QTimer others;
        connect(&others, &QTimer::timeout, this, [&] { inARow = 0; });
        others.start(0);
        QTRY_COMPARE(seen, total);
        QVERIFY(mostInARow <= 2 * 256);
        if (total > 2 * 256) {
            QVERIFY(mostInARow < total);
        }
    }

    void strangersAreNotHeard()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        QSignalSpy arrived(&socket, &EventSocket::arrived);
        QUdpSocket sender;
        sender.writeDatagram(hold(1), QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(socket.counters().foreign, 1U);
        socket.setSources({QHostAddress(u"127.0.0.2"_s)});
        sender.writeDatagram(hold(2), QHostAddress::LocalHost, socket.portNumber());
        sender.writeDatagram("garbage", QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(socket.counters().foreign, 3U);
        QUdpSocket second;
        QVERIFY(second.bind(QHostAddress(u"127.0.0.2"_s)));
        second.writeDatagram(hold(3), QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(arrived.count(), 1);
        QCOMPARE_EQ(socket.counters(), (EventCounters{1, 0, 3}));
    }

    /// From elsewhere even the best event is none; it is not even looked at.
    void eventsFromAWrongAddress_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        for (const auto &[what, datagram] : goodEvents()) {
            QTest::newRow(what) << datagram;
        }
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("garbage") << QByteArray(60000, '\xFF');
        QTest::newRow("nested") << QByteArray(60000, '[');
        QTest::newRow("an event behind zeros") << QByteArray(100, '\0') + hold(1);
    }
    void eventsFromAWrongAddress()
    {
        QFETCH(QByteArray, datagram);
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        socket.setSources({QHostAddress(QHostAddress::LocalHost)});
        QSignalSpy arrived(&socket, &EventSocket::arrived);
        for (const QString &address : {u"127.0.0.2"_s, u"127.1.1.1"_s, u"127.255.255.254"_s}) {
            QUdpSocket stranger;
            QVERIFY(stranger.bind(QHostAddress(address)));
            QCOMPARE_EQ(stranger.writeDatagram(datagram, QHostAddress::LocalHost, socket.portNumber()),
                datagram.size());
        }
        QTRY_COMPARE(socket.counters(), (EventCounters{0, 0, 3}));
        QVERIFY(arrived.isEmpty());
        QUdpSocket node;
        node.writeDatagram(hold(1), QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(arrived.size(), 1);
    }

    /// From the node's address, and yet no event: counted, and nothing else.
    void forgedDatagrams_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        const auto row = [](const char *name, const QByteArray &datagram) {
            QTest::newRow(name) << datagram;
        };
        const auto state = [](const QByteArray &params) -> QByteArray {
            return "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":" + params + '}';
        };
        row("nothing", {});
        row("a zero", QByteArray(1, '\0'));
        row("wrong bytes", QByteArray(60000, '\xFF'));
        row("nested arrays",
            "{\"method\":\"E_X\",\"params\":" + QByteArray(30000, '[') + QByteArray(30000, ']') + '}');
        row("nested objects", state(QByteArray("{\"a\":").repeated(10'000)));
        row("an array of events", '[' + hold(1) + ',' + hold(2) + ']');
        row("two events", hold(1) + hold(2));
        row("an event and zeros", hold(1) + QByteArray(100, '\0'));
        row("cut in a character", state("{\"id\":\"9.8\",\"callid\":\"\xF0\x9F"));
        row("no params", "{\"method\":\"E_DLG_STATE_CHANGED\"}");
        row("a method of an object", "{\"method\":{\"a\":1},\"params\":{}}");
        row("a state too high", state("{\"id\":\"9.8\",\"callid\":\"c\",\"old_state\":4,\"new_state\":6}"));
        row("a state below", state("{\"id\":\"9.8\",\"callid\":\"c\",\"old_state\":-1,\"new_state\":5}"));
        row("a state of 2^32 + 5",
            state("{\"id\":\"9.8\",\"callid\":\"c\",\"old_state\":4,\"new_state\":4294967301}"));
        row("a state in part", state("{\"id\":\"9.8\",\"callid\":\"c\",\"old_state\":4,\"new_state\":4.5}"));
        row("a state as text",
            state("{\"id\":\"9.8\",\"callid\":\"c\",\"old_state\":\"4\",\"new_state\":\"5\"}"));
        row("no id", state("{\"callid\":\"c\",\"old_state\":4,\"new_state\":5}"));
        row("an id of null", state("{\"id\":null,\"callid\":\"c\",\"old_state\":4,\"new_state\":5}"));
        row("an id of a number", state("{\"id\":9.8,\"callid\":\"c\",\"old_state\":4,\"new_state\":5}"));
        row("a Call-ID in an array",
            state("{\"id\":\"9.8\",\"callid\":[\"c\"],\"old_state\":4,\"new_state\":5}"));
        row("an unknown leg",
            "{\"method\":\"E_CALL_HOLD\",\"params\":{\"callid\":\"c\",\"leg\":\"both\",\"action\":\"hold\","
            "\"state\":\"ok\"}}");
        row("an unknown word",
            "{\"method\":\"E_CALL_TRANSFER\",\"params\":{\"callid\":\"c\",\"state\":\"failure\"}}");
    }
    void forgedDatagrams()
    {
        QFETCH(QByteArray, datagram);
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        socket.setSources({QHostAddress(QHostAddress::LocalHost)});
        QSignalSpy arrived(&socket, &EventSocket::arrived);
        QUdpSocket node;
        QCOMPARE_EQ(
            node.writeDatagram(datagram, QHostAddress::LocalHost, socket.portNumber()), datagram.size());
        QTRY_COMPARE(socket.counters(), (EventCounters{0, 1, 0}));
        QVERIFY(arrived.isEmpty());
        node.writeDatagram(hold(1), QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(arrived.size(), 1);
    }

    /// The table of good ones is one: what strangers send in vain is heard from the node.
    void theSameFromTheNodeIsHeard()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        socket.setSources({QHostAddress(QHostAddress::LocalHost)});
        QUdpSocket node;
        for (const auto &[what, datagram] : goodEvents()) {
            node.writeDatagram(datagram, QHostAddress::LocalHost, socket.portNumber());
        }
        const auto all = static_cast<quint64>(goodEvents().size());
        QTRY_COMPARE(socket.counters(), (EventCounters{all, 0, 0}));
    }

    void anAddressOfIPv4OnASocketOfBothKinds()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::Any, 0));
        socket.setSources({QHostAddress(u"127.0.0.1"_s)});
        QUdpSocket sender;
        sender.writeDatagram(hold(1), QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(socket.counters().accepted, 1U);
    }

    void garbageIsCountedAndSkipped()
    {
        EventSocket socket;
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        socket.setSources({QHostAddress(QHostAddress::LocalHost)});
        QSignalSpy arrived(&socket, &EventSocket::arrived);
        QUdpSocket sender;
        const QByteArray whole = hold(7);
        for (qsizetype i = 0; i < whole.size(); ++i) {
            sender.writeDatagram(whole.first(i), QHostAddress::LocalHost, socket.portNumber());
        }
        sender.writeDatagram(QByteArray(65'000, '{'), QHostAddress::LocalHost, socket.portNumber());
        sender.writeDatagram(whole, QHostAddress::LocalHost, socket.portNumber());
        QTRY_COMPARE(arrived.count(), 1);
        QCOMPARE_EQ(socket.counters(), (EventCounters{1, static_cast<quint64>(whole.size()) + 1, 0}));
    }

    void aPortThatIsTaken()
    {
        EventSocket first;
        QVERIFY(first.bind(QHostAddress::LocalHost, 0));
        EventSocket second;
        const auto bound = second.bind(QHostAddress::LocalHost, first.portNumber());
        QVERIFY(!bound);
        QCOMPARE_EQ(bound.error().code, Errc::Internal);
        QVERIFY(bound.error().message.contains(QString::number(first.portNumber())));
    }

    void mayBeDestroyedByAReceiver()
    {
        auto *socket = new EventSocket;
        QVERIFY(socket->bind(QHostAddress::LocalHost, 0));
        socket->setSources({QHostAddress(QHostAddress::LocalHost)});
        bool done = false;
        connect(socket, &EventSocket::arrived, this, [&] {
            delete socket;
            done = true;
        });
        QUdpSocket sender;
        sender.writeDatagram(hold(1), QHostAddress::LocalHost, socket->portNumber());
        sender.writeDatagram(hold(2), QHostAddress::LocalHost, socket->portNumber());
        QTRY_VERIFY(done);
    }

#ifdef Q_OS_LINUX
    void kernelDropsAreTold()
    {
        EventSocket socket;
        QVERIFY(!socket.kernelDrops());
        QVERIFY(socket.bind(QHostAddress::LocalHost, 0));
        QCOMPARE_EQ(socket.kernelDrops(), std::optional<quint64>(0));
    }
#endif
};

QTEST_GUILESS_MAIN(EventSocketTest)
#include "tst_eventsocket.moc"
