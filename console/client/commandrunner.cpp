// SPDX-License-Identifier: Apache-2.0
#include "console/client/commandrunner.h"

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The server ends a command at the limit that we gave; this much later it can have told us.
constexpr auto grace = 5s;

struct Wire {
    QString method;
    QJsonObject params;
};

Wire wireOf(const CommandRequest &request)
{
    using enum CommandRequest::What;
    switch (request.what) {
    case Start:
        return {
            u"CallStart"_s, json::encode(protocol::CallStart{request.caller, request.destination, {}, {}})};
    case Hold:
        return {u"CallHold"_s, json::encode(protocol::CallHold{request.call, {}, {}})};
    case Resume:
        return {u"CallUnhold"_s, json::encode(protocol::CallHold{request.call, {}, {}})};
    case BlindTransfer:
        return {u"CallBlindTransfer"_s,
            json::encode(protocol::CallBlindTransfer{request.call, {}, request.stays, request.destination})};
    case AttendedTransfer:
        return {u"CallAttendedTransfer"_s,
            json::encode(protocol::CallAttendedTransfer{
                request.call, {}, request.stays, request.second, {}, request.secondStays, {}})};
    case End:
        return {u"CallEnd"_s, json::encode(protocol::CallEnd{request.call, {}})};
    }
    Q_UNREACHABLE();
}

} // namespace

std::chrono::milliseconds limitOf(CommandRequest::What what) noexcept
{
    using enum CommandRequest::What;
    switch (what) {
    case Start:
        return 60s;
    case BlindTransfer:
    case AttendedTransfer:
        return 45s;
    case Hold:
    case Resume:
        return 10s;
    case End:
        return 5s;
    }
    Q_UNREACHABLE();
}

CommandRunner::CommandRunner(ClientLink &link, QObject *parent)
    : QObject(parent)
    , m_link(link)
{
}

CommandId CommandRunner::run(const CommandRequest &request)
{
    Wire wire = wireOf(request);
    const auto limit = limitOf(request.what);
    wire.params.insert("deadline_ms"_L1, static_cast<qint64>(limit.count()));
    auto *const command = new ClientCommand(m_link, wire.method, wire.params, this);
    const CommandId id = command->id();
    CommandState state;
    state.id = id;
    state.request = request;
    state.begunAt = QDateTime::currentDateTimeUtc();
    state.limit = limit;
    m_running.insert(id, {state, command});
    connect(command, &ClientCommand::happened, this,
        [this, id](const protocol::CommandEvent &event) { onProgress(id, event); });
    Q_EMIT changed(state);
    command->start(limit + grace).then(this, [this, id](const Result<Done> &outcome) {
        onOutcome(id, outcome);
    });
    return id;
}

void CommandRunner::cancel(const CommandId &command)
{
    const auto found = m_running.find(command);
    if (found == m_running.end() || found->state.isCancelling) {
        return;
    }
    found->state.isCancelling = true;
    const CommandState state = found->state;
    m_link.call(u"CommandCancel"_s, json::encode(protocol::CommandName{command}))
        .then(this, [this, command](const Result<QJsonValue> &answer) {
            // Refused: it goes on, and can be cancelled again. One that is over has told its outcome.
            const auto entry = m_running.find(command);
            if (!answer && entry != m_running.end()) {
                entry->state.isCancelling = false;
                const CommandState now = entry->state;
                Q_EMIT changed(now);
            }
        });
    Q_EMIT changed(state);
}

QList<CommandState> CommandRunner::running() const
{
    QList<CommandState> states;
    for (const Entry &entry : m_running) {
        states.append(entry.state);
    }
    return states;
}

void CommandRunner::onProgress(const CommandId &id, const protocol::CommandEvent &event)
{
    const auto found = m_running.find(id);
    const auto step = json::fromWireName<ProgressEvent>(event.event);
    if (found != m_running.end() && step) {
        found->state.step = step;
        const CommandState state = found->state;
        Q_EMIT changed(state);
    }
}

void CommandRunner::onOutcome(const CommandId &id, const Result<Done> &outcome)
{
    const auto found = m_running.find(id);
    if (found == m_running.end()) {
        return;
    }
    const Entry entry = *found;
    m_running.erase(found);
    CommandState state = entry.state;
    state.phase = outcome ? CommandState::Phase::Done : CommandState::Phase::Failed;
    if (!outcome) {
        state.error = outcome.error();
        state.fate = entry.command->callFate().value_or(CallFate::Unknown);
    }
    entry.command->deleteLater();
    Q_EMIT changed(state);
}

} // namespace cordboard::console
