// SPDX-License-Identifier: Apache-2.0
#include "server/calls/callstats.h"

namespace cordboard {
namespace {

constexpr qint64 msInMinute = 60'000;

qint64 minuteOf(const QDateTime &time) { return time.toMSecsSinceEpoch() / msInMinute; }

} // namespace

protocol::Stats CallStats::stats(const QHash<CallId, LiveCallPtr> &calls, const QDateTime &now)
{
    protocol::Stats stats;
    stats.now = timeMessage(now).value.value_or(QString());
    QDateTime longest;
    for (const LiveCallPtr &call : calls) {
        const CallInfo &info = call->info;
        if (info.kind == CallKind::Setup || info.state == CallState::Ended) {
            continue;
        }
        ++stats.calls;
        ++(info.state == CallState::Ringing     ? stats.ringing
                : info.state == CallState::Held ? stats.held
                                                : stats.answered);
        if (info.answeredAt.isValid() && (!longest.isValid() || info.answeredAt < longest)) {
            longest = info.answeredAt;
            stats.longest = {info.id};
        }
    }
    stats.longestSince = timeMessage(longest);
    (void)minuteAt(now);
    auto known = m_minutes.cbegin();
    const qint64 last = m_minutes.back().number;
    for (qint64 number = last - static_cast<qint64>(minutes) + 1; number <= last; ++number) {
        while (known != m_minutes.cend() && known->number < number) {
            ++known;
        }
        const bool counted = known != m_minutes.cend() && known->number == number;
        stats.minutes.push_back({timeMessage(QDateTime::fromMSecsSinceEpoch(number * msInMinute, Qt::UTC))
                                     .value.value_or(QString()),
            counted ? known->started : 0, counted ? known->answered : 0});
    }
    return stats;
}

CallStats::Minute &CallStats::minuteAt(const QDateTime &now)
{
    // A clock that was set back by more than a moment makes the minutes after it meaningless.
    if (!m_minutes.empty() && m_minutes.back().number > minuteOf(now) + 1) {
        m_minutes.clear();
    }
    if (m_minutes.empty() || m_minutes.back().number < minuteOf(now)) {
        m_minutes.push_back({.number = minuteOf(now)});
        while (m_minutes.size() > minutes) {
            m_minutes.pop_front();
        }
    }
    return m_minutes.back();
}

} // namespace cordboard
