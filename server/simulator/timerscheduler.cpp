// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/timerscheduler.h"

#include <algorithm>

namespace cordboard::simulator {

TimerScheduler::TimerScheduler(QObject *parent)
    : QObject(parent)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &TimerScheduler::run);
}

void TimerScheduler::after(std::chrono::milliseconds delay, std::function<void()> action)
{
    m_actions.emplace(m_clock.elapsed() + delay.count(), std::move(action));
    arm();
}

void TimerScheduler::clear()
{
    m_actions.clear();
    m_timer.stop();
}

void TimerScheduler::run()
{
    // What an action asks for goes behind what is due already; the limit keeps a chain of undelayed actions
    // from starving the sockets.
    const qint64 due = m_clock.elapsed();
    for (int ran = 0; ran < 1000 && !m_actions.empty() && m_actions.begin()->first <= due; ++ran) {
        const std::function<void()> action = std::move(m_actions.begin()->second);
        m_actions.erase(m_actions.begin());
        action();
    }
    arm();
}

void TimerScheduler::arm()
{
    if (m_actions.empty()) {
        m_timer.stop();
        return;
    }
    const qint64 wait = std::max<qint64>(0, m_actions.begin()->first - m_clock.elapsed());
    if (!m_timer.isActive() || m_timer.remainingTime() > wait) {
        m_timer.start(std::chrono::milliseconds(wait));
    }
}

} // namespace cordboard::simulator
