// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/clientcommand.h"
#include "common/client/clientlink.h"
#include "console/client/commandstate.h"

#include <QHash>
#include <QObject>

namespace cordboard::console {

/// Runs the user's commands and tells how each goes: begun, every step, and one outcome. Several may run at a
/// time; the server allows one on a call.
///
/// A command that is running when the link is lost fails with Errc::LinkLost and an unknown fate: the server
/// goes on with it, and the list of calls will show what came of it.
class CommandRunner : public QObject {
    Q_OBJECT
public:
    /// \param link  must outlive the runner
    explicit CommandRunner(ClientLink &link, QObject *parent = nullptr);

    /// \returns its name; the first changed() comes before this returns
    CommandId run(const CommandRequest &request);
    /// Asks the server to give it up; the outcome tells whether that came in time. No effect on one that is
    /// over.
    void cancel(const CommandId &command);
    /// Those that run now, in no order.
    [[nodiscard]] QList<CommandState> running() const;

Q_SIGNALS:
    /// Begun, a step, or the outcome.
    void changed(const cordboard::console::CommandState &command);

private:
    struct Entry {
        CommandState state;
        ClientCommand *command; ///< a child of this
    };
    void onProgress(const CommandId &id, const protocol::CommandEvent &event);
    void onOutcome(const CommandId &id, const Result<Done> &outcome);

    ClientLink &m_link;
    QHash<CommandId, Entry> m_running;
};

/// How long a command may take before the server gives it up.
[[nodiscard]] std::chrono::milliseconds limitOf(CommandRequest::What what) noexcept;

} // namespace cordboard::console
