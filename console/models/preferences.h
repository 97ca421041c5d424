// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/attention.h"

#include <QMetaType>
#include <QSet>

namespace cordboard::console {

/// What the user has chosen. Appearance and layout are kept apart.
struct Preferences {
    /// What a desktop notification comes for.
    enum class NotifyOn { NeedsAttention, CommandFailed, ConnectionLost };

    AttentionRules attention;
    bool asksBeforeHangUp = true;
    bool hasTrayIcon = true;
    bool staysInTray = false; ///< closing the window keeps the program
    QSet<NotifyOn> notifies{NotifyOn::NeedsAttention, NotifyOn::CommandFailed, NotifyOn::ConnectionLost};
    QString language; ///< "en", "de", "ro"; empty: the system's
    friend bool operator==(const Preferences &, const Preferences &) = default;
};

} // namespace cordboard::console

Q_DECLARE_METATYPE(cordboard::console::Preferences)
