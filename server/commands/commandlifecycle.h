// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/progress.h"
#include "server/connectors/connector.h"

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

/// The life of one command as a pure transition: from the answer `Started` to exactly one `Ended`. It does no
/// I/O and reads no clock; Command (command.h) does what the actions say and feeds it what happens.
namespace cordboard::lifecycle {

/// How long each phase may last (configuration `commands`).
struct Times {
    std::chrono::milliseconds ring{60'000}; ///< CallStart until the caller's phone is answered
    std::chrono::milliseconds transfer{130'000}; ///< a transfer, and CallStart from there on
    std::chrono::milliseconds hold{10'000}; ///< CallHold, CallUnhold
    std::chrono::milliseconds end{5'000}; ///< CallEnd
    friend bool operator==(const Times &, const Times &) = default;
};

/// What does not change while a command lives.
struct Plan {
    protocol::Command method = protocol::Command::CallEnd;
    Times times;
    std::optional<std::chrono::milliseconds> whole; ///< `deadline_ms`: one deadline in place of the phases'
};

// --- States ---

/// Answered; which call is meant, and whether it may be done, has not been looked at.
struct Accepted {
    friend bool operator==(const Accepted &, const Accepted &) = default;
};
/// A connector works on it.
struct Running {
    bool callerAnswered = false; ///< CallStart: the second phase
    friend bool operator==(const Running &, const Running &) = default;
};
/// The connector was told to stop.
struct Stopping {
    StopReason reason;
    friend bool operator==(const Stopping &, const Stopping &) = default;
};
/// `Ended` was told. Absorbs everything.
struct Ended {
    friend bool operator==(const Ended &, const Ended &) = default;
};
using State = std::variant<Accepted, Running, Stopping, Ended>;

// --- What happens ---

/// The checks passed, and the connector began.
struct Began { };
struct Progressed {
    Progress progress;
};
/// The connector's outcome; in Accepted: a check failed.
struct Finished {
    Outcome outcome;
};
/// The deadline that was armed last has passed.
struct TimeUp { };
struct StopAsked {
    StopReason reason;
};
/// Operation::stop() returned. It should have finished by then; one that has not is not waited for.
struct StopReturned { };
using Event = std::variant<Began, Progressed, Finished, TimeUp, StopAsked, StopReturned>;

// --- What to do ---

/// From now on; replaces the deadline before.
struct ArmDeadline {
    std::chrono::milliseconds duration;
    friend bool operator==(const ArmDeadline &, const ArmDeadline &) = default;
};
struct TellProgress {
    Progress progress;
    friend bool operator==(const TellProgress &, const TellProgress &) = default;
};
struct StopOperation {
    StopReason reason;
    friend bool operator==(const StopOperation &, const StopOperation &) = default;
};
/// `Error` if there is a failure, then `Ended`.
struct TellEnd {
    std::optional<Failure> failure;
    friend bool operator==(const TellEnd &, const TellEnd &) = default;
};
using Action = std::variant<ArmDeadline, TellProgress, StopOperation, TellEnd>;

struct Step {
    State state;
    std::vector<Action> actions;
    friend bool operator==(const Step &, const Step &) = default;
};

/// The state after `Started`, with the deadline of the first phase: the checks count, too.
[[nodiscard]] Step begin(const Plan &plan);
/// Whatever the order of events: at most one TellEnd over a life, and nothing after it.
[[nodiscard]] Step next(const Plan &plan, const State &state, const Event &event);

} // namespace cordboard::lifecycle
