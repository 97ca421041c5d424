// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/callregistry.h"
#include "server/clients/access/visibility.h"
#include "server/clients/clientstream.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace cordboard {

struct FeedTiming {
    std::chrono::milliseconds gather{5};
    std::chrono::milliseconds heartbeat{4'000}; ///< after so long without a message an empty one is sent
    std::chrono::milliseconds heartbeatCheck{500};
};

/// Sends the changes of calls to all clients that subscribed, each in its view.
///
/// Changes are gathered for a moment by one timer for all, and encoded once for each view. A client that
/// reads slowly is sent nothing more until it has read; then it gets all that it missed, or a new snapshot
/// where the log does not reach back that far. It never gets a change twice, nor misses one.
class CallFeed : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 mostReplayed = 2'000; ///< changes that `since` may be back
    static constexpr qsizetype callsInAPage = 200;
    static constexpr qint64 changesInAMessage = 500;

    /// \param registry, visibility  must outlive this
    CallFeed(CallRegistry &registry, const Visibility &visibility, const FeedTiming &timing = {},
        QObject *parent = nullptr);
    ~CallFeed() override;

    /// Takes a subscription, in place of the client's earlier one. Nothing is sent before start().
    /// \returns the answer to the client. Errors: InvalidParams (a `since` that this server cannot have told)
    [[nodiscard]] Result<protocol::CallSubscribed> subscribe(
        ClientStream *client, const protocol::CallSubscribe &request);
    /// The answer is on its way: what was promised may follow. Harmless without a subscription.
    void start(ClientStream *client);
    /// \returns false if there was none
    bool unsubscribe(ClientStream *client);
    [[nodiscard]] qsizetype subscribers() const noexcept { return m_subscribers.size(); }

private:
    struct View;
    struct Subscriber;

    [[nodiscard]] std::shared_ptr<View> viewOf(
        const protocol::CallView &filter, const PrincipalPtr &principal);
    [[nodiscard]] bool shows(const View &view, const LiveCall &call) const;
    void showAnew();
    void beginSnapshot(Subscriber &subscriber);
    void tick();
    void pump(Subscriber &subscriber);
    void sendPage(Subscriber &subscriber);
    void sendChanges(Subscriber &subscriber);
    [[nodiscard]] QByteArray collect(const View &view, qint64 from, qint64 to) const;
    void sendHeartbeats();
    [[nodiscard]] QString changedFrame(View &view, qint64 told, qint64 examined, qint64 to);

    CallRegistry &m_registry;
    const Visibility &m_visibility;
    FeedTiming m_timing;
    QTimer m_gather;
    QTimer m_more; ///< pages of snapshots: one for each client in a turn of the event loop
    QTimer m_heartbeat;
    QTimer m_anew; ///< new snapshots, after a scope sees more
    QHash<QString, std::weak_ptr<View>> m_views;
    QHash<ClientStream *, std::shared_ptr<Subscriber>> m_subscribers;
};

} // namespace cordboard
