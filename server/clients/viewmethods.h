// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/rpc/dispatcher.h"
#include "server/calls/calldirectory.h"
#include "server/clients/limits.h"

namespace cordboard {

/// What a client can look at: CallList, NodeList, ServerInfo. Parameters that they do not know are refused,
/// so that nobody takes an unfiltered list for a filtered one.
///
/// CallList {limit? (1 to 500)} gives `calls`, the oldest first, and `total`, how many there are.
/// \param calls  must outlive the dispatcher
/// \param limits  what ServerInfo tells
void addViewMethods(rpc::Dispatcher &dispatcher, const CallDirectory &calls, const Limits &limits);

} // namespace cordboard
