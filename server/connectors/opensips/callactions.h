// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/flows/flow.h"

/// What can be done with a call now: one rule, for what clients are offered and for what they are refused.
/// Pure.
namespace cordboard::opensips {

/// CallInfo::actions of a call on a node with these traits. A copy of another node's call takes no command
/// (fact 47); a setup call can only be ended.
[[nodiscard]] CallActions actionsOf(const CallInfo &call, const NodeTraits &traits);

/// What stands in the way of transfers on this node, whatever the call.
[[nodiscard]] std::optional<Error> objectionToTransfers(const NodeName &node, const NodeTraits &traits);
/// What stands in the way of calls from here.
[[nodiscard]] std::optional<Error> objectionToStarts(const NodeName &node, const NodeTraits &traits);

} // namespace cordboard::opensips
