// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/subscriptions.h"
#include "tests/support/scriptedlane.h"
#include "tests/support/strict.h"

#include <QDeadlineTimer>
#include <QTest>

#include <memory>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tests::ScriptedLane;

namespace {

Result<QJsonValue> refused(int status) { return failure(Errc::RefusedByProxy, u"no"_s, {}, status); }

Result<QJsonValue> ok() { return QJsonValue(u"OK"_s); }

/// Subscriptions whose proxy is the test, and what they tell.
struct Fixture {
    ScriptedLane lane;
    std::unique_ptr<Subscriptions> subscriptions;
    QList<QString> told;

    explicit Fixture(std::chrono::milliseconds retryWait = 1h, std::chrono::milliseconds probeWait = 1h,
        std::chrono::seconds expire = 120s)
    {
        SubscriptionSettings settings;
        settings.socket = u"udp:127.0.0.1:9999"_s;
        settings.events = {
            {u"E_DLG_STATE_CHANGED"_s, false}, {u"E_CALL_HOLD"_s, false}, {u"E_CORDBOARD"_s, true}};
        settings.retryWait = retryWait;
        settings.probeWait = probeWait;
        settings.expire = expire;
        subscriptions = std::make_unique<Subscriptions>(settings,
            [this](const QString &method, const QJsonObject &params, std::chrono::milliseconds deadline) {
                return lane.call(method, params, deadline, Priority::Background);
            });
        QObject::connect(subscriptions.get(), &Subscriptions::subscribed, subscriptions.get(),
            [this] { told.append(u"subscribed"_s); });
        QObject::connect(subscriptions.get(), &Subscriptions::pathProven, subscriptions.get(),
            [this] { told.append(u"proven"_s); });
        QObject::connect(subscriptions.get(), &Subscriptions::pathLost, subscriptions.get(),
            [this](const Error &why) { told.append(u"lost "_s + QString(word(why.code))); });
    }

    /// What is asked and not answered, "method event expire".
    [[nodiscard]] QStringList asked() const
    {
        QStringList list;
        for (const auto &call : lane.calls) {
            const QString event = call.params.value("event"_L1).toString();
            const QJsonValue expire = call.params.value("expire"_L1);
            list.append(call.method + u' ' + event
                + (expire.isUndefined() ? QString() : u' ' + QString::number(expire.toInt())));
        }
        return list;
    }
    void answerAll(const Result<QJsonValue> &result)
    {
        const auto count = lane.calls.size();
        for (std::size_t i = 0; i < count; ++i) {
            lane.answer(result);
        }
    }
    [[nodiscard]] QString nonce() const { return lane.calls.at(0).params.value("params"_L1)[0].toString(); }
    void arrive(const QString &nonce) { subscriptions->onProbe({u"E_DLG_STATE_CHANGED"_s, nonce}); }
    /// Subscribed, and the path proven.
    void bringUp()
    {
        subscriptions->open();
        answerAll(ok());
        const QString n = nonce();
        lane.answer(ok());
        arrive(n);
        QCOMPARE_EQ(told, (QStringList{u"subscribed"_s, u"proven"_s}));
        told.clear();
    }
};

const QStringList firstRound{u"event_subscribe E_DLG_STATE_CHANGED 120"_s,
    u"event_subscribe E_CALL_HOLD 120"_s, u"event_subscribe E_CORDBOARD 120"_s};
const QStringList aProbe{u"raise_event E_DLG_STATE_CHANGED"_s};

} // namespace

class SubscriptionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void subscribesAndProves()
    {
        Fixture f;
        f.subscriptions->open();
        f.subscriptions->open();
        QCOMPARE_EQ(f.asked(), firstRound);
        QCOMPARE_EQ(f.lane.calls.at(0).params.value("socket"_L1).toString(), u"udp:127.0.0.1:9999"_s);
        QCOMPARE_EQ(f.lane.calls.at(0).deadline, 5000ms);
        f.lane.answer(ok());
        f.lane.answer(ok());
        QVERIFY(!f.subscriptions->isSubscribed());
        f.lane.answer(ok());
        QVERIFY(f.subscriptions->isSubscribed());
        QCOMPARE_EQ(f.asked(), aProbe);
        const QString nonce = f.nonce();
        QVERIFY(nonce.size() > 10);
        f.lane.answer(ok());
        f.arrive(u"of another Cordboard"_s);
        QCOMPARE_EQ(f.told, QStringList{u"subscribed"_s});
        f.arrive(nonce);
        f.arrive(nonce);
        QCOMPARE_EQ(f.told, (QStringList{u"subscribed"_s, u"proven"_s}));
        QVERIFY(f.subscriptions->missing().isEmpty());
    }

    void theDatagramMayBeFasterThanTheAnswer()
    {
        Fixture f(1h, 1ms);
        f.subscriptions->open();
        f.answerAll(ok());
        f.arrive(f.nonce());
        QCOMPARE_EQ(f.told, (QStringList{u"subscribed"_s, u"proven"_s}));
        f.lane.answer(refused(480));
        QCOMPARE_EQ(f.told.size(), 2);
        QVERIFY(f.lane.calls.empty());
    }

    void probesAreJoined()
    {
        Fixture f;
        f.bringUp();
        QList<int> settled;
        for (int i = 0; i < 3; ++i) {
            f.subscriptions->probe().then(
                this, [&, i](const Result<Done> &result) { settled.append(result ? i : -1); });
        }
        QCOMPARE_EQ(f.asked(), aProbe);
        const QString first = f.nonce();
        f.lane.answer(ok());
        f.arrive(first);
        QCOMPARE_EQ(settled, (QList<int>{0, 1, 2}));
        QCOMPARE_EQ(f.told, QStringList{u"proven"_s});
        f.subscriptions->probe().then(this, [](const Result<Done> &) {});
        QVERIFY(f.nonce() != first);
    }

    void missingEvents_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QStringList>("demanded");
        QTest::addColumn<QString>("probe");
        QTest::newRow("optional") << 2 << QStringList() << u"raise_event E_DLG_STATE_CHANGED"_s;
        QTest::newRow("demanded") << 1 << QStringList{u"E_CALL_HOLD"_s}
                                  << u"raise_event E_DLG_STATE_CHANGED"_s;
        QTest::newRow("the first") << 0 << QStringList{u"E_DLG_STATE_CHANGED"_s}
                                   << u"raise_event E_CALL_HOLD"_s;
    }
    void missingEvents()
    {
        QFETCH(int, which);
        Fixture f(1h, 1h, 0s);
        f.subscriptions->open();
        const QString name =
            f.lane.calls.at(static_cast<std::size_t>(which)).params.value("event"_L1).toString();
        for (int i = 0; i < 3; ++i) {
            f.lane.answer(i == which ? refused(400) : ok());
        }
        QCOMPARE_EQ(f.subscriptions->missing(), QStringList{name});
        QTEST(f.subscriptions->missingDemanded(), "demanded");
        QVERIFY(f.subscriptions->isSubscribed());
        QTEST(f.asked().at(0), "probe");
        // Not asked again at the renewal, but after a loss.
        QTRY_COMPARE(f.lane.calls.size(), 3U);
        QVERIFY(!f.asked().filter(name).size());
    }

    void noneOfTheEvents()
    {
        Fixture f(1ms);
        f.subscriptions->open();
        f.answerAll(refused(400));
        QCOMPARE_EQ(f.told, QStringList{u"lost not_supported"_s});
        QVERIFY(!f.subscriptions->isSubscribed());
        QTRY_COMPARE(f.asked(), firstRound);
        QVERIFY(f.subscriptions->missing().isEmpty());
    }

    void aRoundThatFailsIsTriedAgain()
    {
        Fixture f(1ms);
        f.subscriptions->open();
        f.lane.answer(ok());
        f.lane.answer(failure(Errc::ProxyUnreachable, u"refused"_s));
        QVERIFY(f.told.isEmpty());
        f.lane.answer(ok());
        QCOMPARE_EQ(f.told, QStringList{u"lost proxy_unreachable"_s});
        QTRY_COMPARE(f.asked(), firstRound);
        f.answerAll(ok());
        QVERIFY(f.subscriptions->isSubscribed());
    }

    void renewsAtHalf()
    {
        Fixture f(1h, 1h, 0s);
        f.subscriptions->open();
        f.answerAll(ok());
        f.arrive(f.nonce());
        f.lane.answer(ok());
        for (int i = 0; i < 3; ++i) {
            QTRY_COMPARE(f.lane.calls.size(), 3U);
            QVERIFY(f.subscriptions->isSubscribed());
            f.answerAll(ok());
        }
        // A renewal is nothing to tell of.
        QCOMPARE_EQ(f.told, (QStringList{u"subscribed"_s, u"proven"_s}));
    }

    void aRenewalThatFails()
    {
        Fixture f(1ms, 1h, 0s);
        f.bringUp();
        QTRY_COMPARE(f.lane.calls.size(), 3U);
        f.answerAll(failure(Errc::Timeout, u"late"_s));
        QCOMPARE_EQ(f.told, QStringList{u"lost timeout"_s});
        QVERIFY(!f.subscriptions->isSubscribed());
        QTRY_COMPARE(f.lane.calls.size(), 3U);
        f.answerAll(ok());
        QCOMPARE_EQ(f.told, (QStringList{u"lost timeout"_s, u"subscribed"_s}));
        QCOMPARE_EQ(f.asked(), aProbe);
    }

    void nobodySubscribedSubscribesAtOnce()
    {
        Fixture f;
        f.bringUp();
        std::optional<Result<Done>> got;
        f.subscriptions->probe().then(this, [&](const Result<Done> &result) { got = result; });
        f.lane.answer(refused(480));
        QVERIFY(got && !*got);
        QCOMPARE_EQ(got->error().status, 480);
        QCOMPARE_EQ(f.told, QStringList{u"lost refused_by_proxy"_s});
        QCOMPARE_EQ(f.asked(), firstRound);
        f.answerAll(ok());
        const QString nonce = f.nonce();
        f.lane.answer(ok());
        f.arrive(nonce);
        QCOMPARE_EQ(f.told, (QStringList{u"lost refused_by_proxy"_s, u"subscribed"_s, u"proven"_s}));
    }

    void nothingArrivesSubscribesAtOnceAndThenWaits()
    {
        Fixture f(1h, 1ms);
        f.bringUp();
        std::optional<Result<Done>> got;
        f.subscriptions->probe().then(this, [&](const Result<Done> &result) { got = result; });
        const QString old = f.nonce();
        f.lane.answer(ok());
        QTRY_VERIFY(got);
        QCOMPARE_EQ(got->error().code, Errc::Timeout);
        QCOMPARE_EQ(f.told, QStringList{u"lost timeout"_s});
        QCOMPARE_EQ(f.asked(), firstRound);
        f.arrive(old); // too late: the new subscription is not proven by it
        QCOMPARE_EQ(f.told.size(), 1);
        f.answerAll(ok());
        QCOMPARE_EQ(f.asked(), aProbe);
        f.lane.answer(ok());
        QTRY_COMPARE(f.told, (QStringList{u"lost timeout"_s, u"subscribed"_s, u"lost timeout"_s}));
        // A path that is blocked for good must not make us ask without a pause.
        QVERIFY(f.lane.calls.empty());
        QVERIFY(!f.subscriptions->isSubscribed());
    }

    void frequentProbesDoNotPutOffTheRetry()
    {
        Fixture f(20ms);
        f.subscriptions->open();
        f.answerAll(ok());
        f.lane.answer(refused(480));
        QVERIFY(f.lane.calls.empty());
        QDeadlineTimer limit(5000);
        while (f.lane.calls.empty() && !limit.hasExpired()) {
            f.subscriptions->probe().then(this, [](const Result<Done> &) {});
            f.lane.answer(refused(480));
            QTest::qWait(1);
        }
        QCOMPARE_EQ(f.asked(), firstRound);
    }

    void aProbeThatCannotBeSentKeepsTheSubscriptions()
    {
        Fixture f;
        f.bringUp();
        f.subscriptions->probe().then(this, [](const Result<Done> &) {});
        f.lane.answer(failure(Errc::ProxyUnreachable, u"refused"_s));
        QCOMPARE_EQ(f.told, QStringList{u"lost proxy_unreachable"_s});
        QVERIFY(f.lane.calls.empty());
        QVERIFY(f.subscriptions->isSubscribed());
    }

    void takesThemBack()
    {
        Fixture f;
        f.bringUp();
        std::optional<Result<Done>> probed;
        f.subscriptions->probe().then(this, [&](const Result<Done> &result) { probed = result; });
        int closed = 0;
        f.subscriptions->close().then(this, [&](const Result<Done> &result) { closed += result ? 1 : 100; });
        QCOMPARE_EQ(probed->error().code, Errc::Cancelled);
        const QStringList expected = aProbe
            + QStringList{u"event_subscribe E_DLG_STATE_CHANGED 0"_s, u"event_subscribe E_CALL_HOLD 0"_s,
                u"event_subscribe E_CORDBOARD 0"_s};
        QCOMPARE_EQ(f.asked(), expected);
        f.lane.answer(ok());
        f.lane.answer(ok());
        f.lane.answer(failure(Errc::Timeout, u"late"_s));
        QCOMPARE_EQ(closed, 0);
        f.lane.answer(ok());
        QCOMPARE_EQ(closed, 1);
        QVERIFY(f.told.isEmpty());
        f.subscriptions->probe().then(this, [&](const Result<Done> &result) { probed = result; });
        QCOMPARE_EQ(probed->error().code, Errc::WrongState);
        // And once more from the start.
        f.subscriptions->open();
        QCOMPARE_EQ(f.asked(), firstRound);
    }

    void closeWithoutSubscriptionsIsDoneAtOnce()
    {
        Fixture f;
        bool closed = false;
        f.subscriptions->close().then(this, [&](const Result<Done> &) { closed = true; });
        QVERIFY(closed);
        QVERIFY(f.lane.calls.empty());
    }

    void closeWhileSubscribingTakesBackWhatMayHaveWorked()
    {
        Fixture f;
        f.subscriptions->open();
        f.lane.answer(ok());
        bool closed = false;
        f.subscriptions->close().then(this, [&](const Result<Done> &) { closed = true; });
        QCOMPARE_EQ(f.lane.calls.size(), 5U);
        f.answerAll(ok());
        QVERIFY(closed);
        QVERIFY(f.told.isEmpty());
        QVERIFY(!f.subscriptions->isSubscribed());
    }

    void endsItsProbes()
    {
        Fixture f;
        f.bringUp();
        std::optional<Result<Done>> probed;
        f.subscriptions->probe().then(this, [&](const Result<Done> &result) { probed = result; });
        f.subscriptions.reset();
        QCOMPARE_EQ(probed->error().code, Errc::Cancelled);
        f.answerAll(ok());
    }

    void mayBeDestroyedByAReceiver()
    {
        Fixture f;
        f.subscriptions->open();
        connect(f.subscriptions.get(), &Subscriptions::subscribed, this, [&] { f.subscriptions.reset(); });
        f.answerAll(ok());
        QVERIFY(!f.subscriptions);
        QVERIFY(f.lane.calls.empty());
    }
};

QTEST_GUILESS_MAIN(SubscriptionsTest)
#include "tst_subscriptions.moc"
