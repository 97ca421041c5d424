// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/authenticator.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// Names the token without helping to find it.
QByteArray credentialOf(const TokenRecord &token) { return token.hash.toHex(); }

Principal principalOf(const TokenRecord &token)
{
    return {.user = token.name,
        .role = token.role,
        .scope = token.scope,
        .dial = token.dial,
        .expiresAt = token.expiresAt,
        .credential = credentialOf(token)};
}

bool hasExpired(const QDateTime &expiresAt, const QDateTime &now)
{
    return expiresAt.isValid() && expiresAt <= now;
}

} // namespace

QByteArray makeToken()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->generate(words.begin(), words.end());
    return "cord_"
        + QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray hashOfToken(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

bool equalsInConstantTime(const QByteArray &a, const QByteArray &b) noexcept
{
    if (a.size() != b.size()) {
        return false;
    }
    // volatile: or the compiler may stop at the first difference.
    volatile unsigned char different = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        different = static_cast<unsigned char>(different | (a[i] ^ b[i]));
    }
    return different == 0;
}

Authenticator::Authenticator(QObject *parent)
    : QObject(parent)
{
}

void Authenticator::setTokens(const QList<TokenRecord> &tokens)
{
    const QList<TokenRecord> before = std::exchange(m_tokens, tokens);
    if (std::ranges::any_of(before, [&](const TokenRecord &token) { return !tokens.contains(token); })) {
        Q_EMIT revoked();
    }
}

void Authenticator::setVerifier(Verifier verifier, const QByteArrayList &credentials)
{
    m_verifier = std::move(verifier);
    const QByteArrayList before = std::exchange(m_verified, credentials);
    if (std::ranges::any_of(before, [&](const QByteArray &known) { return !credentials.contains(known); })) {
        Q_EMIT revoked();
    }
}

Result<PrincipalPtr> Authenticator::authenticate(const QByteArray &token, const QDateTime &now) const
{
    const auto refused = [](const QString &why) { return failure(Errc::NotAllowed, why); };
    if (token.isEmpty() || token.size() > longestToken) {
        return refused(u"the token is not valid"_s);
    }
    const QByteArray hash = hashOfToken(token);
    const TokenRecord *found = nullptr;
    for (const TokenRecord &candidate : m_tokens) {
        if (equalsInConstantTime(candidate.hash, hash)) {
            found = &candidate;
        }
    }
    if (found) {
        if (hasExpired(found->expiresAt, now)) {
            return refused(u"the token has expired"_s);
        }
        return std::make_shared<const Principal>(principalOf(*found));
    }
    if (m_verifier && token.count('.') == 2) {
        return m_verifier(token).map(
            [](Principal &&principal) { return std::make_shared<const Principal>(std::move(principal)); });
    }
    return refused(u"the token is not valid"_s);
}

bool Authenticator::stillHolds(const Principal &principal, const QDateTime &now) const
{
    if (hasExpired(principal.expiresAt, now)) {
        return false;
    }
    // The name first: to compare all that a token is takes long, and this is asked for every connection.
    return principal.credential.isEmpty() || m_verified.contains(principal.credential)
        || std::ranges::any_of(m_tokens, [&](const TokenRecord &token) {
               return token.name == principal.user && principalOf(token) == principal;
           });
}

} // namespace cordboard
