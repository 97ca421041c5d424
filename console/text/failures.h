// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/error.h"
#include "common/protocol/words.h"

#include <QString>

#include <optional>

namespace cordboard::console::text {

/// Whom a failure is about. Names may come from calls; they are made visible here. Empty ones are left out of
/// the sentence or replaced by a general word.
struct FailureContext {
    QString party = {}; ///< who was to be reached, or who answered: the one a refusal is about
    QString node = {};
    QString caller = {}; ///< of the call that the command was about
    QString callee = {};
    bool callWasHeld = false; ///< it was kept on hold: "still connected" instead of "still talk"
    std::optional<int> seconds = {}; ///< the deadline that passed
};

/// Why a command failed, as one sentence for a supervisor.
[[nodiscard]] QString failureSentence(const Error &error, const FailureContext &context);
/// The same for an error that came as its word on the wire (`error.id`); one that is not known is told by the
/// server's own message.
[[nodiscard]] QString failureSentence(
    const QString &id, const QString &message, std::optional<int> sipStatus, const FailureContext &context);

/// What became of the call: "The call was kept: A and B still talk."
[[nodiscard]] QString fateSentence(CallFate fate, const FailureContext &context);

} // namespace cordboard::console::text
