// SPDX-License-Identifier: Apache-2.0
#include "server/app/jwt/jwtclaims.h"

#include <QJsonArray>

#include <cmath>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestSubject = 128;

tl::unexpected<Error> refused(const QString &why)
{
    return failure(Errc::NotAllowed, u"the token is not valid: "_s + why);
}

/// A text, or a list of texts; nothing for anything else.
std::optional<QStringList> textsOf(const QJsonValue &value)
{
    if (value.isUndefined()) {
        return QStringList();
    }
    if (value.isString()) {
        return QStringList{value.toString()};
    }
    if (!value.isArray()) {
        return std::nullopt;
    }
    QStringList texts;
    for (const QJsonValue &item : value.toArray()) {
        if (!item.isString() || item.toString().isEmpty()) {
            return std::nullopt;
        }
        texts.append(item.toString());
    }
    return texts;
}

std::optional<QDateTime> timeOf(const QJsonValue &value)
{
    constexpr double latest = 253402300799.0; // the end of the year 9999
    const double seconds = value.toDouble(-1);
    return value.isDouble() && seconds >= 0 && seconds <= latest
        ? std::optional(QDateTime::fromMSecsSinceEpoch(std::llround(seconds * 1000), Qt::UTC))
        : std::nullopt;
}

/// The highest of the roles that are named; other words are other programs' roles.
std::optional<Role> roleOf(const QJsonValue &value)
{
    std::optional<Role> best;
    for (const QString &word : textsOf(value).value_or(QStringList())) {
        const auto role = json::fromWireName<Role>(word);
        best = role && (!best || *role > *best) ? role : best;
    }
    return best;
}

Result<Scope> scopeOf(const QJsonObject &claims)
{
    const QJsonValue kind = claims.value("cordboard_scope"_L1);
    const auto known = kind.isUndefined() ? ScopeKind::Own : json::fromWireName<ScopeKind>(kind.toString());
    const auto addresses = textsOf(claims.value("cordboard_addresses"_L1));
    const auto domains = textsOf(claims.value("cordboard_domains"_L1));
    if (!known || !addresses || !domains) {
        return refused(u"its scope is not understood"_s);
    }
    Scope scope{.kind = *known, .addresses = {}, .domains = {}};
    for (const QString &domain : *domains) {
        scope.domains.append(normalisedHost(domain));
    }
    for (const QString &address : *addresses) {
        const auto uri =
            SipUri::parse(address.startsWith("sip:"_L1) ? QString(address) : QString(u"sip:"_s + address));
        if (!uri || uri->user().isEmpty()) {
            return refused(u"an address of its scope is not understood"_s);
        }
        scope.addresses.append(uri->user() + u'@' + normalisedHost(uri->host()));
    }
    return scope;
}

} // namespace

Result<Principal> principalFrom(const QJsonObject &claims, const JwtConfig &config, const QDateTime &now)
{
    const auto audience = textsOf(claims.value("aud"_L1));
    if (claims.value("iss"_L1) != QJsonValue(config.issuer)) {
        return refused(u"it is of another issuer"_s);
    }
    if (!audience || !audience->contains(config.audience)) {
        return refused(u"it is for another audience"_s);
    }
    const auto expiresAt = timeOf(claims.value("exp"_L1));
    if (!expiresAt || *expiresAt <= now) {
        return refused(u"it has expired, or does not tell when it does"_s);
    }
    const QJsonValue notBefore = claims.value("nbf"_L1);
    if (!notBefore.isUndefined() && (!timeOf(notBefore) || *timeOf(notBefore) > now)) {
        return refused(u"its time has not come"_s);
    }
    const QString subject = claims.value("sub"_L1).toString();
    if (subject.isEmpty() || subject.size() > longestSubject) {
        return refused(u"it does not tell whose it is"_s);
    }
    const auto role = roleOf(claims.value(config.roleClaim));
    if (!role) {
        return refused(u"it names no role"_s);
    }
    auto scope = scopeOf(claims);
    if (!scope) {
        return tl::unexpected(std::move(scope).error());
    }
    const auto allow = textsOf(claims.value("cordboard_allow"_L1));
    const auto deny = textsOf(claims.value("cordboard_deny"_L1));
    if (!allow || !deny) {
        return refused(u"its dial policy is not understood"_s);
    }
    // No name of a token has a colon, so that nobody gets another one's commands.
    return Principal{.user = u"jwt:"_s + subject,
        .role = *role,
        .scope = std::move(*scope),
        .dial = {*allow, *deny},
        .expiresAt = *expiresAt,
        .credential = {}};
}

} // namespace cordboard
