// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QHostAddress>

#include <chrono>

namespace cordboard {

/// Counts failed logins by where they come from, and says how long each next answer waits. Pure: the caller
/// brings the time. Addresses of IPv6 count by their /64, which is what one customer has (RFC 6177).
class LoginGuard {
public:
    using Clock = std::chrono::steady_clock;
    struct Settings {
        std::chrono::milliseconds first{200}; ///< doubled with each further failure
        std::chrono::milliseconds longest{3000};
        std::chrono::seconds remembered{600}; ///< after the last failure
        qsizetype mostAddresses = 10000; ///< beyond that the one that failed longest ago is forgotten
    };

    LoginGuard() = default;
    explicit LoginGuard(const Settings &settings)
        : m_settings(settings)
    {
    }

    /// One more. \returns how long its answer waits
    [[nodiscard]] std::chrono::milliseconds failed(const QHostAddress &address, Clock::time_point now);
    [[nodiscard]] int failures(const QHostAddress &address, Clock::time_point now) const;

private:
    struct Entry {
        int count = 0;
        Clock::time_point last = {};
    };
    void forgetOld(Clock::time_point now);

    Settings m_settings;
    QHash<QString, Entry> m_entries;
};

} // namespace cordboard
