// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QString>

namespace cordboard {

/// Eight hexadecimal characters that name this installation, kept in the state folder: what this server began
/// at a proxy before a crash, and nobody else's, is cleaned up after it. \param folder  exists; empty: the
/// name lasts as long as the process Errors: Internal, when the file can be neither read nor written.
[[nodiscard]] Result<QString> instanceName(const QString &folder);

} // namespace cordboard
