// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace cordboard {

/// Who sent a command: a `cmd_id` is unique for its user or, without a user, for its connection.
struct Owner {
    QString user; ///< empty for anonymous loopback
    quint64 connectionId = 0; ///< never used twice while the server runs
    QString address; ///< where from; for the audit only
    friend bool operator==(const Owner &, const Owner &) = default;

    [[nodiscard]] bool isAnonymous() const noexcept { return user.isEmpty(); }
    /// Tells owners apart; no user's key is a connection's key.
    [[nodiscard]] QString key() const
    {
        return isAnonymous() ? QStringLiteral("connection ") + QString::number(connectionId)
                             : QStringLiteral("user ") + user;
    }
};

} // namespace cordboard
