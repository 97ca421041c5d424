// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/gatekeeper.h"

namespace cordboard {

/// SessionLogin, SessionInfo, and for administrators AuditList {limit, user, call}. A failed login is
/// answered late, the more so the more of them came from the same address; after three on one connection it
/// is closed with 1008. Who is logged in already may only renew a login of the same user. \param gatekeeper
/// must outlive the dispatcher
void addSessionMethods(rpc::Dispatcher &dispatcher, Gatekeeper &gatekeeper);

} // namespace cordboard
