// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/simulator.h"
#include "tests/bench/benchclient.h"
#include "tests/support/serverprocess.h"

#include <functional>
#include <memory>

namespace cordboard::bench {

/// A simulated proxy in this process, the server in its own, and clients.
class Bench {
public:
    /// \param calls  that are up from the beginning
    explicit Bench(int calls);

    /// The server runs and its list is complete. \returns the time from its start; negative: it took too long
    [[nodiscard]] double start();
    /// Handles events until the condition holds. \returns whether it does
    bool wait(const std::function<bool()> &condition, int milliseconds = 60000);
    /// Adds clients that have subscribed and hold the list.
    [[nodiscard]] bool subscribe(int clients);
    /// Calls in the server's list.
    [[nodiscard]] int listed();
    /// Waits until the list is as long as the proxy's.
    [[nodiscard]] bool agrees();
    /// Resident memory of the server, in kB.
    [[nodiscard]] qint64 memory() const;

    simulator::Simulator proxy;
    tests::ServerProcess server;
    std::vector<std::unique_ptr<Client>> clients; ///< the first has no subscription
};

/// `p` of [0, 1]; of nothing it is 0.
[[nodiscard]] double percentile(std::vector<double> values, double p);

} // namespace cordboard::bench
