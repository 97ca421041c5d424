// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"
#include "server/app/demo.h"

#include <QCommandLineOption>
#include <QStringList>

#include <optional>

namespace cordboard {

/// A first word that makes the program do something else than serve.
struct ProgramVerb {
    const char *name;
    const char *arguments;
    const char *help; ///< one sentence
};

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
    /// What parse() knows; the manual and the shells' completions are made of it.
    [[nodiscard]] static QList<QCommandLineOption> all();
    [[nodiscard]] static QList<ProgramVerb> verbs();
};

} // namespace cordboard
