// SPDX-License-Identifier: Apache-2.0
#include "server/clients/commandmethods.h"

#include "common/core/overloaded.h"
#include "common/rpc/peer.h"
#include "server/clients/access/dialpolicy.h"
#include "server/clients/session.h"

#include <QPointer>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

Session &sessionOf(const rpc::Peer &peer)
{
    auto *const session = qobject_cast<Session *>(peer.context());
    Q_ASSERT(session);
    return *session;
}

QString keyOf(const Owner &owner, const CommandId &id) { return owner.key() + u'\n' + id.text(); }

template <class T> void answer(rpc::Responder &responder, const Result<T> &result)
{
    if (result) {
        responder.respond(json::encode(*result));
    } else {
        responder.fail(result.error());
    }
}

QString textOf(const CallName &name)
{
    return name.id ? name.id->text() : name.callId ? name.callId->text() : QString();
}

} // namespace

CommandMethods::CommandMethods(rpc::Dispatcher &dispatcher, CommandService &commands,
    const CallDirectory &directory, const Visibility &visibility, const Gatekeeper &gatekeeper,
    const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_directory(directory)
    , m_visibility(visibility)
    , m_gatekeeper(gatekeeper)
    , m_limits(limits)
{
    for (const auto &[command, name] : json::WireNames<protocol::Command>::names) {
        dispatcher.add(QString::fromLatin1(name),
            [this, method = command](rpc::Peer &peer, const QJsonValue &params, rpc::Responder responder) {
                start(method, peer, params, std::move(responder));
            });
    }
    dispatcher.addTyped<protocol::CommandName>(u"CommandGet"_s,
        [&commands](rpc::Peer &peer, const protocol::CommandName &name, rpc::Responder responder) {
            answer(responder, commands.get(sessionOf(peer).owner(), name.cmdId));
        });
    dispatcher.addTyped<protocol::CommandName>(u"CommandCancel"_s,
        [&commands](rpc::Peer &peer, const protocol::CommandName &name, rpc::Responder responder) {
            answer(responder, commands.cancel(sessionOf(peer).owner(), name.cmdId));
        });
    dispatcher.addTyped<rpc::NoParams>(
        u"CommandList"_s, [&commands](rpc::Peer &peer, const rpc::NoParams &, rpc::Responder responder) {
            responder.respond(json::encode(commands.list(sessionOf(peer).owner())));
        });
    connect(&commands, &CommandService::commandEnded, this, &CommandMethods::onEnded);
}

void CommandMethods::start(
    protocol::Command method, rpc::Peer &peer, const QJsonValue &params, rpc::Responder responder)
{
    Session &session = sessionOf(peer);
    if (!params.isObject()) {
        responder.fail({Errc::InvalidParams, u"params must be an object"_s, u"params"_s});
        return;
    }
    if (const auto objection = session.objectionToCommand()) {
        responder.fail(*objection);
        return;
    }
    const Owner owner = session.owner();
    const auto sees = session.principal()->scope.kind == ScopeKind::All
        ? CallPredicate()
        : [this, principal = session.principal()](
              const CallInfo &call) { return m_visibility.sees(*principal, call); };
    const auto started = m_commands.submit(method, params.toObject(), owner, sees,
        [&](const CommandRequest &request, const CommandId &id) { return admit(session, request, id); });
    if (!started) {
        responder.fail(started.error());
        return;
    }
    const CommandId id = started->cmdId;
    session.countCommand(id); // at once: the answers of a batch are sent together, after its last member
    responder.respond(json::encode(*started), [this, owner, id, listener = QPointer<Session>(&session)] {
        if (listener && !m_commands.attach(owner, id, listener)) {
            listener->forgetCommand(id);
        }
    });
}

/// What the client's rights and limits say to a command that will be executed; if nothing, the audit knows of
/// it when this returns.
std::optional<Error> CommandMethods::admit(
    const Session &session, const CommandRequest &request, const CommandId &id)
{
    if (request.method == protocol::Command::Echo) {
        return std::nullopt;
    }
    const QString key = keyOf(session.owner(), id);
    AuditEntry entry = describe(session, request);
    entry.cmdId = id.text();
    if (auto checked = check(session, request, key); !checked) {
        entry.what = u"refused"_s;
        entry.outcome = word(checked.error().code);
        entry.detail = checked.error().message;
        m_gatekeeper.write(session, std::move(entry));
        return std::move(checked).error();
    }
    m_gatekeeper.write(session, entry);
    Asked &note = m_asked[key];
    note.entry = std::move(entry);
    note.entry.role = session.principal()->role;
    note.since.start();
    return std::nullopt;
}

Result<Done> CommandMethods::check(const Session &session, const CommandRequest &request, const QString &key)
{
    const Principal &principal = *session.principal();
    if (auto objection = objectionToParties(principal, request)) {
        return tl::unexpected(*std::move(objection));
    }
    const auto *const start = std::get_if<StartRequest>(&request.what);
    if (!start) {
        return Done{};
    }
    const bool anonymous = principal.isAnonymous();
    const Limits limits = anonymous ? m_limits : limitsOfUsers(m_limits);
    // Who has no name is told apart by address: a new connection is no new client.
    const QString who = anonymous ? QString(u"address "_s + session.owner().address) : session.owner().key();
    return m_starts.begin(key, who, start->caller.addressOfRecord(),
        {.perMinute = limits.startsPerMinute.value_or(0),
            .atOnce = limits.startsAtOnce.value_or(0),
            .onePerCaller = !anonymous},
        StartLimiter::Clock::now());
}

AuditEntry CommandMethods::describe(const Session &session, const CommandRequest &request) const
{
    AuditEntry entry;
    entry.what = u"command"_s;
    entry.method = json::wireName(request.method);
    const auto addCall = [&](const CallName &name) {
        entry.calls.append(textOf(name));
        const auto call = m_directory.resolve(name.id, name.callId);
        if (call && entry.caller.isEmpty() && m_visibility.sees(*session.principal(), *call)) {
            entry.calls.last() = call->id.text();
            entry.caller = call->caller;
            entry.callee = call->callee;
        }
    };
    std::visit(Overloaded{
                   [&](const StartRequest &start) {
                       entry.caller = start.caller.text();
                       entry.callee = start.callee.text();
                   },
                   [&](const EndRequest &end) { addCall(end.call); },
                   [&](const HoldRequest &hold) { addCall(hold.call); },
                   [&](const BlindTransferRequest &transfer) {
                       addCall(transfer.call);
                       entry.destination = transfer.destination.text();
                   },
                   [&](const AttendedTransferRequest &transfer) {
                       addCall(transfer.callA);
                       addCall(transfer.callB);
                       entry.destination = transfer.destination ? transfer.destination->text() : QString();
                   },
                   [](const EchoRequest &) {},
               },
        request.what);
    return entry;
}

void CommandMethods::onEnded(const Owner &owner, const CommandSummary &command)
{
    const QString key = keyOf(owner, command.cmdId);
    m_starts.ended(key);
    Asked asked = m_asked.take(key);
    if (asked.entry.what.isEmpty()) {
        return;
    }
    asked.entry.what = u"outcome"_s;
    asked.entry.user = owner.user;
    asked.entry.address = owner.address;
    asked.entry.connection = owner.connectionId;
    if (!command.calls.empty()) {
        asked.entry.calls.clear();
        for (const CallId &call : command.calls) {
            asked.entry.calls.append(call.text());
        }
    }
    asked.entry.outcome = command.error ? command.error->id : u"done"_s;
    asked.entry.detail = command.error ? command.error->message : QString();
    asked.entry.duration = std::chrono::milliseconds(asked.since.elapsed());
    m_gatekeeper.write(std::move(asked.entry));
}

} // namespace cordboard
