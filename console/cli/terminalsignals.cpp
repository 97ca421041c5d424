// SPDX-License-Identifier: Apache-2.0
#include "console/cli/terminalsignals.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace cordboard::cli {
namespace {

constexpr std::array handled{SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP};

// A signal handler may hardly do more than write to a descriptor (signal-safety(7)), and has nowhere else to
// find it.
std::array<int, 2> ends{-1, -1};
std::array<struct sigaction, handled.size()> before{};

extern "C" void onTerminalSignal(int signal)
{
    const int saved = errno;
    const char byte = static_cast<char>(signal);
    // When the buffer is full, somebody has asked for the same thing often enough.
    [[maybe_unused]] const ssize_t written = ::write(ends[1], &byte, 1);
    errno = saved;
}

} // namespace

TerminalSignals::TerminalSignals(QObject *parent)
    : QObject(parent)
{
    Q_ASSERT(ends[0] < 0);
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        qFatal("no descriptors left for signals");
    }
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &TerminalSignals::read);
    struct sigaction action { };
    action.sa_handler = onTerminalSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < handled.size(); ++i) {
        sigaction(handled[i], &action, &before[i]);
    }
}

TerminalSignals::~TerminalSignals()
{
    for (std::size_t i = 0; i < handled.size(); ++i) {
        sigaction(handled[i], &before[i], nullptr);
    }
    m_notifier.reset();
    ::close(ends[0]);
    ::close(ends[1]);
    ends = {-1, -1};
}

void TerminalSignals::suspend() { ::raise(SIGSTOP); }

void TerminalSignals::read()
{
    bool stop = false;
    bool resize = false;
    bool pause = false;
    char bytes[16];
    ssize_t count = 0;
    while ((count = ::read(ends[0], bytes, sizeof bytes)) > 0) {
        for (ssize_t i = 0; i < count; ++i) {
            const int signal = bytes[i];
            (signal == SIGWINCH ? resize : signal == SIGTSTP ? pause : stop) = true;
        }
    }
    if (stop) {
        Q_EMIT stopRequested();
        return;
    }
    if (pause) {
        Q_EMIT suspendRequested();
    }
    if (resize) {
        Q_EMIT resized();
    }
}

} // namespace cordboard::cli
