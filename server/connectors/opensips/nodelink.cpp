// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/nodelink.h"

#include "server/connectors/opensips/management/datagramlane.h"
#include "server/connectors/opensips/management/httplane.h"

#include <QHostInfo>
#include <QLoggingCategory>

#include <algorithm>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcNode, "cordboard.node")

using Clock = std::chrono::steady_clock;

/// What waits for a phone may take as long as the longest command (design: deadline_ms up to 600,000).
constexpr std::chrono::milliseconds longestWait = 610s;
constexpr std::chrono::milliseconds firstBackOff = 100ms;
constexpr std::chrono::milliseconds longestBackOff = 2s;
/// One lost answer is a lost datagram; two are a proxy that is gone.
constexpr int missedBeatsThatMeanDown = 2;
constexpr std::chrono::milliseconds subscribeAgain = 1s;

/// The proxy has no such command, or does not take it so: its own words about it are worth telling.
bool isRefusal(const Error &error) { return error.code == Errc::RefusedByProxy; }

/// When the proxy was started, in its own words; another text means another process.
/// How old the proxy's process is at most, of its `Up time`: "5 [sec]". Zero where it does not say.
std::chrono::seconds ageOf(const Result<QJsonValue> &uptime)
{
    bool tells = false;
    const qint64 seconds =
        uptime ? uptime->toObject().value("Up time"_L1).toString().section(u' ', 0, 0).toLongLong(&tells) : 0;
    return std::chrono::seconds(tells && seconds >= 0 ? seconds + 1 : 0);
}

QString upSinceOf(const Result<QJsonValue> &uptime)
{
    return uptime ? uptime->toObject().value("Up since"_L1).toString() : QString();
}

} // namespace

QList<WantedEvent> wantedEvents()
{
    return {{u"E_DLG_STATE_CHANGED"_s}, {u"E_CALL_TRANSFER"_s}, {u"E_CALL_HOLD"_s},
        {u"E_UA_SESSION"_s, true}, // only calls that are started over HTTP alone need it
        {u"E_CORDBOARD"_s, true}, // the script's (fact 43)
        {u"E_UL_CONTACT_INSERT"_s, true}, {u"E_UL_CONTACT_UPDATE"_s, true}, {u"E_UL_CONTACT_DELETE"_s, true},
        {u"E_UL_AOR_DELETE"_s, true}};
}

NodeLink::NodeLink(NodeSettings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &NodeLink::connectNow);
    m_beat.setInterval(m_settings.beat);
    connect(&m_beat, &QTimer::timeout, this, &NodeLink::beat);
    connect(&m_events, &EventSocket::arrived, this, [this](const ProxyEvent &event) {
        if (const auto *probe = std::get_if<ProbeArrived>(&event)) {
            if (m_subscriptions) {
                m_subscriptions->onProbe(*probe);
            }
        } else {
            Q_EMIT heard(event);
        }
    });
}

NodeLink::~NodeLink() = default;

void NodeLink::open()
{
    Q_ASSERT(!m_lanes);
    m_lanes = makeLanes();
    m_background = makeLanes();
    m_traits.http = m_lanes->http() != nullptr;
    m_traits.datagram = m_lanes->datagram() != nullptr;
    connectNow();
}

std::unique_ptr<Lanes> NodeLink::makeLanes() const
{
    std::unique_ptr<Lane> http;
    std::unique_ptr<Lane> datagram;
    if (!m_settings.http.isEmpty()) {
        http = std::make_unique<HttpLane>(HttpLaneSettings{
            .url = m_settings.http, .user = m_settings.httpUser, .password = m_settings.httpPassword});
    }
    if (!m_settings.datagramHost.isEmpty()) {
        datagram = std::make_unique<DatagramLane>(
            DatagramLaneSettings{.host = m_settings.datagramHost, .portNumber = m_settings.datagramPort});
    }
    return std::make_unique<Lanes>(std::move(http), std::move(datagram));
}

QStringList NodeLink::missingEvents() const
{
    return m_subscriptions ? m_subscriptions->missing() : QStringList();
}

Task<QJsonValue> NodeLink::send(const SendMi &request, Priority priority)
{
    if (!m_lanes) {
        return Task<QJsonValue>::settled(failure(Errc::ProxyUnreachable, u"not connected"_s));
    }
    const bool waits = request.wait == Wait::Phone;
    Lanes &lanes = priority == Priority::Command ? *m_lanes : *m_background;
    auto task = lanes.call(request.method, request.params, waits ? longestWait : m_settings.answerTime,
        {.answerer = waits ? Answerer::Phone : Answerer::Proxy, .slowOverHttp = request.slowOverHttp},
        priority);
    // Over HTTP it keeps everything else waiting, the beat too.
    const bool isSlow = waits && !m_traits.datagram;
    m_slowRequests += isSlow ? 1 : 0;
    auto promise = std::make_shared<Promise<QJsonValue>>();
    auto counted = promise->task();
    std::move(task).then(
        this, [this, promise, waits, isSlow, sent = Clock::now()](Result<QJsonValue> answer) {
            m_slowRequests -= isSlow ? 1 : 0;
            if (answer || isRefusal(answer.error())) {
                (waits ? m_traffic.phoneAnswers : m_traffic.answers).count(Clock::now() - sent);
            } else if (answer.error().code != Errc::NotSupported) {
                ++m_traffic.failedRequests;
            }
            promise->finish(std::move(answer));
        });
    return counted;
}

ConnectorTraffic NodeLink::traffic() const
{
    ConnectorTraffic traffic = m_traffic;
    const EventCounters &events = m_events.counters();
    traffic.eventsReceived = events.accepted;
    traffic.eventsUnreadable = events.undecodable;
    traffic.eventsForeign = events.foreign;
    traffic.eventsDropped = m_events.kernelDrops().value_or(0);
    return traffic;
}

Task<QJsonValue> NodeLink::ask(const QString &method, const QJsonObject &params, Priority priority)
{
    return send({.method = method, .params = params}, priority);
}

void NodeLink::connectNow()
{
    m_retry.stop();
    lookUp(m_traits.http ? m_settings.http.host() : m_settings.datagramHost);
}

void NodeLink::lookUp(const QString &host)
{
    QHostAddress address;
    if (address.setAddress(host)) {
        m_addresses = {address};
        learn();
        return;
    }
    QHostInfo::lookupHost(host, this, [this, host](const QHostInfo &info) {
        m_addresses = info.addresses();
        if (m_addresses.isEmpty()) {
            fail(u"'%1' has no address: %2"_s.arg(host, info.errorString()));
        } else {
            learn();
        }
    });
}

void NodeLink::learn()
{
    ask(u"version"_s, {}, Priority::Background).then(this, [this](const Result<QJsonValue> &answer) {
        if (!answer && !isRefusal(answer.error())) {
            fail(answer.error().message);
            return;
        }
        const auto version = answer ? versionFromAnswer(*answer) : std::nullopt;
        m_version = version ? version->text : QString();
        m_traits.majorVersion = version ? version->majorVersion : 0;
        m_traits.minorVersion = version ? version->minorVersion : 0;
        ask(u"which"_s, {}, Priority::Background).then(this, [this](const Result<QJsonValue> &which) {
            if (!which && !isRefusal(which.error())) {
                fail(which.error().message);
                return;
            }
            const auto names =
                (which ? CommandNames::fromAnswer(*which) : std::nullopt).value_or(CommandNames());
            m_traits.callops = names.has(u"call_transfer"_s);
            m_traits.uaSession = names.has(u"ua_session_client_start"_s);
            m_lanes->setNames(names);
            m_background->setNames(names);
            m_traits.sequentialHeaders = m_traits.majorVersion > 3 || m_traits.minorVersion >= 6;
            learned();
        });
    });
}

void NodeLink::learned()
{
    m_learned = true;
    m_events.setSources(m_addresses);
    if (m_subscriptions) {
        m_subscriptions->probe().then(
            this, [](const Result<Done> &) {}); // pathProven() or pathLost() follows
        return;
    }
    if (auto listening = listen(); !listening) {
        fail(listening.error().message);
    }
}

Result<Done> NodeLink::listen()
{
    if (auto bound = m_events.bind(m_settings.eventAddress, m_settings.eventPort); !bound) {
        return bound;
    }
    SubscriptionSettings settings;
    settings.socket = eventSocketName();
    settings.events = wantedEvents();
    settings.callDeadline = m_settings.answerTime;
    settings.retryWait = subscribeAgain;
    m_subscriptions = std::make_unique<Subscriptions>(settings,
        [this](const QString &method, const QJsonObject &params, std::chrono::milliseconds deadline) {
            return m_background->call(method, params, deadline, {}, Priority::Background);
        });
    connect(m_subscriptions.get(), &Subscriptions::pathProven, this, &NodeLink::proven);
    connect(m_subscriptions.get(), &Subscriptions::pathLost, this, &NodeLink::onPathLost);
    m_subscriptions->open();
    return Done{};
}

void NodeLink::onPathLost(const Error &why)
{
    const bool isSilent = why.code == Errc::Timeout;
    const QString silence =
        u"events do not arrive at %1: load event_datagram in the proxy, and let UDP through"_s.arg(
            eventSocketName());
    if (!m_up) {
        setTrouble(isSilent ? silence : why.message);
        if (!m_retry.isActive()) { // nothing else asks again: the beat is of a node that is up
            m_retry.start(subscribeAgain);
        }
        return;
    }
    if (m_slowRequests > 0) { // it is our own request that the probe waits for
        return;
    }
    if (!std::exchange(m_lostEvents, true)) {
        qCWarning(lcNode, "%s: events do not arrive", qUtf8Printable(m_settings.name.text()));
        setTrouble(silence);
        Q_EMIT changed();
    }
    Q_EMIT doubtful();
}

QString NodeLink::eventSocketName() const
{
    if (!m_settings.advertised.isEmpty()) {
        return u"udp:"_s + m_settings.advertised;
    }
    return u"udp:%1:%2"_s.arg(m_events.address().toString(), QString::number(m_events.portNumber()));
}

void NodeLink::proven()
{
    if (!m_learned) {
        return;
    }
    m_provenAt = QDateTime::currentDateTimeUtc();
    if (m_up) {
        if (std::exchange(m_lostEvents, false)) {
            qCInfo(lcNode, "%s: events arrive again", qUtf8Printable(m_settings.name.text()));
            setTrouble(lackingEvents());
            Q_EMIT changed();
            Q_EMIT recovered();
        }
        return;
    }
    ask(u"uptime"_s, {}, Priority::Background).then(this, [this](const Result<QJsonValue> &uptime) {
        if (!uptime && !isRefusal(uptime.error())) {
            fail(uptime.error().message);
            return;
        }
        const QString upSince = upSinceOf(uptime);
        const bool anew = !m_upSince.isEmpty() && upSince != m_upSince;
        m_upSince = upSince;
        if (anew) {
            Q_EMIT restarted(ageOf(uptime));
        }
        goUp();
    });
}

void NodeLink::goUp()
{
    m_retry.stop();
    m_backOff = std::chrono::milliseconds(0);
    m_missedBeats = 0;
    m_lostEvents = false;
    if (!std::exchange(m_up, true)) {
        qCInfo(
            lcNode, "%s: connected to %s", qUtf8Printable(m_settings.name.text()), qUtf8Printable(m_version));
    }
    m_drops = m_events.kernelDrops().value_or(0);
    setTrouble(lackingEvents());
    Q_EMIT changed();
    Q_EMIT up();
    m_beat.start();
}

QString NodeLink::lackingEvents() const
{
    const QStringList missing = m_subscriptions->missingDemanded();
    return missing.isEmpty()
        ? QString()
        : u"the proxy does not know %1: load the module callops"_s.arg(missing.join(u", "_s));
}

bool NodeLink::hasDropped()
{
    const quint64 drops = m_events.kernelDrops().value_or(m_drops);
    return std::exchange(m_drops, drops) < drops;
}

void NodeLink::beat()
{
    if (std::exchange(m_beating, true)) {
        return;
    }
    m_beatSince.start();
    ask(u"uptime"_s, {}, Priority::Background).then(this, [this](const Result<QJsonValue> &uptime) {
        m_beating = false;
        if (m_up) {
            beaten(uptime);
        }
    });
}

void NodeLink::beaten(const Result<QJsonValue> &uptime)
{
    if (!uptime && !isRefusal(uptime.error())) {
        // A request that waits for a phone over HTTP keeps everything else waiting; that is no failure.
        // One that could not be sent in time stood behind another request that is not answered.
        const bool isRefusedAtOnce = uptime.error().code == Errc::ProxyUnreachable
            && m_beatSince.elapsed() < m_settings.answerTime.count();
        if (m_slowRequests == 0 && (++m_missedBeats >= missedBeatsThatMeanDown || isRefusedAtOnce)) {
            fail(uptime.error().message);
        }
        return;
    }
    const bool missedOne = std::exchange(m_missedBeats, 0) > 0;
    const QString upSince = upSinceOf(uptime);
    if (upSince != m_upSince) {
        m_upSince = upSince;
        Q_EMIT restarted(ageOf(uptime));
        m_up = false; // subscriptions are gone, and it may be another version
        m_beat.stop();
        learn();
        return;
    }
    const bool dropped = hasDropped();
    if (dropped) {
        qCWarning(lcNode, "%s: the system dropped events, its receive buffer was full",
            qUtf8Printable(m_settings.name.text()));
    }
    if (missedOne || dropped) {
        Q_EMIT doubtful();
    }
    // A loss of the path subscribes anew; when it is proven again, something may have been missed.
    m_subscriptions->probe().then(this, [](const Result<Done> &) {});
}

void NodeLink::fail(const QString &why)
{
    m_beat.stop();
    m_learned = false;
    setTrouble(why);
    if (std::exchange(m_up, false)) {
        qCWarning(lcNode, "%s: lost: %s", qUtf8Printable(m_settings.name.text()), qUtf8Printable(why));
        Q_EMIT down();
    } else if (m_backOff.count() == 0) {
        qCWarning(
            lcNode, "%s: cannot be used: %s", qUtf8Printable(m_settings.name.text()), qUtf8Printable(why));
    }
    m_backOff = std::clamp(m_backOff * 2, firstBackOff, longestBackOff);
    m_retry.start(m_backOff);
    Q_EMIT changed();
}

void NodeLink::setTrouble(const QString &trouble) { m_trouble = trouble; }

} // namespace cordboard::opensips
