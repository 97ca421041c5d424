// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QHash>
#include <QString>

#include <chrono>
#include <deque>

namespace cordboard {

/// How many calls somebody may start: each rings a phone, and may cost money. Pure: the caller brings the
/// time.
class StartLimiter {
public:
    using Clock = std::chrono::steady_clock;
    struct Limits {
        int perMinute = 0; ///< 0: no limit
        int atOnce = 0; ///< 0: no limit
        bool onePerCaller = true; ///< a caller's phone rings for one CallStart at a time, whoever asks
    };

    /// \param command  names the CallStart until ended()
    /// \param who  whose limits count \param caller  its address of record
    /// \returns Errors: LimitReached, Conflict (another CallStart has this caller)
    [[nodiscard]] Result<Done> begin(const QString &command, const QString &who, const QString &caller,
        const Limits &limits, Clock::time_point now);
    /// Harmless for others than those of begin().
    void ended(const QString &command);

private:
    struct Running {
        QString who;
        QString caller;
    };
    QHash<QString, Running> m_running;
    QHash<QString, std::deque<Clock::time_point>> m_started;
    QHash<QString, int> m_atOnce;
    QHash<QString, int> m_callers;
};

} // namespace cordboard
