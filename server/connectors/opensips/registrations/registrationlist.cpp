// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/registrations/registrationlist.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

namespace {

std::optional<ListedContact> contact(const QString &table, const QString &aor, const QJsonObject &row)
{
    ListedContact listed{.table = table,
        .aor = aor,
        .uri = row["Contact"_L1].toString(),
        .userAgent = row["User-agent"_L1].toString()};
    const QJsonValue expires = row["Expires"_L1];
    if (listed.uri.isEmpty()) {
        return std::nullopt;
    }
    if (expires.isDouble()) {
        listed.expiresIn = std::chrono::seconds(expires.toInteger());
    } else if (expires != QJsonValue("permanent"_L1)) {
        return std::nullopt;
    }
    return listed;
}

} // namespace

Result<QList<ListedContact>> contactsFromDump(const QJsonValue &result)
{
    const QJsonValue domains = result["Domains"_L1];
    if (!domains.isArray()) {
        return failure(Errc::InvalidParams, u"result.Domains must be an array"_s, u"result.Domains"_s);
    }
    QList<ListedContact> listed;
    for (const QJsonValue domain : domains.toArray()) {
        const QString table = domain["name"_L1].toString();
        for (const QJsonValue record : domain["AORs"_L1].toArray()) {
            const QString aor = record["AOR"_L1].toString();
            for (const QJsonValue row : record["Contacts"_L1].toArray()) {
                if (auto one = contact(table, aor, row.toObject()); one && !aor.isEmpty()) {
                    listed.append(*std::move(one));
                }
            }
        }
    }
    return listed;
}

} // namespace cordboard::opensips
