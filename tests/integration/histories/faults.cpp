// SPDX-License-Identifier: Apache-2.0
// What goes wrong: a part of History.
#include "tests/integration/histories/history.h"

namespace cordboard::tests {

using namespace Qt::StringLiterals;

QString History::cutClient(const Dice &dice)
{
    Follower &follower = *m_followers.at(dice.other % m_followers.size());
    const bool returns = dice.chance % 3 != 0;
    note(u"client %1 is cut off%2"_s.arg(dice.other % m_followers.size())
             .arg(returns ? u", and returns"_s : QString()));
    if (returns) {
        follower.cutAndReturn();
    } else {
        follower.cut();
    }
    return {};
}

QString History::changeNoise(const Dice &dice)
{
    simulator::Faults::EventNoise noise{.seed = dice.other};
    const bool dead = m_kind.loses && dice.side % 6 == 0;
    if (dice.chance % 3 != 0) {
        const auto share = [](quint32 number) { return number % 100 * 0.002; };
        noise.lose = m_kind.loses ? share(dice.call) : 0;
        noise.twice = share(dice.call / 100);
        noise.reorder = share(dice.call / 10'000);
        noise.late = share(dice.call / 1'000'000);
    }
    note(u"events: %1 lost, %2 twice, %3 reordered, %4 late%5"_s.arg(noise.lose)
             .arg(noise.twice)
             .arg(noise.reorder)
             .arg(noise.late)
             .arg(dead ? u", all lost"_s : QString()));
    m_isNoisy = m_isNoisy || noise.reorder > 0 || noise.late > 0;
    m_world.proxy.faults().setEventNoise(noise);
    m_world.proxy.faults().loseEvents(dead);
    return {};
}

/// No event comes until the server knows it.
bool History::outage()
{
    m_world.proxy.faults().clear();
    m_world.proxy.faults().loseEvents(true);
    QElapsedTimer waited;
    waited.start();
    bool noticed = false;
    while (!noticed && waited.elapsed() < 20000) {
        pause(std::chrono::milliseconds(20));
        noticed = !m_world.isSynchronised();
    }
    return noticed;
}

QString History::restartProxy(const Dice &dice)
{
    if (dice.chance % 3 != 0) {
        return {};
    }
    note(u"the proxy starts again"_s);
    const QList<TrueCall> truth = m_world.proxy.truth();
    for (const TrueCall &call : truth) {
        m_journeys.doubt(call.callId); // it was gone before all was told
    }
    return m_world.proxy.restart() ? QString() : u"the proxy does not start again"_s;
}

/// In the middle of everything, or once all is known: then the next server must know as much.
QString History::killServer(const Dice &dice)
{
    m_world.proxy.faults().clear(); // it could not even start to listen to a proxy that tells nothing
    const bool inPeace = dice.chance % 2 == 0 && !m_kind.loses && m_kind.script;
    if (inPeace) {
        note(u"at rest, before the server is killed"_s);
        if (const QString wrong = settle(); !wrong.isEmpty()) {
            return wrong;
        }
    }
    note(u"the server is killed and starts again"_s);
    const QList<TrueCall> before = m_world.proxy.truth();
    m_world.server.kill();
    m_serverIsDown = true;
    m_commands.clear();
    m_holdCommands.clear();
    if (!QTest::qWaitFor([&] { return !m_world.server.isRunning(); }, 10000)
        || !m_world.connectServer(Lanes::Both)) {
        return u"the server does not start again"_s;
    }
    m_serverIsDown = false;
    for (const QList<TrueCall> &calls : {before, m_world.proxy.truth()}) {
        for (const TrueCall &call : calls) {
            m_nameless.insert(call.callId);
            if (!inPeace) {
                m_journeys.doubt(call.callId);
            }
        }
    }
    for (const auto &follower : m_followers) {
        follower->follow(m_world.server.url());
    }
    return {};
}

} // namespace cordboard::tests
