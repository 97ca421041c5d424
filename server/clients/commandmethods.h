// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/rpc/dispatcher.h"
#include "server/clients/access/startlimiter.h"
#include "server/clients/access/visibility.h"
#include "server/clients/gatekeeper.h"
#include "server/clients/limits.h"
#include "server/commands/commandservice.h"

#include <QElapsedTimer>

namespace cordboard {

/// The seven commands of the Call API, and CommandGet, CommandList, CommandCancel. Their peers' contexts are
/// Sessions.
///
/// A command's parameters come as an object, as the Call API demands; anything else is InvalidParams. The
/// answer is Started; what happens then is told to the session that asked, and to no other. A call outside of
/// the client's scope is as if it was not there. What is asked is written to the audit before anything is
/// sent to a proxy, and how it ended after that; an Echo is not.
class CommandMethods : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive this, and this the dispatcher's last use.
    CommandMethods(rpc::Dispatcher &dispatcher, CommandService &commands, const CallDirectory &directory,
        const Visibility &visibility, const Gatekeeper &gatekeeper, const Limits &limits,
        QObject *parent = nullptr);

    /// Of CallStarts from now on.
    void setLimits(const Limits &limits) { m_limits = limits; }

private:
    struct Asked {
        AuditEntry entry;
        QElapsedTimer since;
    };

    void start(protocol::Command method, rpc::Peer &peer, const QJsonValue &params, rpc::Responder responder);
    [[nodiscard]] std::optional<Error> admit(
        const Session &session, const CommandRequest &request, const CommandId &id);
    [[nodiscard]] Result<Done> check(
        const Session &session, const CommandRequest &request, const QString &key);
    [[nodiscard]] AuditEntry describe(const Session &session, const CommandRequest &request) const;
    void onEnded(const Owner &owner, const CommandSummary &command);

    CommandService &m_commands;
    const CallDirectory &m_directory;
    const Visibility &m_visibility;
    const Gatekeeper &m_gatekeeper;
    Limits m_limits;
    StartLimiter m_starts;
    QHash<QString, Asked> m_asked; ///< commands that run
};

} // namespace cordboard
