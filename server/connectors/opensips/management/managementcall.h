// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/lane.h"

#include <functional>

namespace cordboard::opensips {

/// One management request of the moment, over whatever lane the node has; the errors are Lane::call()'s.
/// `method` is the 3.x name.
using ManagementCall =
    std::function<Task<QJsonValue>(const QString &method, const QJsonObject &params, Priority priority)>;

} // namespace cordboard::opensips
