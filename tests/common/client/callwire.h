// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/calls.h"

#include <QJsonDocument>

namespace cordboard::tests {

[[nodiscard]] inline protocol::Call liveCall(
    const QString &id, CallState state = CallState::Ringing, qint64 rev = 1)
{
    protocol::Call call;
    call.id = CallId(id);
    call.callId = SipCallId(id + QStringLiteral("@host"));
    call.node = NodeName(QStringLiteral("edge"));
    call.rev = rev;
    call.state = state;
    return call;
}

[[nodiscard]] inline protocol::CallChange set(protocol::Call call)
{
    return {ChangeOp::Set, std::move(call), {}};
}
[[nodiscard]] inline protocol::CallChange gone(const QString &id) { return {ChangeOp::Gone, {}, CallId(id)}; }

[[nodiscard]] inline protocol::CallsChanged changes(qint64 from, qint64 to,
    std::vector<protocol::CallChange> list, const QString &epoch = QStringLiteral("e"))
{
    return {epoch, from, to, QStringLiteral("2026-11-24T03:14:15.000Z"), std::move(list)};
}

[[nodiscard]] inline protocol::CallsSnapshot page(qint64 seq, qint64 number,
    std::vector<protocol::Call> calls, bool last, const QString &epoch = QStringLiteral("e"),
    const QString &view = QStringLiteral("v"))
{
    return {epoch, seq, view, number, std::move(calls), last};
}

/// A message as compact JSON.
template <class T> [[nodiscard]] QByteArray text(const T &message)
{
    return QJsonDocument(json::encode(message)).toJson(QJsonDocument::Compact);
}

} // namespace cordboard::tests
