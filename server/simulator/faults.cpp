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
    return take(m_events, [&](const EventPlan &plan) { return plan.name.isEmpty() || plan.name == name; });
}

} // namespace cordboard::simulator
