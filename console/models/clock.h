// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <functional>

namespace cordboard::console {

/// The server's clock in ms since 1970, as far as we know it. It stands still while the data is stale, and so
/// do all durations on the screen.
using Clock = std::function<qint64()>;

} // namespace cordboard::console
