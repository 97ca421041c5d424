// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/callreplica.h"
#include "common/client/clientlink.h"
#include "common/client/nodereplica.h"
#include "common/protocol/session.h"
#include "console/client/commandrunner.h"
#include "console/client/feed.h"
#include "console/client/registrationreplica.h"

#include <QObject>
#include <QTimer>

namespace cordboard::console {

/// All that the console has of one server: the live calls, the nodes, who is registered, the figures, and the
/// commands. Opens and closes the link, and judges how good the data is.
///
/// The data is fresh while the link is up, the list of calls is followed, and the server has said anything
/// within `freshFor`: the server tells changes at once and in order, so whatever it says proves that nothing
/// has changed before.
class ServerConnection : public QObject {
    Q_OBJECT
public:
    struct Options {
        ClientLink::Options link;
        std::chrono::milliseconds freshFor{5000};
        std::chrono::milliseconds statsEvery{2000}; ///< also the sign of life on a quiet system
        std::function<std::chrono::steady_clock::time_point()> steadyNow; ///< empty: the system's
    };

    explicit ServerConnection(QObject *parent = nullptr);
    explicit ServerConnection(Options options, QObject *parent = nullptr);

    /// As ClientLink::open().
    [[nodiscard]] Result<Done> open(const QUrl &url, const QByteArray &token = {});
    void close();
    /// Does not wait for the next attempt. No effect while connected.
    void retryNow();

    [[nodiscard]] Feed feed() const;
    [[nodiscard]] const QHash<CallId, LiveCall> &calls() const noexcept { return m_calls.calls(); }
    [[nodiscard]] const std::vector<protocol::Node> &nodes() const noexcept { return m_nodes.nodes(); }
    /// The server's clock less ours.
    [[nodiscard]] std::chrono::milliseconds serverTimeOffset() const noexcept
    {
        return m_calls.serverTimeOffset();
    }

    /// As CommandRunner. Refused with Errc::LinkLost, told by commandChanged(), unless the feed is fresh.
    CommandId run(const CommandRequest &request) { return m_commands.run(request); }
    void cancel(const CommandId &command) { m_commands.cancel(command); }
    /// Asks what happened to a call; timelineArrived() follows unless the link is lost or the call unknown.
    void fetchTimeline(const CallId &call);

Q_SIGNALS:
    /// All that was known is void; calls() is the list.
    void callsReset();
    /// `set` also holds calls that are gone at once, with how they ended.
    void callsChanged(const QList<cordboard::LiveCall> &set, const QList<cordboard::CallId> &gone);
    void nodesChanged(const std::vector<cordboard::protocol::Node> &nodes);
    void registrationsReset(const std::vector<cordboard::protocol::Registration> &registrations);
    void registrationsChanged(const std::vector<cordboard::protocol::Registration> &registrations);
    void statsArrived(const cordboard::protocol::Stats &stats);
    /// Anything of the feed but its age and the countdown.
    void feedChanged(const cordboard::console::Feed &feed);
    /// Who this client is to the server, and what it may do; after each connection.
    void sessionArrived(const cordboard::protocol::SessionDescription &session);
    void commandChanged(const cordboard::console::CommandState &command);
    void timelineArrived(
        const cordboard::CallId &call, const std::vector<cordboard::protocol::TimelineEntry> &timeline);
    /// For logs.
    void faulted(const QString &sentence);

private:
    using Instant = std::chrono::steady_clock::time_point;

    void onLinkState(ClientLink::State state);
    void onFailed(const QString &why);
    void onCallsChanged(const QList<CallId> &set, const QList<CallId> &gone);
    void askForStats();
    void askForSession();
    void judge();

    Options m_options;
    ClientLink m_link;
    CallReplica m_calls;
    NodeReplica m_nodes;
    RegistrationReplica m_registrations;
    CommandRunner m_commands;
    QTimer m_statsTimer;
    QTimer m_judgeTimer;
    QByteArray m_token;
    Feed::Trouble m_trouble = Feed::Trouble::None;
    QString m_detail;
    std::optional<Instant> m_heardAt; ///< on this connection
    QDateTime m_trueAt; ///< wall clock, when the list was true last
    bool m_isAskingForStats = false;
    Feed m_last; ///< as it was told last
    QList<LiveCall> m_ended; ///< by the message that is being told of
};

/// What a failed attempt to connect means, by what the system said of it.
[[nodiscard]] Feed::Trouble troubleOf(const QString &why);

} // namespace cordboard::console
