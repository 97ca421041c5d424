// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>

namespace cordboard {

/// How long to wait before the next attempt: between half of a limit and the whole of it, the limit doubling
/// from 0.5 s to 30 s. The spread keeps the clients of a restarted server from coming back all at once.
class Backoff {
public:
    /// A number in [0, 1), evenly spread.
    using Random = std::function<double()>;

    explicit Backoff(Random random);

    /// 0.25 s to 30 s; longer with each call until reset().
    [[nodiscard]] std::chrono::milliseconds next();
    void reset() noexcept;

private:
    Random m_random;
    std::chrono::milliseconds m_limit;
};

} // namespace cordboard
