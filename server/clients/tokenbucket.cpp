// SPDX-License-Identifier: Apache-2.0
#include "server/clients/tokenbucket.h"

#include <algorithm>

namespace cordboard {

TokenBucket::TokenBucket(int perSecond, int burst, Clock::time_point now)
    : m_perSecond(perSecond)
    , m_capacity(burst > 0 ? burst : 2.0 * perSecond)
    , m_tokens(m_capacity)
    , m_last(now)
{
}

bool TokenBucket::take(qsizetype count, Clock::time_point now)
{
    if (!isLimited()) {
        return true;
    }
    if (now > m_last) {
        const std::chrono::duration<double> passed = now - m_last;
        m_tokens = std::min(m_capacity, m_tokens + passed.count() * m_perSecond);
        m_last = now;
    }
    const auto wanted = static_cast<double>(count);
    if (wanted > m_tokens) {
        return false;
    }
    m_tokens -= wanted;
    return true;
}

} // namespace cordboard
