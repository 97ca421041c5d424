// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/serverfixture.h"
#include "tests/support/callfollower.h"
#include "tests/support/strict.h"

#include <QRandomGenerator>
#include <QTimer>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using simulator::EventFault;

namespace {

/// Phones that call one another, and a call that stays from the beginning to the end.
class Traffic : public QObject {
    Q_OBJECT
public:
    explicit Traffic(simulator::Simulator &proxy)
        : m_proxy(proxy)
    {
        m_stays = m_proxy.placeCall(u"frank"_s, m_proxy.address(u"grace"_s));
        connect(&m_timer, &QTimer::timeout, this, &Traffic::act);
    }
    void start() { m_timer.start(20); }
    void stop() { m_timer.stop(); }
    [[nodiscard]] const QString &stays() const { return m_stays; }

private:
    void act()
    {
        m_calls.append(m_proxy.placeCall(u"alice"_s, m_proxy.address(u"bob"_s)));
        if (m_calls.size() > 15) {
            (void)m_proxy.hangUp(u"alice"_s, m_calls.takeAt(m_random.bounded(m_calls.size())));
        }
    }

    simulator::Simulator &m_proxy;
    QTimer m_timer;
    QRandomGenerator m_random{3};
    QString m_stays;
    QStringList m_calls;
};

} // namespace

/// What events do not tell is found all the same, and nobody is told what is not so.
class RepairTest : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    CallFollower m_follower;
    qsizetype m_taken = 0;
    QHash<QString, QString> m_callIds; // of all that the stream named, by id
    QStringList m_gone; // Call-IDs of which the stream said that they are over

    void take()
    {
        const auto &messages = m_world->client->received();
        for (; m_taken < messages.size(); ++m_taken) {
            const QJsonObject &message = messages.at(m_taken);
            for (const QJsonValue change : message["params"_L1]["changes"_L1].toArray()) {
                const QJsonObject call = change["call"_L1].toObject();
                if (change["op"_L1] == "gone"_L1) {
                    m_gone.append(m_callIds.take(change["id"_L1].toString()));
                    continue;
                }
                // A short call may come, end and go within one message.
                m_callIds.insert(call["id"_L1].toString(), call["callid"_L1].toString());
                if (call["state"_L1] == "ended"_L1) {
                    m_gone.append(call["callid"_L1].toString());
                }
            }
            for (const QJsonValue call : message["params"_L1]["calls"_L1].toArray()) {
                m_callIds.insert(call["id"_L1].toString(), call["callid"_L1].toString());
            }
            m_follower.take(message);
        }
    }
    QSet<QString> seen()
    {
        take();
        QSet<QString> callIds;
        for (const QJsonObject &call : std::as_const(m_follower.calls)) {
            callIds.insert(call["callid"_L1].toString());
        }
        return callIds;
    }
    QSet<QString> truth() const
    {
        const QStringList callIds = m_world->proxy.callsOf(u"alice"_s) + m_world->proxy.callsOf(u"frank"_s);
        return {callIds.begin(), callIds.end()};
    }
    bool follow()
    {
        const int subscribed = m_world->client->send(u"CallSubscribe"_s);
        return m_world->client->waitUntil([&] {
            take();
            return m_world->client->answer(subscribed) && m_follower.complete;
        });
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_follower = {};
        m_taken = 0;
        m_callIds.clear();
        m_gone.clear();
        m_world = std::make_unique<World>();
        QVERIFY(m_world->proxy.start());
        QVERIFY2(m_world->connectServer(Lanes::Both), m_world->server.log().constData());
    }
    void cleanup() { m_world.reset(); }

    /// CORDBOARD_LOSS_SECONDS makes it longer than it has to be.
    void aLossOfAllEvents()
    {
        const int seconds = qMax(3, qEnvironmentVariableIntValue("CORDBOARD_LOSS_SECONDS"));
        Traffic traffic(m_world->proxy);
        QVERIFY(follow());
        QTRY_COMPARE(seen(), truth());
        traffic.start();
        QTRY_VERIFY(m_world->proxy.callsOf(u"alice"_s).size() > 10);
        m_world->proxy.faults().event(EventFault::Lose, std::numeric_limits<int>::max());
        QTRY_VERIFY_WITH_TIMEOUT(!m_world->isSynchronised(), 20'000); // and it says that it does not know
        QTest::qWait(seconds * 1'000); // the loss's length is what is tested
        m_world->proxy.faults().clear();
        traffic.stop();
        QElapsedTimer repaired;
        repaired.start();
        QTRY_COMPARE_WITH_TIMEOUT(seen(), truth(), 30'000);
        qInfo("the list is the proxy's %lld ms after the loss", repaired.elapsed());
        QTRY_VERIFY_WITH_TIMEOUT(m_world->isSynchronised(), 30'000);
        QCOMPARE_EQ(m_follower.faults, QStringList());
        QVERIFY(!m_gone.contains(traffic.stays()));
        QVERIFY(m_gone.size() > 10);
    }

    void eventsThatComeTwiceCutLateOrInAnotherOrder()
    {
        Traffic traffic(m_world->proxy);
        QVERIFY(follow());
        traffic.start();
        for (int round = 0; round < 30; ++round) {
            m_world->proxy.faults().event(EventFault::Double, 3);
            m_world->proxy.faults().event(EventFault::Reorder, 2);
            m_world->proxy.faults().event(EventFault::Garble, 1);
            m_world->proxy.faults().event(EventFault::Cut, 1);
            m_world->proxy.faults().event(EventFault::Late, 2, {}, std::chrono::milliseconds(50));
            const qsizetype before = m_gone.size();
            QTRY_VERIFY(seen().size() > 5 && m_gone.size() > before);
        }
        m_world->proxy.faults().clear();
        traffic.stop();
        QTRY_COMPARE_WITH_TIMEOUT(seen(), truth(), 45'000);
        QCOMPARE_EQ(m_follower.faults, QStringList());
        const QSet<QString> once(m_gone.begin(), m_gone.end());
        QVERIFY(!m_gone.contains(traffic.stays()));
        QVERIFY(!once.intersects(truth())); // nobody rose from the dead
    }

    void aRestartOfTheProxy()
    {
        Traffic traffic(m_world->proxy);
        QVERIFY(follow());
        QTRY_COMPARE(seen(), truth());
        const QString old = traffic.stays();
        m_world->proxy.die();
        QVERIFY(m_world->proxy.restart());
        const QString fresh = m_world->proxy.placeCall(u"alice"_s, m_world->proxy.address(u"bob"_s));
        QElapsedTimer noticed;
        noticed.start();
        QTRY_COMPARE_WITH_TIMEOUT(seen(), QSet<QString>{fresh}, 30'000);
        qInfo("a restart was noticed and repaired in %lld ms", noticed.elapsed());
        QVERIFY(m_gone.contains(old));
        QVERIFY(!m_gone.contains(fresh));
    }

    /// Lost one by one, or such that the numbers of ringing and of answered calls stay right.
    void singleLostEvents_data()
    {
        QTest::addColumn<bool>("end");
        QTest::addColumn<bool>("answer");
        QTest::addColumn<bool>("begin");
        QTest::newRow("an end") << true << false << false;
        QTest::newRow("an answer") << false << true << false;
        QTest::newRow("a call, as long as it rang") << false << false << true;
        QTest::newRow("an end and an answer") << true << true << false;
        QTest::newRow("an end and the beginning of another call") << true << false << true;
        QTest::newRow("all of them") << true << true << true;
    }

    void singleLostEvents()
    {
        QFETCH(bool, end);
        QFETCH(bool, answer);
        QFETCH(bool, begin);
        simulator::Simulator &proxy = m_world->proxy;
        QVERIFY(follow());
        const QString talks = proxy.placeCall(u"alice"_s, proxy.address(u"bob"_s));
        const QString rings = proxy.placeCall(u"frank"_s, proxy.address(u"silent"_s));
        const auto stateOf = [this](const QString &callId) {
            take();
            for (const QJsonObject &call : std::as_const(m_follower.calls)) {
                if (call["callid"_L1].toString() == callId) {
                    return call["state"_L1].toString();
                }
            }
            return QString();
        };
        QTRY_COMPARE(stateOf(talks), u"answered"_s);
        QTRY_COMPARE(stateOf(rings), u"ringing"_s);
        QTest::qWait(3'000); // so that looks at the counts agree
        proxy.faults().event(EventFault::Lose, std::numeric_limits<int>::max(), u"E_DLG_STATE_CHANGED"_s);
        if (end) {
            QVERIFY(proxy.hangUp(u"alice"_s, talks));
        }
        if (answer) {
            QVERIFY(proxy.answer(u"silent"_s, rings));
        }
        const QString starts = begin ? proxy.placeCall(u"alice"_s, proxy.address(u"carol"_s)) : QString();
        QElapsedTimer since;
        since.start();
        QTRY_COMPARE_WITH_TIMEOUT(seen(), truth(), 15'000);
        QTRY_COMPARE(stateOf(rings), answer ? u"answered"_s : u"ringing"_s);
        if (begin) {
            QTRY_COMPARE(stateOf(starts), u"answered"_s);
        }
        qInfo("found and mended in %lld ms", since.elapsed());
        QVERIFY(since.elapsed() <= 6'000); // five, and what a loaded machine takes
        QCOMPARE_EQ(m_follower.faults, QStringList());
    }

    /// By somebody on the proxy's own machine: nothing tells such a datagram from a true one, but the list
    /// does.
    void aForgedEnd()
    {
        simulator::Simulator &proxy = m_world->proxy;
        QVERIFY(follow());
        const QString call = proxy.placeCall(u"alice"_s, proxy.address(u"bob"_s));
        QTRY_COMPARE(seen(), truth());
        QString dialog;
        for (const QJsonObject &one : std::as_const(m_follower.calls)) {
            dialog = one["id"_L1].toString().section(u'/', 1);
        }
        QVERIFY(!dialog.isEmpty());
        QCOMPARE_EQ(proxy.eventPorts().size(), 1);
        QTest::qWait(2'000); // so that looks at the counts agree
        const QByteArray forged = QJsonDocument(QJsonObject{{u"method"_s, u"E_DLG_STATE_CHANGED"_s},
                                                    {u"params"_s,
                                                        QJsonObject{{u"id"_s, dialog}, {u"callid"_s, call},
                                                            {u"old_state"_s, 4}, {u"new_state"_s, 5}}}})
                                      .toJson(QJsonDocument::Compact);
        QUdpSocket forger;
        for (const quint16 port : proxy.eventPorts()) {
            forger.writeDatagram(forged, QHostAddress::LocalHost, port);
        }
        QTRY_VERIFY(!seen().contains(call));
        QElapsedTimer since;
        since.start();
        QTRY_COMPARE_WITH_TIMEOUT(seen(), truth(), 15'000);
        qInfo("undone in %lld ms", since.elapsed());
        QVERIFY(since.elapsed() <= 6'000);
        QVERIFY(proxy.hangUp(u"alice"_s, call));
        QTRY_COMPARE(seen(), truth());
        QCOMPARE_EQ(m_follower.faults, QStringList());
    }

    /// Whatever is lost of the way up: it is tried again.
    void theWayUpIsTriedAgain_data()
    {
        QTest::addColumn<QString>("method");
        for (const char *method : {"version", "event_subscribe", "raise_event"}) {
            QTest::newRow(method) << QString::fromLatin1(method);
        }
    }
    void theWayUpIsTriedAgain()
    {
        QFETCH(QString, method);
        m_world = std::make_unique<World>();
        QVERIFY(m_world->proxy.start());
        m_world->proxy.faults().mi(simulator::MiFault::Ignore, 1, method);
        QVERIFY(m_world->connectServer(Lanes::Both));
        m_world->proxy.die();
        QVERIFY(m_world->proxy.restart());
        m_world->proxy.faults().mi(simulator::MiFault::Ignore, 2, method);
        QTRY_VERIFY_WITH_TIMEOUT(!m_world->isSynchronised(), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_world->isSynchronised(), 20'000);
    }

    /// A scanner's calls are refused at once: nobody hears of them.
    void aScannerShowsNowhere()
    {
        QVERIFY(follow());
        const qsizetype before = m_follower.calls.size();
        for (int i = 0; i < 500; ++i) {
            (void)m_world->proxy.placeCall(u"alice"_s, u"sip:nobody-%1@demo.example"_s.arg(i));
        }
        const QString call = m_world->call("alice", "bob");
        QTRY_VERIFY(seen().contains(call));
        QVERIFY(m_follower.calls.size() <= before + 2); // the call and its setup
        for (const QString &callId : std::as_const(m_callIds)) {
            QVERIFY2(callId == call || callId.startsWith("cordboard-"_L1), qPrintable(callId));
        }
        m_gone.removeDuplicates(); // told to have ended, and then to be gone
        QVERIFY2(m_gone.size() <= 1, qPrintable(u"told: "_s + m_gone.join(u", "_s))); // the setup
    }
};

QTEST_GUILESS_MAIN(RepairTest)
#include "tst_repair.moc"
