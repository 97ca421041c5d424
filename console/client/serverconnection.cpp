// SPDX-License-Identifier: Apache-2.0
#include "console/client/serverconnection.h"

#include <utility>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto judgeEvery = 250ms;

Feed::Link linkOf(ClientLink::State state)
{
    switch (state) {
    case ClientLink::State::Disconnected:
        return Feed::Link::Closed;
    case ClientLink::State::Connecting:
        return Feed::Link::Connecting;
    case ClientLink::State::Connected:
        return Feed::Link::Connected;
    case ClientLink::State::WaitingToRetry:
        return Feed::Link::Waiting;
    }
    Q_UNREACHABLE();
}

ServerConnection::Options withClock(ServerConnection::Options options)
{
    if (!options.steadyNow) {
        options.steadyNow = [] { return std::chrono::steady_clock::now(); };
    }
    return options;
}

} // namespace

Feed::Trouble troubleOf(const QString &why)
{
    // QWebSocket tells the status of a refused handshake in its sentence only; the digits are the same in
    // every language.
    if (why.contains("401"_L1) || why.contains("403"_L1)) {
        return Feed::Trouble::NotAuthorised;
    }
    if (why.contains("host not found"_L1, Qt::CaseInsensitive)) {
        return Feed::Trouble::NotFound;
    }
    return Feed::Trouble::Other;
}

ServerConnection::ServerConnection(QObject *parent)
    : ServerConnection(Options{}, parent)
{
}

ServerConnection::ServerConnection(Options options, QObject *parent)
    : QObject(parent)
    , m_options(withClock(std::move(options)))
    , m_link(m_options.link)
    , m_calls(m_link)
    , m_nodes(m_link)
    , m_registrations(m_link)
    , m_commands(m_link)
{
    connect(&m_link, &ClientLink::stateChanged, this, &ServerConnection::onLinkState);
    connect(&m_link, &ClientLink::failed, this, &ServerConnection::onFailed);
    connect(&m_link, &ClientLink::received, this, [this] { m_heardAt = m_options.steadyNow(); });
    connect(&m_calls, &CallReplica::reset, this, [this] {
        Q_EMIT callsReset();
        judge();
    });
    connect(&m_calls, &CallReplica::ended, this, [this](const QList<LiveCall> &calls) { m_ended = calls; });
    connect(&m_calls, &CallReplica::changed, this, &ServerConnection::onCallsChanged);
    connect(&m_calls, &CallReplica::stateChanged, this, [this](CallReplica::State state) {
        // The list that makes it live is told right after, and must be known first.
        if (state != CallReplica::State::Live) {
            judge();
        }
    });
    connect(&m_calls, &CallReplica::faulted, this, [this](const Error &error) {
        if (error.code == Errc::NotAllowed) {
            m_trouble = Feed::Trouble::NotAuthorised;
            m_detail = error.message;
        }
        Q_EMIT faulted(error.message);
        judge();
    });
    connect(&m_nodes, &NodeReplica::changed, this, [this] { Q_EMIT nodesChanged(m_nodes.nodes()); });
    connect(
        &m_nodes, &NodeReplica::faulted, this, [this](const Error &error) { Q_EMIT faulted(error.message); });
    connect(&m_registrations, &RegistrationReplica::reset, this, &ServerConnection::registrationsReset);
    connect(&m_registrations, &RegistrationReplica::changed, this, &ServerConnection::registrationsChanged);
    connect(&m_registrations, &RegistrationReplica::faulted, this,
        [this](const Error &error) { Q_EMIT faulted(error.message); });
    connect(&m_commands, &CommandRunner::changed, this, &ServerConnection::commandChanged);
    m_statsTimer.setInterval(m_options.statsEvery);
    connect(&m_statsTimer, &QTimer::timeout, this, &ServerConnection::askForStats);
    m_judgeTimer.setInterval(judgeEvery);
    connect(&m_judgeTimer, &QTimer::timeout, this, &ServerConnection::judge);
}

Result<Done> ServerConnection::open(const QUrl &url, const QByteArray &token)
{
    auto opened = m_link.open(url, token);
    if (opened) {
        m_token = token;
        m_judgeTimer.start();
    }
    return opened;
}

void ServerConnection::close()
{
    m_judgeTimer.stop();
    m_link.close();
    judge();
}

void ServerConnection::retryNow()
{
    if (m_link.state() == ClientLink::State::WaitingToRetry) {
        // The address was good before.
        (void)m_link.open(m_link.url(), m_token);
    }
}

Feed ServerConnection::feed() const
{
    Feed feed;
    feed.link = linkOf(m_link.state());
    feed.trouble = m_trouble;
    feed.detail = m_detail;
    feed.hasList = m_calls.state() != CallReplica::State::Empty;
    feed.age = m_calls.age();
    if (m_calls.state() == CallReplica::State::Live && m_heardAt) {
        const auto silence = std::chrono::duration_cast<milliseconds>(m_options.steadyNow() - *m_heardAt);
        feed.isFresh = feed.link == Feed::Link::Connected && silence <= m_options.freshFor;
        feed.age = std::min(*feed.age, silence);
    }
    feed.retryIn = m_link.retryIn();
    if (feed.age) {
        feed.heardAt = feed.isFresh || !m_trueAt.isValid()
            ? QDateTime::currentDateTime().addMSecs(-feed.age->count())
            : m_trueAt;
    }
    return feed;
}

void ServerConnection::fetchTimeline(const CallId &call)
{
    m_link.call(u"CallGet"_s, json::encode(protocol::CallGet{call}))
        .then(this, [this, call](const Result<QJsonValue> &answer) {
            if (!answer) {
                return;
            }
            // An entry in words that we do not know is left out, as those of a newer server may be.
            std::vector<protocol::TimelineEntry> timeline;
            for (const QJsonValue entry : answer->toObject().value("timeline"_L1).toArray()) {
                if (auto read = json::decode<protocol::TimelineEntry>(entry.toObject())) {
                    timeline.push_back(std::move(*read));
                }
            }
            Q_EMIT timelineArrived(call, timeline);
        });
}

void ServerConnection::onLinkState(ClientLink::State state)
{
    m_heardAt.reset();
    m_isAskingForStats = false;
    if (state == ClientLink::State::Connected) {
        m_trouble = Feed::Trouble::None;
        m_detail.clear();
        m_statsTimer.start();
        askForSession();
        askForStats();
    } else {
        m_statsTimer.stop();
    }
    judge();
}

void ServerConnection::onFailed(const QString &why)
{
    m_trouble = troubleOf(why);
    m_detail = why;
}

void ServerConnection::onCallsChanged(const QList<CallId> &set, const QList<CallId> &gone)
{
    QList<LiveCall> calls = std::exchange(m_ended, {});
    calls.reserve(calls.size() + set.size());
    for (const CallId &id : set) {
        if (const LiveCall *call = m_calls.call(id)) {
            calls.append(*call);
        }
    }
    if (!calls.isEmpty() || !gone.isEmpty()) {
        Q_EMIT callsChanged(calls, gone);
    }
    judge();
}

void ServerConnection::askForStats()
{
    if (std::exchange(m_isAskingForStats, true)) {
        return;
    }
    m_link.call(u"StatsGet"_s, QJsonObject()).then(this, [this](const Result<QJsonValue> &answer) {
        m_isAskingForStats = false;
        const auto stats = answer.and_then(
            [](const QJsonValue &value) { return json::decode<protocol::Stats>(value.toObject()); });
        if (stats) {
            Q_EMIT statsArrived(*stats);
        }
    });
}

void ServerConnection::askForSession()
{
    m_link.call(u"SessionInfo"_s, QJsonObject()).then(this, [this](const Result<QJsonValue> &answer) {
        const auto session = answer.and_then([](const QJsonValue &value) {
            return json::decode<protocol::SessionDescription>(value.toObject());
        });
        if (session) {
            Q_EMIT sessionArrived(*session);
        }
    });
}

void ServerConnection::judge()
{
    Feed feed = this->feed();
    if (feed.isFresh) {
        m_trueAt = feed.heardAt;
    }
    Feed told = feed;
    // These move by themselves, and are no news.
    told.age.reset();
    told.retryIn = 0ms;
    told.heardAt = feed.isFresh ? QDateTime() : feed.heardAt;
    if (std::exchange(m_last, told) != told) {
        Q_EMIT feedChanged(feed);
    }
}

} // namespace cordboard::console
