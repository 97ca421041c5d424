// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/config.h"
#include "server/app/logging/logfile.h"

namespace cordboard {

/// Sends everything that is logged with Qt's categories to one place in one format, as long as it lives. One
/// at a time: Qt has one message handler for a process. Messages of any thread.
class Logging {
public:
    /// Logs to standard error, or to `file`.
    /// \param unmasked  a category in which telephone numbers always stay; empty: none
    explicit Logging(const LogConfig &config, LogFile file = {}, QString unmasked = {});
    ~Logging();
    Logging(const Logging &) = delete;
    Logging &operator=(const Logging &) = delete;

    /// The least that is logged, from now on.
    void setLevel(LogLevel level);
    /// Whether telephone numbers are masked, from now on; see maskNumbers().
    void setMasking(bool masks);
    /// Lines that could not be written so far: nobody read them, or the disk was full.
    [[nodiscard]] static quint64 dropped();
};

} // namespace cordboard
