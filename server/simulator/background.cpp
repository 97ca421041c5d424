// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/background.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

constexpr std::chrono::milliseconds shortestTick(10);
/// One call in so many is on hold.
constexpr size_t callsForOneHeld = 15;
constexpr qint64 longestCallSeconds = 600;

template <class T> T taken(std::vector<T> &from, size_t index)
{
    std::swap(from[index], from.back());
    T last = std::move(from.back());
    from.pop_back();
    return last;
}

} // namespace

Background::Background(
    ProxyModel &model, int calls, double changesPerSecond, std::chrono::milliseconds ring, quint32 seed)
    : m_model(model)
    , m_calls(static_cast<size_t>(std::max(0, calls)))
    , m_changesPerSecond(changesPerSecond)
    , m_ring(ring)
    , m_random(seed)
    , m_crowd(addCrowd(model.phones(), calls, ring))
{
}

void Background::start()
{
    const qint64 now = m_model.scheduler().now().toSecsSinceEpoch();
    m_live.reserve(m_calls);
    while (m_live.size() < m_calls) {
        const auto [caller, callee] = pair();
        m_live.push_back(
            m_model.placeEstablished(caller, callee, now - m_random.bounded(longestCallSeconds)));
    }
    if (m_changesPerSecond > 0 && m_calls > 0) {
        while (m_held.size() < m_live.size() / callsForOneHeld) {
            holdOne();
        }
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
    const quint32 kind = chance(100);
    if (kind < 8) {
        holdOne();
    } else if (kind < 15) {
        resumeOne();
    } else if (m_live.size() >= m_calls) {
        hangUpOne();
    } else if (kind < 22) {
        placeInVain();
    } else {
        place();
    }
}

std::pair<QString, QString> Background::pair()
{
    const QString caller = m_crowd.answering(m_random.generate());
    QString callee = caller;
    while (callee == caller) {
        callee = m_crowd.answering(m_random.generate());
    }
    return {caller, callee};
}

void Background::place()
{
    const auto [caller, callee] = pair();
    const QString callId = m_model.placeCall(caller, m_model.addressOf(callee));
    m_live.push_back(m_model.dialogs().active(callId)->key);
}

void Background::placeInVain()
{
    const QString caller = m_crowd.answering(m_random.generate());
    const auto anyOf = [this](const QStringList &names) { return names.at(m_random.bounded(names.size())); };
    const quint32 kind = chance(4);
    if (kind == 0) {
        (void)m_model.placeCall(caller, m_model.addressOf(u"9"_s + QString::number(chance(1000))));
    } else if (kind < 3) {
        (void)m_model.placeCall(caller, m_model.addressOf(anyOf(m_crowd.unwilling)));
    } else {
        const QString callId = m_model.placeCall(caller, m_model.addressOf(anyOf(m_crowd.absent)));
        const std::chrono::milliseconds patience = std::chrono::seconds(3) + 4 * m_ring;
        m_model.scheduler().after(patience, [this, caller, callId] { (void)m_model.hangUp(caller, callId); });
    }
}

void Background::hangUpOne()
{
    const Dialog *dialog = nullptr;
    while (!m_live.empty() && (!dialog || dialog->state == Dialog::Ended)) {
        dialog = m_model.dialogs().find(taken(m_live, chance(static_cast<quint32>(m_live.size()))));
    }
    if (!dialog || dialog->state == Dialog::Ended) {
        return;
    }
    const bool byCaller = dialog->state <= Dialog::Early || chance(2) == 0;
    const QString phone = byCaller ? dialog->caller.phone : dialog->calleePhone;
    const QString reason = chance(3) == 0 ? u"Q.850;cause=16;text=\"Normal call clearing\""_s : QString();
    if (!m_model.hangUp(phone, dialog->callId, reason)) {
        m_model.end(dialog->key);
    }
}

void Background::holdOne()
{
    if (m_live.empty() || m_held.size() > m_live.size() / callsForOneHeld) {
        resumeOne();
        return;
    }
    const quint64 key = m_live[chance(static_cast<quint32>(m_live.size()))];
    const Dialog *dialog = m_model.dialogs().find(key);
    if (!dialog || !dialog->callee || dialog->caller.holds || dialog->callee->holds) {
        return;
    }
    const QString phone = chance(2) == 0 ? dialog->caller.phone : dialog->calleePhone;
    if (m_model.holdByPhone(phone, dialog->callId, true)) {
        m_held.push_back({key, phone});
    }
}

void Background::resumeOne()
{
    if (m_held.empty()) {
        return;
    }
    const Held held = taken(m_held, chance(static_cast<quint32>(m_held.size())));
    const Dialog *dialog = m_model.dialogs().find(held.key);
    if (dialog && dialog->state != Dialog::Ended) {
        (void)m_model.holdByPhone(held.phone, dialog->callId, false);
    }
}

} // namespace cordboard::simulator
