// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>

namespace cordboard {

/// Lets through so much in the long run, and a burst after a pause. Pure: the caller brings the time.
class TokenBucket {
public:
    using Clock = std::chrono::steady_clock;

    /// \param perSecond  0: no limit
    /// \param burst  how much a full bucket holds, and the most that one take() can get; 0: twice `perSecond`
    TokenBucket(int perSecond, int burst, Clock::time_point now);

    /// Takes so many at once, or none.
    [[nodiscard]] bool take(qsizetype count, Clock::time_point now);
    [[nodiscard]] bool isLimited() const noexcept { return m_perSecond > 0; }

private:
    double m_perSecond;
    double m_capacity;
    double m_tokens;
    Clock::time_point m_last;
};

} // namespace cordboard
