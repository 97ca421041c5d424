// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/dialpolicy.h"

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

bool isNumberChar(QChar c) { return (c >= u'0' && c <= u'9') || u"+*#-.()"_s.contains(c); }

/// The user part as `deny` sees it.
QString plainUser(const QString &user)
{
    QString plain = user.section(u';', 0, 0);
    if (std::ranges::all_of(plain, isNumberChar)) {
        plain.removeIf([](QChar c) { return u"-.()"_s.contains(c); });
    }
    return plain;
}

bool isDenied(const DialPolicy &policy, const SipUri &uri)
{
    const QString host = u'@' + normalisedHost(uri.host());
    const QString plain = plainUser(uri.user()) + host;
    const QString asWritten = uri.user() + host;
    return std::ranges::any_of(policy.deny, [&](const QString &pattern) {
        return fitsPattern(pattern, plain, Qt::CaseInsensitive)
            || fitsPattern(pattern, asWritten, Qt::CaseInsensitive);
    });
}

std::optional<Error> refused(const QString &why, const QString &field)
{
    return Error{Errc::NotAllowed, field + why, field};
}

} // namespace

bool fitsPattern(QStringView pattern, QStringView text, Qt::CaseSensitivity sensitivity)
{
    const auto same = [sensitivity](QChar a, QChar b) {
        return sensitivity == Qt::CaseSensitive ? a == b : a.toCaseFolded() == b.toCaseFolded();
    };
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype afterStar = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            afterStar = t;
        } else if (p < pattern.size() && same(pattern[p], text[t])) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++afterStar;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*') {
        ++p;
    }
    return p == pattern.size();
}

bool mayDial(const Principal &principal, const SipUri &uri)
{
    if (isDenied(principal.dial, uri)) {
        return false;
    }
    const QString host = normalisedHost(uri.host());
    const QString asWritten = uri.user() + u'@' + host;
    if (principal.dial.allow.isEmpty()) {
        return principal.scope.covers(uri);
    }
    // A pattern says who, not where: a port or a parameter would send the request elsewhere.
    const Scope plain{.kind = ScopeKind::Domain, .addresses = {}, .domains = {host}};
    return std::ranges::any_of(principal.dial.allow, [&](const QString &pattern) {
        return fitsPattern(pattern, asWritten, Qt::CaseSensitive);
    }) && plain.covers(uri);
}

std::optional<Error> objectionToParties(const Principal &principal, const CommandRequest &request)
{
    const auto check = [&](const SipUri &uri, const QString &field) {
        return mayDial(principal, uri) ? std::nullopt
                                       : refused(u" is no party that this client may have called"_s, field);
    };
    if (const auto *start = std::get_if<StartRequest>(&request.what)) {
        if (!principal.scope.covers(start->caller)) {
            return refused(u" is not in this client's scope"_s, u"caller"_s);
        }
        // The caller is called, too. A limited scope bounds who that can be; without one the policy must.
        if (isDenied(principal.dial, start->caller)
            || (principal.scope.kind == ScopeKind::All && !mayDial(principal, start->caller))) {
            return refused(u" is no party that this client may have called"_s, u"caller"_s);
        }
        return check(start->callee, u"callee"_s);
    }
    if (const auto *transfer = std::get_if<BlindTransferRequest>(&request.what)) {
        return check(transfer->destination, u"destination"_s);
    }
    if (const auto *transfer = std::get_if<AttendedTransferRequest>(&request.what);
        transfer && transfer->destination) {
        return check(*transfer->destination, u"destination"_s);
    }
    return std::nullopt;
}

} // namespace cordboard
