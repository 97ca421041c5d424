// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/rpc/dispatcher.h"
#include "server/clients/access/authenticator.h"
#include "server/clients/access/loginguard.h"
#include "server/clients/admission.h"
#include "server/clients/auditsink.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace cordboard {

class Session;

/// Decides who is let in and what each may ask for, and keeps account of it: the one way that every login and
/// every request goes. Main thread.
class Gatekeeper : public QObject {
    Q_OBJECT
public:
    struct Settings {
        /// The role of programs on this machine that come without a token; nothing: they must log in.
        std::optional<Role> anonymousLoopback = Role::Operator;
        LoginGuard::Settings guard = {};
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
    };

    /// \param authenticator, audit  must outlive this; `audit` may be null
    Gatekeeper(const Authenticator &authenticator, Settings settings, AuditSink *audit = nullptr,
        QObject *parent = nullptr);

    /// From now on, also for those who are there: revoked() follows if they may less.
    void setAnonymousLoopback(std::optional<Role> role);
    /// Who this is without a login; null: a login is needed. \returns Errors: NotAllowed (the token is wrong)
    [[nodiscard]] Result<PrincipalPtr> welcome(const Arrival &arrival) const;
    /// Whether clients from there may do without a login, before anything is known of their handshake.
    [[nodiscard]] bool mayBeAnonymous(const QHostAddress &peer) const;
    /// Somebody's token is wrong. \returns how long the answer must wait
    [[nodiscard]] std::chrono::milliseconds countFailure(const QHostAddress &address, const QString &why);
    [[nodiscard]] Result<PrincipalPtr> authenticate(const QByteArray &token) const;
    [[nodiscard]] bool stillHolds(const Principal &principal) const;

    /// What stands in the way of this request: NotAllowed, or MethodNotFound for what is not in the table.
    [[nodiscard]] std::optional<Error> objection(const Session &session, const QString &method) const;
    /// Asks objection() before every method of the dispatcher, which must not outlive this.
    void guard(rpc::Dispatcher &dispatcher);

    /// Adds who the session is, and writes it.
    void write(const Session &session, AuditEntry entry) const;
    void write(const AuditEntry &entry) const;
    [[nodiscard]] const AuditSink *audit() const noexcept { return m_audit; }

Q_SIGNALS:
    /// Ask stillHolds() for all who are there.
    void revoked();

private:
    const Authenticator &m_authenticator;
    Settings m_settings;
    LoginGuard m_guard;
    AuditSink *m_audit;
};

} // namespace cordboard
