// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/sipuri.h"
#include "common/protocol/words.h"
#include "server/connectors/opensips/dialog.h"

#include <optional>

/// The header that `dlg_send_sequential` adds to a REFER of ours (facts 21, 30). Written only from what was
/// parsed and escaped: the proxy turns backslash-r and backslash-n in it into line ends (fact 25).
namespace cordboard::opensips {

/// `Refer-To: <URI;osid=ID>` and a line end: the new call's To then names the old one, as callops has it.
/// Nothing when the dialog's ID is unknown.
[[nodiscard]] std::optional<QString> blindReferTo(const SipUri &destination, const Dialog &call);

/// `Refer-To: <URI?Replaces=…>` (RFC 3891) and a line end, with the tags as callops sets them: `to-tag` is
/// that of the leg that will get the INVITE. Nothing when a tag is unknown, or not one callee alone is left.
[[nodiscard]] std::optional<QString> attendedReferTo(
    const SipUri &destination, const Dialog &replaced, LegRole leg);

} // namespace cordboard::opensips
