// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/livecall.h"

#include <QDateTime>

namespace cordboard::tests {

/// What every table is drawn at.
[[nodiscard]] inline QDateTime noon()
{
    return QDateTime::fromString(QStringLiteral("2026-11-24T12:00:00.000Z"), Qt::ISODateWithMs);
}

[[nodiscard]] inline json::Nullable<protocol::Party> party(const QString &uri, const QString &name = {})
{
    return {protocol::Party{uri, name.isEmpty() ? json::Nullable<QString>{} : json::Nullable<QString>{name}}};
}

/// A call that has been in its state for so many seconds at noon.
[[nodiscard]] inline LiveCall shownCall(const QString &id, CallState state, int seconds,
    const json::Nullable<protocol::Party> &caller, const json::Nullable<protocol::Party> &callee = {})
{
    LiveCall live;
    live.call.id = CallId(id);
    live.call.callId = SipCallId(id + QStringLiteral("@10.0.0.1"));
    live.call.node = NodeName(QStringLiteral("edge-1"));
    live.call.state = state;
    live.call.caller = caller;
    live.call.callee = callee;
    live.call.startedAt = {noon().addSecs(-seconds).toString(Qt::ISODateWithMs)};
    live.call.stateSince = live.call.startedAt;
    return live;
}

} // namespace cordboard::tests
