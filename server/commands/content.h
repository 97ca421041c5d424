// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/codec.h"
#include "common/protocol/progress.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QJsonDocument>

namespace cordboard {

/// What makes two commands the same: the method and its own parameters as the client wrote them, without
/// `cmd_id`, `deadline_ms` and anything unknown. SHA-256, since the journal keeps it and must not tell who
/// called whom.
template <json::Message T> [[nodiscard]] QByteArray contentHash(protocol::Command method, const T &message)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(json::wireName(method).toLatin1());
    // QJsonObject keeps its keys sorted, so equal messages give equal bytes.
    hash.addData(QJsonDocument(json::encode(message)).toJson(QJsonDocument::Compact));
    return hash.result();
}

} // namespace cordboard
