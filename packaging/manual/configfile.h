// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace cordboard::manual {

/// The /etc/cordboard/server.yml of the packages: every key with what it is, those at their defaults behind a
/// `#`. What it sets: tokens in /etc/cordboard, and nobody without one.
[[nodiscard]] QString packagedConfig();

} // namespace cordboard::manual
