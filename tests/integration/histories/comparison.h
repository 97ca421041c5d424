// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/simulator.h"

#include <QJsonObject>
#include <QMap>
#include <QSet>

namespace cordboard::tests {

/// How much of the truth a server can know.
struct Knowable {
    bool names = true; ///< the proxy's script tells them, and no event is lost
    QSet<QString> nameless; ///< Call-IDs whose names nobody may have heard
};

/// Calls as clients see them, by id.
using Told = QMap<QString, QJsonObject>;

/// \returns in what the list is not the truth; empty: in nothing
[[nodiscard]] QString difference(
    const QList<simulator::Simulator::TrueCall> &truth, const Told &listed, const Knowable &knowable);
/// \returns in what one list is not the other; empty: in nothing
[[nodiscard]] QString difference(const Told &listed, const Told &other);

} // namespace cordboard::tests
