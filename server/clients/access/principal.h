// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/sipuri.h"
#include "common/json/codec.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>

namespace cordboard {

/// What a client may do; each may what the one before it may.
enum class Role {
    Viewer, ///< see
    Operator, ///< see and control
    Admin, ///< and read the audit
};

/// Whose calls a client may see and control.
enum class ScopeKind {
    Own, ///< those of its addresses of record
    Domain, ///< those of its domains
    All,
};

/// A scope with what it reaches.
struct Scope {
    ScopeKind kind = ScopeKind::All;
    QStringList addresses = {}; ///< of Own: `user@host`, the host in lower case
    QStringList domains = {}; ///< of Domain: lower case, without a dot at the end

    /// Whether the scope reaches this party. \param user  to the letter \param host  in any case
    [[nodiscard]] bool covers(const QString &user, const QString &host) const;
    /// Whether a URI that a client wrote names a party of the scope, and nothing beside: a port or a
    /// parameter such as `maddr` would send a request elsewhere (RFC 3261 section 19.1.1), so a limited scope
    /// covers no URI with those.
    [[nodiscard]] bool covers(const SipUri &uri) const;
    friend bool operator==(const Scope &, const Scope &) = default;
};

/// Patterns over `user@host`; `*` stands for any text.
struct DialPolicy {
    QStringList allow = {}; ///< empty: what the scope covers
    QStringList deny = {}; ///< wins over `allow`
    friend bool operator==(const DialPolicy &, const DialPolicy &) = default;
};

/// Who a client is. Never changes; what it may do is for accesstable.h to say.
struct Principal {
    QString user = {}; ///< unique among all; empty for anonymous clients
    Role role = Role::Viewer;
    Scope scope = {};
    DialPolicy dial = {};
    QDateTime expiresAt = {}; ///< UTC; invalid: never
    QByteArray credential = {}; ///< names the token that proved it, without revealing it; empty: none

    [[nodiscard]] bool isAnonymous() const { return user.isEmpty(); }
    /// Equal for all who are shown the same; empty for those who see and control everything.
    [[nodiscard]] QString viewKey() const;
    friend bool operator==(const Principal &, const Principal &) = default;
};
using PrincipalPtr = std::shared_ptr<const Principal>;

/// A host name as scopes compare it: lower case, without the dot of a fully qualified name.
[[nodiscard]] QString normalisedHost(const QString &host);

} // namespace cordboard

namespace cordboard::json {

template <> struct WireNames<Role> {
    static constexpr std::pair<Role, const char *> names[]{
        {Role::Viewer, "viewer"}, {Role::Operator, "operator"}, {Role::Admin, "admin"}};
};
template <> struct WireNames<ScopeKind> {
    static constexpr std::pair<ScopeKind, const char *> names[]{
        {ScopeKind::Own, "own"}, {ScopeKind::Domain, "domain"}, {ScopeKind::All, "all"}};
};

} // namespace cordboard::json
