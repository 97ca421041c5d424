// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/rpc/peer.h"
#include "server/clients/clientstream.h"
#include "server/clients/limits.h"
#include "server/clients/tokenbucket.h"
#include "server/commands/owner.h"

#include <QHostAddress>
#include <QSet>
#include <QTimer>
#include <QWebSocket>

#include <memory>
#include <optional>

namespace cordboard {

/// One connection of a client: JSON-RPC over its WebSocket, within the limits.
///
/// What a client gets wrong is answered, or closes its connection with a code that says why (RFC 6455
/// section 7.4.1): 1003 binary data, 1007 text that is not UTF-8, 1009 a message too long, 1008 not reading
/// what it is sent, or not logging in. A close that the client does not finish within 3 s is finished for it.
class Session : public ClientStream {
    Q_OBJECT
public:
    /// \param socket  connected, its handshake done; not null
    /// \param dispatcher  must outlive the session; its handlers find the session by Peer::context()
    /// \param connectionId  never used before
    /// \param address  where the client is, behind all relays
    Session(std::unique_ptr<QWebSocket> socket, const rpc::Dispatcher &dispatcher, const Limits &limits,
        quint64 connectionId, const QHostAddress &address, QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] const Owner &owner() const noexcept { return m_owner; }
    [[nodiscard]] const QHostAddress &address() const noexcept { return m_address; }
    [[nodiscard]] const PrincipalPtr &principal() const override { return m_principal; }
    /// From now on it is this one's. \param principal  not null
    void logIn(PrincipalPtr principal);
    /// Nobody logged in yet: it is closed unless somebody does by then.
    void awaitLogin(std::chrono::milliseconds deadline);
    /// Failed logins of this connection; the caller counts.
    int failedLogins = 0;
    /// Refused requests of this connection; the caller counts.
    mutable quint64 refusals = 0;
    /// Errc::LimitReached while as many commands of this connection run as may (limits.in_flight).
    [[nodiscard]] std::optional<Error> objectionToCommand() const;
    /// From now until its `Ended` was delivered a command counts as one of this connection.
    void countCommand(const CommandId &id) { m_commands.insert(id); }
    void forgetCommand(const CommandId &id) { m_commands.remove(id); }

    /// A notification whose method is the command's name.
    void deliver(protocol::Command method, const protocol::CommandEvent &event) override;
    [[nodiscard]] bool isCongested() const override;
    /// Says why and closes. What the client sends after this is not looked at.
    void close(QWebSocketProtocol::CloseCode code, const QString &reason);

protected:
    void sendText(const QString &frame) override;

Q_SIGNALS:
    /// The connection is gone; once, and never from within a constructor.
    void closed();

private:
    void limitAsUser();
    void receive(const QString &text);
    void send(const QByteArray &frame);
    void watchBacklog();
    void refuse(const QByteArray &frame, const QString &why);
    [[nodiscard]] qsizetype costOf(const QByteArray &frame) const;
    void ping();
    void onDisconnected();

    Limits m_limits;
    Owner m_owner;
    QHostAddress m_address;
    PrincipalPtr m_principal;
    std::unique_ptr<QWebSocket> m_socket;
    TokenBucket m_bucket;
    rpc::Limits m_rpcLimits;
    QSet<CommandId> m_commands; ///< that run
    QTimer m_ping;
    QTimer m_pong;
    QTimer m_closeGuard;
    QTimer m_login;
    QTimer m_backlog; ///< runs while more is unsent than should be
    bool m_limitedAsUser = false;
    bool m_closing = false;
    rpc::Peer m_peer; ///< last, so that it goes first: its calls may look at the rest
};

} // namespace cordboard
