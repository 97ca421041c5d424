// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/words.h"

#include <QString>

#include <optional>

namespace cordboard::console::text {

/// The states of a call as the console tells them apart. A failed command is no state: the call keeps its
/// own.
enum class ShownState { Ringing, Talking, Held, Transferring, Ended };

/// Ringing, answered, held, ended; an answered call with a running transfer is Transferring.
[[nodiscard]] ShownState shownState(CallState state, bool transferRuns);

/// "Ringing", "Talking", "Held", "Transferring", "Ended".
[[nodiscard]] QString stateWord(ShownState state);
/// The word of a state that a newer server told and this program does not know; made visible.
[[nodiscard]] QString unknownStateWord(const QString &word);

enum class HeldSide { Caller, Callee, Both }; ///< who waits

/// "caller waits", "callee waits", "both wait"
[[nodiscard]] QString heldLine(HeldSide side);
/// "Caller", "Callee", "Both": for the compact column "On hold, note".
[[nodiscard]] QString heldColumn(HeldSide side);
/// "to NAME"; `target` may come from a call and is made visible.
[[nodiscard]] QString transferLine(const QString &target);

enum class CommandKind { Start, Hold, Resume, Transfer, Connect, HangUp };
/// "transfer failed", "hold failed", ...: second line of a call with a failed command.
[[nodiscard]] QString failedLine(CommandKind kind);
/// "Transfer failed.": begins the note.
[[nodiscard]] QString failedHeading(CommandKind kind);
/// By the protocol's method; nothing for methods that are no command on calls.
[[nodiscard]] std::optional<CommandKind> commandKind(QStringView method);

/// "caller", "callee"
[[nodiscard]] QString roleWord(LegRole role);

/// What a phone of the directory does.
enum class Presence { Free, Talks, Holds, Rings, Calls, Away };
/// "free", "no phone", "talks 38:20"; `time` is left out where it says nothing.
[[nodiscard]] QString presenceWord(Presence presence, const QString &time = {});

} // namespace cordboard::console::text
