// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/dialog.h"

namespace cordboard::opensips {

/// What only Cordboard knows about a dialog, kept in a variable of the dialog at the proxy (`dlg_push_var`,
/// fact 42): it survives our restart, and every Cordboard on that proxy reads the same. (Holds have variables
/// of their own.)
struct DialogMemory {
    JourneyId journey = {};
    /// Of a setup dialog: who was asked to be connected. Empty for others.
    QString caller = {};
    QString callee = {};
    [[nodiscard]] bool isEmpty() const { return journey.isEmpty() && caller.isEmpty() && callee.isEmpty(); }
    friend bool operator==(const DialogMemory &, const DialogMemory &) = default;
};

/// The variable's name.
[[nodiscard]] QString memoryVariable();
/// One line of JSON.
[[nodiscard]] QString writeMemory(const DialogMemory &memory);
/// Reads that; empty where nobody can.
[[nodiscard]] DialogMemory readMemory(const QString &text);

/// Whether a Call-ID was made by a Cordboard for a setup call, and by this one.
///
/// Setup calls are named `cordboard-` and random characters, of which the first eight name the installation
/// (`instance`): after a restart the server may end its own orphans, and never those of another Cordboard.
[[nodiscard]] bool isSetup(const SipCallId &callId);
[[nodiscard]] bool isSetupOf(const SipCallId &callId, const QString &instance);
[[nodiscard]] SipCallId newSetupCallId(const QString &instance);

/// A dialog as everybody above the connector sees it; its times are DialogTimes's.
/// \param scope  see callIdOf()
[[nodiscard]] CallInfo callInfo(
    const NodeName &node, const QString &scope, const Dialog &dialog, const DialogMemory &memory);
/// The call's opaque name and back: where the dialog's ID is unique (the node's name, or that of its
/// cluster, whose nodes share their dialogs), and that ID. Nothing for a call from elsewhere.
[[nodiscard]] CallId callIdOf(const QString &scope, const QString &dialogId);
[[nodiscard]] std::optional<QString> dialogIdOf(const QString &scope, const CallId &call);

} // namespace cordboard::opensips
