// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace cordboard::console::text {

/// `0:07`, `12:40`, `1:12:08`, `100:00:00`; "–" for nothing. Less than nothing (clocks differ) is `0:00`.
[[nodiscard]] QString duration(std::optional<std::chrono::milliseconds> time);

/// "6 minutes 48 seconds", for screen readers; at most two units.
[[nodiscard]] QString spokenDuration(std::chrono::milliseconds time);

/// "0.4 s", "38 s", "12 min", "3 h": how long ago, in the locale's figures. Tenths below ten seconds.
[[nodiscard]] QString age(std::chrono::milliseconds time);
/// "data 0.4 s old"
[[nodiscard]] QString dataAge(std::chrono::milliseconds time);
/// "data 0.4 seconds old", for screen readers.
[[nodiscard]] QString spokenDataAge(std::chrono::milliseconds time);
/// "heard 0.4 s ago"
[[nodiscard]] QString heardAgo(std::chrono::milliseconds time);

} // namespace cordboard::console::text
