// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"
#include "server/clients/access/principal.h"

#include <QByteArrayList>
#include <QList>
#include <QObject>

#include <functional>

namespace cordboard {

/// A token as it is kept: who has it, and what only tells that it is right.
struct TokenRecord {
    QString name; ///< of whoever has it; unique
    QByteArray hash; ///< SHA-256 of the token, 32 bytes
    Role role = Role::Viewer;
    Scope scope = {};
    DialPolicy dial = {};
    QDateTime createdAt = {}; ///< UTC
    QDateTime expiresAt = {}; ///< UTC; invalid: never
    friend bool operator==(const TokenRecord &, const TokenRecord &) = default;
};

/// A new token: 256 random bits, and `cord_` before them so that leaked ones can be searched for.
[[nodiscard]] QByteArray makeToken();
[[nodiscard]] QByteArray hashOfToken(const QByteArray &token);
/// Takes the same time whatever differs.
[[nodiscard]] bool equalsInConstantTime(const QByteArray &a, const QByteArray &b) noexcept;

/// Tells who has a token, and whether that still holds. Main thread.
class Authenticator : public QObject {
    Q_OBJECT
public:
    /// Reads the signed token (JWT) of an identity provider. Errors: NotAllowed
    using Verifier = std::function<Result<Principal>(const QByteArray &token)>;
    static constexpr qsizetype longestToken = 8192;

    explicit Authenticator(QObject *parent = nullptr);

    /// In place of all that were known; revoked() follows if one of those is not there any more, or not as it
    /// was.
    void setTokens(const QList<TokenRecord> &tokens);
    /// \param credentials  those that its principals can have; revoked() follows if one of before is missing
    void setVerifier(Verifier verifier, const QByteArrayList &credentials = {});
    [[nodiscard]] const QList<TokenRecord> &tokens() const noexcept { return m_tokens; }
    /// Somebody could log in.
    [[nodiscard]] bool hasAny() const { return !m_tokens.isEmpty() || m_verifier; }

    /// Errors: NotAllowed, with a sentence that does not tell which token would do.
    [[nodiscard]] Result<PrincipalPtr> authenticate(const QByteArray &token, const QDateTime &now) const;
    /// Whether this principal would be let in again.
    [[nodiscard]] bool stillHolds(const Principal &principal, const QDateTime &now) const;

Q_SIGNALS:
    /// Ask stillHolds() for all who are there.
    void revoked();

private:
    QList<TokenRecord> m_tokens;
    Verifier m_verifier;
    QByteArrayList m_verified; ///< credentials of m_verifier
};

} // namespace cordboard
