// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialog.h"

#include "common/protocol/words.h"

#include <optional>

/// What Cordboard remembers about a call in the variables of its dialog (fact 42): it outlives our own
/// restart, and every Cordboard on that proxy reads the same. All pure.
namespace cordboard::opensips {

/// `cordboard_hold_caller` and `cordboard_hold_callee`: whether we hold the leg, and the version of the last
/// SDP that we offered to it.
[[nodiscard]] QString holdVariable(LegRole leg);
/// `call_hold_caller` and `call_hold_callee`, where the module callops keeps its own holds (fact 41).
[[nodiscard]] QString proxyHoldVariable(LegRole leg);

/// The content of a holdVariable().
struct HoldMemory {
    bool held = false;
    QString version = {}; ///< of the `o=` line, decimal digits; empty: we never offered anything
    QString sdpMark = {}; ///< sdpMarkOf() the leg when it was held; empty: not known
    friend bool operator==(const HoldMemory &, const HoldMemory &) = default;
};
/// "held VERSION", "held VERSION MARK" or "free VERSION".
[[nodiscard]] QString encodeHold(const HoldMemory &memory);
/// What the dialog says about a leg. Anything unreadable counts as never held.
[[nodiscard]] HoldMemory holdMemory(const Dialog &dialog, LegRole leg);

/// Tells one SDP of a leg's phone from another. The answer to an offer of ours changes nothing in the listing
/// (fact 45), so another mark means that the phones have agreed on something new. Empty without an SDP.
[[nodiscard]] QString sdpMarkOf(const Dialog &dialog, LegRole leg);

/// Who holds this leg: Cordboard (its variable, unless the phone has offered to send and receive since), the
/// proxy (the variable of callops: "hold" on 3.x, a number other than 0 on 4.x), or the phone at the other
/// end (it said that it does not receive: sendonly or inactive).
[[nodiscard]] std::optional<HeldBy> heldBy(const Dialog &dialog, LegRole leg);

/// The callee that answered: with several (a forked call) the last one that sent an SDP. Null if there is
/// none.
[[nodiscard]] const DialogCallee *answeredCallee(const Dialog &dialog);
/// What was last sent to a leg, or else what the other leg sent (fact 45); empty while the proxy has not
/// told.
[[nodiscard]] QString sdpToward(const Dialog &dialog, LegRole leg);

} // namespace cordboard::opensips
