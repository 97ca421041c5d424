// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/error.h"
#include "common/core/id.h"
#include "common/protocol/words.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace cordboard::console {

/// What the user wants done. Which members count depends on `what`.
struct CommandRequest {
    enum class What { Start, Hold, Resume, BlindTransfer, AttendedTransfer, End };

    What what = What::Hold;
    CallId call; ///< not for Start
    LegRole stays = LegRole::Caller; ///< of a transfer: who of `call` stays on the line
    CallId second; ///< AttendedTransfer: the other call
    LegRole secondStays = LegRole::Callee; ///< and who of it stays
    QString caller; ///< Start: a SIP URI
    QString destination; ///< Start, BlindTransfer: a SIP URI
    QString destinationName; ///< how to call the destination on the screen
    friend bool operator==(const CommandRequest &, const CommandRequest &) = default;
};

/// One command, as far as it has come.
struct CommandState {
    enum class Phase { Running, Done, Failed };

    CommandId id;
    CommandRequest request;
    Phase phase = Phase::Running;
    bool isCancelling = false; ///< its cancellation was asked for
    std::optional<ProgressEvent> step; ///< the last one
    QDateTime begunAt; ///< our clock, UTC
    std::chrono::milliseconds limit{0}; ///< how long it may take in all
    Error error; ///< once Failed
    CallFate fate = CallFate::Unknown; ///< of `request.call`, once Failed

    friend bool operator==(const CommandState &, const CommandState &) = default;
};

} // namespace cordboard::console

Q_DECLARE_METATYPE(cordboard::console::CommandState)
