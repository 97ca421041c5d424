// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QTime>

#include <chrono>
#include <optional>

namespace cordboard::console::text {

enum class LinkWord {
    Connected,
    Connecting,
    Reconnecting, ///< in so many seconds
    NotAuthorised,
    ServerNotFound,
    Disconnected, ///< by the user's wish
};

/// "Connected", "Reconnecting in 4 s", ...
/// \param retryIn  of Reconnecting: rounded up, so that it never says 0 while waiting
[[nodiscard]] QString connectionWord(LinkWord word, std::chrono::milliseconds retryIn = {});
/// "Connection: connected, data 0.4 seconds old"
[[nodiscard]] QString connectionSpoken(
    LinkWord word, std::chrono::milliseconds retryIn, std::optional<std::chrono::milliseconds> age);

/// The banner over stale calls, in two parts: the first is shown DemiBold.
struct Banner {
    QString heading; ///< "No connection since 14:32:07 (38 s)."
    QString text;
    friend bool operator==(const Banner &, const Banner &) = default;
};
[[nodiscard]] Banner staleBanner(const QTime &since, std::chrono::milliseconds age);
/// "edge-2 has been silent since 14:32:07. Its 11 calls are as they were then."
[[nodiscard]] Banner silentNodeBanner(const QString &node, const QTime &since, int calls);

/// For the event log: "Connection back after 41 s, 7 changes caught up".
[[nodiscard]] QString connectionBack(std::chrono::milliseconds after, int changes);
/// "Connection back after 41 s, list read anew"
[[nodiscard]] QString connectionBackAnew(std::chrono::milliseconds after);

} // namespace cordboard::console::text
