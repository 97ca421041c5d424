// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

namespace cordboard {

/// What one client, and all of them together, may ask of the server. 0 means no limit, everywhere.
///
/// The optional ones do not hold for anonymous clients on loopback unless somebody set them: programs on the
/// same machine share one address. For all others the defaults of limitsOfUsers() hold.
struct Limits {
    int messageBytes = 65536; ///< a longer message closes the connection with 1009
    int batch = 50; ///< requests in one JSON-RPC batch
    int jsonDepth = 32; ///< arrays and objects within one another
    int inFlight = 64; ///< commands that run at once, and requests that wait for an answer, of one connection
    std::optional<int> requestsPerSecond; ///< in the long run, of one connection
    std::optional<int> burst; ///< requests at once after a pause
    int answerBytes = 1048576; ///< a longer answer is replaced by an error
    std::optional<int> startsPerMinute = {}; ///< CallStarts of one user
    std::optional<int> startsAtOnce = {}; ///< CallStarts of one user that run
    int connections = 1000;
    std::optional<int> connectionsPerAddress;
    int unauthenticated = 50; ///< connections that have not logged in yet
    int unauthenticatedPerAddress = 5;
    std::chrono::milliseconds ping{20000}; ///< between two pings; 0: none are sent
    std::chrono::milliseconds pong{
        20000}; ///< a ping that is unanswered for so long closes the connection; 0: for ever
    int backlogSoftBytes = 1048576; ///< with more than that unsent, requests are refused
    int backlogHardBytes = 4194304; ///< with more than that unsent, the connection is cut
    int ringBytes = 67108864; ///< of the changes that are kept for clients that come back
    friend bool operator==(const Limits &, const Limits &) = default;
};

/// The limits of clients that are not anonymous: what nobody set has a default.
[[nodiscard]] inline Limits limitsOfUsers(Limits limits)
{
    limits.requestsPerSecond = limits.requestsPerSecond.value_or(100);
    limits.burst = limits.burst.value_or(200);
    limits.startsPerMinute = limits.startsPerMinute.value_or(30);
    limits.startsAtOnce = limits.startsAtOnce.value_or(5);
    limits.connectionsPerAddress = limits.connectionsPerAddress.value_or(20);
    return limits;
}

} // namespace cordboard
