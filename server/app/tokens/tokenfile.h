// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/access/authenticator.h"

#include <QList>

namespace cordboard {

/// Reads the file's text (YAML). Strict: a token of which anything is not understood could mean more than
/// what is left of it, so that the whole file is refused then. Errors: InvalidParams with file, line and what
/// is wrong. Hashes are never in an error.
[[nodiscard]] Result<QList<TokenRecord>> parseTokens(const QByteArray &yaml, const QString &fileName);
[[nodiscard]] QByteArray encodeTokens(const QList<TokenRecord> &tokens);

/// As parseTokens(), from a file of at most 4 MiB; one that is not there has no tokens.
[[nodiscard]] Result<QList<TokenRecord>> readTokenFile(const QString &path);
/// Replaces the file as a whole, with mode 0600. As root it stays with its owner, or goes to its folder's:
/// the server may run as another user. The folder is made if it is not there.
[[nodiscard]] Result<Done> writeTokenFile(const QString &path, const QList<TokenRecord> &tokens);

/// 1 to 64 of [A-Za-z0-9._-], a letter or digit first.
[[nodiscard]] bool isTokenName(const QString &name);

} // namespace cordboard
