// SPDX-License-Identifier: Apache-2.0
#include "server/clients/commandmethods.h"

#include "common/rpc/peer.h"
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

void start(CommandService &commands, protocol::Command method, rpc::Peer &peer, const QJsonValue &params,
    rpc::Responder responder)
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
    const auto started = commands.submit(method, params.toObject(), owner);
    if (!started) {
        responder.fail(started.error());
        return;
    }
    const CommandId id = started->cmdId;
    session.countCommand(id); // at once: the answers of a batch are sent together, after its last member
    responder.respond(json::encode(*started), [&commands, owner, id, listener = QPointer<Session>(&session)] {
        if (listener && !commands.attach(owner, id, listener)) {
            listener->forgetCommand(id);
        }
    });
}

template <class T> void answer(rpc::Responder &responder, const Result<T> &result)
{
    if (result) {
        responder.respond(json::encode(*result));
    } else {
        responder.fail(result.error());
    }
}

} // namespace

void addCommandMethods(rpc::Dispatcher &dispatcher, CommandService &commands)
{
    for (const auto &[command, name] : json::WireNames<protocol::Command>::names) {
        dispatcher.add(QString::fromLatin1(name),
            [&commands, method = command](rpc::Peer &peer, const QJsonValue &params,
                rpc::Responder responder) { start(commands, method, peer, params, std::move(responder)); });
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
}

} // namespace cordboard
