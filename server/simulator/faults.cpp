// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/faults.h"

namespace cordboard::simulator {

namespace {

template <class Plan, class Fits>
auto take(std::list<Plan> &plans, const Fits &fits) -> std::optional<decltype(plans.front().hit)>
{
    for (auto plan = plans.begin(); plan != plans.end(); ++plan) {
        if (fits(*plan)) {
            const auto hit = plan->hit;
            if (--plan->count <= 0) {
                plans.erase(plan);
            }
            return hit;
        }
    }
    return std::nullopt;
}

} // namespace

void Faults::mi(MiFault fault, int count, const QString &method, Lane lane, std::chrono::milliseconds delay)
{
    m_mi.push_back({{fault, delay}, count, method, lane});
}

void Faults::event(EventFault fault, int count, const QString &name, std::chrono::milliseconds delay)
{
    m_events.push_back({{fault, delay}, count, name});
}

void Faults::clear()
{
    m_mi.clear();
    m_events.clear();
    m_noise = {};
    m_losesEvents = false;
}

void Faults::setEventNoise(const EventNoise &noise)
{
    m_noise = noise;
    m_random.seed(noise.seed);
}

std::optional<Faults::MiHit> Faults::takeMi(Lane lane, const QString &method)
{
    return take(m_mi, [&](const MiPlan &plan) {
        return (plan.lane == Lane::Any || plan.lane == lane)
            && (plan.method.isEmpty() || plan.method == method);
    });
}

std::optional<Faults::EventHit> Faults::takeEvent(const QString &name)
{
    if (m_losesEvents) {
        return EventHit{EventFault::Lose, {}};
    }
    if (const auto planned =
            take(m_events, [&](const EventPlan &plan) { return plan.name.isEmpty() || plan.name == name; })) {
        return planned;
    }
    double chance = m_noise.lose + m_noise.twice + m_noise.reorder + m_noise.late;
    if (chance <= 0) {
        return std::nullopt;
    }
    chance = m_random.generateDouble();
    for (const auto &[fault, share] :
        {std::pair(EventFault::Lose, m_noise.lose), std::pair(EventFault::Double, m_noise.twice),
            std::pair(EventFault::Reorder, m_noise.reorder), std::pair(EventFault::Late, m_noise.late)}) {
        if (chance < share) {
            return EventHit{fault, m_noise.delay};
        }
        chance -= share;
    }
    return std::nullopt;
}

} // namespace cordboard::simulator
