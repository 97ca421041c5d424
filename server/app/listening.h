// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/app/config/config.h"

#include <QSslConfiguration>

#include <optional>

namespace cordboard {

/// Whether the server may listen where the configuration says: loopback, or with TLS and somebody who could
/// log in, or on purpose without. \param hasLogins  there are tokens, or an identity provider \returns a
/// warning for each start, or nothing. Errors: InvalidParams with one line that says what to do
[[nodiscard]] Result<std::optional<QString>> judgeListening(const WsServerConfig &config, bool hasLogins);

/// The same for the admin port, which asks nobody for a token.
[[nodiscard]] Result<std::optional<QString>> judgeListening(const AdminConfig &config);

/// Certificate, key and client_ca as a server needs them, TLS 1.2 at least; nothing if none are configured.
/// Errors: InvalidParams with the key and the file at fault
[[nodiscard]] Result<std::optional<QSslConfiguration>> readTls(const TlsConfig &config);

} // namespace cordboard
