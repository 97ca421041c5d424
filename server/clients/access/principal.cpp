// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/principal.h"

#include <algorithm>

namespace cordboard {

using namespace Qt::StringLiterals;

QString normalisedHost(const QString &host)
{
    QString normal = host.toLower();
    if (normal.endsWith(u'.')) {
        normal.chop(1);
    }
    return normal;
}

bool Scope::covers(const QString &user, const QString &host) const
{
    switch (kind) {
    case ScopeKind::Own:
        return !user.isEmpty() && addresses.contains(user + u'@' + normalisedHost(host));
    case ScopeKind::Domain:
        return domains.contains(normalisedHost(host));
    case ScopeKind::All:
        return true;
    }
    return false;
}

bool Scope::covers(const SipUri &uri) const
{
    if (kind == ScopeKind::All) {
        return true;
    }
    const auto isHarmless = [](const SipUri::Parameter &parameter) {
        return parameter.name == "transport"_L1 || parameter.name == "user"_L1;
    };
    return !uri.port() && std::ranges::all_of(uri.parameters(), isHarmless) && covers(uri.user(), uri.host());
}

QString Principal::viewKey() const
{
    const bool seesOnly = role == Role::Viewer;
    QString key = seesOnly ? u"viewer"_s : QString();
    const auto add = [&](const QString &kind, QStringList members) {
        members.sort();
        key += u'\n' + kind + u'\n' + members.join(u'\n');
    };
    switch (scope.kind) {
    case ScopeKind::Own:
        add(u"own"_s, scope.addresses);
        break;
    case ScopeKind::Domain:
        add(u"domain"_s, scope.domains);
        break;
    case ScopeKind::All:
        break;
    }
    return key;
}

} // namespace cordboard
