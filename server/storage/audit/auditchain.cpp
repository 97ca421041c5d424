// SPDX-License-Identifier: Apache-2.0
#include "server/storage/audit/auditchain.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// QJsonObject keeps its keys sorted.
QByteArray hashOf(const QJsonObject &record)
{
    const QByteArray text = QJsonDocument(record).toJson(QJsonDocument::Compact);
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

} // namespace

QByteArray chainRecord(QJsonObject record, AuditPosition &position)
{
    record.insert(u"seq"_s, position.seq + 1);
    record.insert(u"prev"_s, QString::fromLatin1(position.hash));
    record.remove(u"hash"_s);
    position = {position.seq + 1, hashOf(record)};
    record.insert(u"hash"_s, QString::fromLatin1(position.hash));
    return QJsonDocument(record).toJson(QJsonDocument::Compact) + '\n';
}

Result<AuditPosition> checkRecord(const QByteArray &line, const std::optional<AuditPosition> &position)
{
    QJsonObject record = QJsonDocument::fromJson(line).object();
    const QByteArray hash = record.take(u"hash"_s).toString().toLatin1();
    const qint64 seq = record.value("seq"_L1).toInteger();
    if (hash.isEmpty() || seq < 1) {
        return failure(Errc::InvalidParams, u"this is no record"_s);
    }
    if (hashOf(record) != hash) {
        return failure(Errc::InvalidParams, u"the record was changed"_s);
    }
    // The text, too: other text that means the same was not written by us.
    record.insert(u"hash"_s, QString::fromLatin1(hash));
    if (QJsonDocument(record).toJson(QJsonDocument::Compact) != line) {
        return failure(Errc::InvalidParams, u"the record was changed"_s);
    }
    if (position
        && (seq != position->seq + 1
            || record.value("prev"_L1) != QJsonValue(QString::fromLatin1(position->hash)))) {
        return failure(Errc::InvalidParams, u"records before this one are missing or others"_s);
    }
    return AuditPosition{seq, hash};
}

} // namespace cordboard
