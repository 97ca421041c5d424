// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/dispatcher.h"

#include <QJsonArray>

namespace cordboard::rpc {

using namespace Qt::StringLiterals;

void Dispatcher::add(const QString &method, Handler handler)
{
    Q_ASSERT(handler);
    m_handlers.insert(method, std::move(handler));
}

QStringList Dispatcher::methods() const
{
    QStringList names = m_handlers.keys();
    names.sort();
    return names;
}

void Dispatcher::dispatch(
    Peer &peer, const QString &method, const QJsonValue &params, Responder responder) const
{
    if (auto objection = m_gate ? m_gate(peer, method) : std::nullopt) {
        responder.fail(*std::move(objection));
        return;
    }
    const auto found = m_handlers.constFind(method);
    if (found == m_handlers.cend()) {
        responder.fail(Error{Errc::MethodNotFound, u"Method not found"_s});
        return;
    }
    (*found)(peer, params, std::move(responder));
}

Result<QJsonObject> Dispatcher::byName(const QJsonValue &params)
{
    if (params.isUndefined() || (params.isArray() && params.toArray().isEmpty())) {
        return QJsonObject();
    }
    if (!params.isObject()) {
        return failure(Errc::InvalidParams, u"parameters are given by name, in an object"_s, u"params"_s);
    }
    return params.toObject();
}

} // namespace cordboard::rpc
