// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/rpc/dispatcher.h"
#include "server/admin/adminport.h"
#include "server/app/adminview.h"
#include "server/app/auditbook.h"
#include "server/app/connectorfactory.h"
#include "server/app/jwt/jwtkeys.h"
#include "server/app/tokens/tokenwatch.h"
#include "server/calls/calldirectory.h"
#include "server/clients/commandmethods.h"
#include "server/clients/listener.h"
#include "server/clients/viewmethods.h"
#include "server/commands/commandservice.h"

#include <QLockFile>

#include <memory>
#include <vector>

namespace cordboard {

/// The server as one object: connectors, calls, commands and clients, made in this order and gone in the
/// reverse.
class Application : public QObject {
    Q_OBJECT
public:
    enum class State {
        Required, ///< without the state folder it does not start: a crash must not execute a command twice
        IfPossible, ///< for the demo, of which there may be several
    };

    /// \param config  with a state folder, or an empty one for none, and at least one node
    Application(Config config, ConnectorFactory factory, State state, QObject *parent = nullptr);
    ~Application() override;

    /// Takes the state folder, talks to the nodes and lets clients in; logs where. Call once.
    /// Errors, with a sentence for the administrator: Conflict (another server uses the state folder or the
    /// port), Internal (the state folder cannot be used), and what the factory says
    [[nodiscard]] Result<Done> start();
    [[nodiscard]] QUrl url() const { return m_listener->url(); }
    /// Where health and metrics are; empty: nowhere.
    [[nodiscard]] QUrl adminUrl() const { return m_adminPort ? m_adminPort->url() : QUrl(); }

    /// Closes all connections; stopped() follows within seconds. Commands that run are `interrupted` for the
    /// next process.
    void stop();
    /// Takes over what it can of another configuration, and reads certificates, keys and tokens again, as
    /// SIGHUP asks; what fails stays as it was. Logs what was taken over, and a line for each key that needs
    /// a restart.
    void reload(const Config &wanted);
    /// What holds now.
    [[nodiscard]] const Config &config() const noexcept { return m_config; }

Q_SIGNALS:
    void stopped();

private:
    [[nodiscard]] Result<std::unique_ptr<Journal>> openJournal();
    [[nodiscard]] Result<Done> readLogins();
    void readJwtAgain();
    void setJwtKeys(std::vector<JwtKey> keys);
    void openAudit();
    [[nodiscard]] Result<Done> makeListener();
    [[nodiscard]] Result<Done> openAdminPort();
    [[nodiscard]] Result<Done> makeConnectors();
    void makeMethods();
    void makeCommands(std::unique_ptr<Journal> journal);

    Config m_config;
    ConnectorFactory m_factory;
    State m_state;
    std::unique_ptr<QLockFile> m_lock;
    std::vector<std::unique_ptr<Connector>> m_connectors;
    std::unique_ptr<CallDirectory> m_directory;
    std::unique_ptr<CommandService> m_commands;
    std::unique_ptr<CallRegistry> m_registry;
    std::unique_ptr<Visibility> m_visibility;
    std::unique_ptr<AuditLog> m_auditLog;
    std::unique_ptr<AuditBook> m_audit;
    Authenticator m_authenticator;
    std::unique_ptr<TokenWatch> m_tokens;
    std::unique_ptr<Gatekeeper> m_gatekeeper;
    rpc::Dispatcher m_dispatcher;
    std::unique_ptr<CommandMethods> m_commandMethods;
    std::unique_ptr<ViewMethods> m_views;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<AdminView> m_adminView;
    std::unique_ptr<AdminPort> m_adminPort;
};

} // namespace cordboard
