// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/scheduler.h"

#include <map>

namespace cordboard::tests {

/// Simulated time: it passes when the test says so, and all at once.
class SimulatedClock : public simulator::Scheduler {
public:
    void after(std::chrono::milliseconds delay, std::function<void()> action) override
    {
        m_actions.emplace(m_elapsed + delay, std::move(action));
    }
    void clear() override { m_actions.clear(); }
    [[nodiscard]] QDateTime now() const override { return m_start.addMSecs(m_elapsed.count()); }
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_elapsed; }

    /// Does what is due until then, in order; with 0, what is due now.
    void advance(std::chrono::milliseconds by)
    {
        const std::chrono::milliseconds end = m_elapsed + by;
        while (!m_actions.empty() && m_actions.begin()->first <= end) {
            m_elapsed = std::max(m_elapsed, m_actions.begin()->first);
            const std::function<void()> action = std::move(m_actions.begin()->second);
            m_actions.erase(m_actions.begin());
            action();
        }
        m_elapsed = end;
    }

private:
    const QDateTime m_start = QDateTime::fromSecsSinceEpoch(1700000000, Qt::UTC);
    std::chrono::milliseconds m_elapsed{0};
    std::multimap<std::chrono::milliseconds, std::function<void()>> m_actions;
};

} // namespace cordboard::tests
