// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/access/principal.h"

#include <QLatin1StringView>

#include <optional>
#include <span>

namespace cordboard {

/// What a scope does to a method.
enum class ScopeRule {
    Harmless, ///< nothing: no call of anybody else is concerned
    Limited, ///< it shows, and works on, what the scope covers
    Everything, ///< it is about all calls, so that only the scope `all` may have it
};

/// One line of the table of rights.
struct AccessRule {
    const char *method; ///< of a request, of a notification, or of both
    std::optional<Role> least; ///< nothing: also before a login
    ScopeRule scope;
};

/// What somebody gets.
enum class Grant {
    Denied,
    InScope, ///< as far as the scope reaches
    Full,
};

/// Every method and every notification, each once, in no order. What is not there nobody may.
[[nodiscard]] std::span<const AccessRule> accessTable();

[[nodiscard]] bool isKnownMethod(QStringView method);
[[nodiscard]] Grant grantFor(Role role, ScopeKind scope, QStringView method);
/// \param principal  null: not logged in
[[nodiscard]] Grant grantFor(const Principal *principal, QStringView method);

} // namespace cordboard
