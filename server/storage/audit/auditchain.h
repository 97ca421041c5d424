// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace cordboard {

/// Where a chain of records has got to.
struct AuditPosition {
    qint64 seq = 0; ///< of the last record; 0: none yet
    QByteArray hash = QByteArray(64, '0'); ///< of the last record, hexadecimal
    friend bool operator==(const AuditPosition &, const AuditPosition &) = default;
};

/// The next record as a line with its line end: what happened, with `seq`, the hash of the record before
/// (`prev`) and its own (`hash`: SHA-256 of the record without it, as compact JSON with sorted keys).
/// \param position  moves on to the new record
[[nodiscard]] QByteArray chainRecord(QJsonObject record, AuditPosition &position);

/// Takes a line, without its line end, as the next record.
/// \param position  where the chain is; nothing: the chain may begin anywhere, e.g. after older files were
///                  thrown away
/// \returns where it is then. Errors: InvalidParams with what is wrong: no record, changed, or one is missing
///          before it
[[nodiscard]] Result<AuditPosition> checkRecord(
    const QByteArray &line, const std::optional<AuditPosition> &position);

} // namespace cordboard
