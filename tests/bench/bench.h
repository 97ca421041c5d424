// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/simulator.h"
#include "tests/bench/benchclient.h"
#include "tests/bench/loadclients.h"
#include "tests/support/serverprocess.h"

#include <functional>
#include <memory>

namespace cordboard::bench {

/// A simulated proxy and one client in this process, the server in its own, and subscribers in a third.
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
    /// What those say once all of them are at the same change, or after 20 s; see runSubscribers().
    [[nodiscard]] QJsonObject report();
    /// Calls in the server's list.
    [[nodiscard]] int listed();
    /// Waits until the list is as long as the proxy's.
    [[nodiscard]] bool agrees();

    simulator::Simulator proxy;
    tests::ServerProcess server;
    std::unique_ptr<Client> client; ///< without a subscription
    std::unique_ptr<Helper> subscribers;
};

} // namespace cordboard::bench
