// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/doctor/examination.h"
#include "server/connectors/opensips/events/eventsocket.h"
#include "server/connectors/opensips/nodelink.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <memory>

namespace cordboard::opensips {

/// Examines one proxy, once: both lanes, its commands, and the way of its events, which it subscribes to
/// under a port of its own and takes back. Changes nothing at the proxy that outlives two minutes.
///
/// Each request has the deadline of NodeSettings::answerTime, so that a proxy that never answers costs a few
/// seconds.
class Doctor : public QObject {
    Q_OBJECT
public:
    explicit Doctor(NodeSettings settings, QObject *parent = nullptr);
    ~Doctor() override;

    /// Call once. Always succeeds: what fails is what was found.
    [[nodiscard]] Task<Examination> examine();

    static constexpr std::chrono::milliseconds arrivalWait{2'000}; ///< from raise_event's answer to the event

private:
    using Step = void (Doctor::*)();

    void meetLane(Lanes *lanes, LaneSeen *seen, Step next);
    void askHttp();
    void askLong();
    void askDatagram();
    void askTime();
    void lookUp();
    void listen();
    void subscribeNext();
    void raise();
    void onArrived(const ProxyEvent &event);
    void takeBack();
    void finish();
    [[nodiscard]] Task<QJsonValue> ask(const QString &method, const QJsonObject &params);

    NodeSettings m_settings;
    std::unique_ptr<Lanes> m_http;
    std::unique_ptr<Lanes> m_datagram;
    EventSocket m_events;
    Examination m_seen;
    QStringList m_wanted; ///< events that were not asked for yet
    QStringList m_held; ///< events that are subscribed
    QString m_nonce;
    QElapsedTimer m_sinceRaise;
    QTimer m_arrival;
    bool m_raised = false; ///< raise_event was answered
    Promise<Examination> m_promise;
};

} // namespace cordboard::opensips
