// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"

#include <QByteArray>
#include <QStringList>

#include <tl/expected.hpp>

namespace cordboard {

/// Reads a configuration file's text (YAML). A file of OpenSIPS' Call API is read as it is.
/// \param fileName  for the errors only
/// \returns the configuration with at least one node, or what is wrong with it: up to 20 sentences such as
///          `server.yml:12: limits.batch must be a whole number from 0 (no limit) to 10000`
[[nodiscard]] tl::expected<Config, QStringList> readConfig(const QByteArray &yaml, const QString &fileName);

/// As readConfig(), from a file of at most 1 MiB.
[[nodiscard]] tl::expected<Config, QStringList> readConfigFile(const QString &path);

/// What holds without any file: one node, reached by datagram at 127.0.0.1:8080.
[[nodiscard]] Config builtInConfig();

/// Every key with its value, as a file that readConfig() reads to the same configuration. Holds no secrets.
[[nodiscard]] QString printConfig(const Config &config);

} // namespace cordboard
