// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/app/config/config.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

struct _cjose_jwk_int;

namespace cordboard {

/// Which signatures are taken (RFC 7518 section 3.1). `none` and all others are not.
enum class JwtAlgorithm { Hs256, Rs256, Es256 };

/// A key with the one algorithm that it is for: a token does not choose, or a public key could pass as the
/// secret of an HMAC (RFC 8725 section 2.1).
struct JwtKey {
    JwtAlgorithm algorithm;
    QString id; ///< `kid`; empty: none
    std::shared_ptr<_cjose_jwk_int> key;
};

/// Reads the files that the configuration names. Keys of a JWKS that are not for this are left out.
/// Errors: InvalidParams with the configuration's key and what is wrong with its file, also when nothing
/// usable is in it, an RSA key has less than 2048 bits, or a secret less than 256 (RFC 7518
/// sections 3.2, 3.3).
[[nodiscard]] Result<std::vector<JwtKey>> readJwtKeys(const JwtConfig &config);

} // namespace cordboard
