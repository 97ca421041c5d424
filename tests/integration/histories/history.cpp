// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/histories/history.h"

#include <QEventLoop>
#include <QTimer>

#include <numeric>

namespace cordboard::tests {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What is lost is found within 5 s, or at a check every 10 s.
constexpr std::chrono::milliseconds restWithin = 20s;
constexpr std::chrono::milliseconds look = 5ms;

simulator::SimulatorOptions optionsOf(const HistoryKind &kind)
{
    auto options = World::quick(kind.version);
    options.script = kind.script;
    return options;
}

} // namespace

History::History(quint32 seed, const HistoryKind &kind)
    : m_kind(kind)
    , m_random(seed)
    , m_world(optionsOf(kind))
{
    // A command whose event is lost ends at its deadline.
    m_world.moreConfiguration = "commands: {ring_ms: 2000, transfer_ms: 2000, hold_ms: 2000, end_ms: 2000}\n";
    connect(&m_world.proxy, &simulator::Simulator::followed, this,
        [this](const QString &callId, const QString &from, bool byPhone) {
            const bool told = m_world.proxy.isHeard(byPhone ? u"E_CORDBOARD"_s : u"E_CALL_TRANSFER"_s);
            m_journeys.followed(callId, from, told && !m_kind.loses && !m_serverIsDown);
        });
    for (auto &follower : m_followers) {
        follower = std::make_unique<Follower>();
        follower->lives = [this](const QString &callId) {
            const QList<TrueCall> truth = m_world.proxy.truth();
            return std::any_of(
                truth.begin(), truth.end(), [&](const TrueCall &call) { return call.callId == callId; });
        };
        follower->seen = [this](const QJsonObject &call) {
            const QString callId = call["callid"_L1].toString();
            const bool isOver = call["state"_L1] == "ended"_L1;
            m_journeys.told(callId, call["journey"_L1].toString(), isOver);
            // Events that come too late for a call that is over, nobody can tell.
            if (m_isNoisy && isOver && m_journeys.isUntold(callId)) {
                m_journeys.doubt(callId);
            }
        };
    }
}

History::~History()
{
    m_world.proxy.disconnect(this);
    m_otherProgram.disconnect(this);
}

bool History::start()
{
    if (!m_world.proxy.start() || !m_world.connectServer(Lanes::Both)) {
        return false;
    }
    for (const auto &follower : m_followers) {
        follower->follow(m_world.server.url());
    }
    return true;
}

const QList<History::Action> &History::actions()
{
    static const QList<Action> all{{24, &History::place}, {14, &History::hangUp}, {16, &History::holdByPhone},
        {8, &History::transferByPhone}, {2, &History::changePhone}, {5, &History::startCall},
        {2, &History::endCall}, {14, &History::hold}, {5, &History::foreignHold},
        {6, &History::blindTransfer}, {4, &History::attendedTransfer}, {5, &History::cutClient},
        {4, &History::changeNoise}, {1, &History::restartProxy}, {1, &History::killServer}};
    return all;
}

QString History::step()
{
    Dice dice{};
    for (quint32 *number :
        {&dice.action, &dice.call, &dice.other, &dice.phone, &dice.side, &dice.chance, &dice.pause}) {
        *number = m_random.generate();
    }
    const QList<Action> &all = actions();
    const int weights = std::accumulate(
        all.begin(), all.end(), 0, [](int sum, const Action &action) { return sum + action.weight; });
    auto left = static_cast<int>(dice.action % static_cast<quint32>(weights));
    auto action = all.begin();
    for (; left >= action->weight; ++action) {
        left -= action->weight;
    }
    QString wrong = (this->*(action->act))(dice);
    switch (dice.pause % 4) {
    case 0:
        pause(std::chrono::milliseconds(dice.pause / 4 % 8));
        break;
    case 1:
        (void)list(); // about a round trip
        break;
    default:
        break;
    }
    return wrong.isEmpty() ? faultsOfFollowers() : wrong;
}

std::optional<History::TrueCall> History::answered(quint32 number) const
{
    QList<TrueCall> calls = m_world.proxy.truth();
    calls.removeIf([](const TrueCall &call) {
        return call.state < simulator::Dialog::Answered || call.callId.startsWith("cordboard-"_L1);
    });
    return calls.isEmpty() ? std::nullopt : std::optional(calls.at(number % calls.size()));
}

QString History::userOf(const QString &uri) { return uri.section(u'@', 0, 0).section(u':', 1); }

QString History::phoneOf(const TrueCall &call, quint32 side)
{
    return userOf(side % 2 == 0 ? call.fromUri : call.toUri);
}

/// Time passes, and everybody in this process goes on.
void History::pause(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Nothing: the server did not answer.
std::optional<Told> History::list()
{
    const int id = m_world.client->send(u"CallList"_s, {{u"limit"_s, 500}});
    if (!m_world.client->waitUntil([&] { return m_world.client->answer(id).has_value(); }, 5000)) {
        return std::nullopt;
    }
    Told calls;
    const QJsonArray listed = m_world.client->result(id)[u"calls"_s].toArray();
    for (const QJsonValue call : listed) {
        calls.insert(call[u"id"_s].toString(), call.toObject());
    }
    return calls;
}

QString History::faultsOfFollowers() const
{
    QStringList faults;
    for (const auto &follower : m_followers) {
        faults += follower->faults();
    }
    return faults.join(u", "_s);
}

/// What a server that starts now could not read at the proxy.
QString History::forgotten() const
{
    const QList<TrueCall> truth = m_world.proxy.truth();
    for (const TrueCall &call : truth) {
        if (!m_journeys.isLinked(call.callId) || m_journeys.isDoubtful(call.callId)) {
            continue;
        }
        const bool kept = std::any_of(call.variables.begin(), call.variables.end(),
            [](const auto &one) { return one.name == "cordboard"_L1 && one.text.contains("journey"_L1); });
        if (!kept) {
            return call.callId + u" does not remember its journey"_s;
        }
    }
    return {};
}

QString History::wrongNow()
{
    if (m_otherPrograms > 0 || commandsRun()) {
        return u"not all is done: %1"_s.arg(wrongCommands());
    }
    const auto listed = list();
    if (!listed) {
        return u"the server does not answer"_s;
    }
    const Knowable knowable{.names = m_kind.script && !m_kind.loses, .nameless = m_nameless};
    QString wrong = difference(m_world.proxy.truth(), *listed, knowable);
    for (std::size_t i = 0; wrong.isEmpty() && i < m_followers.size(); ++i) {
        const Follower &follower = *m_followers.at(i);
        wrong = !follower.isLive() ? u"not live"_s : difference(*listed, follower.calls());
        if (wrong.isEmpty()) {
            wrong = difference(*listed, follower.stream().calls);
        }
        if (!wrong.isEmpty()) {
            wrong = u"client %1: "_s.arg(i) + wrong;
        }
    }
    if (wrong.isEmpty()) {
        QSet<QString> living;
        for (const QJsonObject &call : *listed) {
            living.insert(call["callid"_L1].toString());
        }
        wrong = m_journeys.wrong(living);
    }
    return wrong.isEmpty() ? forgotten() : wrong;
}

/// Waits until all is right. \returns what is not
QString History::settle()
{
    QElapsedTimer waited;
    waited.start();
    QString wrong = wrongNow();
    while (!wrong.isEmpty() && faultsOfFollowers().isEmpty() && waited.elapsed() < restWithin.count()) {
        pause(look);
        wrong = wrongNow();
    }
    const QString faults = faultsOfFollowers();
    return faults.isEmpty() ? wrong : faults;
}

QString History::wrongAtRest()
{
    note(u"at rest"_s);
    // Losses that cancel each other out in the proxy's counters, and what phones do at a proxy whose script
    // does not tell, are found by a sweep in minutes only: so the last of the faults is one that the server
    // notices.
    if ((m_kind.loses || !m_kind.script) && !outage()) {
        return u"the server does not notice that no event comes"_s;
    }
    m_world.proxy.faults().clear();
    const QString wrong = settle();
    return wrong.isEmpty() ? wrongCommands() : wrong;
}

} // namespace cordboard::tests
