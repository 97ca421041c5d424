// SPDX-License-Identifier: Apache-2.0
#include "server/app/adminview.h"

#include "server/app/logging/logging.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

HistogramFigures figuresOf(const Latencies &latencies)
{
    return {.bounds = {Latencies::bounds.begin(), Latencies::bounds.end()},
        .counts = {latencies.counts().begin(), latencies.counts().end()},
        .sum = latencies.sum()};
}

} // namespace

AdminView::AdminView(Rooms rooms, QObject *parent)
    : QObject(parent)
    , m_rooms(std::move(rooms))
{
    connect(&m_rooms.commands, &CommandService::commandEnded, this,
        [this](const Owner &, const CommandSummary &command) {
            const QString outcome = command.error ? command.error->id : u"done"_s;
            ++m_commands[{json::wireName(command.method), outcome}];
        });
}

QStringList AdminView::notReady() const
{
    QStringList lines;
    if (!m_rooms.listener.isListening()) {
        lines.append(u"clients are not let in: the server stops"_s);
    }
    for (const NodeStatus &status : m_rooms.directory.nodes()) {
        const QString why = !status.reachable ? u"not reachable"_s
            : !status.synchronised            ? u"not synchronised"_s
                                              : QString();
        if (!why.isEmpty()) {
            lines.append(u"node "_s + status.node.text() + u": "_s + why
                + (status.detail.isEmpty() ? QString() : QString(u", "_s + status.detail.simplified())));
        }
    }
    if (!m_rooms.auditLog.isHealthy()) {
        lines.append(
            u"audit: cannot be written, %1 records are in the log only"_s.arg(m_rooms.auditLog.failures()));
    }
    return lines;
}

AdminFigures AdminView::figures() const
{
    AdminFigures figures{.version = QStringLiteral(CORDBOARD_VERSION),
        .startedAt = static_cast<double>(m_startedAt.toMSecsSinceEpoch()) / 1000,
        .connections = m_rooms.listener.connections(),
        .unauthenticated = m_rooms.listener.unauthenticated(),
        .connectionsTotal = m_rooms.listener.connectionsTotal(),
        .changes = m_rooms.registry.seq(),
        .commandsRunning = m_rooms.commands.running(),
        .commands = m_commands,
        .auditRecords = m_rooms.audit.counts(),
        .auditFailures = static_cast<quint64>(m_rooms.auditLog.failures()),
        .auditWritable = m_rooms.auditLog.isHealthy(),
        .droppedLogLines = Logging::dropped()};
    for (const auto &[state, name] : json::WireNames<CallState>::names) {
        if (state != CallState::Ended) {
            figures.callsByState.insert(QString::fromLatin1(name), 0);
        }
    }
    for (const LiveCallPtr &call : m_rooms.registry.calls()) {
        ++figures.callsByState[json::wireName(call->info.state)];
    }
    for (const Connector *connector : m_rooms.connectors) {
        figures.nodes.append(figuresOf(*connector));
    }
    return figures;
}

NodeFigures AdminView::figuresOf(const Connector &connector) const
{
    const NodeStatus status = connector.status();
    const ConnectorTraffic traffic = connector.traffic();
    return {.name = connector.node().text(),
        .reachable = status.reachable,
        .synchronised = status.synchronised,
        .calls = m_rooms.directory.callsOf(connector.node()),
        .eventsReceived = traffic.eventsReceived,
        .eventsUnreadable = traffic.eventsUnreadable,
        .eventsForeign = traffic.eventsForeign,
        .eventsDropped = traffic.eventsDropped,
        .failedRequests = traffic.failedRequests,
        .answers = cordboard::figuresOf(traffic.answers),
        .phoneAnswers = cordboard::figuresOf(traffic.phoneAnswers)};
}

} // namespace cordboard
