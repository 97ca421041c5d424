// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/startlimiter.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class StartLimiterTest : public QObject {
    Q_OBJECT
    const StartLimiter::Clock::time_point start = StartLimiter::Clock::time_point(100h);

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void perMinute()
    {
        StartLimiter limiter;
        const StartLimiter::Limits limits{.perMinute = 2, .atOnce = 0, .onePerCaller = false};
        QVERIFY(limiter.begin(u"1"_s, u"u"_s, u"a"_s, limits, start));
        QVERIFY(limiter.begin(u"2"_s, u"u"_s, u"a"_s, limits, start + 1s));
        const auto third = limiter.begin(u"3"_s, u"u"_s, u"a"_s, limits, start + 59s);
        QVERIFY(!third);
        QCOMPARE_EQ(third.error().code, Errc::LimitReached);
        QVERIFY(limiter.begin(u"3"_s, u"other"_s, u"a"_s, limits, start + 59s));
        QVERIFY(limiter.begin(u"4"_s, u"u"_s, u"a"_s, limits, start + 60s));
        QVERIFY(!limiter.begin(u"5"_s, u"u"_s, u"a"_s, limits, start + 60s));
    }

    void atOnce()
    {
        StartLimiter limiter;
        const StartLimiter::Limits limits{.perMinute = 0, .atOnce = 1, .onePerCaller = false};
        QVERIFY(limiter.begin(u"1"_s, u"u"_s, u"a"_s, limits, start));
        QCOMPARE_EQ(limiter.begin(u"2"_s, u"u"_s, u"b"_s, limits, start).error().code, Errc::LimitReached);
        limiter.ended(u"other"_s);
        QVERIFY(!limiter.begin(u"2"_s, u"u"_s, u"b"_s, limits, start));
        limiter.ended(u"1"_s);
        limiter.ended(u"1"_s);
        QVERIFY(limiter.begin(u"2"_s, u"u"_s, u"b"_s, limits, start));
        QVERIFY(!limiter.begin(u"3"_s, u"u"_s, u"b"_s, limits, start));
    }

    void oneForACaller()
    {
        StartLimiter limiter;
        QVERIFY(limiter.begin(u"1"_s, u"u"_s, u"sip:a@h"_s, {}, start));
        QCOMPARE_EQ(limiter.begin(u"2"_s, u"v"_s, u"sip:a@h"_s, {}, start).error().code, Errc::Conflict);
        QVERIFY(limiter.begin(u"2"_s, u"v"_s, u"sip:b@h"_s, {}, start));
        limiter.ended(u"1"_s);
        QVERIFY(limiter.begin(u"3"_s, u"v"_s, u"sip:a@h"_s, {}, start));
    }
};

QTEST_GUILESS_MAIN(StartLimiterTest)
#include "tst_startlimiter.moc"
