// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace cordboard {

/// Counts by ranges: one more count than upper ends, the last range has none.
struct HistogramFigures {
    std::vector<double> bounds = {}; ///< ascending, in seconds
    std::vector<quint64> counts = {};
    double sum = 0; ///< in seconds
};

/// One proxy, as it is and as it was since the start.
struct NodeFigures {
    QString name = {};
    bool reachable = false;
    bool synchronised = false;
    qint64 calls = 0;
    quint64 eventsReceived = 0;
    quint64 eventsUnreadable = 0;
    quint64 eventsForeign = 0;
    quint64 eventsDropped = 0;
    quint64 failedRequests = 0;
    HistogramFigures answers = {}; ///< of requests that the proxy answers by itself
    HistogramFigures phoneAnswers = {}; ///< of requests that wait for a phone
};

/// All that the metrics tell. Since the start where nothing else is said.
struct AdminFigures {
    QString version = {};
    double startedAt = 0; ///< seconds since 1970, UTC
    qint64 connections = 0; ///< now
    qint64 unauthenticated = 0; ///< of these, not logged in
    quint64 connectionsTotal = 0;
    QHash<QString, qint64> callsByState = {}; ///< now
    qint64 changes = 0; ///< of calls
    qint64 commandsRunning = 0; ///< now
    QHash<std::pair<QString, QString>, quint64> commands = {}; ///< ended, by method and outcome
    QHash<QString, quint64> auditRecords = {}; ///< by what they say happened
    quint64 auditFailures = 0; ///< records that could not be kept
    bool auditWritable = false;
    quint64 droppedLogLines = 0;
    QList<NodeFigures> nodes = {};
};

/// Where the admin port learns how the server is. The application binds it. Main thread.
class AdminSource {
public:
    virtual ~AdminSource() = default;
    /// One line for each thing that keeps the server from being ready; empty: it is.
    [[nodiscard]] virtual QStringList notReady() const = 0;
    [[nodiscard]] virtual AdminFigures figures() const = 0;
};

} // namespace cordboard
