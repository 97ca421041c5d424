// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace cordboard::console::text {

/// Why a button is off. Several may hold; tell the first in this order.
enum class OffReason {
    NoConnection,
    NothingSelected,
    CallEnded,
    NotAllowed, ///< the role
    TransferRuns,
    CommandRuns,
    NotAnswered,
    NodeCannot, ///< the node lacks it
    NodeCannotHoldOneSide,
    PhoneHolds, ///< who put it on hold did so at the telephone
    NotAllSelected, ///< not possible on every one of the selected calls
    Unknown, ///< the server does not offer it, and does not say why
};

/// One short sentence without a full stop, for the tooltip.
[[nodiscard]] QString offReason(OffReason reason);

/// What a role of the protocol is called: "operator". A role that we do not know stays as it is.
[[nodiscard]] QString roleName(const QString &role);

/// A tooltip in plain text: what it does, its key, and why it is off: "Hold (Ctrl+H)\nNo connection".
[[nodiscard]] QString actionToolTip(
    const QString &action, const QString &shortcut, const QString &reason = {});

} // namespace cordboard::console::text
