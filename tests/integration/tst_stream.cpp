// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/serverfixture.h"
#include "tests/support/callfollower.h"
#include "tests/support/strict.h"

#include <QRandomGenerator>
#include <QTimer>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

/// Phones that call one another and hang up: about 200 changes a second of the list of calls.
class Traffic : public QObject {
    Q_OBJECT
public:
    explicit Traffic(simulator::Simulator &proxy)
        : m_proxy(proxy)
    {
        connect(&m_timer, &QTimer::timeout, this, &Traffic::act);
        m_timer.start(20);
    }
    void stop() { m_timer.stop(); }

private:
    /// A call that is answered makes three changes (ringing, answered, and later ended and gone).
    void act()
    {
        const QString caller = m_names.at(m_random.bounded(m_names.size()));
        const QString call = m_proxy.placeCall(caller, m_proxy.address(u"erin"_s));
        m_calls.append({caller, call});
        if (m_calls.size() > 20) {
            const auto [phone, oldest] = m_calls.takeFirst();
            (void)m_proxy.hangUp(phone, oldest);
        }
    }

    simulator::Simulator &m_proxy;
    QTimer m_timer;
    QRandomGenerator m_random{1};
    const QStringList m_names{u"alice"_s, u"bob"_s, u"carol"_s, u"dave"_s};
    QList<std::pair<QString, QString>> m_calls;
};

} // namespace

/// The stream of calls through real sockets that break.
class StreamTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aClientThatIsCutOffAThousandTimes()
    {
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY2(world.connectServer(Lanes::Both), world.server.log().constData());
        Traffic traffic(world.proxy);
        CallFollower follower;
        QRandomGenerator random(7);
        int replays = 0;
        for (int cut = 0; cut < 1000; ++cut) {
            // Now and then it is cut off before the answer, or in the middle of what follows.
            follow(world, follower, random.bounded(4), replays);
            QCOMPARE_EQ(follower.faults, QStringList());
        }
        QVERIFY2(replays > 500, qPrintable(QString::number(replays)));
        traffic.stop();

        TestClient client;
        client.open(world.server.url());
        QVERIFY(client.waitForOpen());
        const int subscribed = client.send(u"CallSubscribe"_s, sinceOf(follower));
        qsizetype taken = 0;
        QMap<QString, QJsonObject> truth;
        QVERIFY(client.waitUntil([&] {
            take(follower, client, taken);
            if (!client.answer(subscribed)) {
                return false;
            }
            truth = listed(world);
            take(follower, client, taken);
            return truth.size() == world.proxy.callCount() && follower.calls == truth;
        }));
        QCOMPARE_EQ(follower.faults, QStringList());
    }

private:
    static QJsonObject sinceOf(const CallFollower &follower)
    {
        const QJsonObject since = follower.since();
        return since.isEmpty() ? QJsonObject() : QJsonObject{{u"since"_s, since}};
    }
    static void take(CallFollower &follower, const TestClient &client, qsizetype &taken)
    {
        for (; taken < client.received().size(); ++taken) {
            follower.take(client.received().at(taken));
        }
    }
    /// Connects, follows for some messages, and is gone without a word.
    static void follow(World &world, CallFollower &follower, qsizetype messages, int &replays)
    {
        TestClient client;
        client.open(world.server.url());
        if (!client.waitForOpen()) {
            QFAIL("the server does not let it in");
        }
        const int subscribed = client.send(u"CallSubscribe"_s, sinceOf(follower));
        qsizetype taken = 0;
        if (messages > 0 && !client.waitUntil([&] { return client.received().size() >= messages; })) {
            QFAIL("nothing comes");
        }
        take(follower, client, taken);
        if (client.answer(subscribed) && !client.result(subscribed)["snapshot"_L1].toBool(true)) {
            ++replays;
        }
        client.socket().abort();
    }
    static QMap<QString, QJsonObject> listed(World &world)
    {
        const int id = world.client->send(u"CallList"_s);
        (void)world.client->waitUntil([&] { return world.client->answer(id).has_value(); });
        QMap<QString, QJsonObject> calls;
        for (const QJsonValue call : world.client->result(id)["calls"_L1].toArray()) {
            calls.insert(call["id"_L1].toString(), call.toObject());
        }
        return calls;
    }
};

QTEST_GUILESS_MAIN(StreamTest)
#include "tst_stream.moc"
