// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/jwt/jwtkeys.h"
#include "server/clients/access/authenticator.h"

#include <functional>

namespace cordboard {

/// Checks signed tokens (RFC 7515, RFC 7519; RFC 8725) with these keys: each with its own algorithm, those of
/// another `kid` not at all. Headers with `crit` are refused, `jku`, `jwk` and `x5u` never looked at.
/// What the principals of this verifier have as Principal::credential: one for each key, so that whoever came
/// with a key that is not trusted any more, or for another issuer or audience, can be found. Tells nothing of
/// the key.
[[nodiscard]] QByteArrayList jwtCredentials(const JwtConfig &config, const std::vector<JwtKey> &keys);

[[nodiscard]] Authenticator::Verifier makeJwtVerifier(
    JwtConfig config, std::vector<JwtKey> keys,
    std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); });

} // namespace cordboard
