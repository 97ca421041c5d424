// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/calltable.h"
#include "common/client/clientlink.h"

#include <QDateTime>

namespace cordboard {

/// The live calls of a view, kept equal to the server's over a link that comes and goes: it subscribes
/// whenever the link is connected, from where it was if it can, and anew if the stream has a gap or cannot be
/// read.
///
/// What it offers is always one whole, consistent list, and how old that is. The list of before stays until
/// another one is complete. Look-ups cost the same for 10 calls and for 10,000.
///
/// A connection has one subscription, so have one replica for a link. The subscription lasts as long as the
/// connection. Receivers of its signals may close the link; destroy the replica by deleteLater() only.
class CallReplica : public QObject {
    Q_OBJECT
public:
    enum class State {
        Empty, ///< there was no list yet
        Live, ///< the list is the server's
        Stale, ///< the list is an old one: the link is lost, or the server has not confirmed it for too long
    };
    Q_ENUM(State)

    struct Options {
        std::chrono::milliseconds staleAfter{7000}; ///< the server confirms every 5 s
        /// Silence of the stream, on a link that is up, after which it is asked for again.
        std::chrono::milliseconds silenceLimit{15000};
        std::function<std::chrono::steady_clock::time_point()> steadyNow; ///< empty: the system's
        std::function<QDateTime()> wallNow; ///< empty: the system's
    };

    /// \param link  must outlive the replica; open it before or after
    /// \param filter  which calls; empty: all that the client may see
    explicit CallReplica(ClientLink &link, const protocol::CallView &filter = {}, QObject *parent = nullptr);
    CallReplica(ClientLink &link, const protocol::CallView &filter, const Options &options,
        QObject *parent = nullptr);

    [[nodiscard]] State state() const noexcept { return m_state; }
    /// All calls, in no order. What it refers to changes with the next message.
    [[nodiscard]] const QHash<CallId, LiveCall> &calls() const noexcept { return m_table.calls(); }
    /// The call, or null if it is not listed. Valid until the next message.
    [[nodiscard]] const LiveCall *call(const CallId &id) const;
    /// Since when the list may be wrong: time since the last message that made it, or confirmed it, true.
    /// Pages of an unfinished snapshot do not. Nothing while Empty.
    [[nodiscard]] std::optional<std::chrono::milliseconds> age() const;
    /// The server's clock less ours, as its last message told; 0 before. Add it to our time to compute how
    /// long a call has lasted.
    [[nodiscard]] std::chrono::milliseconds serverTimeOffset() const noexcept { return m_offset; }

    /// Looks at the clock, as its timer does when something is due. For programs and tests that have a tick
    /// of their own; harmless at any time.
    void check();

Q_SIGNALS:
    /// The list is another one: forget all calls, and read calls().
    void reset();
    /// Of the next changed(): calls that are gone and had ended, as they were told of last, with who
    /// ended them and why.
    void ended(const QList<cordboard::LiveCall> &calls);
    /// What one message changed, all of it done: `set` are new or changed calls, each once; `gone` are not
    /// listed any more. Also comes with both empty, when the server has confirmed the list.
    void changed(const QList<cordboard::CallId> &set, const QList<cordboard::CallId> &gone);
    /// Comes before the reset() or changed() of the same message.
    void stateChanged(cordboard::CallReplica::State state);
    /// The stream could not be followed, or the server refused it; `error` is for people and logs. It is
    /// asked for again by itself, after a second at first and then more rarely, up to every 30 s.
    void faulted(const cordboard::Error &error);
    /// A message of the stream (CallsSnapshot, CallsChanged) that was applied, as it came: for programs that
    /// print them. Follows reset() and changed().
    void applied(const QString &method, const QJsonObject &params);

private:
    using Instant = std::chrono::steady_clock::time_point;

    void onLinkState(ClientLink::State state);
    void subscribe();
    void onSubscribed(const Result<QJsonValue> &answer);
    void onNotification(const QString &method, const QJsonValue &params);
    [[nodiscard]] Result<CallTable::Outcome> apply(const QString &method, const QJsonObject &params);
    void act(const CallTable::Outcome &outcome);
    void fail(const Error &error);
    void confirmed();
    void updateState();
    void arm();

    ClientLink &m_link;
    protocol::CallView m_filter;
    Options m_options;
    CallTable m_table;
    QTimer m_timer; ///< until the next thing is due
    State m_state = State::Empty;
    bool m_asking = false; ///< the answer to a subscription is awaited; what comes before is the old one's
    int m_attempt = 0; ///< tells answers of an earlier connection from those of this
    bool m_proven = false; ///< the list was confirmed on this connection
    std::chrono::milliseconds m_pause; ///< before the next subscription, if this one fails
    Instant m_trueAt; ///< when the list was confirmed last
    Instant m_heardAt; ///< when the stream, or the answer to its subscription, moved last
    std::optional<Instant> m_retryAt;
    std::chrono::milliseconds m_offset{0};
};

} // namespace cordboard
