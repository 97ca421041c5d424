// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/nodes.h"
#include "server/connectors/connector.h"

/// Nodes and registrations as clients see them.
namespace cordboard {

[[nodiscard]] protocol::Node messageOf(const NodeStatus &status, qint64 calls);
[[nodiscard]] protocol::Registration messageOf(const Registration &registration);

/// One page of the registrations, ordered by address of record and node; `lacks` is left to the caller.
/// Errors: InvalidParams (`limit`, `cursor`)
[[nodiscard]] Result<protocol::RegistrationsListed> listRegistrations(
    const QList<Registration> &registrations, const protocol::RegistrationList &query);

} // namespace cordboard
