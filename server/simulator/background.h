// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/proxymodel.h"

#include <vector>

namespace cordboard::simulator {

/// Calls that come and go by themselves, between the ordinary people who are not alice, bob, carol, dave or
/// erin.
class Background {
public:
    Background(ProxyModel &model, int calls, double changesPerSecond, quint32 seed);

    /// Sets the calls up and lets them change. O(1) for each change.
    void start();

private:
    void tick();
    void change();
    void place();

    ProxyModel &m_model;
    const size_t m_calls;
    const double m_changesPerSecond;
    QRandomGenerator m_random;
    QStringList m_people;
    std::vector<quint64> m_live;
    double m_due = 0; ///< changes that are due, with the fraction that is left over
};

} // namespace cordboard::simulator
