// SPDX-License-Identifier: Apache-2.0
#include "server/clients/callview.h"

#include "common/rpc/message.h"
#include "server/calls/callfilter.h"
#include "server/clients/access/accesstable.h"

#include <QCryptographicHash>

namespace cordboard {

protocol::Call cutFor(const Principal &principal, protocol::Call call)
{
    std::erase_if(call.allowedActions,
        [&](CallAction action) { return grantFor(&principal, json::wireName(action)) == Grant::Denied; });
    return call;
}

protocol::Call messageFor(const Principal &principal, const LiveCall &call)
{
    return cutFor(principal, messageOf(call));
}

std::vector<protocol::TimelineEntry> timelineFor(
    const Principal &principal, std::vector<protocol::TimelineEntry> timeline)
{
    if (principal.scope.kind == ScopeKind::All) {
        return timeline;
    }
    for (protocol::TimelineEntry &entry : timeline) {
        if (entry.command.value && entry.by.value != principal.user) {
            entry.by = {};
            entry.text = {};
        }
    }
    return timeline;
}

QByteArray encodedCallFor(const Principal &principal, const LiveCall &call)
{
    if (principal.role != Role::Viewer) {
        return encodedCall(call); // they may all that is possible, and share the bytes
    }
    return rpc::encodeValue(json::encode(messageFor(principal, call)));
}

QString viewName(const protocol::CallView &filter, const Principal &principal)
{
    const QString name = viewName(filter);
    const QString rights = principal.viewKey();
    if (rights.isEmpty()) {
        return name;
    }
    const QByteArray hash =
        QCryptographicHash::hash((name + u'\n' + rights).toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(16));
}

} // namespace cordboard
