// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/access/principal.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace cordboard {

/// One thing that somebody did or tried. Holds no token, ever.
struct AuditEntry {
    /// `login`, `login_failed`, `logout`, `refused`, `command` (before the proxy is asked), `outcome` (after
    /// it)
    QString what = {};
    QString user = {}; ///< empty: anonymous or not logged in
    std::optional<Role> role = {};
    QString address = {}; ///< where from
    quint64 connection = 0;
    QString method = {};
    QString cmdId = {};
    QStringList calls = {}; ///< as the client named them, or their ids once they are known
    QString caller = {};
    QString callee = {};
    QString destination = {};
    QString outcome = {}; ///< `done`, or the stable word of an error
    QString detail = {}; ///< one sentence, English
    std::optional<std::chrono::milliseconds> duration = {};
};

/// Whether the n-th of the same kind in a row (1: the first) is told: all of the first twenty, then ever
/// fewer, so that nobody can fill the audit, or push others' records out of it, by being refused.
[[nodiscard]] constexpr bool isWorthTelling(quint64 n) { return n <= 20 || (n & (n - 1)) == 0; }

/// Where what happened is kept. The application binds it to a store.
class AuditSink {
public:
    virtual ~AuditSink() = default;
    /// Never blocks for long and never fails: what cannot be kept is counted by the store.
    virtual void write(const AuditEntry &entry) = 0;
    /// The last records, the newest first, as they are told to administrators.
    [[nodiscard]] virtual QList<QJsonObject> latest() const = 0;
};

} // namespace cordboard
