// SPDX-License-Identifier: Apache-2.0
#include "console/models/attention.h"

namespace cordboard::console {

bool needsAttention(const CallRow &row, const AttentionRules &rules, qint64 now)
{
    if (row.hasEnded()) {
        return false;
    }
    if (row.failure) {
        return true;
    }
    std::optional<std::chrono::milliseconds> limit;
    switch (row.state) {
    case ShownState::Ringing:
        limit = rules.ringing;
        break;
    case ShownState::Held:
        limit = rules.held;
        break;
    case ShownState::Transferring:
        limit = rules.transferring;
        break;
    case ShownState::Talking:
    case ShownState::Ended:
        break;
    }
    return limit && row.since && now - *row.since >= limit->count();
}

} // namespace cordboard::console
