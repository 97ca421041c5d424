// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/doctor/doctor.h"

#include "server/connectors/opensips/management/datagramlane.h"
#include "server/connectors/opensips/management/httplane.h"

#include <QHostInfo>
#include <QLocale>
#include <QRandomGenerator>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

constexpr int subscriptionSeconds = 120; ///< should the process die before it takes them back
constexpr qsizetype longRequestBytes = 1'200;
constexpr qint64 quarterOfAnHour = 900;

bool isRefusal(const Error &error) { return error.code == Errc::RefusedByProxy; }

std::chrono::microseconds elapsed(const QElapsedTimer &timer)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::nanoseconds(timer.nsecsElapsed()));
}

/// `Now` of `uptime`, as ctime(3) writes it, in whatever zone the proxy lives.
std::optional<std::chrono::seconds> offsetOf(const QJsonValue &uptime)
{
    const QString text = uptime.toObject().value("Now"_L1).toString().simplified();
    QDateTime now = QLocale::c().toDateTime(text, u"ddd MMM d HH:mm:ss yyyy"_s);
    if (!now.isValid()) {
        return std::nullopt;
    }
    now.setTimeSpec(Qt::UTC);
    qint64 offset = QDateTime::currentDateTimeUtc().secsTo(now) % quarterOfAnHour;
    if (offset > quarterOfAnHour / 2) {
        offset -= quarterOfAnHour;
    } else if (offset < -quarterOfAnHour / 2) {
        offset += quarterOfAnHour;
    }
    return std::chrono::seconds(offset);
}

bool isLoopbackAddress(const QList<QHostAddress> &addresses)
{
    return std::all_of(
        addresses.begin(), addresses.end(), [](const QHostAddress &a) { return a.isLoopback(); });
}

} // namespace

Doctor::Doctor(NodeSettings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
    m_arrival.setSingleShot(true);
    connect(&m_arrival, &QTimer::timeout, this, &Doctor::takeBack);
    connect(&m_events, &EventSocket::arrived, this, &Doctor::onArrived);
}

Doctor::~Doctor() = default;

Task<Examination> Doctor::examine()
{
    Q_ASSERT(!m_http);
    m_seen.http.configured = !m_settings.http.isEmpty();
    m_seen.datagram.configured = !m_settings.datagramHost.isEmpty();
    m_seen.isEncrypted = m_settings.http.scheme() == "https"_L1 && !m_seen.datagram.configured;
    std::unique_ptr<Lane> http;
    std::unique_ptr<Lane> datagram;
    if (m_seen.http.configured) {
        http = std::make_unique<HttpLane>(HttpLaneSettings{
            .url = m_settings.http, .user = m_settings.httpUser, .password = m_settings.httpPassword});
        m_seen.http.address = http->address();
    }
    if (m_seen.datagram.configured) {
        datagram = std::make_unique<DatagramLane>(
            DatagramLaneSettings{.host = m_settings.datagramHost, .portNumber = m_settings.datagramPort});
        m_seen.datagram.address = datagram->address();
    }
    m_http = std::make_unique<Lanes>(std::move(http), nullptr);
    m_datagram = std::make_unique<Lanes>(nullptr, std::move(datagram));
    auto task = m_promise.task();
    askHttp();
    return task;
}

/// `version`, then `which`; a refusal is an answer, too.
void Doctor::meetLane(Lanes *lanes, LaneSeen *seen, Step next)
{
    if (!seen->configured) {
        (this->*next)();
        return;
    }
    QElapsedTimer timer;
    timer.start();
    lanes->call(u"version"_s, {}, m_settings.answerTime)
        .then(this, [this, lanes, seen, next, timer](const Result<QJsonValue> &version) {
            seen->roundTrip = elapsed(timer);
            if (!version && !isRefusal(version.error())) {
                seen->error = version.error();
                (this->*next)();
                return;
            }
            const auto told = version ? versionFromAnswer(*version) : std::nullopt;
            seen->version = told ? told->text : QString();
            lanes->call(u"which"_s, {}, m_settings.answerTime)
                .then(this, [this, lanes, seen, next](const Result<QJsonValue> &which) {
                    const auto names = which ? CommandNames::fromAnswer(*which) : std::nullopt;
                    seen->names = names.value_or(CommandNames());
                    lanes->setNames(seen->names);
                    (this->*next)();
                });
        });
}

void Doctor::askHttp() { meetLane(m_http.get(), &m_seen.http, &Doctor::askLong); }

void Doctor::askLong()
{
    if (!m_seen.http.answers()) {
        askDatagram();
        return;
    }
    // A parameter that no version has: where the request is read at all it is refused as such.
    m_http->call(u"version"_s, {{u"padding"_s, QString(longRequestBytes, u'x')}}, m_settings.answerTime)
        .then(this, [this](const Result<QJsonValue> &answer) {
            constexpr int httpBadRequest = 400;
            if (!answer && (!isRefusal(answer.error()) || answer.error().status == httpBadRequest)) {
                m_seen.http.longRequest = answer.error();
            }
            askDatagram();
        });
}

void Doctor::askDatagram() { meetLane(m_datagram.get(), &m_seen.datagram, &Doctor::askTime); }

Task<QJsonValue> Doctor::ask(const QString &method, const QJsonObject &params)
{
    Lanes &lanes = m_seen.http.answers() ? *m_http : *m_datagram;
    return lanes.call(method, params, m_settings.answerTime);
}

void Doctor::askTime()
{
    if (!m_seen.best()) {
        finish();
        return;
    }
    ask(u"uptime"_s, {}).then(this, [this](const Result<QJsonValue> &uptime) {
        m_seen.clockOffset = uptime ? offsetOf(*uptime) : std::nullopt;
        lookUp();
    });
}

void Doctor::lookUp()
{
    const QString host = m_seen.http.answers() ? m_settings.http.host() : m_settings.datagramHost;
    const auto found = [this](const QList<QHostAddress> &addresses) {
        m_seen.isLoopback = isLoopbackAddress(addresses);
        m_events.setSources(addresses);
        listen();
    };
    if (QHostAddress address; address.setAddress(host)) {
        found({address});
        return;
    }
    QHostInfo::lookupHost(host, this, [found](const QHostInfo &info) { found(info.addresses()); });
}

void Doctor::listen()
{
    if (const auto bound = m_events.bind(m_settings.eventAddress, m_settings.eventPort); !bound) {
        m_seen.events.bindError = bound.error();
        finish();
        return;
    }
    m_seen.events.receiveBufferBytes = m_events.receiveBufferBytes();
    m_seen.events.socket = !m_settings.advertised.isEmpty()
        ? QString(u"udp:"_s + m_settings.advertised)
        : u"udp:%1:%2"_s.arg(m_events.address().toString(), QString::number(m_events.portNumber()));
    for (const WantedEvent &event : wantedEvents()) {
        m_wanted.append(event.name);
    }
    subscribeNext();
}

void Doctor::subscribeNext()
{
    if (m_wanted.isEmpty()) {
        raise();
        return;
    }
    const QString event = m_wanted.takeFirst();
    ask(u"event_subscribe"_s,
        {{u"event"_s, event}, {u"socket"_s, m_seen.events.socket}, {u"expire"_s, subscriptionSeconds}})
        .then(this, [this, event](const Result<QJsonValue> &answer) {
            m_seen.events.subscriptions.insert(
                event, answer ? std::nullopt : std::optional<Error>(answer.error()));
            if (answer) {
                m_held.append(event);
            }
            subscribeNext();
        });
}

void Doctor::raise()
{
    if (m_held.isEmpty()) {
        finish();
        return;
    }
    m_seen.events.probedWith = m_held.first();
    m_nonce = u"cordboard-"_s + QString::number(QRandomGenerator::system()->generate64(), 16);
    m_sinceRaise.start();
    ask(u"raise_event"_s, {{u"event"_s, m_held.first()}, {u"params"_s, QJsonArray{m_nonce}}})
        .then(this, [this](const Result<QJsonValue> &answer) {
            m_raised = true;
            if (!answer) {
                m_seen.events.raiseError = answer.error();
            }
            if (!answer || m_seen.events.arrived) {
                takeBack();
            } else {
                m_arrival.start(arrivalWait);
            }
        });
}

void Doctor::onArrived(const ProxyEvent &event)
{
    const auto *probe = std::get_if<ProbeArrived>(&event);
    if (!probe || m_nonce.isEmpty() || probe->nonce != m_nonce || m_seen.events.arrived) {
        return;
    }
    m_seen.events.arrived = true;
    m_seen.events.roundTrip = elapsed(m_sinceRaise);
    if (m_raised && m_arrival.isActive()) {
        m_arrival.stop();
        takeBack();
    }
}

void Doctor::takeBack()
{
    if (m_held.isEmpty()) {
        finish();
        return;
    }
    const QString event = m_held.takeFirst();
    ask(u"event_subscribe"_s, {{u"event"_s, event}, {u"socket"_s, m_seen.events.socket}, {u"expire"_s, 0}})
        .then(this, [this](const Result<QJsonValue> &) { takeBack(); });
}

void Doctor::finish() { m_promise.finish(m_seen); }

} // namespace cordboard::opensips
