// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/admin/adminsource.h"

#include <QByteArray>

namespace cordboard {

/// The figures in the text format of Prometheus (version 0.0.4).
[[nodiscard]] QByteArray metricsText(const AdminFigures &figures);

} // namespace cordboard
