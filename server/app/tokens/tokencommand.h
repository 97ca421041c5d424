// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/app/tokens/tokenfile.h"

#include <QCommandLineOption>
#include <QStringList>

#include <functional>

namespace cordboard {

/// What `cordboard-server token ...` asks for.
struct TokenCommand {
    enum class Action { Add, List, Revoke };
    Action action = Action::List;
    TokenRecord token = {}; ///< of Add: without hash; of Revoke: its name
    QString configPath = {}; ///< empty: look for one
    QString tokensPath = {}; ///< empty: what the configuration says

    /// \param arguments  what follows `token` \param now  UTC; `--expires 90d` counts from there
    /// Errors: InvalidParams with a sentence for people
    [[nodiscard]] static Result<TokenCommand> parse(const QStringList &arguments, const QDateTime &now);
    [[nodiscard]] static QString help();
    [[nodiscard]] static QList<QCommandLineOption> options();
};

/// What was done: for standard output, and for standard error (so that a script gets the bare token).
struct TokenReport {
    QString out;
    QString err;
};

/// Does it. Two at the same time come one after the other. Errors: Conflict (there is such a token already),
/// InvalidParams (there is none; the file is not understood), Internal (the file cannot be written)
[[nodiscard]] Result<TokenReport> runTokenCommand(const TokenCommand &command, const QString &path);

} // namespace cordboard
