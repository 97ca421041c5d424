// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/subscriptions.h"

#include <QJsonArray>
#include <QUuid>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

/// One that every proxy with the module dialog has; any subscribed event would do.
constexpr auto probeEvent = "E_DLG_STATE_CHANGED"_L1;

bool isUnknownEvent(const Error &error) { return error.code == Errc::RefusedByProxy && error.status == 400; }

} // namespace

Subscriptions::Subscriptions(ManagementCall call, QString socket, Times times, QObject *parent)
    : QObject(parent)
    , m_call(std::move(call))
    , m_socket(std::move(socket))
    , m_times(times)
{
    m_renewal.setInterval(m_times.life / 2);
    connect(&m_renewal, &QTimer::timeout, this, &Subscriptions::renew);
    m_proofTimeout.setSingleShot(true);
    connect(&m_proofTimeout, &QTimer::timeout, this, [this] {
        m_nonce.clear();
        std::exchange(m_proof, {}).finish(failure(Errc::Timeout, u"an event of our own did not arrive"_s));
    });
}

Subscriptions::Subscriptions(ManagementCall call, QString socket, QObject *parent)
    : Subscriptions(std::move(call), std::move(socket), Times{}, parent)
{
}

Task<Done> Subscriptions::subscribe(const QStringList &events)
{
    m_events = events;
    m_missing.clear();
    m_renewal.start();
    auto promise = std::make_shared<Promise<Done>>();
    auto task = promise->task();
    subscribeNext(events, promise);
    return task;
}

void Subscriptions::subscribeNext(const QStringList &rest, std::shared_ptr<Promise<Done>> promise)
{
    if (rest.isEmpty()) {
        promise->finish(Done{});
        return;
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_times.life).count();
    const QJsonObject params{
        {u"event"_s, rest.first()}, {u"socket"_s, m_socket}, {u"expire"_s, static_cast<int>(seconds)}};
    m_call(u"event_subscribe"_s, params, Priority::Background)
        .then(this, [this, rest, promise](const Result<QJsonValue> &answer) {
            if (!answer && !isUnknownEvent(answer.error())) {
                promise->finish(tl::unexpected(answer.error()));
                return;
            }
            if (!answer) {
                m_missing.append(rest.first());
            }
            subscribeNext(rest.mid(1), promise);
        });
}

Task<Done> Subscriptions::probe()
{
    const QString nonce = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_nonce = nonce;
    m_proof = Promise<Done>(); // an earlier probe that is still under way is abandoned
    m_proofTimeout.start(m_times.proof);
    auto task = m_proof.task();
    m_call(
        u"raise_event"_s, {{u"event"_s, probeEvent}, {u"params"_s, QJsonArray{nonce}}}, Priority::Background)
        .then(this, [this, nonce](const Result<QJsonValue> &answer) {
            if (!answer && nonce == m_nonce) {
                m_nonce.clear();
                m_proofTimeout.stop();
                std::exchange(m_proof, {}).finish(tl::unexpected(answer.error()));
            }
        });
    return task;
}

void Subscriptions::unsubscribe()
{
    m_renewal.stop();
    const QStringList events = std::exchange(m_events, {});
    for (const QString &event : events) {
        m_call(u"event_subscribe"_s, {{u"event"_s, event}, {u"socket"_s, m_socket}, {u"expire"_s, 0}},
            Priority::Background)
            .then(this, [](const Result<QJsonValue> &) {});
    }
}

void Subscriptions::arrived(const QString &nonce)
{
    if (nonce.isEmpty() || nonce != m_nonce) {
        return;
    }
    m_nonce.clear();
    m_proofTimeout.stop();
    std::exchange(m_proof, {}).finish(Done{});
}

void Subscriptions::renew()
{
    subscribe(m_events).then(this, [this](const Result<Done> &renewed) {
        if (!renewed) {
            Q_EMIT lapsed(renewed.error());
        }
    });
}

} // namespace cordboard::opensips
