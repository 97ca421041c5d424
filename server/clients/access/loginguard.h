// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QHostAddress>

#include <chrono>

namespace cordboard {

/// Whom addresses are counted for: an IPv4 address, also one that is mapped into IPv6, or the /64 of an IPv6
/// address, which is what one customer has at least (RFC 6177) and can change addresses in at will.
[[nodiscard]] QHostAddress customerOf(const QHostAddress &address);

/// Counts failed logins by where they come from, and says how long each next answer waits. Pure: the caller
/// brings the time. Addresses count by customerOf().
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
    QHash<QHostAddress, Entry> m_entries;
};

} // namespace cordboard
