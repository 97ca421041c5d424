// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/background.h"

#include <algorithm>

namespace cordboard::simulator {

namespace {

constexpr std::chrono::milliseconds shortestTick(10);

} // namespace

Background::Background(ProxyModel &model, int calls, double changesPerSecond, quint32 seed)
    : m_model(model)
    , m_calls(static_cast<size_t>(std::max(0, calls)))
    , m_changesPerSecond(changesPerSecond)
    , m_random(seed)
    , m_people(ordinaryPeople().mid(scriptedPeople))
{
}

void Background::start()
{
    const qint64 now = m_model.scheduler().now().toSecsSinceEpoch();
    m_live.reserve(m_calls);
    while (m_live.size() < m_calls) {
        const qsizetype caller = m_random.bounded(static_cast<int>(m_people.size()));
        const qsizetype callee =
            (caller + 1 + m_random.bounded(static_cast<int>(m_people.size()) - 1)) % m_people.size();
        m_live.push_back(
            m_model.placeEstablished(m_people.at(caller), m_people.at(callee), now - m_random.bounded(600)));
    }
    if (m_changesPerSecond > 0 && m_calls > 0) {
        tick();
    }
}

void Background::tick()
{
    const std::chrono::milliseconds interval(
        std::max<qint64>(shortestTick.count(), static_cast<qint64>(1000 / m_changesPerSecond)));
    m_model.scheduler().after(interval, [this, interval] {
        for (m_due += m_changesPerSecond * static_cast<double>(interval.count()) / 1000; m_due >= 1;
             --m_due) {
            change();
        }
        tick();
    });
}

void Background::change()
{
    if (m_live.size() < m_calls) {
        place();
        return;
    }
    const auto index = static_cast<size_t>(m_random.bounded(static_cast<quint32>(m_live.size())));
    std::swap(m_live[index], m_live.back());
    m_model.end(m_live.back());
    m_live.pop_back();
}

void Background::place()
{
    const qsizetype caller = m_random.bounded(static_cast<int>(m_people.size()));
    const qsizetype callee =
        (caller + 1 + m_random.bounded(static_cast<int>(m_people.size()) - 1)) % m_people.size();
    const QString callId = m_model.placeCall(m_people.at(caller), m_model.addressOf(m_people.at(callee)));
    m_live.push_back(m_model.dialogs().active(callId)->key);
}

} // namespace cordboard::simulator
