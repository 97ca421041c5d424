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
/// What the dialog's variable holds; empty where there is none or nobody can read it.
[[nodiscard]] DialogMemory readMemory(const Dialog &dialog);

/// Whether a Call-ID was made by a Cordboard for a setup call, and by this one.
///
/// Setup calls are named `cordboard-` and random characters, of which the first eight name the installation
/// (`instance`): after a restart the server may end its own orphans, and never those of another Cordboard.
[[nodiscard]] bool isSetup(const SipCallId &callId);
[[nodiscard]] bool isSetupOf(const SipCallId &callId, const QString &instance);
[[nodiscard]] SipCallId newSetupCallId(const QString &instance);

/// A dialog as everybody above the connector sees it; its times are DialogTimes's.
[[nodiscard]] CallInfo callInfo(const NodeName &node, const Dialog &dialog, const DialogMemory &memory);
/// The call's opaque name and back: the node and the dialog's ID. Nothing for a call of another node.
[[nodiscard]] CallId callIdOf(const NodeName &node, const QString &dialogId);
[[nodiscard]] std::optional<QString> dialogIdOf(const NodeName &node, const CallId &call);

} // namespace cordboard::opensips
