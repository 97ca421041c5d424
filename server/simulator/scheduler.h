// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

namespace cordboard::simulator {

/// The simulated world's time: what shall happen later, and what time it is. One thread.
///
/// Actions that are due at the same time run in the order in which they were asked for. An action never runs
/// inside after(), not even with no delay.
class Scheduler {
public:
    Scheduler() = default;
    Scheduler(const Scheduler &) = delete;
    Scheduler &operator=(const Scheduler &) = delete;
    virtual ~Scheduler() = default;

    virtual void after(std::chrono::milliseconds delay, std::function<void()> action) = 0;
    /// Forgets everything that was asked for: the proxy has died.
    virtual void clear() = 0;
    [[nodiscard]] virtual QDateTime now() const = 0; ///< UTC
};

} // namespace cordboard::simulator
