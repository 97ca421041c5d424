// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"

#include <QDateTime>
#include <QMetaType>

namespace cordboard::console {

/// One line of the event log or of a call's story.
struct Happening {
    enum class Kind { Rings, Answered, Held, Resumed, Transfer, Failed, Ended, Connection, Note };

    QDateTime at; ///< local time
    QString node;
    Kind kind = Kind::Note;
    QString text; ///< plain and visible
    QString by; ///< "by you", or who did it; empty where nobody is told
    friend bool operator==(const Happening &, const Happening &) = default;
};

/// What is new about a call, for the event log.
/// \param before  null if it was not known
/// \returns nothing where nothing worth a line has changed
[[nodiscard]] std::optional<Happening> happeningOf(
    const CallRow *before, const CallRow &row, const QDateTime &now);

/// The same for a command of this user: begun, or failed; its success shows in the call itself.
/// \param row  the call that it is about; null if there is none
[[nodiscard]] std::optional<Happening> happeningOf(
    const CommandState &command, const CallRow *row, const QDateTime &now);

/// A call's story, the oldest first, from what the server remembers.
/// \param own  commands of this user
[[nodiscard]] QList<Happening> storyOf(const std::vector<protocol::TimelineEntry> &timeline,
    const CallRow &row, const QHash<CommandId, CommandState> &own);

/// Whom a failure sentence about this command is about.
[[nodiscard]] QString failureText(const CommandState &command, const CallRow *row);
[[nodiscard]] QString fateText(const CommandState &command, const CallRow *row);

} // namespace cordboard::console

Q_DECLARE_METATYPE(cordboard::console::Happening)
