// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/sipuri.h"
#include "common/protocol/words.h"
#include "server/connectors/opensips/dialog.h"

#include <QSet>

#include <optional>

/// Who is in a dialog, and whether a new dialog is the one that a transfer was to bring (facts 20, 29, 46).
namespace cordboard::opensips {

/// A URI as dialog lists show it: phones put more there than belongs (`?Replaces=…` stays in the To of some).
/// Nothing when it cannot be read.
[[nodiscard]] std::optional<SipUri> listedUri(QStringView text);
/// Same user at the same host. A port counts only where both name one: `sip:a@h` and `sip:a@h:5060` is one
/// party.
[[nodiscard]] bool isSameParty(const SipUri &a, const SipUri &b);
/// The address of one end as the dialog names it; empty while only events told of the dialog.
[[nodiscard]] QString legUri(const Dialog &dialog, LegRole leg);
/// Whether both are one dialog: by their IDs, or by their Call-IDs where one has no ID.
[[nodiscard]] bool isSameDialog(const Dialog &a, const Dialog &b);
/// Takes over what `seen` knows more or newer; states only rise (fact 15).
void merge(Dialog &known, const Dialog &seen);
/// Whether it was ever answered, also when it is over.
[[nodiscard]] bool wasAnswered(const Dialog &dialog);

/// What to expect of the dialog that a transfer brings.
struct ExpectedCall {
    Dialog call; ///< the call that is transferred
    LegRole leg = LegRole::Callee; ///< who is kept
    std::optional<SipUri> target; ///< whom the kept party is to call
    bool byReplaces = false; ///< attended: the Refer-To carries no `osid` (fact 29)
};

/// Whether a listed dialog is it.
/// \param named  an E_CALL_TRANSFER of the call names it, so its To may lack the `osid`
[[nodiscard]] bool isExpected(const ExpectedCall &expected, const Dialog &listed, bool named);

} // namespace cordboard::opensips
