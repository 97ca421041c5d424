// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QObject>
#include <QProcessEnvironment>
#include <QTimer>

namespace cordboard {

/// Tells the manager that started us how we are, if it asked to be told (sd_notify(3): a datagram to
/// $NOTIFY_SOCKET), and feeds its watchdog from the event loop (sd_watchdog_enabled(3)), so that a server
/// that hangs is started again. Without such a manager nothing happens. Never waits.
class ServiceManager : public QObject {
    Q_OBJECT
public:
    /// \param environment  NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID
    explicit ServiceManager(const QProcessEnvironment &environment, QObject *parent = nullptr);

    /// Clients are let in. \param status  one line for people
    void ready(const QString &status);
    /// The configuration is read again; ready() ends that.
    void reloading();
    void stopping();

private:
    void tell(const QByteArray &message) const;

    QByteArray m_socket; ///< a path, or '@' and a name in the abstract namespace; empty: nobody asked
    QTimer m_watchdog;
};

} // namespace cordboard
