// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace cordboard::cli {

/// The signals that a program with a screen must know of, as Qt signals, as long as it lives (POSIX). One at
/// a time: a process has one handler for each signal.
class TerminalSignals : public QObject {
    Q_OBJECT
public:
    explicit TerminalSignals(QObject *parent = nullptr);
    /// The signals do what they did before.
    ~TerminalSignals() override;

    /// Stops the process as Ctrl-Z does without a handler; returns when it goes on.
    static void suspend();

Q_SIGNALS:
    void stopRequested(); ///< SIGINT, SIGTERM, SIGHUP
    void resized(); ///< SIGWINCH
    void suspendRequested(); ///< SIGTSTP: call suspend() once the terminal is restored

private:
    void read();
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace cordboard::cli
