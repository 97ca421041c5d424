// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/commands.h"
#include "common/protocol/progress.h"

#include <QObject>

namespace cordboard {

/// Who is told how a command goes on, e.g. a client's session. May be destroyed at any time: commands go on
/// without.
class CommandSink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// The next event of a command, in order and each once: progress, at most one `Error`, and one `Ended` as
    /// the last. May call back into the CommandService.
    virtual void deliver(
        cordboard::protocol::Command method, const cordboard::protocol::CommandEvent &event) = 0;
};

} // namespace cordboard
