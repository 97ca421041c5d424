// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace cordboard {

/// SIGTERM and SIGINT, and SIGHUP, as Qt signals, as long as it lives; SIGPIPE is ignored from then on
/// (POSIX). One at a time: a process has one handler for each signal.
class StopSignals : public QObject {
    Q_OBJECT
public:
    explicit StopSignals(QObject *parent = nullptr);
    /// The signals do what they do by default again.
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();
    /// SIGHUP: read again what can be read again.
    void reloadRequested();

private:
    void read();
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace cordboard
