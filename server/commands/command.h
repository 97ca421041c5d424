// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/commands/commandlifecycle.h"
#include "server/commands/commandrecord.h"
#include "server/commands/commandrequest.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace cordboard {

/// One command under way: the shell around lifecycle::next() that holds the deadline and the connector's
/// operation, and tells the record what happens. Does not outlive its `Ended` for long; the record does.
class Command : public QObject {
    Q_OBJECT
public:
    /// The deadline runs from here. `record` and `request` are of the same command.
    Command(std::shared_ptr<CommandRecord> record, CommandRequest request, const lifecycle::Times &times,
        QObject *parent = nullptr);

    /// The connector began. The operation stays the connector's.
    void run(Operation *operation);
    /// A check failed: nothing was sent.
    void refuse(const Error &error, CallFate fate = CallFate::Kept);
    /// There is nothing to do any more.
    void succeed();
    /// Ends it now, unless it has ended.
    void stop(StopReason reason);

    [[nodiscard]] bool hasEnded() const { return std::holds_alternative<lifecycle::Ended>(m_state); }
    [[nodiscard]] const CommandRequest &request() const { return m_request; }
    [[nodiscard]] const std::shared_ptr<CommandRecord> &record() const { return m_record; }

Q_SIGNALS:
    /// Exactly once, before `Error` and `Ended` are told: so that whoever hears of them finds the call free.
    void ending(const std::optional<cordboard::protocol::CommandError> &error);
    /// Exactly once, after `Ended` was told.
    void ended();

private:
    void handle(const lifecycle::Event &event);
    void apply(const lifecycle::Step &step);
    void perform(const lifecycle::Action &action);
    void tellProgress(const Progress &progress);

    std::shared_ptr<CommandRecord> m_record;
    CommandRequest m_request;
    lifecycle::Plan m_plan;
    lifecycle::State m_state;
    QPointer<Operation> m_operation;
    QTimer m_deadline;
};

} // namespace cordboard
