// SPDX-License-Identifier: Apache-2.0
#include "server/app/auditbook.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(lcAuditBook, "cordboard.audit")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

QJsonObject recordOf(const AuditEntry &entry)
{
    QJsonObject record{
        {u"time"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)}, {u"what"_s, entry.what}};
    const auto put = [&](const QString &key, const QString &value) {
        if (!value.isEmpty()) {
            record.insert(key, value);
        }
    };
    put(u"user"_s, entry.user);
    put(u"role"_s, entry.role ? json::wireName(*entry.role) : QString());
    put(u"address"_s, entry.address);
    put(u"method"_s, entry.method);
    put(u"cmd_id"_s, entry.cmdId);
    put(u"caller"_s, entry.caller);
    put(u"callee"_s, entry.callee);
    put(u"destination"_s, entry.destination);
    put(u"outcome"_s, entry.outcome);
    put(u"detail"_s, entry.detail);
    if (entry.connection != 0) {
        record.insert(u"connection"_s, static_cast<qint64>(entry.connection));
    }
    if (!entry.calls.isEmpty()) {
        record.insert(u"calls"_s, QJsonArray::fromStringList(entry.calls));
    }
    if (entry.duration) {
        record.insert(u"duration_ms"_s, static_cast<qint64>(entry.duration->count()));
    }
    return record;
}

} // namespace

void AuditBook::write(const AuditEntry &entry)
{
    const QJsonObject record = recordOf(entry);
    if (m_log.append(record)) {
        qCInfo(lcAuditBook).noquote()
            << entry.what << entry.user << entry.address << entry.method << entry.cmdId << entry.outcome;
    } else {
        qCCritical(lcAuditBook).noquote() << "the audit cannot be written, number" << m_log.failures() << ':'
                                          << QJsonDocument(record).toJson(QJsonDocument::Compact);
    }
}

QList<QJsonObject> AuditBook::latest() const { return {m_log.latest().begin(), m_log.latest().end()}; }

void AuditBook::writeTokens(const QList<TokenRecord> &before, const QList<TokenRecord> &after)
{
    const auto tell = [this](const TokenRecord &token, const QString &what) {
        AuditEntry entry;
        entry.what = what;
        entry.user = token.name;
        entry.role = token.role;
        write(entry);
    };
    const auto named = [](const QList<TokenRecord> &tokens, const QString &name) {
        return std::ranges::find_if(tokens, [&](const TokenRecord &token) { return token.name == name; });
    };
    for (const TokenRecord &token : before) {
        if (named(after, token.name) == after.end()) {
            tell(token, u"token_revoked"_s);
        }
    }
    for (const TokenRecord &token : after) {
        const auto old = named(before, token.name);
        if (old == before.end()) {
            tell(token, u"token_added"_s);
        } else if (*old != token) {
            tell(token, u"token_changed"_s);
        }
    }
}

} // namespace cordboard
