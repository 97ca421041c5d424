// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/scheduler.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <map>

namespace cordboard::simulator {

/// Real time, by one timer of the event loop.
class TimerScheduler : public QObject, public Scheduler {
    Q_OBJECT
public:
    explicit TimerScheduler(QObject *parent = nullptr);

    void after(std::chrono::milliseconds delay, std::function<void()> action) override;
    void clear() override;
    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }

private:
    void run();
    void arm();

    QElapsedTimer m_clock;
    QTimer m_timer;
    std::multimap<qint64, std::function<void()>> m_actions; ///< by due time in ms of m_clock
};

} // namespace cordboard::simulator
