// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/managementcall.h"

#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

namespace cordboard::opensips {

/// Our subscriptions at one node, and the proof that events really arrive.
///
/// Subscriptions live in the proxy's memory and vanish with it, silently (fact 14): they are renewed at half
/// their life, and probe() proves the whole path by an event of our own (fact 16).
class Subscriptions : public QObject {
    Q_OBJECT
public:
    struct Times {
        std::chrono::milliseconds life{120'000}; ///< of a subscription; renewed at half of it
        std::chrono::milliseconds proof{1'000}; ///< how long a probe may take to arrive
    };

    /// \param socket  where events are sent to: "udp:host:port"
    explicit Subscriptions(ManagementCall call, QString socket, Times times, QObject *parent = nullptr);
    explicit Subscriptions(ManagementCall call, QString socket, QObject *parent = nullptr);

    /// Subscribes to all of them. An event that the proxy does not know (400: its module is not loaded, or
    /// its script lacks the lines) is remembered in missing() and tried again with every renewal. Errors: the
    /// first lane error.
    [[nodiscard]] Task<Done> subscribe(const QStringList &events);
    /// Raises an event and waits for it to arrive here. Errors: Timeout (raised, and it did not come),
    /// RefusedByProxy with status 480 (nobody is subscribed: subscribe() anew), or the lane's.
    [[nodiscard]] Task<Done> probe();
    /// Tells the proxy that nobody listens any more; nobody waits for the answer.
    void unsubscribe();

    [[nodiscard]] const QStringList &missing() const { return m_missing; }
    /// To be told of every ProbeArrived.
    void arrived(const QString &nonce);

Q_SIGNALS:
    /// A renewal failed; subscribe() anew when the node answers again.
    void lapsed(const cordboard::Error &error);

private:
    void subscribeNext(const QStringList &rest, std::shared_ptr<Promise<Done>> promise);
    void renew();

    ManagementCall m_call;
    QString m_socket;
    Times m_times;
    QStringList m_events;
    QStringList m_missing;
    QTimer m_renewal;
    QTimer m_proofTimeout;
    QString m_nonce; // of the probe under way
    Promise<Done> m_proof;
};

} // namespace cordboard::opensips
