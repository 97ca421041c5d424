// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <set>
#include <utility>

namespace cordboard::opensips {

/// The deadlines of many waits on one timer.
class Deadlines : public QObject {
    Q_OBJECT
public:
    Deadlines();

    /// \param key       not negative; a key that is there gets the new deadline
    /// \param deadline  from now; less than 1 ms counts as that
    void add(int key, std::chrono::milliseconds deadline);
    /// It is over; passed() will not come for it.
    void remove(int key);

Q_SIGNALS:
    /// Once for each key whose time is over; it is forgotten before.
    void passed(int key);

private:
    using Clock = std::chrono::steady_clock;
    void alarm();
    void arm();

    std::set<std::pair<Clock::time_point, int>> m_order;
    QHash<int, Clock::time_point> m_times;
    QTimer m_timer;
};

} // namespace cordboard::opensips
