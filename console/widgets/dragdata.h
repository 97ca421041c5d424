// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/id.h"

#include <QMimeData>

#include <optional>

namespace cordboard::console {

/// What is dragged from pane to pane of one window. \returns a new object for QDrag, which takes it over
[[nodiscard]] QMimeData *callData(const CallId &call);
[[nodiscard]] QMimeData *personData(const QString &uri);
/// Nothing if it is something else.
[[nodiscard]] std::optional<CallId> draggedCall(const QMimeData &data);
[[nodiscard]] std::optional<QString> draggedPerson(const QMimeData &data);

} // namespace cordboard::console
