// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/commands/commandsink.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace cordboard::tests {

/// Writes down what it is told.
class RecordingSink : public CommandSink {
public:
    using CommandSink::CommandSink;
    void deliver(protocol::Command method, const protocol::CommandEvent &event) override
    {
        methods.push_back(method);
        events.push_back(event);
        if (then) {
            then(event);
        }
    }
    /// The names of the events in order, of this command or of all.
    [[nodiscard]] QStringList names(const QString &cmdId = {}) const
    {
        QStringList all;
        for (const protocol::CommandEvent &event : events) {
            if (cmdId.isEmpty() || event.cmdId.text() == cmdId) {
                all.append(event.event);
            }
        }
        return all;
    }
    /// The stable word of the last `Error`; empty if there was none.
    [[nodiscard]] QString errorWord(const QString &cmdId = {}) const
    {
        QString word;
        for (const protocol::CommandEvent &event : events) {
            if (event.error && (cmdId.isEmpty() || event.cmdId.text() == cmdId)) {
                word = event.error->id;
            }
        }
        return word;
    }
    [[nodiscard]] bool ended(const QString &cmdId = {}) const
    {
        return names(cmdId).contains(QStringLiteral("Ended"));
    }

    std::vector<protocol::Command> methods;
    std::vector<protocol::CommandEvent> events;
    std::function<void(const protocol::CommandEvent &)> then; ///< runs within each delivery
};

} // namespace cordboard::tests
