// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/livecall.h"
#include "console/client/commandstate.h"
#include "console/models/party.h"
#include "console/text/callwords.h"

#include <QMetaType>

#include <memory>
#include <optional>

namespace cordboard::console {

using text::ShownState;

/// One call as the screen needs it: read once when it changes, painted many times. Times are milliseconds
/// since 1970 by the server's clock; nothing where nobody knows.
struct CallRow {
    LiveCall live;
    /// A small number that the call keeps as long as it is known, for tables instead of hashes; another call
    /// may have had it before. -1: nobody has given it one.
    int slot = -1;
    PartyText caller;
    PartyText callee;
    ShownState state = ShownState::Ringing;
    ShownState place = ShownState::Ringing; ///< where it stands in the list: an ended call, where it stood
    std::optional<text::HeldSide> waiting; ///< of a held call: who hears nothing, where the server tells
    QString goesTo; ///< of a transfer that runs: whom to; empty if not known
    LegRole stays = LegRole::Caller; ///< of a transfer with `goesTo`: who stays on the line
    std::optional<CommandState> failure; ///< a command of ours that failed and was not dismissed
    std::optional<qint64> startedAt;
    std::optional<qint64> knownSince; ///< the earliest time that it is known to have been there
    std::optional<qint64> since; ///< in this state, or with this failure
    std::optional<qint64> endedAt;
    QString journey; ///< its short name, e.g. "J-4F2"; empty without one
    bool isMine = false; ///< this user is a party, or has acted on it
    QString searched; ///< all that the filter looks at, folded

    [[nodiscard]] const CallId &id() const noexcept { return live.call.id; }
    [[nodiscard]] bool allows(CallAction action) const;
    [[nodiscard]] bool hasEnded() const noexcept { return state == ShownState::Ended; }
};

using CallRowPtr = std::shared_ptr<const CallRow>;

/// What the console knows of a call beside what the server tells.
struct CallContext {
    std::optional<CommandState> running; ///< a command of ours
    std::optional<CommandState> failure;
    std::optional<qint64> failedAt;
    std::optional<qint64> transferSince; ///< when a transfer of this call was seen first
    std::optional<qint64> endedAt; ///< when its end was seen
    bool isMine = false;
};

[[nodiscard]] CallRow callRow(const LiveCall &live, const CallContext &context);

[[nodiscard]] bool isTransfer(const protocol::RunningCommand &command);

/// What a command is called in words for people.
[[nodiscard]] text::CommandKind kindOf(CommandRequest::What what) noexcept;

/// "J-" and the first of its letters and digits.
[[nodiscard]] QString journeyName(const JourneyId &journey);

/// For comparison of what people type with what is shown: case and accents do not count.
[[nodiscard]] QString folded(const QString &text);

} // namespace cordboard::console

Q_DECLARE_METATYPE(cordboard::console::CallRowPtr)
