// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/access/principal.h"
#include "server/commands/commandrequest.h"

#include <optional>

namespace cordboard {

/// Whether `*` and letters of the pattern make up the whole text. Linear in practice and never worse than
/// pattern × text.
[[nodiscard]] bool fitsPattern(QStringView pattern, QStringView text, Qt::CaseSensitivity sensitivity);

/// Whether this principal may have this party called. `deny` is looked at first, and is compared so that it
/// cannot be written around: without case, without the visual separators of a telephone number (RFC 3966
/// section 5.1.1), its parameters, or the dot at the end of a host name.
[[nodiscard]] bool mayDial(const Principal &principal, const SipUri &uri);

/// What stands in the way of the parties that a command names: Errc::NotAllowed with the parameter's name.
/// The caller of a CallStart must be in the scope, callee and destination must be diallable; so must the
/// caller of a scope that has no bounds.
[[nodiscard]] std::optional<Error> objectionToParties(
    const Principal &principal, const CommandRequest &request);

} // namespace cordboard
