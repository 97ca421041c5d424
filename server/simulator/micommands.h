// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/eventsender.h"
#include "server/simulator/micommand.h"
#include "server/simulator/proxymodel.h"

#include <QDateTime>
#include <QHash>

namespace cordboard::simulator {

class Registrar;

/// The management interface without its transports: reads a JSON-RPC request, runs the command, writes the
/// answer.
class MiCommands {
public:
    enum class Progress {
        Answered, ///< `answer` was called
        Waits, ///< for a phone; `answer` will be called, or never if the proxy dies first
        Silent, ///< there will be no answer: a notification (fact 2)
    };

    MiCommands(ProxyModel &model, EventSender &events, const Registrar &registrar, QDateTime startedAt);

    Progress handle(const QByteArray &request, const std::function<void(const QByteArray &)> &answer) const;

private:
    void add(std::vector<MiCommand> commands);

    const VersionQuirks &m_quirks;
    QHash<QString, MiCommand> m_commands;
};

/// The commands by the module that has them.
[[nodiscard]] std::vector<MiCommand> coreCommands(ProxyModel &model, const QDateTime &startedAt);
[[nodiscard]] std::vector<MiCommand> eventCommands(EventSender &events);
[[nodiscard]] std::vector<MiCommand> dialogCommands(ProxyModel &model);
[[nodiscard]] std::vector<MiCommand> callopsCommands(ProxyModel &model);
[[nodiscard]] std::vector<MiCommand> transactionCommands(ProxyModel &model);
[[nodiscard]] std::vector<MiCommand> sessionCommands(ProxyModel &model);
[[nodiscard]] std::vector<MiCommand> locationCommands(ProxyModel &model, const Registrar &registrar);

} // namespace cordboard::simulator
