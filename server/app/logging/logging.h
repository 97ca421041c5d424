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
    explicit Logging(const LogConfig &config, LogFile file = {});
    ~Logging();
    Logging(const Logging &) = delete;
    Logging &operator=(const Logging &) = delete;
};

} // namespace cordboard
