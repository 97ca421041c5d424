// SPDX-License-Identifier: Apache-2.0
#include "server/clients/discovermethod.h"

#include <QFile>
#include <QJsonDocument>

// A static library's resources are linked in only when something names them; outside of any namespace.
static void linkOpenRpc() { Q_INIT_RESOURCE(openrpc); }

namespace cordboard {

using namespace Qt::StringLiterals;

QJsonObject openRpcDocument()
{
    linkOpenRpc();
    QFile file(u":/cordboard/openrpc.json"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    QJsonObject document = QJsonDocument::fromJson(isOpen ? file.readAll() : QByteArray()).object();
    QJsonObject info = document.value("info"_L1).toObject();
    info.insert("version"_L1, QStringLiteral(CORDBOARD_VERSION));
    document.insert("info"_L1, info);
    return document;
}

void addDiscoverMethod(rpc::Dispatcher &dispatcher)
{
    dispatcher.addTyped<rpc::NoParams>(
        u"rpc.discover"_s,
        [document = openRpcDocument()](
            rpc::Peer &, const rpc::NoParams &, rpc::Responder responder) { responder.respond(document); },
        json::Unknown::Refuse);
}

} // namespace cordboard
