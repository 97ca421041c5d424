// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/startlimiter.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

void countDown(QHash<QString, int> &counts, const QString &key)
{
    if (const auto count = counts.find(key); count != counts.end() && --*count <= 0) {
        counts.erase(count);
    }
}

} // namespace

Result<Done> StartLimiter::begin(const QString &command, const QString &who, const QString &caller,
    const Limits &limits, Clock::time_point now)
{
    constexpr std::chrono::minutes window{1};
    m_started.removeIf([&](auto entry) {
        std::deque<Clock::time_point> &times = *entry;
        while (!times.empty() && now - times.front() >= window) {
            times.pop_front();
        }
        return times.empty();
    });
    if (limits.onePerCaller && m_callers.value(caller) > 0) {
        return failure(Errc::Conflict, u"another CallStart has this caller already"_s, u"caller"_s);
    }
    if (limits.atOnce > 0 && m_atOnce.value(who) >= limits.atOnce) {
        return failure(Errc::LimitReached, u"at most %1 calls may be started at once"_s.arg(limits.atOnce));
    }
    if (limits.perMinute > 0) {
        std::deque<Clock::time_point> &times = m_started[who];
        if (times.size() >= static_cast<std::size_t>(limits.perMinute)) {
            return failure(
                Errc::LimitReached, u"at most %1 calls may be started in a minute"_s.arg(limits.perMinute));
        }
        times.push_back(now);
    }
    m_running.insert(command, {who, caller});
    ++m_atOnce[who];
    ++m_callers[caller];
    return Done{};
}

void StartLimiter::ended(const QString &command)
{
    const auto running = m_running.constFind(command);
    if (running == m_running.cend()) {
        return;
    }
    countDown(m_atOnce, running->who);
    countDown(m_callers, running->caller);
    m_running.erase(running);
}

} // namespace cordboard
