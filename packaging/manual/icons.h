// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QString>

namespace cordboard::manual {

/// Draws an SVG as `FOLDER/icon-SIZE.png`, in each of the sizes. Needs Qt's SVG image plugin.
/// Errors: Internal, with the file and why
[[nodiscard]] Result<Done> drawIcons(const QString &svg, const QString &folder, const QList<int> &sizes);

} // namespace cordboard::manual
