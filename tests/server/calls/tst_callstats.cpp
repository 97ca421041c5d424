// SPDX-License-Identifier: Apache-2.0
#include "server/calls/callstats.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {
const QDateTime noon({2026, 1, 1}, {12, 0, 30}, Qt::UTC);

LiveCallPtr call(CallState state, int answeredAt = -1, CallKind kind = CallKind::Call)
{
    auto call = std::make_shared<LiveCall>();
    call->info.id = CallId(QString::number(answeredAt));
    call->info.state = state;
    call->info.kind = kind;
    if (answeredAt >= 0) {
        call->info.answeredAt = noon.addSecs(-answeredAt);
    }
    return call;
}
} // namespace

class CallStatsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void countsByState()
    {
        CallStats stats;
        QHash<CallId, LiveCallPtr> calls;
        calls.insert(CallId(u"1"_s), call(CallState::Ringing));
        calls.insert(CallId(u"2"_s), call(CallState::Answered, 5));
        calls.insert(CallId(u"3"_s), call(CallState::Held, 500));
        calls.insert(CallId(u"4"_s), call(CallState::Answered, 50));
        calls.insert(CallId(u"5"_s), call(CallState::Answered, 5000, CallKind::Setup));
        const auto told = stats.stats(calls, noon);
        QCOMPARE_EQ(told.calls, 4);
        QCOMPARE_EQ(told.ringing, 1);
        QCOMPARE_EQ(told.answered, 2);
        QCOMPARE_EQ(told.held, 1);
        QCOMPARE_EQ(*told.longest.value, CallId(u"500"_s));
        QCOMPARE_EQ(*told.longestSince.value, u"2026-01-01T11:52:10.000Z"_s);
    }

    void minutesOfTheLastHour()
    {
        CallStats stats;
        stats.countStarted(noon.addSecs(-3600)); // 61 minutes with the present one: too long ago
        stats.countStarted(noon.addSecs(-59 * 60));
        stats.countStarted(noon.addSecs(-60));
        stats.countAnswered(noon.addSecs(-60));
        stats.countStarted(noon);
        stats.countStarted(noon.addSecs(20));
        const auto told = stats.stats({}, noon.addSecs(29));
        QCOMPARE_EQ(told.minutes.size(), 60U);
        QCOMPARE(told.minutes.front(), (protocol::MinuteStats{u"2026-01-01T11:01:00.000Z"_s, 1, 0}));
        QCOMPARE(told.minutes[58], (protocol::MinuteStats{u"2026-01-01T11:59:00.000Z"_s, 1, 1}));
        QCOMPARE(told.minutes[59], (protocol::MinuteStats{u"2026-01-01T12:00:00.000Z"_s, 2, 0}));
        qint64 all = 0;
        for (const auto &minute : told.minutes) {
            all += minute.started;
        }
        QCOMPARE_EQ(all, 4);
        QVERIFY(!told.longest.value);
    }

    void aClockThatJumps()
    {
        CallStats stats;
        stats.countStarted(noon);
        stats.countStarted(noon.addSecs(-45)); // a little back: the same figures go on
        QCOMPARE_EQ(stats.stats({}, noon).minutes.back().started, 2);
        stats.countStarted(noon.addDays(-1));
        const auto told = stats.stats({}, noon.addDays(-1));
        QCOMPARE_EQ(told.minutes.size(), 60U);
        QCOMPARE(told.minutes.back(), (protocol::MinuteStats{u"2025-12-31T12:00:00.000Z"_s, 1, 0}));
        QCOMPARE_EQ(stats.stats({}, noon.addYears(10)).minutes.size(), 60U);
    }
};

QTEST_GUILESS_MAIN(CallStatsTest)
#include "tst_callstats.moc"
