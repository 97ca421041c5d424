// SPDX-License-Identifier: Apache-2.0
#include "server/app/jwt/jwtverifier.h"

#include "server/app/jwt/jwtclaims.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <cjose/cjose.h>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

tl::unexpected<Error> refused() { return failure(Errc::NotAllowed, u"the token is not valid"_s); }

std::optional<JwtAlgorithm> algorithmOf(const QString &name)
{
    return name == "HS256"_L1 ? std::optional(JwtAlgorithm::Hs256)
        : name == "RS256"_L1  ? std::optional(JwtAlgorithm::Rs256)
        : name == "ES256"_L1  ? std::optional(JwtAlgorithm::Es256)
                              : std::nullopt;
}

QJsonObject objectFrom(const QByteArray &base64)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        base64, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? QJsonDocument::fromJson(bytes.decoded).object() : QJsonObject();
}

bool isSignedBy(const QByteArray &token, const JwtKey &key)
{
    cjose_err error{};
    const std::unique_ptr<cjose_jws_t, void (*)(cjose_jws_t *)> jws(
        cjose_jws_import(token.constData(), static_cast<size_t>(token.size()), &error), cjose_jws_release);
    return jws && cjose_jws_verify(jws.get(), key.key.get(), &error);
}

QByteArray credentialOf(const JwtConfig &config, const JwtKey &key)
{
    cjose_err error{};
    const std::unique_ptr<char, void (*)(void *)> json(
        cjose_jwk_to_json(key.key.get(), true, &error), cjose_get_dealloc());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part :
        {config.issuer.toUtf8(), config.audience.toUtf8(), json ? QByteArray(json.get()) : QByteArray()}) {
        hash.addData(part);
        hash.addData(QByteArrayView("", 1)); // or two parts could be cut at another place
    }
    return "jwt " + hash.result().toHex();
}

} // namespace

QByteArrayList jwtCredentials(const JwtConfig &config, const std::vector<JwtKey> &keys)
{
    QByteArrayList credentials;
    for (const JwtKey &key : keys) {
        credentials.append(credentialOf(config, key));
    }
    return credentials;
}

Authenticator::Verifier makeJwtVerifier(
    JwtConfig config, std::vector<JwtKey> keys, std::function<QDateTime()> now)
{
    return [config = std::move(config), keys = std::move(keys), now = std::move(now)](
               const QByteArray &token) -> Result<Principal> {
        const QByteArrayList parts = token.split('.');
        if (parts.size() != 3 || parts.contains(QByteArray())) {
            return refused();
        }
        const QJsonObject header = objectFrom(parts.at(0));
        const auto algorithm = algorithmOf(header.value("alg"_L1).toString());
        const QString id = header.value("kid"_L1).toString();
        if (!algorithm || header.contains("crit"_L1)) {
            return refused();
        }
        for (const JwtKey &key : keys) {
            const bool isCandidate =
                key.algorithm == *algorithm && (id.isEmpty() || key.id.isEmpty() || key.id == id);
            if (isCandidate && isSignedBy(token, key)) {
                return principalFrom(objectFrom(parts.at(1)), config, now()).map([&](Principal principal) {
                    principal.credential = credentialOf(config, key);
                    return principal;
                });
            }
        }
        return refused();
    };
}

} // namespace cordboard
