// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"

#include <QStringList>

namespace cordboard {

/// What a running server does with another configuration.
struct ConfigChanges {
    Config config; ///< what holds from now on: the old one with the keys that can be taken over
    QStringList taken; ///< keys that changed and are taken over, in the order of their table
    QStringList needRestart; ///< keys that changed and are not, those of nodes with the node's name
};

/// \param running  what holds now \param wanted  what the file says now
[[nodiscard]] ConfigChanges changesBetween(const Config &running, const Config &wanted);

} // namespace cordboard
