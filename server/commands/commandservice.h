// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/calldirectory.h"
#include "server/commands/calllocks.h"
#include "server/commands/command.h"
#include "server/commands/commandmemory.h"
#include "server/commands/commandsummary.h"
#include "server/commands/journal.h"
#include "server/commands/preparation.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace cordboard {

struct CommandSettings {
    lifecycle::Times times;
    std::chrono::milliseconds remembered{
        60'000}; ///< after `Ended`: the same cmd_id re-attaches, and is never executed
    std::size_t mostRemembered = 10'000; ///< ended commands; the oldest go first
};

/// All commands: takes them, runs them one at a time on a call, and remembers them for a while. Main thread.
///
/// A client's request: submit(), answer it, then attach(): whatever happened in between is told then, in
/// order. Destroyed with commands running, it tells nobody; the journal makes them `interrupted` for the next
/// process.
class CommandService : public QObject {
    Q_OBJECT
public:
    /// What stands in the way of a command that was never asked for before.
    using Admission = std::function<std::optional<Error>(const CommandRequest &request, const CommandId &id)>;

    /// `directory` outlives this. Without a journal nothing is known after a restart.
    CommandService(CallDirectory &directory, std::unique_ptr<Journal> journal,
        const CommandSettings &settings = {}, QObject *parent = nullptr);
    ~CommandService() override;

    /// Takes a command and returns the answer to its request. What is wrong with the call itself comes as
    /// `Error` and `Ended`, as every later failure does; nothing has been looked up or sent when this
    /// returns. The same cmd_id with the same content again is not executed: attach() tells what became of
    /// it. Errors: InvalidParams (with field), Conflict (the cmd_id is taken by another content).
    /// \param sees  the calls that this owner knows of; it finds no others
    /// \param admit  asked once for what will be executed, never for a repetition; its error is returned.
    /// After it has let a command in, the command is there.
    [[nodiscard]] Result<protocol::Started> submit(protocol::Command method, const QJsonObject &params,
        const Owner &owner, const CallPredicate &sees = {}, const Admission &admit = {});
    /// Tells `sink` all events so far, at once, and from then on each as it happens. A command may have
    /// several sinks. \returns false if there is no such command of this owner.
    bool attach(const Owner &owner, const CommandId &id, CommandSink *sink);

    /// Of this owner's commands only; errors: CommandNotFound.
    [[nodiscard]] Result<CommandSummary> get(const Owner &owner, const CommandId &id);
    [[nodiscard]] CommandSummaries list(const Owner &owner);
    /// Ends it now (a ringing CallStart is hung up), unless it has ended. \returns how it is then.
    [[nodiscard]] Result<CommandSummary> cancel(const Owner &owner, const CommandId &id);

    /// The `tags` of the CallStart that a journey began with; empty if there are none.
    [[nodiscard]] QJsonObject tags(const JourneyId &journey) const;
    /// Of commands from now on.
    void setTimes(const lifecycle::Times &times) { m_settings.times = times; }
    /// How many commands run now, Echoes never.
    [[nodiscard]] qsizetype running() const { return m_running.size(); }

Q_SIGNALS:
    /// For timeline and audit; not for Echo. It is about to be sent to the node.
    void commandBegun(const cordboard::Owner &owner, const cordboard::CommandSummary &command);
    void commandEnded(const cordboard::Owner &owner, const cordboard::CommandSummary &command);
    /// After its end something happened all the same (Operation::lateResult).
    void lateResult(
        const cordboard::Owner &owner, const cordboard::CommandSummary &command, const QString &text);

private:
    using Record = CommandMemory::Record;
    struct Tags {
        QJsonObject tags;
        bool commandRemembered = true;
    };

    [[nodiscard]] Record find(const Owner &owner, const CommandId &id);
    [[nodiscard]] Result<Record> findRepeated(const Owner &owner, const CommandRequest &request);
    void echo(const Record &record, const QJsonObject &params);
    void accept(const Record &record, CommandRequest request, const CallPredicate &sees);
    void start(Command *command, const CallPredicate &sees);
    void send(Command *command, const Preparation &preparation);
    [[nodiscard]] bool makeWay(Command *command, const Preparation &preparation);
    [[nodiscard]] bool writeBegun(Command *command);
    void onEnding(Command *command, const std::optional<protocol::CommandError> &error);
    void remember(const Journal::Entry &entry);
    void forgetOld();
    void forgetTags(const JourneyId &journey);

    CallDirectory &m_directory;
    std::unique_ptr<Journal> m_journal;
    CommandSettings m_settings;
    CommandMemory m_memory;
    CallLocks m_locks;
    QHash<const CommandRecord *, Command *> m_running;
    QHash<const CommandRecord *, quint64> m_journalled; ///< serial of what was begun
    QHash<JourneyId, Tags> m_tags;
    QTimer m_forget;
};

} // namespace cordboard
