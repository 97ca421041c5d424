// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "packaging/manual/programs.h"

namespace cordboard::manual {

/// What each shell completes for a program.
[[nodiscard]] QString bashCompletion(const Program &program);
[[nodiscard]] QString zshCompletion(const Program &program);
[[nodiscard]] QString fishCompletion(const Program &program);

} // namespace cordboard::manual
