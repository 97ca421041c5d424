// SPDX-License-Identifier: Apache-2.0
#include "server/app/jwt/jwtkeys.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cjose/cjose.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 longestFile = 1048576;
constexpr qsizetype shortestSecret = 32;
constexpr int shortestRsa = 2048;

template <auto Free> struct Freed {
    template <class T> void operator()(T *thing) const { Free(thing); }
};
using Pkey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;

tl::unexpected<Error> wrong(const char *key, const QString &file, const QString &why)
{
    return failure(
        Errc::InvalidParams, u"auth.jwt."_s + QLatin1StringView(key) + u": "_s + file + u' ' + why);
}

Result<QByteArray> readFile(const char *key, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return wrong(key, path, u"cannot be read: "_s + file.errorString());
    }
    return file.read(longestFile);
}

std::shared_ptr<_cjose_jwk_int> owned(cjose_jwk_t *key)
{
    return {key, [](cjose_jwk_t *jwk) { cjose_jwk_release(jwk); }};
}

QByteArray base64(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray number(const EVP_PKEY *key, const char *name, int size = 0)
{
    BIGNUM *value = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &value) != 1) {
        return {};
    }
    const std::unique_ptr<BIGNUM, Freed<BN_free>> guard(value);
    QByteArray bytes(std::max(size, BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(bytes.size()));
    return base64(bytes);
}

/// A public key as JWK (RFC 7517), so that all keys go one way; empty: of no kind that is taken.
QJsonObject jwkOf(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    const Pkey key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
    const auto text = [](const QByteArray &bytes) { return QString::fromLatin1(bytes); };
    if (key && EVP_PKEY_is_a(key.get(), "RSA") == 1) {
        return {{u"kty"_s, u"RSA"_s}, {u"n"_s, text(number(key.get(), OSSL_PKEY_PARAM_RSA_N))},
            {u"e"_s, text(number(key.get(), OSSL_PKEY_PARAM_RSA_E))}};
    }
    char group[32] = {};
    if (key && EVP_PKEY_is_a(key.get(), "EC") == 1
        && EVP_PKEY_get_utf8_string_param(key.get(), OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, nullptr)
            == 1
        && qstrcmp(group, "prime256v1") == 0) {
        constexpr int coordinate = 32;
        return {{u"kty"_s, u"EC"_s}, {u"crv"_s, u"P-256"_s},
            {u"x"_s, text(number(key.get(), OSSL_PKEY_PARAM_EC_PUB_X, coordinate))},
            {u"y"_s, text(number(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, coordinate))}};
    }
    return {};
}

/// Only public parts are taken over, and only of keys that are for signatures.
std::optional<JwtKey> keyFrom(const QJsonObject &jwk)
{
    const QString type = jwk.value("kty"_L1).toString();
    const QString use = jwk.value("use"_L1).toString(u"sig"_s);
    const bool isRsa = type == "RSA"_L1;
    const bool isEc = type == "EC"_L1 && jwk.value("crv"_L1) == QJsonValue(u"P-256"_s);
    const QString algorithm = isRsa ? u"RS256"_s : u"ES256"_s;
    if ((!isRsa && !isEc) || use != "sig"_L1 || jwk.value("alg"_L1).toString(algorithm) != algorithm) {
        return std::nullopt;
    }
    QJsonObject plain{{u"kty"_s, type}};
    for (const QString &part : isRsa ? QStringList{u"n"_s, u"e"_s} : QStringList{u"crv"_s, u"x"_s, u"y"_s}) {
        plain.insert(part, jwk.value(part));
    }
    const QByteArray modulus =
        QByteArray::fromBase64(jwk.value("n"_L1).toString().toLatin1(), QByteArray::Base64UrlEncoding);
    const QByteArray text = QJsonDocument(plain).toJson(QJsonDocument::Compact);
    cjose_err error{};
    auto key = owned(cjose_jwk_import(text.constData(), static_cast<size_t>(text.size()), &error));
    if (!key || (isRsa && modulus.size() * 8 < shortestRsa)) {
        return std::nullopt;
    }
    return JwtKey{
        isRsa ? JwtAlgorithm::Rs256 : JwtAlgorithm::Es256, jwk.value("kid"_L1).toString(), std::move(key)};
}

} // namespace

Result<std::vector<JwtKey>> readJwtKeys(const JwtConfig &config)
{
    std::vector<JwtKey> keys;
    if (!config.secretFile.isEmpty()) {
        auto secret = readFile("secret_file", config.secretFile);
        if (!secret) {
            return tl::unexpected(std::move(secret).error());
        }
        while (secret->endsWith('\n') || secret->endsWith('\r')) {
            secret->chop(1);
        }
        if (secret->size() < shortestSecret) {
            return wrong("secret_file", config.secretFile, u"must hold at least 32 bytes"_s);
        }
        cjose_err error{};
        auto key = owned(cjose_jwk_create_oct_spec(reinterpret_cast<const uint8_t *>(secret->constData()),
            static_cast<size_t>(secret->size()), &error));
        if (!key) {
            return wrong("secret_file", config.secretFile, u"is no usable secret"_s);
        }
        keys.push_back({JwtAlgorithm::Hs256, {}, std::move(key)});
    }
    if (!config.publicKeyFile.isEmpty()) {
        const auto pem = readFile("public_key_file", config.publicKeyFile);
        if (!pem) {
            return tl::unexpected(pem.error());
        }
        auto key = keyFrom(jwkOf(*pem));
        if (!key) {
            return wrong("public_key_file", config.publicKeyFile,
                u"holds no public RSA key of 2048 bits or more, nor one of the curve P-256 (PEM)"_s);
        }
        keys.push_back(std::move(*key));
    }
    if (!config.jwksFile.isEmpty()) {
        const auto text = readFile("jwks_file", config.jwksFile);
        if (!text) {
            return tl::unexpected(text.error());
        }
        const std::size_t before = keys.size();
        for (const QJsonValue &jwk : QJsonDocument::fromJson(*text).object().value("keys"_L1).toArray()) {
            if (auto key = keyFrom(jwk.toObject())) {
                keys.push_back(std::move(*key));
            }
        }
        if (keys.size() == before) {
            return wrong("jwks_file", config.jwksFile, u"holds no key for RS256 or ES256"_s);
        }
    }
    return keys;
}

} // namespace cordboard
