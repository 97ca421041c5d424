// SPDX-License-Identifier: Apache-2.0
#include "server/commands/command.h"

#include "common/core/overloaded.h"
#include "server/commands/progressdata.h"

namespace cordboard {

using namespace Qt::StringLiterals;

Command::Command(std::shared_ptr<CommandRecord> record, CommandRequest request, const lifecycle::Times &times,
    QObject *parent)
    : QObject(parent)
    , m_record(std::move(record))
    , m_request(std::move(request))
    , m_plan{m_request.method, times, m_request.deadline}
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(
        Qt::PreciseTimer); // a coarse one may be late by 5 %: three seconds of a ringing phone
    connect(&m_deadline, &QTimer::timeout, this, [this] { handle(lifecycle::TimeUp{}); });
    apply(lifecycle::begin(m_plan));
}

void Command::run(Operation *operation)
{
    m_operation = operation;
    connect(operation, &Operation::progressed, this,
        [this](const Progress &progress) { handle(lifecycle::Progressed{progress}); });
    connect(operation, &Operation::finished, this,
        [this](const Outcome &outcome) { handle(lifecycle::Finished{outcome}); });
    // Not part of the contract, but a command must have an outcome even so.
    connect(operation, &QObject::destroyed, this, [this] {
        handle(lifecycle::Finished{tl::unexpected(
            Failure{{Errc::Abandoned, u"the connector gave the command up"_s}, CallFate::Unknown})});
    });
    handle(lifecycle::Began{});
}

void Command::refuse(const Error &error, CallFate fate)
{
    handle(lifecycle::Finished{tl::unexpected(Failure{error, fate})});
}

void Command::succeed() { handle(lifecycle::Finished{Done{}}); }

void Command::stop(StopReason reason) { handle(lifecycle::StopAsked{reason}); }

void Command::handle(const lifecycle::Event &event) { apply(lifecycle::next(m_plan, m_state, event)); }

void Command::apply(const lifecycle::Step &step)
{
    // The state first: an action may come back here in the same stack (stop() finishes the operation).
    m_state = step.state;
    for (const lifecycle::Action &action : step.actions) {
        perform(action);
    }
}

void Command::perform(const lifecycle::Action &action)
{
    std::visit(Overloaded{
                   [this](const lifecycle::ArmDeadline &arm) { m_deadline.start(arm.duration); },
                   [this](const lifecycle::TellProgress &tell) { tellProgress(tell.progress); },
                   [this](const lifecycle::StopOperation &stop) {
                       if (m_operation) {
                           m_operation->stop(stop.reason);
                       }
                       handle(lifecycle::StopReturned{});
                   },
                   [this](const lifecycle::TellEnd &end) {
                       m_deadline.stop();
                       const auto record = m_record;
                       const auto error =
                           end.failure ? std::optional(commandError(*end.failure)) : std::nullopt;
                       Q_EMIT ending(error);
                       record->tellEnd(error);
                       Q_EMIT ended();
                   },
               },
        action);
}

void Command::tellProgress(const Progress &progress)
{
    // An event that this command never sends would surprise its clients: a connector's mistake stays here.
    if (const auto data = progressData(m_request, progress)) {
        m_record->tellProgress(progress.event, *data);
    }
}

} // namespace cordboard
