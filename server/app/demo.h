// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/app/config/config.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace cordboard {

/// How the simulated proxy behind `--demo` behaves.
struct DemoOptions {
    std::chrono::milliseconds ring{800};
    int calls = 8; ///< in the background
    int rate = 1; ///< changes of these in a second
    QString version = QStringLiteral("3.6"); ///< 3.4, 3.6 or 4.0
    friend bool operator==(const DemoOptions &, const DemoOptions &) = default;
};

/// A simulated proxy that runs, and how it is reached.
struct Demo {
    std::unique_ptr<QObject> world; ///< the demo lasts as long as this
    NodeConfig node;
};

/// Errc::NotSupported if this build has no simulator.
[[nodiscard]] Result<Demo> startDemo(const DemoOptions &options);

} // namespace cordboard
