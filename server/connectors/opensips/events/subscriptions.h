// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/task.h"
#include "server/connectors/opensips/events/event.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace cordboard::opensips {

/// An event that is wanted.
struct WantedEvent {
    QString name; ///< e.g. "E_CALL_HOLD"
    bool optional = false; ///< the proxy's script or modules may lack it (fact 43)
};

/// How the subscriptions are kept.
struct SubscriptionSettings {
    QString socket; ///< where the proxy is to send, "udp:host:port"
    QList<WantedEvent> events; ///< the probe uses the first that the proxy has
    std::chrono::seconds expire{120}; ///< renewed at half of it
    std::chrono::milliseconds callDeadline{5000}; ///< of each management request
    std::chrono::milliseconds probeWait{1000}; ///< from the answer to `raise_event` to the datagram
    std::chrono::milliseconds retryWait{5000}; ///< after a round that failed, or a path that stays unproven
};

/// Keeps the event subscriptions of one node (facts 14, 16), and proves that events really arrive.
///
/// open() subscribes to all events and then probes; so does every loss of the path. A proxy that was
/// restarted has forgotten all subscriptions silently: a probe finds out, so call probe() every few seconds.
/// Give what arrives to onProbe().
class Subscriptions : public QObject {
    Q_OBJECT
public:
    /// Sends a management request by its 3.x name, in the background; see Lanes::call().
    using Call = std::function<Task<QJsonValue>(
        const QString &method, const QJsonObject &params, std::chrono::milliseconds deadline)>;

    Subscriptions(SubscriptionSettings settings, Call call, QObject *parent = nullptr);
    /// Probes under way end in Cancelled.
    ~Subscriptions() override;

    /// Starts, and goes on for good.
    void open();
    /// Stops, and takes the subscriptions back (`expire` 0). Settles when the proxy has answered all of it,
    /// well or not; the result is always Done.
    [[nodiscard]] Task<Done> close();

    /// Proves the path end to end: `raise_event` with a nonce, which must come back as a datagram. A probe
    /// that is under way is joined. Errors: those of the management request; Timeout when nothing arrived;
    /// RefusedByProxy with status 480 when nobody is subscribed; WrongState when not open; NotSupported when
    /// the proxy has none of the events; Cancelled by close(). After 480 or Timeout of the path it subscribes
    /// anew by itself.
    [[nodiscard]] Task<Done> probe();
    /// A probe has arrived, ours or that of another Cordboard.
    void onProbe(const ProbeArrived &probe);

    /// The last round of subscriptions succeeded, for all events that the proxy has.
    [[nodiscard]] bool isSubscribed() const noexcept { return m_subscribed; }
    /// Events that the proxy does not have, in the order of the settings. Asked for again after a loss of the
    /// path only, since each question leaves an error in the proxy's log.
    [[nodiscard]] QStringList missing() const { return m_missing; }
    /// Those of them that are not optional.
    [[nodiscard]] QStringList missingDemanded() const;

Q_SIGNALS:
    /// A round has succeeded: from now on nothing is missed, if the path is proven. Not emitted for renewals.
    void subscribed();
    /// A probe of ours has arrived.
    void pathProven();
    /// A probe failed, or the proxy refused to subscribe us: events may have been lost.
    void pathLost(const cordboard::Error &why);

private:
    enum class Kind { First, Renewal };

    void startRound(Kind kind);
    void onSubscribed(int round, const QString &event, const Result<QJsonValue> &result);
    void endRound();
    void sendProbe();
    void onRaised(const QString &nonce, const Result<QJsonValue> &result);
    void settleProbe(const Result<Done> &result, bool subscribeAnew);
    [[nodiscard]] Task<QJsonValue> subscribe(const QString &event, std::chrono::seconds expire);

    SubscriptionSettings m_settings;
    Call m_call;
    bool m_open = false;
    bool m_subscribed = false;
    bool m_provenSinceRound =
        false; ///< a loss after a proof is repaired at once, one without after retryWait
    QStringList m_missing;
    Kind m_kind = Kind::First;
    int m_round = 0; ///< answers to earlier ones do not count
    int m_unanswered = 0; ///< of this round
    std::optional<Error> m_roundError;
    QString m_nonce; ///< of the probe under way
    std::vector<Promise<Done>> m_probers;
    QTimer m_renewal;
    QTimer m_retry;
    QTimer m_arrival;
};

} // namespace cordboard::opensips
