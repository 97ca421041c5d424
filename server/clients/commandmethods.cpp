// SPDX-License-Identifier: Apache-2.0
#include "server/clients/commandmethods.h"

#include "common/core/overloaded.h"
#include "common/rpc/peer.h"
#include "server/clients/access/dialpolicy.h"
#include "server/clients/session.h"

#include <QPointer>
#include <QUuid>

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
    QJsonObject asked = params.toObject();
    if (method != protocol::Command::Echo) {
        const auto request = CommandRequest::parse(method, asked);
        if (!request) {
            responder.fail(request.error());
            return;
        }
        const CommandId id =
            request->cmdId.value_or(CommandId(QUuid::createUuid().toString(QUuid::WithoutBraces)));
        // A repetition starts nothing, so that nothing is counted, and its rights were looked at.
        if (!request->cmdId || !m_commands.get(owner, id)) {
            AuditEntry entry = describe(session, *request);
            entry.cmdId = id.text();
            if (auto checked = check(session, *request, entry, keyOf(owner, id)); !checked) {
                responder.fail(checked.error());
                return;
            }
            asked.insert(u"cmd_id"_s, id.text());
            m_gatekeeper.write(session, entry);
            Asked &note = m_asked[keyOf(owner, id)];
            note.entry = std::move(entry);
            note.entry.role = session.principal()->role;
            note.since.start();
        }
    }
    const auto sees = session.principal()->scope.kind == ScopeKind::All
        ? CallPredicate()
        : [this, principal = session.principal()](
              const CallInfo &call) { return m_visibility.sees(*principal, call); };
    const auto started = m_commands.submit(method, asked, owner, sees);
    if (!started) {
        if (const QString id = asked.value("cmd_id"_L1).toString();
            started.error().code != Errc::Conflict && !id.isEmpty()) {
            m_starts.ended(keyOf(owner, CommandId(id)));
            if (auto note = m_asked.take(keyOf(owner, CommandId(id))); !note.entry.what.isEmpty()) {
                note.entry.what = u"outcome"_s;
                note.entry.outcome = word(started.error().code);
                note.entry.detail = started.error().message;
                m_gatekeeper.write(session, std::move(note.entry));
            }
        }
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

/// What the client's rights and limits say to a new command.
Result<Done> CommandMethods::check(
    Session &session, const CommandRequest &request, const AuditEntry &entry, const QString &key)
{
    const Principal &principal = *session.principal();
    Result<Done> result = Done{};
    if (auto objection = objectionToParties(principal, request)) {
        result = tl::unexpected(*std::move(objection));
    } else if (const auto *start = std::get_if<StartRequest>(&request.what)) {
        const Limits limits = principal.isAnonymous() ? m_limits : limitsOfUsers(m_limits);
        result = m_starts.begin(key, session.owner().key(), start->caller.addressOfRecord(),
            {.perMinute = limits.startsPerMinute.value_or(0),
                .atOnce = limits.startsAtOnce.value_or(0),
                .onePerCaller = !principal.isAnonymous()},
            StartLimiter::Clock::now());
    }
    if (!result) {
        AuditEntry refused = entry;
        refused.what = u"refused"_s;
        refused.outcome = word(result.error().code);
        refused.detail = result.error().message;
        m_gatekeeper.write(session, std::move(refused));
    }
    return result;
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
