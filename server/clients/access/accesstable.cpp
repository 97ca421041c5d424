// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/accesstable.h"

#include <QHash>

#include <array>

namespace cordboard {
namespace {

using enum Role;
using enum ScopeRule;

constexpr std::array table{
    AccessRule{"SessionLogin", std::nullopt, Harmless},
    AccessRule{"SessionInfo", Viewer, Harmless},
    AccessRule{"ServerInfo", Viewer, Harmless},
    AccessRule{"rpc.discover", Viewer, Harmless},
    AccessRule{"Echo", Viewer, Harmless},
    // Each client is shown its own commands only.
    AccessRule{"CommandGet", Viewer, Harmless},
    AccessRule{"CommandList", Viewer, Harmless},
    AccessRule{"CommandCancel", Operator, Harmless},
    AccessRule{"CallStart", Operator, Limited},
    AccessRule{"CallBlindTransfer", Operator, Limited},
    AccessRule{"CallAttendedTransfer", Operator, Limited},
    AccessRule{"CallHold", Operator, Limited},
    AccessRule{"CallUnhold", Operator, Limited},
    AccessRule{"CallEnd", Operator, Limited},
    AccessRule{"CallList", Viewer, Limited},
    AccessRule{"CallGet", Viewer, Limited},
    AccessRule{"CallSubscribe", Viewer, Limited},
    AccessRule{"CallUnsubscribe", Viewer, Harmless},
    AccessRule{"CallsChanged", Viewer, Limited},
    AccessRule{"CallsSnapshot", Viewer, Limited},
    AccessRule{"NodeList", Viewer, Limited},
    AccessRule{"NodesChanged", Viewer, Limited},
    AccessRule{"RegistrationList", Viewer, Limited},
    AccessRule{"RegistrationsChanged", Viewer, Limited},
    AccessRule{"StatsGet", Viewer, Limited},
    AccessRule{"AuditList", Admin, Everything},
};

const AccessRule *ruleOf(QStringView method)
{
    // Asked for every message to every client, so without a copy of the name.
    struct Index {
        std::array<QString, table.size()> names;
        QHash<QStringView, const AccessRule *> rules;
        Index()
        {
            for (std::size_t i = 0; i < table.size(); ++i) {
                names[i] = QString::fromLatin1(table[i].method);
                rules.insert(names[i], &table[i]);
            }
        }
    };
    static const Index index;
    return index.rules.value(method);
}

} // namespace

std::span<const AccessRule> accessTable() { return table; }

bool isKnownMethod(QStringView method) { return ruleOf(method) != nullptr; }

Grant grantFor(Role role, ScopeKind scope, QStringView method)
{
    const AccessRule *const rule = ruleOf(method);
    if (!rule || (rule->least && role < *rule->least)) {
        return Grant::Denied;
    }
    switch (rule->scope) {
    case Harmless:
        return Grant::Full;
    case Limited:
        return scope == ScopeKind::All ? Grant::Full : Grant::InScope;
    case Everything:
        return scope == ScopeKind::All ? Grant::Full : Grant::Denied;
    }
    return Grant::Denied;
}

Grant grantFor(const Principal *principal, QStringView method)
{
    if (principal) {
        return grantFor(principal->role, principal->scope.kind, method);
    }
    const AccessRule *const rule = ruleOf(method);
    return rule && !rule->least ? Grant::Full : Grant::Denied;
}

} // namespace cordboard
