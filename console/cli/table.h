// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace cordboard::cli {

/// The calls of a `CallList` answer as a table for people, one line a call after the heading; columns as wide
/// as their longest text. Control characters of URIs are shown as `?`, so that nobody's name moves the
/// cursor.
[[nodiscard]] QString callTable(const QJsonArray &calls);

/// One call in one line, as `watch` prints it: state, caller, callee, Call-ID.
[[nodiscard]] QString callLine(const QJsonObject &call);

} // namespace cordboard::cli
