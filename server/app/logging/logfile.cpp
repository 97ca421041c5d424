// SPDX-License-Identifier: Apache-2.0
#include "server/app/logging/logfile.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace cordboard {

using namespace Qt::StringLiterals;

LogFile::LogFile()
    : LogFile(STDERR_FILENO, false)
{
}

LogFile::LogFile(int descriptor, bool owned)
    : m_descriptor(descriptor)
    , m_owned(owned)
{
}

LogFile::~LogFile()
{
    if (m_owned && m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

LogFile::LogFile(LogFile &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_owned(other.m_owned)
    , m_dropped(other.m_dropped)
{
}

LogFile &LogFile::operator=(LogFile &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_owned, other.m_owned);
    std::swap(m_dropped, other.m_dropped);
    return *this;
}

Result<LogFile> LogFile::append(const QString &path)
{
    const int descriptor = ::open(
        QFile::encodeName(path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0640);
    if (descriptor < 0) {
        return failure(Errc::Internal, path + u" cannot be opened: "_s + qt_error_string(errno));
    }
    return LogFile(descriptor, true);
}

LogFile LogFile::adopt(int descriptor) { return {descriptor, true}; }

bool LogFile::write(const QByteArray &line)
{
    // O_NONBLOCK on standard error would change it for every process that shares it, so ask before each
    // write: a pipe that is ready takes PIPE_BUF bytes at once.
    pollfd ready{m_descriptor, POLLOUT, 0};
    if (::poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT) != 0
        && ::write(m_descriptor, line.constData(), static_cast<size_t>(line.size())) == line.size()) {
        return true;
    }
    ++m_dropped;
    return false;
}

int LogFile::takeDropped() { return std::exchange(m_dropped, 0); }

} // namespace cordboard
