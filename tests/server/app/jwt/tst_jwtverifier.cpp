// SPDX-License-Identifier: Apache-2.0
#include "server/app/jwt/jwtverifier.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

using Pkey = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY *)>;

QByteArray base64(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

Pkey makeRsa(size_t bits = 2048) { return {EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits), EVP_PKEY_free}; }
Pkey makeEc(const char *curve = "P-256")
{
    return {EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve), EVP_PKEY_free};
}

QByteArray pemOf(EVP_PKEY *key)
{
    BIO *const bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(bio, key);
    char *data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    const QByteArray pem(data, size);
    BIO_free(bio);
    return pem;
}

QByteArray signatureOf(EVP_PKEY *key, const QByteArray &text)
{
    EVP_MD_CTX *const context = EVP_MD_CTX_new();
    size_t size = 0;
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key);
    const auto *const bytes = reinterpret_cast<const unsigned char *>(text.constData());
    EVP_DigestSign(context, nullptr, &size, bytes, static_cast<size_t>(text.size()));
    QByteArray signature(static_cast<qsizetype>(size), '\0');
    EVP_DigestSign(context, reinterpret_cast<unsigned char *>(signature.data()), &size, bytes,
        static_cast<size_t>(text.size()));
    EVP_MD_CTX_free(context);
    signature.truncate(static_cast<qsizetype>(size));
    if (EVP_PKEY_is_a(key, "EC") != 1) {
        return signature;
    }
    const auto *der = reinterpret_cast<const unsigned char *>(signature.constData());
    ECDSA_SIG *const both = d2i_ECDSA_SIG(nullptr, &der, signature.size());
    QByteArray raw(64, '\0');
    auto *const out = reinterpret_cast<unsigned char *>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(both), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(both), out + 32, 32);
    ECDSA_SIG_free(both);
    return raw;
}

const QByteArray goodClaims = R"({"iss":"i","aud":"a","sub":"anna","exp":4000000000,"role":"viewer"})";

QByteArray unsignedToken(const QByteArray &header, const QByteArray &claims = goodClaims)
{
    return base64(header) + '.' + base64(claims);
}

QByteArray hmac(const QByteArray &text, const QByteArray &secret)
{
    return text + '.' + base64(QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256));
}

QByteArray sign(const QByteArray &text, EVP_PKEY *key) { return text + '.' + base64(signatureOf(key, text)); }

} // namespace

class JwtVerifierTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;
    const QByteArray secret = QByteArray("0123456789abcdef0123456789abcdef");
    const Pkey rsa = makeRsa();
    const Pkey ec = makeEc();
    Authenticator::Verifier verify;

    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void initTestCase()
    {
        BIGNUM *n = nullptr;
        BIGNUM *e = nullptr;
        EVP_PKEY_get_bn_param(rsa.get(), OSSL_PKEY_PARAM_RSA_N, &n);
        EVP_PKEY_get_bn_param(rsa.get(), OSSL_PKEY_PARAM_RSA_E, &e);
        const auto text = [](BIGNUM *number) {
            QByteArray bytes(BN_num_bytes(number), '\0');
            BN_bn2bin(number, reinterpret_cast<unsigned char *>(bytes.data()));
            BN_free(number);
            return QString::fromLatin1(base64(bytes));
        };
        const QJsonObject set{{u"keys"_s,
            QJsonArray{QJsonObject{{u"kty"_s, u"oct"_s}, {u"k"_s, u"AAAA"_s}}, 7,
                QJsonObject{
                    {u"kty"_s, u"RSA"_s}, {u"kid"_s, u"one"_s}, {u"n"_s, text(n)}, {u"e"_s, text(e)}}}}};
        const JwtConfig config{.issuer = u"i"_s,
            .audience = u"a"_s,
            .secretFile = write(u"secret"_s, secret + "\n"),
            .publicKeyFile = write(u"ec.pem"_s, pemOf(ec.get())),
            .jwksFile = write(u"jwks"_s, QJsonDocument(set).toJson())};
        auto keys = readJwtKeys(config);
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().message));
        QCOMPARE_EQ(keys->size(), 3u);
        verify = makeJwtVerifier(config, std::move(*keys));
    }

    void takes()
    {
        for (const QByteArray &token : {hmac(unsignedToken(R"({"alg":"HS256"})"), secret),
                 sign(unsignedToken(R"({"alg":"RS256","kid":"one","typ":"JWT"})"), rsa.get()),
                 sign(unsignedToken(R"({"alg":"RS256"})"), rsa.get()),
                 sign(unsignedToken(R"({"alg":"ES256"})"), ec.get())}) {
            const auto principal = verify(token);
            QVERIFY2(principal, token.constData());
            QCOMPARE_EQ(principal->user, u"jwt:anna"_s);
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("token");
        const auto row = [](const char *name, const QByteArray &token) { QTest::newRow(name) << token; };
        const QByteArray good = hmac(unsignedToken(R"({"alg":"HS256"})"), secret);
        row("other secret", hmac(unsignedToken(R"({"alg":"HS256"})"), "x" + secret));
        row("none", unsignedToken(R"({"alg":"none"})") + ".");
        row("none with a signature", hmac(unsignedToken(R"({"alg":"none"})"), secret));
        row("None", hmac(unsignedToken(R"({"alg":"None"})"), secret));
        row("no algorithm", hmac(unsignedToken("{}"), secret));
        row("HS512", hmac(unsignedToken(R"({"alg":"HS512"})"), secret));
        row("algorithm is a list", hmac(unsignedToken(R"({"alg":["HS256"]})"), secret));
        row("public key as secret", hmac(unsignedToken(R"({"alg":"HS256"})"), pemOf(ec.get())));
        row("RS256 with the secret", hmac(unsignedToken(R"({"alg":"RS256"})"), secret));
        row("key in the header",
            sign(unsignedToken(R"({"alg":"RS256","jwk":{"kty":"RSA"}})"), makeRsa().get()));
        row("other RSA key", sign(unsignedToken(R"({"alg":"RS256"})"), makeRsa().get()));
        row("other EC key", sign(unsignedToken(R"({"alg":"ES256"})"), makeEc().get()));
        row("other key ID", sign(unsignedToken(R"({"alg":"RS256","kid":"two"})"), rsa.get()));
        row("RS256 by the EC key", sign(unsignedToken(R"({"alg":"RS256"})"), ec.get()));
        row("critical header", hmac(unsignedToken(R"({"alg":"HS256","crit":["x"]})"), secret));
        row("cut", good.chopped(1));
        row("longer", good + "A");
        row("changed claims",
            good.left(good.indexOf('.') + 1) + base64(QByteArray(goodClaims).replace("viewer", "admin"))
                + good.mid(good.lastIndexOf('.')));
        row("no signature", good.left(good.lastIndexOf('.') + 1));
        row("four parts", good + ".x");
        row("empty parts", "..");
        row("not base64", "a$.b$.c$");
        row("expired",
            hmac(unsignedToken(R"({"alg":"HS256"})", QByteArray(goodClaims).replace("4000000000", "1")),
                secret));
        row("claims are a list", hmac(unsignedToken(R"({"alg":"HS256"})", "[]"), secret));
        row("ES256 of zeros", unsignedToken(R"({"alg":"ES256"})") + '.' + base64(QByteArray(64, '\0')));
    }
    void refuses()
    {
        QFETCH(QByteArray, token);
        const auto principal = verify(token);
        QVERIFY(!principal);
        QCOMPARE_EQ(principal.error().code, Errc::NotAllowed);
    }

    void keysThatAreNone()
    {
        const auto refused = [](const JwtConfig &config) {
            const auto keys = readJwtKeys(config);
            return !keys && keys.error().code == Errc::InvalidParams
                && keys.error().message.startsWith("auth.jwt."_L1);
        };
        QVERIFY(refused({.secretFile = u"/nonexistent"_s}));
        QVERIFY(refused({.secretFile = write(u"short"_s, "short")}));
        QVERIFY(refused({.publicKeyFile = write(u"a"_s, "nonsense")}));
        QVERIFY(refused({.publicKeyFile = write(u"b"_s, pemOf(makeRsa(1024).get()))}));
        QVERIFY(refused({.publicKeyFile = write(u"c"_s, pemOf(makeEc("P-384").get()))}));
        QVERIFY(refused({.jwksFile = write(u"d"_s, "nonsense")}));
        QVERIFY(refused({.jwksFile = write(u"e"_s, R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]})")}));
        QVERIFY(refused({.jwksFile = write(u"f"_s, R"({"keys":[{"kty":"oct","k":"AAAA"}]})")}));
    }
};

QTEST_GUILESS_MAIN(JwtVerifierTest)
#include "tst_jwtverifier.moc"
