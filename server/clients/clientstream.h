// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/commands/commandsink.h"

#include <QString>

namespace cordboard {

/// Where what a client did not ask for one by one is sent to: the changes of what it subscribed to.
class ClientStream : public CommandSink {
    Q_OBJECT
public:
    using CommandSink::CommandSink;

    /// One text message. Dropped when the connection is closing.
    virtual void sendText(const QString &frame) = 0;
    /// The client is slower than what it is sent: send nothing more before written().
    [[nodiscard]] virtual bool isCongested() const = 0;

Q_SIGNALS:
    /// Something has left for the client; isCongested() may be over.
    void written();
};

} // namespace cordboard
