// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/commands.h"
#include "common/protocol/progress.h"

#include <vector>

namespace cordboard {

class CommandRecord;

enum class CommandState { Running, Ended };

/// What CommandGet, CommandList and CommandCancel tell of a command, to its owner only.
struct CommandSummary {
    CommandId cmdId;
    protocol::Command method = protocol::Command::Echo;
    CommandState state = CommandState::Running;
    QString startedAt; ///< ISO 8601 UTC with milliseconds
    std::optional<QString> endedAt;
    std::vector<CallId> calls; ///< that it works on, as far as known
    std::optional<NodeName> node;
    std::optional<JourneyId> journey;
    std::optional<protocol::CommandError> error; ///< why it failed; absent while it runs and after success
    std::optional<std::vector<protocol::CommandEvent>> events; ///< all that was told; absent in CommandList
    static constexpr auto fields()
    {
        using S = CommandSummary;
        using json::Field;
        return std::tuple{Field{&S::cmdId, "cmd_id"}, Field{&S::method, "method"}, Field{&S::state, "state"},
            Field{&S::startedAt, "started_at"}, Field{&S::endedAt, "ended_at"}, Field{&S::calls, "calls"},
            Field{&S::node, "node"}, Field{&S::journey, "journey"}, Field{&S::error, "error"},
            Field{&S::events, "events"}};
    }
    friend bool operator==(const CommandSummary &, const CommandSummary &) = default;
};

/// The answer to CommandList: oldest first.
struct CommandSummaries {
    std::vector<CommandSummary> commands;
    static constexpr auto fields()
    {
        return std::tuple{json::Field{&CommandSummaries::commands, "commands"}};
    }
    friend bool operator==(const CommandSummaries &, const CommandSummaries &) = default;
};

enum class WithEvents { No, Yes };
[[nodiscard]] CommandSummary summaryOf(const CommandRecord &record, WithEvents withEvents);

} // namespace cordboard

namespace cordboard::json {

template <> struct WireNames<CommandState> {
    static constexpr std::pair<CommandState, const char *> names[]{
        {CommandState::Running, "running"}, {CommandState::Ended, "ended"}};
};

} // namespace cordboard::json
