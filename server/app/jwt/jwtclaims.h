// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/app/config/config.h"
#include "server/clients/access/principal.h"

#include <QJsonObject>

namespace cordboard {

/// Who the claims of a token name (RFC 7519 section 4), once its signature is known to be good.
///
/// Needed are `iss`, `aud` and the role as configured, `sub` and `exp`. The scope is `cordboard_scope` (own,
/// domain, all) with `cordboard_addresses` and `cordboard_domains`; without that claim it is `own`, of the
/// addresses that are named. The dial policy is `cordboard_allow` and `cordboard_deny`. A claim of the wrong
/// type refuses the token: half understood it could mean more than it says. \param now  UTC; `exp` and `nbf`
/// have no leeway Errors: NotAllowed
[[nodiscard]] Result<Principal> principalFrom(
    const QJsonObject &claims, const JwtConfig &config, const QDateTime &now);

} // namespace cordboard
