// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "console/theme/theme.h"

#include <QCommandLineOption>
#include <QLocale>
#include <QSize>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace cordboard::console {

/// What the command line of cordboard-console asks for.
struct Options {
    enum class Action { Run, ShowHelp, ShowVersion };

    Action action = Action::Run;
    QUrl url; ///< empty: the profile's
    QString profile; ///< empty: the one used last
    QString tokenFile; ///< its first line is the token
    QString screenshot; ///< the file to write; empty: none
    std::optional<Appearance> theme;
    std::optional<QLocale> language;
    std::optional<QSize> size; ///< of the window

    /// \param arguments  as QCoreApplication::arguments()
    [[nodiscard]] static Result<Options> parse(const QStringList &arguments);
    [[nodiscard]] static QString help();
    /// What parse() knows; the manual and the shells' completions are made of it.
    [[nodiscard]] static QList<QCommandLineOption> all();
};

} // namespace cordboard::console
