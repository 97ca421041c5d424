// SPDX-License-Identifier: Apache-2.0
#include "server/clients/sessionmethods.h"

#include "common/protocol/session.h"
#include "common/rpc/peer.h"
#include "server/clients/session.h"

#include <QPointer>
#include <QTimer>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr int mostFailures = 3; ///< of one connection

Session &sessionOf(const rpc::Peer &peer)
{
    auto *const session = qobject_cast<Session *>(peer.context());
    Q_ASSERT(session);
    return *session;
}

QJsonObject describe(const Principal &principal, const rpc::Dispatcher &dispatcher)
{
    protocol::SessionDescription description{.user = {},
        .role = json::wireName(principal.role),
        .scope = json::wireName(principal.scope.kind),
        .addresses = {principal.scope.addresses.begin(), principal.scope.addresses.end()},
        .domains = {principal.scope.domains.begin(), principal.scope.domains.end()},
        .expiresAt = {},
        .methods = {}};
    if (!principal.isAnonymous()) {
        description.user = {principal.user};
    }
    if (principal.expiresAt.isValid()) {
        description.expiresAt = {principal.expiresAt.toUTC().toString(Qt::ISODateWithMs)};
    }
    const QStringList methods = dispatcher.methods();
    for (const QString &method : methods) {
        if (grantFor(&principal, method) != Grant::Denied) {
            description.methods.push_back(method);
        }
    }
    return json::encode(description);
}

void refuseLogin(
    Gatekeeper &gatekeeper, Session &session, const Error &error, std::shared_ptr<rpc::Responder> responder)
{
    const auto delay = gatekeeper.countFailure(session.address(), error.message);
    const bool isLast = ++session.failedLogins >= mostFailures;
    QTimer::singleShot(delay, &session, [session = &session, error, isLast, responder] {
        responder->fail(error);
        if (isLast) {
            session->close(QWebSocketProtocol::CloseCodePolicyViolated, u"too many failed logins"_s);
        }
    });
}

void logIn(const rpc::Dispatcher &dispatcher, Gatekeeper &gatekeeper, Session &session,
    const protocol::SessionLogin &login, rpc::Responder responder)
{
    if (session.failedLogins >= mostFailures) {
        responder.fail({Errc::NotAllowed, u"too many failed logins"_s});
        return;
    }
    auto principal = gatekeeper.authenticate(login.token.toUtf8());
    if (!principal) {
        refuseLogin(
            gatekeeper, session, principal.error(), std::make_shared<rpc::Responder>(std::move(responder)));
        return;
    }
    const PrincipalPtr before = session.principal();
    if (before && !before->isAnonymous() && before->user != (*principal)->user) {
        responder.fail({Errc::Conflict, u"this connection belongs to another user"_s});
        return;
    }
    session.logIn(std::move(*principal));
    AuditEntry entry;
    entry.what = u"login"_s;
    gatekeeper.write(session, std::move(entry));
    responder.respond(describe(*session.principal(), dispatcher));
}

} // namespace

void addSessionMethods(rpc::Dispatcher &dispatcher, Gatekeeper &gatekeeper)
{
    dispatcher.addTyped<protocol::SessionLogin>(
        u"SessionLogin"_s,
        [&dispatcher, &gatekeeper](
            rpc::Peer &peer, const protocol::SessionLogin &login, rpc::Responder responder) {
            logIn(dispatcher, gatekeeper, sessionOf(peer), login, std::move(responder));
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<rpc::NoParams>(
        u"SessionInfo"_s,
        [&dispatcher](rpc::Peer &peer, const rpc::NoParams &, rpc::Responder responder) {
            responder.respond(describe(*sessionOf(peer).principal(), dispatcher));
        },
        json::Unknown::Refuse);
}

} // namespace cordboard
