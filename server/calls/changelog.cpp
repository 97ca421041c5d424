// SPDX-License-Identifier: Apache-2.0
#include "server/calls/changelog.h"

namespace cordboard {

void ChangeLog::append(LiveCallPtr before, LiveCallPtr after, Time now)
{
    ++m_seq;
    m_entries.push_back({{std::move(before), std::move(after)}, now});
    trim(now);
}

void ChangeLog::trim(Time now)
{
    const auto isTooLong = [this] {
        return m_reach.bytes > 0 && static_cast<qint64>(m_entries.size()) * bytesOfAChange > m_reach.bytes;
    };
    while (!m_entries.empty() && (now - m_entries.front().time > m_reach.time || isTooLong())) {
        m_entries.pop_front();
    }
}

} // namespace cordboard
