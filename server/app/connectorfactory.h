// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"
#include "server/connectors/connector.h"
#include "server/connectors/opensips/nodelink.h"

#include <functional>
#include <memory>

namespace cordboard {

/// Makes what drives a node; it is not opened yet. `instance`: see instance.h.
using ConnectorFactory =
    std::function<Result<std::unique_ptr<Connector>>(const NodeConfig &, const QString &instance)>;

/// The factory of the program: picks by NodeConfig::type and reads the password file.
/// Errors, with a sentence for the administrator: NotSupported (no such connector in this build),
/// InvalidParams (the password file cannot be read, or events.listen is missing)
[[nodiscard]] Result<std::unique_ptr<Connector>> makeConnector(
    const NodeConfig &node, const QString &instance);

/// What makeConnector() makes an OpenSIPS connector of. Errors: as there
[[nodiscard]] Result<opensips::NodeSettings> opensipsSettings(
    const NodeConfig &node, const QString &instance);

/// The first line of a file; empty for an empty name. Errors: InvalidParams
[[nodiscard]] Result<QString> readPassword(const QString &file);

} // namespace cordboard
