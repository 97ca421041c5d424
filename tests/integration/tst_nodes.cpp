// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/serverfixture.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

/// Two proxies, of two versions, and one server.
struct Worlds {
    Worlds()
        : one(World::quick(simulator::Version::V36))
        , two(other())
    {
    }
    /// Of another seed, so that it makes other Call-IDs.
    static simulator::SimulatorOptions other()
    {
        simulator::SimulatorOptions options = World::quick(simulator::Version::V40);
        options.seed = 2;
        return options;
    }
    [[nodiscard]] bool start()
    {
        if (!one.start() || !two.start()) {
            return false;
        }
        server.start(u"nodes:\n%1%2"_s.arg(node(u"one"_s, one), node(u"two"_s, two)).toUtf8());
        if (!QTest::qWaitFor([this] { return !server.url().isEmpty(); }, 20000)) {
            return false;
        }
        client.open(server.url());
        if (!client.waitForOpen()) {
            return false;
        }
        client.send(u"NodeList"_s, {{u"subscribe"_s, true}}); // so that every change of a node wakes us
        return client.waitUntil([this] { return isSynchronised(0) && isSynchronised(1); });
    }
    static QString node(const QString &name, const simulator::Simulator &proxy)
    {
        return u"  - {name: %1, mi: {url: \"%2\", datagram: \"%3\"}, sip: {uri: \"sip:demo.example\"}}\n"_s
            .arg(name, proxy.httpUrl().toString(), proxy.datagramAddress());
    }
    QJsonValue ask(const QString &method, const QJsonObject &params = {})
    {
        const int id = client.send(method, params);
        (void)client.waitUntil([&] { return client.answer(id).has_value(); });
        return client.result(id);
    }
    bool isSynchronised(int node) { return ask(u"NodeList"_s)["nodes"_L1][node]["synchronised"_L1].toBool(); }
    /// Runs a command to its end. \returns the request's id
    int run(const QString &method, const QJsonObject &params)
    {
        const int id = client.send(method, params);
        (void)client.waitUntil([&] { return client.ended(id) || client.refused(id); });
        return id;
    }
    QJsonObject start(const char *caller, const char *callee, const QString &node)
    {
        return {{u"caller"_s, one.address(QString::fromLatin1(caller))},
            {u"callee"_s, one.address(QString::fromLatin1(callee))}, {u"node"_s, node}};
    }

    simulator::Simulator one;
    simulator::Simulator two;
    ServerProcess server;
    TestClient client;
};

} // namespace

/// Several proxies behind one server.
class NodesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void commandsGoToTheNodeOfTheirCall()
    {
        Worlds worlds;
        QVERIFY2(worlds.start(), worlds.server.log().constData());
        worlds.client.send(u"CallSubscribe"_s);
        const int first = worlds.run(u"CallStart"_s, worlds.start("alice", "bob", u"one"_s));
        const int second = worlds.run(u"CallStart"_s, worlds.start("carol", "dave", u"two"_s));
        QVERIFY(worlds.client.error(first).isEmpty() && worlds.client.error(second).isEmpty());
        // The setup call of each is ended once the other one stands.
        QVERIFY(worlds.client.waitUntil([&] {
            return worlds.ask(u"CallList"_s)["total"_L1].toInt() == 2 && worlds.one.callCount() == 1
                && worlds.two.callCount() == 1;
        }));
        const QJsonValue calls =
            worlds.ask(u"CallList"_s, {{u"filter"_s, QJsonObject{{u"node"_s, u"two"_s}}}});
        QCOMPARE_EQ(calls["total"_L1].toInt(), 1);
        QCOMPARE_EQ(calls["calls"_L1][0]["callid"_L1], worlds.client.callId(second));
        const int hold = worlds.run(u"CallHold"_s, {{u"id"_s, calls["calls"_L1][0]["id"_L1]}});
        QVERIFY(worlds.client.error(hold).isEmpty());
        const int end = worlds.run(u"CallEnd"_s, {{u"callid"_s, worlds.client.callId(second)}});
        QVERIFY(worlds.client.error(end).isEmpty());
        QCOMPARE_EQ(worlds.one.callCount(), 1);
        QCOMPARE_EQ(worlds.two.callCount(), 0);
    }

    void aDeadNodeSlowsNobody()
    {
        Worlds worlds;
        QVERIFY2(worlds.start(), worlds.server.log().constData());
        const int start = worlds.run(u"CallStart"_s, worlds.start("alice", "bob", u"one"_s));
        const QString call = worlds.client.callId(start);
        worlds.two.faults().mi(simulator::MiFault::Ignore, 1'000'000); // it hangs, which is worse than death
        qint64 longest = 0;
        for (int i = 0; i < 20; ++i) {
            const qint64 before = worlds.client.now();
            const int hold = worlds.run(i % 2 ? u"CallUnhold"_s : u"CallHold"_s, {{u"callid"_s, call}});
            QVERIFY(worlds.client.error(hold).isEmpty());
            longest = std::max(longest, worlds.client.now() - before);
        }
        QVERIFY(worlds.client.waitUntil([&] { return !worlds.isSynchronised(1); }));
        QVERIFY(worlds.isSynchronised(0));
        worlds.two.faults().clear();
        QVERIFY(worlds.client.waitUntil([&] { return worlds.isSynchronised(1); }));
        // None waited for an answer of the dead node, which takes two seconds.
        QVERIFY2(longest < 2000, qPrintable(QString::number(longest)));
    }

    void oneRestartsAndTheOtherNeedNotKnow()
    {
        Worlds worlds;
        QVERIFY2(worlds.start(), worlds.server.log().constData());
        (void)worlds.run(u"CallStart"_s, worlds.start("alice", "bob", u"one"_s));
        (void)worlds.run(u"CallStart"_s, worlds.start("carol", "dave", u"two"_s));
        const int subscribed = worlds.client.send(u"CallSubscribe"_s);
        QVERIFY(worlds.client.waitUntil([&] { return worlds.client.answer(subscribed).has_value(); }));
        const qsizetype before = worlds.client.received().size();
        worlds.two.die();
        QVERIFY(worlds.two.restart());
        QVERIFY(worlds.client.waitUntil(
            [&] { return worlds.ask(u"CallList"_s)["total"_L1].toInt() == 1 && worlds.isSynchronised(1); }));
        QVERIFY(worlds.isSynchronised(0));
        for (qsizetype n = before; n < worlds.client.received().size(); ++n) {
            for (const QJsonValue change :
                worlds.client.received().at(n)["params"_L1]["changes"_L1].toArray()) {
                QVERIFY2(!change["call"_L1]["id"_L1].toString().startsWith("one/"_L1)
                        && !change["id"_L1].toString().startsWith("one/"_L1),
                    "a call of the other node changed");
            }
        }
    }
};

QTEST_GUILESS_MAIN(NodesTest)
#include "tst_nodes.moc"
