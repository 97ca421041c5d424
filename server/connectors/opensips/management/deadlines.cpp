// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/deadlines.h"

#include <QPointer>

#include <algorithm>

namespace cordboard::opensips {

using namespace std::chrono_literals;

Deadlines::Deadlines()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Deadlines::alarm);
}

void Deadlines::add(int key, std::chrono::milliseconds deadline)
{
    remove(key);
    const auto time = Clock::now() + std::clamp<std::chrono::milliseconds>(deadline, 1ms, 24h);
    m_order.emplace(time, key);
    m_times.insert(key, time);
    arm();
}

void Deadlines::remove(int key)
{
    if (const auto it = m_times.constFind(key); it != m_times.constEnd()) {
        m_order.erase({it.value(), key});
        m_times.erase(it);
        arm();
    }
}

void Deadlines::alarm()
{
    const QPointer<Deadlines> self(this);
    while (self && !m_order.empty() && m_order.begin()->first <= Clock::now()) {
        const int key = m_order.begin()->second;
        m_order.erase(m_order.begin());
        m_times.remove(key);
        Q_EMIT passed(key);
    }
    if (self) {
        arm();
    }
}

void Deadlines::arm()
{
    if (m_order.empty()) {
        m_timer.stop();
        return;
    }
    // Rounded up, so that the alarm does not come just before the deadline and in vain.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_order.begin()->first - Clock::now());
    m_timer.start(std::max(left, 0ms));
}

} // namespace cordboard::opensips
