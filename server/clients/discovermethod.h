// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/rpc/dispatcher.h"

namespace cordboard {

/// The OpenRPC document (OpenRPC 1.2.6; resources/openrpc.json), with this program's version.
[[nodiscard]] QJsonObject openRpcDocument();

/// `rpc.discover`: answers with openRpcDocument().
void addDiscoverMethod(rpc::Dispatcher &dispatcher);

} // namespace cordboard
