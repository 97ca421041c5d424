// SPDX-License-Identifier: Apache-2.0
#include "server/clients/nodemessage.h"

#include "server/calls/livecall.h"

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using json::Nullable;

constexpr int mostRegistrations = 500; ///< in one answer

Nullable<QString> unlessEmpty(const QString &text)
{
    return {text.isEmpty() ? std::nullopt : std::optional(text)};
}

/// What the list is ordered by, and the cursor; no address of record has a line feed.
QString keyOf(const Registration &registration)
{
    return registration.aor + u'\n' + registration.node.text();
}

bool fits(const Registration &registration, const protocol::RegistrationList &query)
{
    if (query.node && registration.node != *query.node) {
        return false;
    }
    return !query.text || registration.aor.contains(*query.text, Qt::CaseInsensitive)
        || std::any_of(registration.contacts.begin(), registration.contacts.end(),
            [&](const RegisteredContact &contact) {
                return contact.uri.contains(*query.text, Qt::CaseInsensitive);
            });
}

} // namespace

protocol::Node messageOf(const NodeStatus &status, qint64 calls)
{
    std::vector<protocol::Lack> lacks;
    for (const NodeLack &lack : status.lacks) {
        lacks.push_back({lack.capability, lack.reason});
    }
    return {.name = status.node,
        .reachable = status.reachable,
        .synchronised = status.synchronised,
        .version = unlessEmpty(status.version),
        .detail = unlessEmpty(status.detail),
        .provenAt = timeMessage(status.provenAt),
        .capabilities = {status.capabilities.begin(), status.capabilities.end()},
        .lacks = std::move(lacks),
        .calls = calls};
}

protocol::Registration messageOf(const Registration &registration)
{
    std::vector<protocol::RegisteredContact> contacts;
    for (const RegisteredContact &contact : registration.contacts) {
        contacts.push_back({contact.uri, unlessEmpty(contact.userAgent), timeMessage(contact.expiresAt)});
    }
    return {.aor = registration.aor, .node = registration.node, .contacts = std::move(contacts)};
}

Result<protocol::RegistrationsListed> listRegistrations(
    const QList<Registration> &registrations, const protocol::RegistrationList &query)
{
    const int limit = query.limit.value_or(mostRegistrations);
    if (limit < 1 || limit > mostRegistrations) {
        return failure(Errc::InvalidParams, u"limit must be a whole number from 1 to 500"_s, u"limit"_s);
    }
    QString after;
    if (query.cursor) {
        const auto decoded = QByteArray::fromBase64Encoding(query.cursor->toLatin1(),
            QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
        after = QString::fromUtf8(decoded.decoded);
        if (!after.contains(u'\n')) {
            return failure(Errc::InvalidParams, u"cursor must be as the page before gave it"_s, u"cursor"_s);
        }
    }
    QList<Registration> fitting;
    std::copy_if(registrations.begin(), registrations.end(), std::back_inserter(fitting),
        [&](const Registration &registration) { return fits(registration, query); });
    std::sort(fitting.begin(), fitting.end(),
        [](const Registration &a, const Registration &b) { return keyOf(a) < keyOf(b); });
    protocol::RegistrationsListed listed;
    listed.total = fitting.size();
    auto next = std::find_if(fitting.cbegin(), fitting.cend(),
        [&](const Registration &registration) { return after.isEmpty() || after < keyOf(registration); });
    for (; next != fitting.cend() && listed.registrations.size() < static_cast<std::size_t>(limit); ++next) {
        listed.registrations.push_back(messageOf(*next));
    }
    if (next != fitting.cend()) {
        listed.cursor = {QString::fromLatin1(
            keyOf(*(next - 1))
                .toUtf8()
                .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals))};
    }
    return listed;
}

} // namespace cordboard
