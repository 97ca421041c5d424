// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/proxymodel.h"

namespace cordboard::simulator {

QString unquoted(const QString &displayName)
{
    QString name = displayName.trimmed();
    if (name.size() >= 2 && name.startsWith(u'"') && name.endsWith(u'"')) {
        name = name.mid(1, name.size() - 2);
    }
    return name;
}

void ProxyModel::tell(const Dialog &dialog, const char *type, Told values)
{
    if (!m_hooks.tell) {
        return;
    }
    // All values are texts: a null in the script would shift the later ones onto wrong names (fact 43).
    WireValue::Members params{
        {"type", QString::fromLatin1(type)}, {"callid", dialog.callId}, {"did", dialog.id}};
    params.insert(params.end(), values.begin(), values.end());
    m_hooks.tell(params);
}

void ProxyModel::tellInvite(const Dialog &dialog, const Invite &invite)
{
    const QString replaces = !invite.replaced
        ? QString()
        : QString(invite.replaced->callId + QStringLiteral(";to-tag=") + invite.replaced->toTag
            + QStringLiteral(";from-tag=") + invite.replaced->fromTag);
    tell(dialog, "invite",
        {{"from", invite.fromUri}, {"from_name", invite.fromName}, {"to", invite.toUri},
            {"to_name", invite.toName}, {"ruri", invite.requestUri}, {"contact", invite.caller.contact},
            {"replaces", replaces}, {"referred_by", invite.referredBy}});
}

} // namespace cordboard::simulator
