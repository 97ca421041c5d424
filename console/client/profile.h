// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>
#include <QString>
#include <QUrl>

namespace cordboard::console {

/// A server that the user connects to. The token is kept apart (tokenstore.h).
struct Profile {
    QString name; ///< unique, not empty
    QUrl url; ///< ws: or wss:
    QString me; ///< the user's own number or address, for "mine"; may be empty
    QString domain; ///< completes numbers; empty: the one seen in calls
    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace cordboard::console

Q_DECLARE_METATYPE(cordboard::console::Profile)
