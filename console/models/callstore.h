// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"
#include "console/models/clock.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <vector>

namespace cordboard::console {

/// The calls that the console knows, each as a CallRow: what the server told, with the commands of this user.
/// Not in any order; CallListModel shows them.
///
/// Changes are gathered for `gatherFor` and told at once. A call that has ended stays `keepEnded`, then
/// leaves.
class CallStore : public QObject {
    Q_OBJECT
public:
    struct Options {
        std::chrono::milliseconds gatherFor{80};
        std::chrono::milliseconds keepEnded{3000};
    };

    explicit CallStore(Clock clock, QObject *parent = nullptr);
    CallStore(Clock clock, const Options &options, QObject *parent = nullptr);

    [[nodiscard]] const QHash<CallId, CallRowPtr> &rows() const noexcept { return m_rows; }
    /// Null if there is no such call.
    [[nodiscard]] CallRowPtr row(const CallId &call) const { return m_rows.value(call); }
    /// Live calls of the journey, ended ones left out.
    [[nodiscard]] int journeyCalls(const JourneyId &journey) const { return m_journeys.value(journey); }
    /// A command of this user that runs on the call.
    [[nodiscard]] std::optional<CommandState> runningOn(const CallId &call) const
    {
        return m_contexts.value(call).running;
    }
    /// Live calls at a node, ended ones left out.
    [[nodiscard]] int nodeCalls(const NodeName &node) const { return m_nodes.value(node); }
    /// Those that have not ended.
    [[nodiscard]] int liveCount() const noexcept { return m_live; }

    /// The list is another one.
    void reset(const QHash<CallId, LiveCall> &calls);
    void apply(const QList<LiveCall> &set, const QList<CallId> &gone);
    /// A command of this user has begun, moved or ended.
    void noteCommand(const CommandState &command);
    void dismissFailure(const CallId &call);
    /// Whose calls are this user's own: user part or address (personKey()); empty for nobody's.
    void setMe(const QString &address);
    /// Tells what is gathered now.
    void flush();

Q_SIGNALS:
    /// All rows are new.
    void wasReset();
    /// Each call once; `removed` are not in rows() any more.
    void changed(const QList<cordboard::console::CallRowPtr> &set, const QList<cordboard::CallId> &removed);

private:
    void touch(const CallId &call);
    void rebuild(const CallId &call);
    void account(const CallRow &row, int by);
    void noteEnd(const CallId &call);
    void sweep();
    [[nodiscard]] int takeSlot();
    [[nodiscard]] bool isMine(const LiveCall &live) const;

    Clock m_clock;
    Options m_options;
    QHash<CallId, LiveCall> m_calls;
    QHash<CallId, CallContext> m_contexts;
    QHash<CallId, CallRowPtr> m_rows;
    QHash<JourneyId, int> m_journeys;
    QHash<NodeName, int> m_nodes;
    std::vector<int> m_freeSlots;
    int m_slots = 0; ///< that were ever given
    QSet<CallId> m_touched;
    QList<CallId> m_removed;
    QList<std::pair<CallId, std::chrono::steady_clock::time_point>> m_ended; ///< and when it leaves, in order
    QTimer m_gather;
    QTimer m_sweep;
    QString m_me;
    int m_live = 0;
};

} // namespace cordboard::console
