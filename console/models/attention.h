// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"

#include <chrono>

namespace cordboard::console {

/// After how long in a state a call needs somebody. Nothing: never.
struct AttentionRules {
    std::optional<std::chrono::milliseconds> ringing = std::chrono::seconds(20);
    std::optional<std::chrono::milliseconds> held = std::chrono::minutes(2);
    std::optional<std::chrono::milliseconds> transferring = std::chrono::seconds(30);
    friend bool operator==(const AttentionRules &, const AttentionRules &) = default;
};

/// Whether its lamp is lit at `now` (the server's clock, ms since 1970). A failed command lights it at once;
/// where the beginning of the state is not known nothing is claimed.
[[nodiscard]] bool needsAttention(const CallRow &row, const AttentionRules &rules, qint64 now);

} // namespace cordboard::console
