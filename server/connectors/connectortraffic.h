// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace cordboard {

/// How long something took, counted in ranges that begin below one another's end.
class Latencies {
public:
    /// The upper ends of the ranges, in seconds; one more range has none.
    static constexpr std::array bounds{
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0};

    void count(std::chrono::nanoseconds time)
    {
        const double seconds = std::chrono::duration<double>(time).count();
        const auto *const bound = std::lower_bound(bounds.begin(), bounds.end(), seconds);
        ++m_counts[static_cast<std::size_t>(bound - bounds.begin())];
        m_sum += seconds;
    }
    /// How many fell into each range.
    [[nodiscard]] const std::array<quint64, bounds.size() + 1> &counts() const noexcept { return m_counts; }
    /// Of all, in seconds.
    [[nodiscard]] double sum() const noexcept { return m_sum; }
    friend bool operator==(const Latencies &, const Latencies &) = default;

private:
    std::array<quint64, bounds.size() + 1> m_counts{};
    double m_sum = 0;
};

/// What went between a connector and its node since the start, for those who watch the server.
struct ConnectorTraffic {
    Latencies answers = {}; ///< of management requests that the proxy answers at once
    Latencies phoneAnswers = {}; ///< of those that wait for a phone
    quint64 failedRequests = 0; ///< of either kind: unreachable or no answer in time
    quint64 eventsReceived = 0;
    quint64 eventsUnreadable = 0; ///< from the node, but no event
    quint64 eventsForeign = 0; ///< from elsewhere; not looked at
    quint64 eventsDropped = 0; ///< by the system, whose buffer was full
    friend bool operator==(const ConnectorTraffic &, const ConnectorTraffic &) = default;
};

} // namespace cordboard
