// SPDX-License-Identifier: Apache-2.0
#include "server/clients/gatekeeper.h"

#include "common/rpc/peer.h"
#include "server/clients/session.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcGatekeeper, "cordboard.clients")

namespace cordboard {

using namespace Qt::StringLiterals;

Gatekeeper::Gatekeeper(
    const Authenticator &authenticator, Settings settings, AuditSink *audit, QObject *parent)
    : QObject(parent)
    , m_authenticator(authenticator)
    , m_settings(std::move(settings))
    , m_guard(m_settings.guard)
    , m_audit(audit)
{
    connect(&authenticator, &Authenticator::revoked, this, &Gatekeeper::revoked);
}

void Gatekeeper::setAnonymousLoopback(std::optional<Role> role)
{
    if (std::exchange(m_settings.anonymousLoopback, role) != role) {
        Q_EMIT revoked();
    }
}

Result<PrincipalPtr> Gatekeeper::welcome(const Arrival &arrival) const
{
    if (!arrival.token.isEmpty()) {
        return authenticate(arrival.token);
    }
    if (arrival.mayBeAnonymous && m_settings.anonymousLoopback) {
        Principal anonymous;
        anonymous.role = *m_settings.anonymousLoopback;
        return std::make_shared<const Principal>(std::move(anonymous));
    }
    return PrincipalPtr();
}

bool Gatekeeper::mayBeAnonymous(const QHostAddress &peer) const
{
    return m_settings.anonymousLoopback && peer.isLoopback();
}

std::chrono::milliseconds Gatekeeper::countFailure(const QHostAddress &address, const QString &why)
{
    const auto now = LoginGuard::Clock::now();
    const auto delay = m_guard.failed(address, now);
    const int count = m_guard.failures(address, now);
    if (!isWorthTelling(static_cast<quint64>(count))) {
        return delay;
    }
    qCInfo(lcGatekeeper).noquote() << "a login from" << address.toString() << "failed, number" << count
                                   << "in a row:" << why;
    if (m_audit) {
        AuditEntry entry;
        entry.what = u"login_failed"_s;
        entry.address = address.toString();
        entry.outcome = word(Errc::NotAllowed);
        entry.detail = why + u", number %1 in a row"_s.arg(count);
        m_audit->write(entry);
    }
    return delay;
}

Result<PrincipalPtr> Gatekeeper::authenticate(const QByteArray &token) const
{
    return m_authenticator.authenticate(token, m_settings.now());
}

bool Gatekeeper::stillHolds(const Principal &principal) const
{
    return principal.isAnonymous() ? m_settings.anonymousLoopback == principal.role
                                   : m_authenticator.stillHolds(principal, m_settings.now());
}

std::optional<Error> Gatekeeper::objection(const Session &session, const QString &method) const
{
    const Principal *const principal = session.principal().get();
    if (grantFor(principal, method) != Grant::Denied) {
        return std::nullopt;
    }
    if (!principal) {
        return Error{Errc::NotAllowed, u"log in first, with SessionLogin or a token in the handshake"_s};
    }
    if (!isKnownMethod(method)) {
        return Error{Errc::MethodNotFound, u"Method not found"_s};
    }
    return Error{Errc::NotAllowed, u"the rights of this client do not include this"_s};
}

void Gatekeeper::guard(rpc::Dispatcher &dispatcher)
{
    dispatcher.setGate([this](rpc::Peer &peer, const QString &method) -> std::optional<Error> {
        const auto *const session = qobject_cast<const Session *>(peer.context());
        if (!session) {
            return Error{Errc::NotAllowed, u"this connection has no session"_s};
        }
        auto refused = objection(*session, method);
        if (refused && refused->code == Errc::NotAllowed && isWorthTelling(++session->refusals)) {
            AuditEntry entry;
            entry.what = u"refused"_s;
            entry.method = isKnownMethod(method) ? method : u"(unknown)"_s;
            entry.outcome = word(refused->code);
            entry.detail = refused->message + u", number %1 of this connection"_s.arg(session->refusals);
            write(*session, std::move(entry));
        }
        return refused;
    });
}

void Gatekeeper::write(const Session &session, AuditEntry entry) const
{
    if (!m_audit) {
        return;
    }
    entry.user = session.owner().user;
    entry.address = session.owner().address;
    entry.connection = session.owner().connectionId;
    if (session.principal()) {
        entry.role = session.principal()->role;
    }
    m_audit->write(entry);
}

void Gatekeeper::write(const AuditEntry &entry) const
{
    if (m_audit) {
        m_audit->write(entry);
    }
}

} // namespace cordboard
