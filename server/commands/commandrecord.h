// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/commands/commandsink.h"
#include "server/commands/owner.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPointer>

#include <memory>
#include <vector>

namespace cordboard {

/// What is told of one command, kept so that it can be told again: while the command runs, and for a while
/// after. Nothing is told after `Ended`. Always owned by a shared_ptr, since a sink may bring the service to
/// forget it.
class CommandRecord : public std::enable_shared_from_this<CommandRecord> {
public:
    /// Progress kept for one command; more of it is dropped. Only a peer that repeats itself gets there.
    static constexpr std::size_t mostProgress = 200;

    CommandId cmdId;
    Owner owner;
    protocol::Command method = protocol::Command::Echo;
    QByteArray contentHash; ///< empty for Echo, whose content is its reply
    QDateTime startedAt; ///< UTC
    QDateTime endedAt; ///< UTC; invalid while it runs
    JourneyId journey; ///< of what it started or transferred
    NodeName node; ///< empty until it is known
    std::vector<CallId> calls; ///< that it works on; empty until they are known
    qsizetype bytes = 0; ///< about what its events take in memory, where clients decide that

    [[nodiscard]] const std::vector<protocol::CommandEvent> &events() const noexcept { return m_events; }
    [[nodiscard]] bool hasEnded() const noexcept { return m_ended; }
    /// Why it failed; nothing while it runs and after success.
    [[nodiscard]] std::optional<protocol::CommandError> error() const;

    void tellProgress(ProgressEvent event, const QJsonValue &data);
    /// The last words: `Error` if there is one, then `Ended`. Only the first call counts.
    void tellEnd(const std::optional<protocol::CommandError> &error);

    /// Tells the sink everything so far, then what comes. A sink that is attached already starts over.
    void attach(CommandSink *sink);
    /// Tells this sink no more.
    void detach(const CommandSink *sink);

private:
    struct Attachment {
        QPointer<CommandSink> sink;
        std::size_t next = 0; ///< index of the event to tell
    };
    void tell(protocol::CommandEvent event);
    void deliver();

    std::vector<protocol::CommandEvent> m_events;
    QList<std::shared_ptr<Attachment>> m_attachments;
    bool m_ended = false;
};

} // namespace cordboard
