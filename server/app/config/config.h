// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/config/endpoint.h"
#include "server/clients/limits.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

/// What the configuration says, with the built-in defaults as initial values. Which key fills which member,
/// and what it may be: keys.h.
namespace cordboard {

enum class LogLevel { Debug, Info, Warn, Error };
enum class LogFormat { Text, Json, Journald };

/// Files in PEM; empty: no TLS.
struct TlsConfig {
    QString certificate; ///< with its chain
    QString key;
    QString clientCa; ///< empty: clients need no certificate
    friend bool operator==(const TlsConfig &, const TlsConfig &) = default;
    [[nodiscard]] bool isOn() const { return !certificate.isEmpty() && !key.isEmpty(); }
};

struct WsServerConfig {
    QString host = QStringLiteral("127.0.0.1"); ///< an address, or `localhost` (127.0.0.1)
    quint16 port = 5059;
    QString httpPath = QStringLiteral("/call-api");
    QStringList allowedOrigins; ///< `scheme://host[:port]`, compared exactly
    TlsConfig tls;
    QStringList trustedProxies; ///< addresses and networks whose forwarding headers are believed
    bool insecureListen = false; ///< another address than loopback without TLS and tokens
    friend bool operator==(const WsServerConfig &, const WsServerConfig &) = default;
};

/// How the management interface of a proxy is reached.
struct MiConfig {
    QString url; ///< `http(s)://...`, or a datagram address with or without `udp:`; may be empty
    QString datagram; ///< a datagram address beside an HTTP `url`; may be empty
    QString user; ///< for HTTP Basic; empty: none
    QString passwordFile; ///< the file's first line is the password
    friend bool operator==(const MiConfig &, const MiConfig &) = default;

    [[nodiscard]] std::optional<QUrl> httpLane() const;
    [[nodiscard]] std::optional<Endpoint> datagramLane() const;
};

struct EventsConfig {
    QString listen; ///< IPv4:PORT for the proxy's events; empty: any port of 127.0.0.1, for a proxy on this
                    ///< machine
    QString advertise; ///< HOST:PORT to which the proxy sends them; empty: where we listen
    friend bool operator==(const EventsConfig &, const EventsConfig &) = default;
};

struct SipConfig {
    QString uri; ///< the proxy as next hop of our requests; empty: the host of the caller's address
    QString from; ///< who calls a caller's phone; empty: the callee of the CallStart
    QString domain; ///< of the node's addresses of record that name none; empty: the host of `uri`
    QString contact; ///< where phones send what concerns such a call; empty: `callapi` at the proxy
    friend bool operator==(const SipConfig &, const SipConfig &) = default;
};

/// One proxy.
struct NodeConfig {
    QString name = QStringLiteral("default");
    QString cluster = {}; ///< empty: it replicates its dialogs to no other node
    QString type = QStringLiteral("opensips");
    MiConfig mi;
    EventsConfig events;
    SipConfig sip;
    friend bool operator==(const NodeConfig &, const NodeConfig &) = default;
};

/// How long each phase of a command may take.
struct CommandsConfig {
    std::chrono::milliseconds ring{60000};
    std::chrono::milliseconds transfer{130000};
    std::chrono::milliseconds hold{10000};
    std::chrono::milliseconds end{5000};
    friend bool operator==(const CommandsConfig &, const CommandsConfig &) = default;
};

struct LogConfig {
    LogLevel level = LogLevel::Info;
    LogFormat format = LogFormat::Text;
    QString filePath; ///< absolute; empty: standard error
    bool maskNumbers = false; ///< telephone numbers, but for their last two digits
    friend bool operator==(const LogConfig &, const LogConfig &) = default;
};

/// What programs on this machine may do without a token.
enum class AnonymousRole { None, Viewer, Operator, Admin };

/// Signed tokens of an identity provider (RFC 7519). Off unless one of the files is named.
struct JwtConfig {
    QString issuer = {}; ///< `iss`, to the letter
    QString audience = {}; ///< one of `aud`
    QString roleClaim = QStringLiteral("role"); ///< viewer, operator or admin, or a list with one of them
    QString secretFile = {}; ///< for HS256
    QString publicKeyFile = {}; ///< PEM, for RS256 or ES256
    QString jwksFile = {}; ///< RFC 7517, for RS256 and ES256
    friend bool operator==(const JwtConfig &, const JwtConfig &) = default;
    [[nodiscard]] bool isOn() const
    {
        return !secretFile.isEmpty() || !publicKeyFile.isEmpty() || !jwksFile.isEmpty();
    }
};

struct AuthConfig {
    QString tokens; ///< absolute; empty: defaultTokensFile()
    AnonymousRole anonymousLoopback = AnonymousRole::Operator;
    JwtConfig jwt;
    friend bool operator==(const AuthConfig &, const AuthConfig &) = default;
};

struct AuditConfig {
    QString filePath; ///< absolute; empty: audit.log in the state folder
    friend bool operator==(const AuditConfig &, const AuditConfig &) = default;
};

/// Health and metrics for the monitoring of this machine.
struct AdminConfig {
    QString listen = QStringLiteral("127.0.0.1:9095"); ///< IP address and port; empty: off
    QStringList hosts = {}; ///< names beside localhost by which it may be asked
    bool insecureListen = false; ///< another address than loopback: it asks nobody for a token
    friend bool operator==(const AdminConfig &, const AdminConfig &) = default;
};

struct Config {
    WsServerConfig wsServer;
    QList<NodeConfig> nodes; ///< never empty once read
    CommandsConfig commands;
    Limits limits;
    LogConfig log;
    AuthConfig auth;
    AuditConfig audit;
    AdminConfig admin;
    QString stateDir; ///< absolute; empty: defaultStateDir()
    friend bool operator==(const Config &, const Config &) = default;
};

} // namespace cordboard
