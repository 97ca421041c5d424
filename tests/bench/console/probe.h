// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/app/console.h"

#include <QApplication>

#include <functional>

namespace cordboard::bench {

/// How long one turn of the event loop took, in ms: nobody else gets a turn meanwhile.
struct Turn {
    double wall = 0;
    double cpu = 0; ///< of this thread: what other programs took is not in it
    bool painted = false;
};

/// An application that times every turn of its event loop.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override;

    std::vector<Turn> turns; ///< since they were cleared
    /// Called after each turn that painted a window.
    std::function<void()> onPainted;

private:
    int m_depth = 0;
};

/// Follows each change from the moment it was sent to the moment it stands on the screen; a call that is
/// scrolled away counts when its row has changed.
class Probe : public QObject {
    Q_OBJECT
public:
    Probe(console::Console &console, TimedApplication &application);

    std::vector<double> latencies; ///< ms
    [[nodiscard]] bool isIdle() const noexcept { return m_waiting.isEmpty() && m_unpainted.empty(); }

private:
    void look(const QList<console::CallRowPtr> &rows);
    void arrived();
    void painted();
    void inRow(const console::CallRow &row, int place);

    console::Console &m_console;
    QHash<CallId, qint64> m_last; ///< when the change of each call was sent that was seen last
    QHash<CallId, console::CallRowPtr> m_waiting; ///< without a row yet
    std::vector<qint64> m_unpainted; ///< when they were sent, in microseconds
};

/// \returns microseconds of the steady clock, which all processes of a machine share
[[nodiscard]] qint64 steadyNow();

} // namespace cordboard::bench
