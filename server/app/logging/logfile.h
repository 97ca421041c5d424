// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace cordboard {

/// A file descriptor that lines are written to; never waits for a reader (POSIX).
///
/// A line that does not fit now, since nobody empties the pipe or the disk is full, is dropped and counted.
/// Not safe from several threads at once.
class LogFile {
public:
    /// Standard error.
    LogFile();
    /// Appends to a file, which is made if it is not there (mode 0640). Errc::Internal with the system's
    /// reason.
    [[nodiscard]] static Result<LogFile> append(const QString &path);
    /// Takes over an open descriptor.
    [[nodiscard]] static LogFile adopt(int descriptor);
    ~LogFile();
    LogFile(LogFile &&other) noexcept;
    LogFile &operator=(LogFile &&other) noexcept;
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    /// \param line  with its line end, at most longestLogLine bytes
    /// \returns whether it was written
    bool write(const QByteArray &line);
    /// Lines dropped since the last call.
    [[nodiscard]] int takeDropped();

private:
    LogFile(int descriptor, bool owned);
    int m_descriptor;
    bool m_owned;
    int m_dropped = 0;
};

} // namespace cordboard
