// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/crowd.h"
#include "server/simulator/proxymodel.h"

#include <vector>

namespace cordboard::simulator {

/// Calls that come and go by themselves, between people who are not alice, bob, carol, dave or erin: they
/// ring, are answered, held and resumed by the phones, and hung up by either side. Some are refused, given up
/// while they ring, or go to nobody.
class Background {
public:
    /// \param calls  that are up at any time
    /// \param ring  how long a phone rings, about
    Background(
        ProxyModel &model, int calls, double changesPerSecond, std::chrono::milliseconds ring, quint32 seed);

    /// Sets the calls up, with a few of them on hold, and lets them change. O(1) for each change.
    void start();

private:
    struct Held {
        quint64 key;
        QString phone; ///< that holds it
    };

    void tick();
    void change();
    void place();
    void placeInVain();
    void hangUpOne();
    void holdOne();
    void resumeOne();
    /// Two different people who answer.
    [[nodiscard]] std::pair<QString, QString> pair();
    [[nodiscard]] quint32 chance(quint32 below) { return m_random.bounded(below); }

    ProxyModel &m_model;
    const size_t m_calls;
    const double m_changesPerSecond;
    const std::chrono::milliseconds m_ring;
    QRandomGenerator m_random;
    Crowd m_crowd;
    std::vector<quint64> m_live; ///< some of them may have ended by somebody else's doing
    std::vector<Held> m_held; ///< likewise
    double m_due = 0; ///< changes that are due, with the fraction that is left over
};

} // namespace cordboard::simulator
