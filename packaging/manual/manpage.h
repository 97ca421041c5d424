// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "packaging/manual/programs.h"

namespace cordboard::manual {

/// A page for man(1), in the macros of man(7).
[[nodiscard]] QString manPage(const Program &program);
/// cordboard-server.yml(5), from the table of keys.
[[nodiscard]] QString configPage();

/// Text for roff: no character of it is taken for a request, an escape or a dash.
[[nodiscard]] QString roff(const QString &text);

} // namespace cordboard::manual
