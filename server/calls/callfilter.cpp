// SPDX-License-Identifier: Apache-2.0
#include "server/calls/callfilter.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace cordboard {
namespace {

bool fitsParties(
    const std::optional<QString> &domain, const std::optional<QString> &user, const LiveCall &call)
{
    return std::any_of(call.parties.begin(), call.parties.end(), [&](const PartyKey &party) {
        return (!domain || party.host.compare(*domain, Qt::CaseInsensitive) == 0)
            && (!user || party.user == *user);
    });
}

bool contains(const LiveCall &call, const QString &text)
{
    const CallInfo &info = call.info;
    const auto in = [&](const QString &where) { return where.contains(text, Qt::CaseInsensitive); };
    return in(info.caller) || in(info.callee) || in(info.callerName) || in(info.calleeName)
        || in(info.callId.text());
}

} // namespace

bool fits(const protocol::CallView &view, const LiveCall &call)
{
    return (!view.node || call.info.node == *view.node)
        && ((!view.domain && !view.user) || fitsParties(view.domain, view.user, call));
}

bool fits(const protocol::CallFilter &filter, const LiveCall &call)
{
    const auto hasState = [&](const std::vector<CallState> &states) {
        return std::find(states.begin(), states.end(), call.info.state) != states.end();
    };
    return (!filter.states || hasState(*filter.states))
        && fits(protocol::CallView{filter.node, filter.domain, filter.user}, call)
        && (!filter.text || contains(call, *filter.text));
}

QString viewName(const protocol::CallView &view)
{
    const QByteArray text = QJsonDocument(json::encode(view)).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toHex().left(16));
}

} // namespace cordboard
