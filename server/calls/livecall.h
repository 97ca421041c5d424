// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/calls.h"
#include "server/connectors/connector.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>

#include <array>
#include <memory>
#include <vector>

namespace cordboard {

/// Who a URI names, as filters compare it.
struct PartyKey {
    QString user;
    QString host; ///< lower case; empty where the URI cannot be read
    friend bool operator==(const PartyKey &, const PartyKey &) = default;
};
[[nodiscard]] PartyKey partyKey(const QString &uri);

/// A call at one moment. Never changes; everybody shares it. Main thread.
struct LiveCall {
    CallInfo info = {};
    qint64 rev = 1; ///< rises with every change of this call
    QDateTime stateSince = {}; ///< UTC; invalid where unknown
    QJsonObject tags = {}; ///< of its journey; empty: none
    std::vector<protocol::RunningCommand> commands = {};
    std::array<PartyKey, 2> parties = {}; ///< caller, callee
    mutable QByteArray encoded = {}; ///< by encodedCall(), once
};
using LiveCallPtr = std::shared_ptr<const LiveCall>;

/// The call as clients see it. While a command works on it, CallEnd is the only action left.
[[nodiscard]] protocol::Call messageOf(const LiveCall &call);

/// messageOf() as compact JSON, made when it is asked for first.
[[nodiscard]] const QByteArray &encodedCall(const LiveCall &call);

/// A time as clients see it: ISO 8601, UTC, with milliseconds; null for an invalid one.
[[nodiscard]] json::Nullable<QString> timeMessage(const QDateTime &time);

} // namespace cordboard
