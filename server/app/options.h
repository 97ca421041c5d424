// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"
#include "server/app/demo.h"

#include <QStringList>

#include <optional>

namespace cordboard {

/// What the command line asks for.
struct Options {
    enum class Action { Run, CheckConfig, PrintConfig, ShowVersion, ShowHelp };
    Action action = Action::Run;
    QString configPath; ///< empty: look for one
    std::optional<DemoOptions> demo;
    std::optional<Endpoint> listen; ///< in place of ws_server.host and port; port 0 is any
    std::optional<LogFormat> logFormat;
    friend bool operator==(const Options &, const Options &) = default;

    /// \param arguments  the program's name first
    /// Errors: InvalidParams with a sentence for people
    [[nodiscard]] static Result<Options> parse(const QStringList &arguments);
    [[nodiscard]] static QString help();
};

} // namespace cordboard
