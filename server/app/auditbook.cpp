// SPDX-License-Identifier: Apache-2.0
#include "server/app/auditbook.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(lcAuditBook, "cordboard.audit")
Q_LOGGING_CATEGORY(lcUnkept, cordboard::unkeptRecords)

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

AuditBook::AuditBook(AuditLog &log, std::chrono::milliseconds retry)
    : m_log(log)
{
    m_retry.setInterval(retry);
    QObject::connect(&m_retry, &QTimer::timeout, &m_retry, [this] { tryAgain(); });
}

void AuditBook::write(const AuditEntry &entry)
{
    const QJsonObject record = recordOf(entry);
    ++m_counts[entry.what];
    if (m_log.append(record)) {
        qCInfo(lcAuditBook).noquote()
            << entry.what << entry.user << entry.address << entry.method << entry.cmdId << entry.outcome;
        return;
    }
    // A log line has a longest length (record.h); a record must not lose its end by it.
    constexpr qsizetype longestPiece = 800;
    const QString text = QString::fromUtf8(QJsonDocument(record).toJson(QJsonDocument::Compact));
    const qsizetype pieces = (text.size() + longestPiece - 1) / longestPiece;
    for (qsizetype piece = 0; piece < pieces; ++piece) {
        qCCritical(lcUnkept).noquote() << u"the audit cannot be written, number %1, piece %2 of %3: %4"_s.arg(
            QString::number(m_log.failures()), QString::number(piece + 1), QString::number(pieces),
            text.mid(piece * longestPiece, longestPiece));
    }
    if (!m_retry.isActive()) {
        m_retry.start();
    }
}

/// Without this nobody would find out before the next record, and there is none as long as nobody is sent
/// here because the server is not ready.
void AuditBook::tryAgain()
{
    const qint64 lost = m_log.failures() - m_failuresTold;
    AuditEntry entry;
    entry.what = u"audit_resumed"_s;
    entry.detail = u"%1 records could not be kept; they are in the log"_s.arg(lost);
    if (m_log.isHealthy() || m_log.tryAgain(recordOf(entry))) {
        qCWarning(lcAuditBook).noquote() << "the audit can be written again:" << entry.detail;
        m_failuresTold = m_log.failures();
        m_retry.stop();
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
