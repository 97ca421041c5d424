// SPDX-License-Identifier: Apache-2.0
#include "server/app/servicemanager.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <ctime>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

Q_LOGGING_CATEGORY(lcServiceManager, "cordboard.server")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// How often the watchdog wants to hear of this process; 0: not at all.
std::chrono::microseconds watchdogPeriod(const QProcessEnvironment &environment)
{
    const QString process = environment.value(u"WATCHDOG_PID"_s);
    const bool isOurs = process.isEmpty() || process.toLongLong() == QCoreApplication::applicationPid();
    const qlonglong period = environment.value(u"WATCHDOG_USEC"_s).toLongLong();
    return std::chrono::microseconds(isOurs ? std::max(period, 0LL) : 0);
}

QByteArray monotonicMicroseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return QByteArray::number(qint64{now.tv_sec} * 1000000 + now.tv_nsec / 1000);
}

} // namespace

ServiceManager::ServiceManager(const QProcessEnvironment &environment, QObject *parent)
    : QObject(parent)
    , m_socket(environment.value(u"NOTIFY_SOCKET"_s).toLocal8Bit())
{
    const bool isAddress = m_socket.startsWith('/') || m_socket.startsWith('@');
    if (!isAddress || m_socket.size() >= qsizetype{sizeof(sockaddr_un::sun_path)}) {
        m_socket.clear();
    }
    // Half the time, as its manual says: one that comes late is no reason to be killed.
    const auto half = std::chrono::duration_cast<std::chrono::milliseconds>(watchdogPeriod(environment) / 2);
    connect(&m_watchdog, &QTimer::timeout, this, [this] { tell("WATCHDOG=1"); });
    if (!m_socket.isEmpty() && half.count() > 0) {
        m_watchdog.start(half);
    }
}

void ServiceManager::ready(const QString &status) { tell("READY=1\nSTATUS=" + status.simplified().toUtf8()); }

void ServiceManager::reloading() { tell("RELOADING=1\nMONOTONIC_USEC=" + monotonicMicroseconds()); }

void ServiceManager::stopping() { tell("STOPPING=1\nSTATUS=stopping"); }

void ServiceManager::tell(const QByteArray &message) const
{
    if (m_socket.isEmpty()) {
        return;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_socket.constData(), static_cast<std::size_t>(m_socket.size()));
    if (m_socket.startsWith('@')) {
        address.sun_path[0] = '\0'; // unix(7): the abstract namespace
    }
    const auto length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + static_cast<std::size_t>(m_socket.size()));
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    // What sockets take for an address has no type of its own in C.
    const auto *const target = reinterpret_cast<const sockaddr *>(&address);
    if (socket < 0
        || ::sendto(socket, message.constData(), static_cast<std::size_t>(message.size()), MSG_NOSIGNAL,
               target, length)
            != message.size()) {
        qCWarning(lcServiceManager).noquote()
            << "the service manager cannot be told:" << qt_error_string(errno);
    }
    if (socket >= 0) {
        ::close(socket);
    }
}

} // namespace cordboard
