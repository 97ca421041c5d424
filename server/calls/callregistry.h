// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/calldirectory.h"
#include "server/calls/callstats.h"
#include "server/calls/changelog.h"
#include "server/calls/timeline.h"

#include <QHash>
#include <QMultiHash>
#include <QObject>

#include <functional>

namespace cordboard {

/// The truth about the live calls of all nodes: each as it is now, every change of them with its number, and
/// what happened to each. Main thread.
///
/// A call that ends is changed to `ended`, with who ended it and why, and then gone. A call that was refused
/// before anybody heard of it leaves no trace. One Call-ID on several nodes is several calls of one journey.
class CallRegistry : public QObject {
    Q_OBJECT
public:
    struct Settings {
        ChangeLog::Reach reach = {};
        /// Ended calls are found by find() for as long as the reach, and so many of them at most.
        std::size_t mostEnded = 2'000;
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
        std::function<ChangeLog::Time()> steadyNow = [] { return std::chrono::steady_clock::now(); };
    };
    /// What CallStart remembered with a journey; empty: nothing.
    using TagSource = std::function<QJsonObject(const JourneyId &)>;

    /// \param directory  told of what happens from now on; need not outlive this
    CallRegistry(const CallDirectory &directory, Settings settings, QObject *parent = nullptr);

    /// Names this run of the server: numbers of another epoch mean nothing.
    [[nodiscard]] const QString &epoch() const noexcept { return m_epoch; }
    [[nodiscard]] qint64 seq() const noexcept { return m_log.seq(); }
    /// The clock of everything that it tells, UTC.
    [[nodiscard]] QDateTime now() const { return m_settings.now(); }
    [[nodiscard]] const ChangeLog::Reach &reach() const noexcept { return m_settings.reach; }
    [[nodiscard]] const ChangeLog &log() const noexcept { return m_log; }

    [[nodiscard]] const QHash<CallId, LiveCallPtr> &calls() const noexcept { return m_calls; }
    /// A live call, or one that ended not long ago; null: unknown.
    [[nodiscard]] LiveCallPtr find(const CallId &id) const;
    [[nodiscard]] std::vector<protocol::TimelineEntry> timeline(const CallId &id) const;
    [[nodiscard]] protocol::Stats stats() { return m_stats.stats(m_calls, m_settings.now()); }

    void setTagSource(TagSource source) { m_tagsOf = std::move(source); }
    /// A command works on these calls from now on. `by`: the user, empty for anonymous clients.
    void commandBegun(
        const std::vector<CallId> &calls, const protocol::RunningCommand &command, const QString &by);
    /// \param failure  why it failed; empty after success
    void commandEnded(const std::vector<CallId> &calls, const protocol::RunningCommand &command,
        const QString &by, const QString &failure);
    /// Something for the timeline alone.
    void note(const CallId &call, const QString &text);

Q_SIGNALS:
    /// seq() rose. Emitted from within whatever changed a call: do the work later.
    void changed();

private:
    struct Entry {
        bool hasOwnJourney = false; ///< as the connector tells it
        JourneyId adopted; ///< of the same Call-ID on another node
        std::vector<protocol::RunningCommand> commands;
        Timeline timeline;
    };
    struct Ended {
        CallId id;
        LiveCallPtr call;
        Timeline timeline;
        ChangeLog::Time at;
    };

    void onChanged(const CallInfo &call);
    void onGone(const CallInfo &last);
    void publish(const CallInfo &call);
    void publishAgain(const CallId &id);
    [[nodiscard]] JourneyId reportedJourney(const CallId &id) const;
    void adoptJourney(const CallId &id);
    [[nodiscard]] std::shared_ptr<LiveCall> compose(
        const Entry &entry, const CallInfo &reported, const LiveCall *before) const;
    void append(LiveCallPtr before, LiveCallPtr after);
    void addToTimeline(const CallId &id, protocol::TimelineEntry entry);
    void forgetEnded();

    Settings m_settings;
    QString m_epoch;
    ChangeLog m_log;
    CallStats m_stats;
    TagSource m_tagsOf;
    QHash<CallId, LiveCallPtr> m_calls;
    QHash<CallId, Entry> m_entries;
    QMultiHash<SipCallId, CallId> m_byCallId;
    std::deque<Ended> m_ended; ///< the oldest first
};

} // namespace cordboard
