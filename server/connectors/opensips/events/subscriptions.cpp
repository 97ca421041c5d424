// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/subscriptions.h"

#include <QJsonArray>
#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

/// `event_subscribe` for an event that nobody publishes.
constexpr int unknownEvent = 400;
/// `raise_event` for an event without subscribers (fact 16).
constexpr int nobodySubscribed = 480;

bool isRefusedWith(const Result<QJsonValue> &result, int status)
{
    return !result && result.error().code == Errc::RefusedByProxy && result.error().status == status;
}

} // namespace

Subscriptions::Subscriptions(SubscriptionSettings settings, Call call, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_call(std::move(call))
{
    for (QTimer *timer : {&m_renewal, &m_retry, &m_arrival}) {
        timer->setSingleShot(true);
    }
    connect(&m_renewal, &QTimer::timeout, this, [this] { startRound(Kind::Renewal); });
    connect(&m_retry, &QTimer::timeout, this, [this] { startRound(Kind::First); });
    connect(&m_arrival, &QTimer::timeout, this, [this] {
        settleProbe(
            failure(Errc::Timeout, u"the probe event did not arrive at "_s + m_settings.socket), true);
    });
}

Subscriptions::~Subscriptions()
{
    m_open = false;
    for (auto &prober : std::exchange(m_probers, {})) {
        prober.finish(failure(Errc::Cancelled, u"the subscriptions are gone"_s));
    }
}

QStringList Subscriptions::missingDemanded() const
{
    QStringList names;
    for (const WantedEvent &event : m_settings.events) {
        if (!event.optional && m_missing.contains(event.name)) {
            names.append(event.name);
        }
    }
    return names;
}

Task<QJsonValue> Subscriptions::subscribe(const QString &event, std::chrono::seconds expire)
{
    return m_call(u"event_subscribe"_s,
        {{u"event"_s, event}, {u"socket"_s, m_settings.socket},
            {u"expire"_s, static_cast<qint64>(expire.count())}},
        m_settings.callDeadline);
}

void Subscriptions::open()
{
    if (!m_open) {
        m_open = true;
        startRound(Kind::First);
    }
}

void Subscriptions::startRound(Kind kind)
{
    m_kind = kind;
    m_roundError.reset();
    m_renewal.stop();
    m_retry.stop();
    if (kind == Kind::First) {
        m_subscribed = false;
        m_provenSinceRound = false;
        m_missing.clear();
    }
    const int round = ++m_round;
    QStringList names;
    for (const WantedEvent &event : m_settings.events) {
        if (!m_missing.contains(event.name)) {
            names.append(event.name);
        }
    }
    m_unanswered = static_cast<int>(names.size());
    const QPointer<Subscriptions> self(this);
    for (const QString &name : names) {
        if (!self || round != m_round) {
            return;
        }
        subscribe(name, m_settings.expire).then(this, [this, round, name](const Result<QJsonValue> &result) {
            onSubscribed(round, name, result);
        });
    }
    if (names.isEmpty()) {
        endRound();
    }
}

void Subscriptions::onSubscribed(int round, const QString &event, const Result<QJsonValue> &result)
{
    if (!m_open || round != m_round) {
        return;
    }
    if (isRefusedWith(result, unknownEvent)) {
        m_missing.append(event);
    } else if (!result) {
        m_roundError = result.error();
    }
    if (--m_unanswered == 0) {
        endRound();
    }
}

void Subscriptions::endRound()
{
    // Answers come in any order; what is told does not depend on it.
    QStringList missing;
    for (const WantedEvent &event : m_settings.events) {
        if (m_missing.contains(event.name)) {
            missing.append(event.name);
        }
    }
    m_missing = missing;
    if (!m_roundError && m_missing.size() == m_settings.events.size()) {
        m_roundError = Error{Errc::NotSupported, u"the proxy has none of the events"_s};
    }
    if (m_roundError) {
        m_subscribed = false;
        m_retry.start(m_settings.retryWait);
        Q_EMIT pathLost(Error(*m_roundError));
        return;
    }
    m_subscribed = true;
    m_renewal.start(std::chrono::milliseconds(m_settings.expire) / 2);
    if (m_kind == Kind::First) {
        const QPointer<Subscriptions> self(this);
        const int round = m_round;
        Q_EMIT subscribed();
        if (self && m_open && round == m_round && m_nonce.isEmpty()) {
            sendProbe();
        }
    }
}

Task<Done> Subscriptions::probe()
{
    if (!m_open) {
        return Task<Done>::settled(failure(Errc::WrongState, u"not subscribed"_s));
    }
    Promise<Done> promise;
    auto task = promise.task();
    m_probers.push_back(std::move(promise));
    if (m_nonce.isEmpty()) {
        sendProbe();
    }
    return task;
}

void Subscriptions::sendProbe()
{
    const auto event = std::find_if(m_settings.events.cbegin(), m_settings.events.cend(),
        [&](const WantedEvent &wanted) { return !m_missing.contains(wanted.name); });
    if (event == m_settings.events.cend()) {
        settleProbe(failure(Errc::NotSupported, u"the proxy has none of the events"_s), false);
        return;
    }
    const QString nonce = u"cordboard-"_s + QString::number(QRandomGenerator::system()->generate64(), 16);
    m_nonce = nonce;
    m_call(u"raise_event"_s, {{u"event"_s, event->name}, {u"params"_s, QJsonArray{nonce}}},
        m_settings.callDeadline)
        .then(this, [this, nonce](const Result<QJsonValue> &result) { onRaised(nonce, result); });
}

void Subscriptions::onRaised(const QString &nonce, const Result<QJsonValue> &result)
{
    if (nonce != m_nonce) { // the datagram was faster
        return;
    }
    if (result) {
        m_arrival.start(m_settings.probeWait);
    } else {
        settleProbe(tl::unexpected(result.error()), isRefusedWith(result, nobodySubscribed));
    }
}

void Subscriptions::onProbe(const ProbeArrived &probe)
{
    if (!m_nonce.isEmpty() && probe.nonce == m_nonce) {
        settleProbe(Done{}, false);
    }
}

void Subscriptions::settleProbe(const Result<Done> &result, bool subscribeAnew)
{
    m_nonce.clear();
    m_arrival.stop();
    auto probers = std::exchange(m_probers, {});
    const QPointer<Subscriptions> self(this);
    if (result) {
        m_provenSinceRound = true;
        Q_EMIT pathProven();
    } else if (m_open) {
        if (subscribeAnew && m_unanswered == 0) {
            m_subscribed = false;
            if (m_provenSinceRound) {
                startRound(Kind::First);
            } else {
                m_renewal.stop();
                if (!m_retry.isActive()) { // probes that come faster must not put it off for ever
                    m_retry.start(m_settings.retryWait);
                }
            }
        }
        if (self) {
            Q_EMIT pathLost(result.error());
        }
    }
    for (auto &prober : probers) {
        prober.finish(result);
    }
}

Task<Done> Subscriptions::close()
{
    const bool wasOpen = std::exchange(m_open, false);
    m_subscribed = false;
    m_unanswered = 0;
    ++m_round;
    for (QTimer *timer : {&m_renewal, &m_retry, &m_arrival}) {
        timer->stop();
    }
    // The promise is dropped by the last answer, which settles it.
    auto all = std::shared_ptr<Promise<Done>>(new Promise<Done>, [](Promise<Done> *promise) {
        promise->finish(Done{});
        delete promise;
    });
    auto task = all->task();
    if (wasOpen) {
        for (const WantedEvent &event : m_settings.events) {
            if (!m_missing.contains(event.name)) {
                subscribe(event.name, std::chrono::seconds(0)).then(this, [all](const Result<QJsonValue> &) {
                });
            }
        }
    }
    if (!m_nonce.isEmpty()) {
        settleProbe(failure(Errc::Cancelled, u"the subscriptions were closed"_s), false);
    }
    return task;
}

} // namespace cordboard::opensips
