// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

namespace cordboard {

/// What one client, and all of them together, may ask of the server. 0 means no limit, everywhere.
///
/// The optional ones do not hold for anonymous clients on loopback unless somebody set them: programs on the
/// same machine share one address.
struct Limits {
    int messageBytes = 65536; ///< a longer message closes the connection with 1009
    int batch = 50; ///< requests in one JSON-RPC batch
    int jsonDepth = 32; ///< arrays and objects within one another
    int inFlight = 64; ///< commands that run at once, and requests that wait for an answer, of one connection
    std::optional<int> requestsPerSecond; ///< in the long run, of one connection
    std::optional<int> burst; ///< requests at once after a pause
    int connections = 1000;
    std::optional<int> connectionsPerAddress;
    std::chrono::milliseconds ping{20000}; ///< between two pings; 0: none are sent
    std::chrono::milliseconds pong{
        20000}; ///< a ping that is unanswered for so long closes the connection; 0: for ever
    int backlogSoftBytes = 1048576; ///< with more than that unsent, requests are refused
    int backlogHardBytes = 4194304; ///< with more than that unsent, the connection is cut
    int ringBytes = 67108864; ///< of the changes that are kept for clients that come back
    friend bool operator==(const Limits &, const Limits &) = default;
};

} // namespace cordboard
