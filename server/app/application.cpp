// SPDX-License-Identifier: Apache-2.0
#include "server/app/application.h"

#include "server/app/config/changes.h"
#include "server/app/instance.h"
#include "server/app/jwt/jwtverifier.h"
#include "server/app/listening.h"
#include "server/clients/sessionmethods.h"
#include "server/clients/viewmethods.h"

#include <QDir>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcApplication, "cordboard.server")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

QHostAddress addressOf(const QString &host)
{
    return host == "localhost"_L1 ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
}

std::optional<Role> anonymousRole(AnonymousRole role)
{
    switch (role) {
    case AnonymousRole::None:
        return std::nullopt;
    case AnonymousRole::Viewer:
        return Role::Viewer;
    case AnonymousRole::Operator:
        return Role::Operator;
    case AnonymousRole::Admin:
        return Role::Admin;
    }
    return std::nullopt;
}

protocol::RunningCommand runningCommand(const CommandSummary &command)
{
    return {command.cmdId, json::wireName(command.method)};
}

AdmissionRules rulesOf(const WsServerConfig &config)
{
    AdmissionRules rules{.path = config.httpPath, .allowedOrigins = config.allowedOrigins};
    for (const QString &proxy : config.trustedProxies) {
        const QHostAddress address(proxy);
        rules.trustedProxies.append(address.isNull()
                ? QHostAddress::parseSubnet(proxy)
                : Subnet(address, address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128));
    }
    return rules;
}

lifecycle::Times timesOf(const CommandsConfig &config)
{
    return {.ring = config.ring, .transfer = config.transfer, .hold = config.hold, .end = config.end};
}

QStringList lowerCase(QStringList names)
{
    for (QString &name : names) {
        name = name.toLower();
    }
    return names;
}

} // namespace

Application::Application(Config config, ConnectorFactory factory, State state, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_factory(std::move(factory))
    , m_state(state)
{
}

Application::~Application() = default;

Result<Done> Application::start()
{
    if (auto logins = readLogins(); !logins) {
        return logins;
    }
    // Before anything is opened: a server that may not listen does nothing else either.
    if (auto may = judgeListening(m_config.wsServer, m_authenticator.hasAny()); !may) {
        return tl::unexpected(std::move(may).error());
    }
    if (auto may = judgeListening(m_config.admin); !may) {
        return tl::unexpected(std::move(may).error());
    }
    auto journal = openJournal();
    if (!journal) {
        return tl::unexpected(std::move(journal).error());
    }
    openAudit();
    if (auto made = makeConnectors(); !made) {
        return made;
    }
    QList<Connector *> connectors;
    for (const auto &connector : m_connectors) {
        connectors.append(connector.get());
    }
    m_directory = std::make_unique<CallDirectory>(connectors);
    CallRegistry::Settings registrySettings;
    registrySettings.reach.bytes = m_config.limits.ringBytes;
    m_registry = std::make_unique<CallRegistry>(*m_directory, std::move(registrySettings));
    makeCommands(std::move(*journal));
    makeMethods();
    if (auto listening = makeListener(); !listening) {
        return listening;
    }
    if (auto listening = openAdminPort(); !listening) {
        return listening;
    }
    for (Connector *const connector : connectors) {
        connector->open();
    }
    if (m_config.auth.anonymousLoopback != AnonymousRole::None) {
        qCWarning(lcApplication).noquote() << "every program on this machine may connect without a token, as"
                                           << json::wireName(*anonymousRole(m_config.auth.anonymousLoopback));
    }
    qCInfo(lcApplication).noquote() << "listening on" << url().toString();
    return Done{};
}

Result<Done> Application::readLogins()
{
    if (m_config.auth.jwt.isOn()) {
        auto keys = readJwtKeys(m_config.auth.jwt);
        if (!keys) {
            return tl::unexpected(std::move(keys).error());
        }
        setJwtKeys(std::move(*keys));
    }
    if (m_config.auth.tokens.isEmpty()) {
        return Done{};
    }
    m_tokens = std::make_unique<TokenWatch>(m_config.auth.tokens);
    const auto tokens = m_tokens->read();
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    m_authenticator.setTokens(*tokens);
    connect(m_tokens.get(), &TokenWatch::changed, this, [this](const QList<TokenRecord> &now) {
        m_audit->writeTokens(m_authenticator.tokens(), now);
        m_authenticator.setTokens(now);
    });
    return Done{};
}

void Application::setJwtKeys(std::vector<JwtKey> keys)
{
    const QByteArrayList credentials = jwtCredentials(m_config.auth.jwt, keys);
    m_authenticator.setVerifier(makeJwtVerifier(m_config.auth.jwt, std::move(keys)), credentials);
}

/// Without it calls can still be controlled; each record that is not kept is in the log.
void Application::openAudit()
{
    const bool hasFolder = m_lock && m_lock->isLocked();
    const QString path = !m_config.audit.filePath.isEmpty() ? m_config.audit.filePath
        : hasFolder                                         ? QString(m_config.stateDir + u"/audit.log"_s)
                                                            : QString();
    m_auditLog = std::make_unique<AuditLog>(path);
    m_audit = std::make_unique<AuditBook>(*m_auditLog);
    if (auto opened = m_auditLog->open(); !opened) {
        qCCritical(lcApplication).noquote() << "the audit:" << opened.error().message;
    }
}

Result<Done> Application::makeListener()
{
    const auto tls = readTls(m_config.wsServer.tls);
    if (!tls) {
        return tl::unexpected(tls.error());
    }
    const auto warning = judgeListening(m_config.wsServer, m_authenticator.hasAny());
    if (!warning) {
        return tl::unexpected(warning.error());
    }
    if (*warning) {
        qCWarning(lcApplication).noquote() << **warning;
    }
    m_listener = std::make_unique<Listener>(ListenerSettings{.address = addressOf(m_config.wsServer.host),
                                                .port = m_config.wsServer.port,
                                                .rules = rulesOf(m_config.wsServer),
                                                .limits = m_config.limits,
                                                .tls = *tls},
        m_dispatcher, *m_gatekeeper);
    connect(m_listener.get(), &Listener::drained, this, &Application::stopped);
    return m_listener->listen();
}

Result<Done> Application::openAdminPort()
{
    const auto endpoint = Endpoint::parse(m_config.admin.listen);
    if (!endpoint) {
        return Done{};
    }
    if (const auto warning = judgeListening(m_config.admin); warning && *warning) {
        qCWarning(lcApplication).noquote() << **warning;
    }
    QList<Connector *> connectors;
    for (const auto &connector : m_connectors) {
        connectors.append(connector.get());
    }
    m_adminView = std::make_unique<AdminView>(AdminView::Rooms{
        connectors, *m_directory, *m_registry, *m_commands, *m_listener, *m_auditLog, *m_audit});
    m_adminPort = std::make_unique<AdminPort>(AdminPort::Settings{.address = addressOf(endpoint->host),
                                                  .port = endpoint->port,
                                                  .hosts = lowerCase(m_config.admin.hosts)},
        *m_adminView);
    auto listening = m_adminPort->listen();
    if (listening) {
        qCInfo(lcApplication).noquote() << "health and metrics on" << adminUrl().toString();
    }
    return listening;
}

void Application::reload(const Config &wanted)
{
    const ConfigChanges changes = changesBetween(m_config, wanted);
    const auto tls = readTls(changes.config.wsServer.tls);
    const TlsConfig oldTls = std::exchange(m_config, changes.config).wsServer.tls;
    qCInfo(lcApplication).noquote() << "certificates, keys and tokens are read again; taken over:"
                                    << (changes.taken.isEmpty() ? u"nothing else"_s
                                                                : changes.taken.join(u", "_s));
    for (const QString &key : changes.needRestart) {
        qCWarning(lcApplication).noquote() << key << "has changed: that needs a restart";
    }
    if (!tls) {
        m_config.wsServer.tls = oldTls;
        qCCritical(lcApplication).noquote() << "the certificate stays as it was:" << tls.error().message;
    } else if (*tls) {
        m_listener->setTls(**tls);
    }
    m_listener->setRules(rulesOf(m_config.wsServer));
    m_listener->setLimits(m_config.limits);
    m_commandMethods->setLimits(m_config.limits);
    m_views->setLimits(m_config.limits);
    m_commands->setTimes(timesOf(m_config.commands));
    if (m_adminPort) {
        m_adminPort->setHosts(lowerCase(m_config.admin.hosts));
    }
    if (auto reopened = m_auditLog->reopen(); !reopened) {
        qCCritical(lcApplication).noquote() << "the audit:" << reopened.error().message;
    }
    readJwtAgain();
    if (m_tokens) {
        m_tokens->reload();
    }
    m_gatekeeper->setAnonymousLoopback(anonymousRole(m_config.auth.anonymousLoopback));
}

void Application::readJwtAgain()
{
    if (!m_config.auth.jwt.isOn()) {
        m_authenticator.setVerifier({});
    } else if (auto keys = readJwtKeys(m_config.auth.jwt)) {
        setJwtKeys(std::move(*keys));
    } else {
        qCCritical(lcApplication).noquote()
            << "the keys of the identity provider stay as they were:" << keys.error().message;
    }
}

/// What clients may ask for, behind the gate.
void Application::makeMethods()
{
    VisibilitySettings visibility;
    for (const NodeConfig &node : m_config.nodes) {
        const auto proxy = SipUri::parse(node.sip.uri);
        visibility.domains.insert(
            NodeName(node.name), node.sip.domain.isEmpty() && proxy ? proxy->host() : node.sip.domain);
    }
    m_visibility = std::make_unique<Visibility>(*m_directory, std::move(visibility));
    m_gatekeeper = std::make_unique<Gatekeeper>(m_authenticator,
        Gatekeeper::Settings{.anonymousLoopback = anonymousRole(m_config.auth.anonymousLoopback)},
        m_audit.get());
    m_gatekeeper->guard(m_dispatcher);
    addSessionMethods(m_dispatcher, *m_gatekeeper);
    m_commandMethods = std::make_unique<CommandMethods>(
        m_dispatcher, *m_commands, *m_directory, *m_visibility, *m_gatekeeper, m_config.limits);
    m_views = std::make_unique<ViewMethods>(
        m_dispatcher, *m_directory, *m_registry, *m_visibility, m_config.limits);
}

void Application::makeCommands(std::unique_ptr<Journal> journal)
{
    CommandSettings settings;
    settings.times = timesOf(m_config.commands);
    m_commands = std::make_unique<CommandService>(*m_directory, std::move(journal), settings);
    m_registry->setTagSource([this](const JourneyId &journey) { return m_commands->tags(journey); });
    connect(m_commands.get(), &CommandService::commandBegun, m_registry.get(),
        [this](const Owner &owner, const CommandSummary &command) {
            m_registry->commandBegun(command.calls, runningCommand(command), owner.user);
        });
    connect(m_commands.get(), &CommandService::commandEnded, m_registry.get(),
        [this](const Owner &owner, const CommandSummary &command) {
            m_registry->commandEnded(command.calls, runningCommand(command), owner.user,
                command.error ? command.error->message : QString());
        });
    connect(m_commands.get(), &CommandService::lateResult, m_registry.get(),
        [this](const Owner &, const CommandSummary &command, const QString &text) {
            for (const CallId &call : command.calls) {
                m_registry->note(call, text);
            }
        });
}

void Application::stop()
{
    qCInfo(lcApplication) << "stopping";
    m_listener->shutDown();
}

Result<std::unique_ptr<Journal>> Application::openJournal()
{
    const QString folder = m_config.stateDir;
    Result<std::unique_ptr<Journal>> journal =
        failure(Errc::Internal, u"state_dir is not set, and the environment names no folder for it"_s);
    if (!folder.isEmpty() && !QDir().mkpath(folder)) {
        journal = failure(Errc::Internal, u"state_dir: the folder "_s + folder + u" cannot be made"_s);
    } else if (!folder.isEmpty()) {
        m_lock = std::make_unique<QLockFile>(folder + u"/cordboard-server.lock"_s);
        m_lock->setStaleLockTime(0); // never by age, only when its process is gone
        if (m_lock->tryLock(0)) {
            journal = Journal::open(folder);
        } else if (m_lock->error() == QLockFile::LockFailedError) {
            journal = failure(Errc::Conflict, u"state_dir: another server uses the folder "_s + folder);
        } else {
            journal = failure(Errc::Internal, u"state_dir: the folder "_s + folder + u" cannot be written"_s);
        }
    }
    if (!journal && m_state == State::IfPossible) {
        qCInfo(lcApplication).noquote()
            << "commands will be forgotten when the server stops:" << journal.error().message;
        return nullptr;
    }
    return journal;
}

Result<Done> Application::makeConnectors()
{
    const auto instance = instanceName(m_lock && m_lock->isLocked() ? m_config.stateDir : QString());
    if (!instance) {
        return tl::unexpected(instance.error());
    }
    for (const NodeConfig &node : m_config.nodes) {
        auto connector = m_factory(node, *instance);
        if (!connector) {
            return tl::unexpected(std::move(connector).error());
        }
        m_connectors.push_back(std::move(*connector));
    }
    return Done{};
}

} // namespace cordboard
