// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/flows/flow.h"

namespace cordboard::opensips {

/// What a node can do, and what it lacks for the rest; the words of NodeStatus. Each word stands in one of
/// the two lists:
///
///     start end hold blind_transfer attended_transfer   the commands
///     refusals         a transfer that the phone refuses is told with its code (fact 21)
///     names            names, reasons and phones' own holds come with events (fact 43)
///     registrations    who is registered
struct Capabilities {
    QStringList capabilities;
    QList<NodeLack> lacks;
    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

/// \param missingEvents  those that were asked for and that the proxy does not know
/// \param registrations  what stands in the way of knowing all registrations, if anything
[[nodiscard]] Capabilities capabilitiesOf(
    const NodeTraits &traits, const QStringList &missingEvents, const std::optional<NodeLack> &registrations);

} // namespace cordboard::opensips
