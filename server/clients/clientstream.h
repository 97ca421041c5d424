// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/access/accesstable.h"
#include "server/commands/commandsink.h"

#include <QString>

namespace cordboard {

/// Where what a client did not ask for one by one is sent to: the changes of what it subscribed to.
class ClientStream : public CommandSink {
    Q_OBJECT
public:
    using CommandSink::CommandSink;

    /// Who the client is now; null before its login. What it subscribed to ends when this changes.
    [[nodiscard]] virtual const PrincipalPtr &principal() const = 0;
    /// One notification. Dropped when the connection is closing, and if the client may not have it.
    void notify(QStringView method, const QString &frame)
    {
        if (grantFor(principal().get(), method) != Grant::Denied) {
            sendText(frame);
        }
    }
    /// The client is slower than what it is sent: send nothing more before written().
    [[nodiscard]] virtual bool isCongested() const = 0;

protected:
    /// One text message. Dropped when the connection is closing.
    virtual void sendText(const QString &frame) = 0;

Q_SIGNALS:
    /// Something has left for the client; isCongested() may be over.
    void written();
    /// The client has other rights than before.
    void principalChanged();
};

} // namespace cordboard
