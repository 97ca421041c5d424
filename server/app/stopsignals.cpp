// SPDX-License-Identifier: Apache-2.0
#include "server/app/stopsignals.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cordboard {
namespace {

// A signal handler may hardly do more than write to a descriptor (signal-safety(7)), and has nowhere else to
// find it.
std::array<int, 2> ends{-1, -1};
constexpr char stop = 's';
constexpr char reload = 'r';

extern "C" void onSignal(int signal)
{
    const int saved = errno;
    const char byte = signal == SIGHUP ? reload : stop;
    // When the buffer is full, somebody has asked for the same thing often enough.
    [[maybe_unused]] const ssize_t written = ::write(ends[1], &byte, 1);
    errno = saved;
}

void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action { };
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
{
    Q_ASSERT(ends[0] < 0);
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        qFatal("no descriptors left for signals");
    }
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &StopSignals::read);
    handle(SIGTERM, onSignal, SA_RESTART);
    handle(SIGINT, onSignal, SA_RESTART);
    handle(SIGHUP, onSignal, SA_RESTART);
    handle(SIGPIPE, SIG_IGN, 0);
}

StopSignals::~StopSignals()
{
    handle(SIGTERM, SIG_DFL, 0);
    handle(SIGINT, SIG_DFL, 0);
    handle(SIGHUP, SIG_DFL, 0);
    m_notifier.reset();
    ::close(ends[0]);
    ::close(ends[1]);
    ends = {-1, -1};
}

void StopSignals::read()
{
    char bytes[16];
    bool stops = false;
    bool reloads = false;
    for (ssize_t got = 0; (got = ::read(ends[0], bytes, sizeof bytes)) > 0;) {
        stops = stops || std::memchr(bytes, stop, static_cast<std::size_t>(got));
        reloads = reloads || std::memchr(bytes, reload, static_cast<std::size_t>(got));
    }
    if (reloads) {
        Q_EMIT reloadRequested();
    }
    if (stops) {
        Q_EMIT stopRequested();
    }
}

} // namespace cordboard
