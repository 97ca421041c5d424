// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace cordboard::console {

/// How good the data on the screen is, and why.
struct Feed {
    enum class Link {
        Closed, ///< nobody asked for a connection
        Connecting,
        Connected,
        Waiting, ///< failed or lost; the next attempt comes by itself
    };
    enum class Trouble { None, NotAuthorised, NotFound, Other };

    Link link = Link::Closed;
    Trouble trouble = Trouble::None; ///< why the last attempt failed; None while connected
    QString detail; ///< what the system said of it, for tooltips
    bool hasList = false; ///< there was a complete list of calls once
    bool isFresh = false; ///< the list is the server's; only then may anything be done
    /// Since when the list may be wrong; nothing without a list. Grows by itself, so ask again to show it.
    std::optional<std::chrono::milliseconds> age;
    std::chrono::milliseconds retryIn{0}; ///< until the next attempt; 0 unless Waiting
    QDateTime heardAt; ///< our clock, local time, when the list was true last; invalid without a list

    friend bool operator==(const Feed &, const Feed &) = default;
};

} // namespace cordboard::console

Q_DECLARE_METATYPE(cordboard::console::Feed)
