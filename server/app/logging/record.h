// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace cordboard {

/// One thing to log.
struct LogRecord {
    QDateTime time; ///< UTC
    LogLevel level = LogLevel::Info;
    QString category;
    QString message;
};

/// The record as one line with its line end, whatever the message holds (control characters are written out,
/// so that nobody can forge a line), and not longer than longestLogLine. `text` and `json` carry the time;
/// `journald` begins with the priority of sd-daemon(3), the journal keeps the time.
[[nodiscard]] QByteArray logLine(const LogRecord &record, LogFormat format);

/// The text with each telephone number in it masked but for its last two digits. A telephone number has five
/// digits or more, with the visual separators of RFC 3966 among them, and stands after `+` or `tel:`, or
/// before the `@` or the parameters of a URI. Times, ports, IP addresses and identifiers stay.
[[nodiscard]] QString maskNumbers(const QString &text);

/// A pipe takes as much as that in one piece or not at all (PIPE_BUF).
constexpr qsizetype longestLogLine = 4096;

} // namespace cordboard
