// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/commands/commandrequest.h"
#include "server/connectors/connector.h"

#include <QJsonValue>

#include <optional>

namespace cordboard {

/// The `data` of a progress event: exactly the keys of protocol::dataKeys(), from the progress and, where
/// that does not tell (`caller`, `callee`, an empty `destination`), from the request. `extra` only if there
/// is one; `callid` and `leg` only if the progress names them. \returns nothing for an event that this
/// command never sends; an undefined value for one without `data`.
[[nodiscard]] std::optional<QJsonValue> progressData(const CommandRequest &request, const Progress &progress);

/// The `error` of an `Error` event.
[[nodiscard]] protocol::CommandError commandError(const Failure &failure);

} // namespace cordboard
