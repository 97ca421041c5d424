// SPDX-License-Identifier: Apache-2.0
#include "server/clients/sessionmethods.h"

#include "common/protocol/session.h"
#include "common/rpc/peer.h"
#include "server/clients/session.h"

#include <QJsonArray>
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

/// The newest records first, at most `limit` (1 to 500, default 100) of those that fit.
struct AuditList {
    std::optional<int> limit;
    std::optional<QString> user;
    std::optional<QString> call;
    static constexpr auto fields()
    {
        using S = AuditList;
        using json::Field;
        return std::tuple{Field{&S::limit, "limit"}, Field{&S::user, "user"}, Field{&S::call, "call"}};
    }
};

Result<QJsonObject> listAudit(const AuditSink *audit, const AuditList &query)
{
    constexpr int most = 500;
    const int limit = query.limit.value_or(100);
    if (limit < 1 || limit > most) {
        return failure(Errc::InvalidParams, u"limit must be a whole number from 1 to 500"_s, u"limit"_s);
    }
    QJsonArray records;
    for (const QJsonObject &record : audit ? audit->latest() : QList<QJsonObject>()) {
        if (records.size() < limit && (!query.user || record.value("user"_L1) == QJsonValue(*query.user))
            && (!query.call || record.value("calls"_L1).toArray().contains(*query.call))) {
            records.append(record);
        }
    }
    return QJsonObject{{u"records"_s, records}};
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
    dispatcher.addTyped<AuditList>(
        u"AuditList"_s,
        [&gatekeeper](rpc::Peer &, const AuditList &query, rpc::Responder responder) {
            if (const auto listed = listAudit(gatekeeper.audit(), query)) {
                responder.respond(*listed);
            } else {
                responder.fail(listed.error());
            }
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
