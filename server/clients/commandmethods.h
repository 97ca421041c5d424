// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/rpc/dispatcher.h"
#include "server/commands/commandservice.h"

namespace cordboard {

/// The seven commands of the Call API, and CommandGet, CommandList, CommandCancel. Their peers' contexts are
/// Sessions.
///
/// A command's parameters come as an object, as the Call API demands; anything else is InvalidParams. The
/// answer is Started; what happens then is told to the session that asked, and to no other. \param commands
/// must outlive the dispatcher and all its responders
void addCommandMethods(rpc::Dispatcher &dispatcher, CommandService &commands);

} // namespace cordboard
