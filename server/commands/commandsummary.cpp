// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandsummary.h"

#include "server/commands/commandrecord.h"

namespace cordboard {

CommandSummary summaryOf(const CommandRecord &record, WithEvents withEvents)
{
    CommandSummary summary;
    summary.cmdId = record.cmdId;
    summary.method = record.method;
    summary.state = record.hasEnded() ? CommandState::Ended : CommandState::Running;
    summary.startedAt = record.startedAt.toString(Qt::ISODateWithMs);
    if (record.endedAt.isValid()) {
        summary.endedAt = record.endedAt.toString(Qt::ISODateWithMs);
    }
    summary.calls = record.calls;
    if (!record.node.isEmpty()) {
        summary.node = record.node;
    }
    if (!record.journey.isEmpty()) {
        summary.journey = record.journey;
    }
    if (record.hasEnded()) {
        summary.error = record.error();
    }
    if (withEvents == WithEvents::Yes) {
        summary.events = record.events();
    }
    return summary;
}

} // namespace cordboard
