// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/storage/audit/auditchain.h"

#include <QFile>
#include <QJsonObject>
#include <QList>
#include <QObject>

#include <deque>

namespace cordboard {

/// A file of chained records that is only appended to. Each record is handed to the system at once, so that
/// it survives our crash; it does not wait for the disk.
///
/// What cannot be written is counted, and tried no second time: its number is taken by the next, and the
/// application says it elsewhere. Changes in the middle are found by verifyAudit(); that the newest records
/// are gone only whoever noted a later hash can tell.
class AuditLog : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t mostRemembered = 1000;

    /// \param path  made if it is not there (mode 0600); empty: records are remembered only
    explicit AuditLog(QString path, QObject *parent = nullptr);

    /// Opens the file, and goes on after its last record. Half a record at the end, of a crash, is cut off.
    /// Errors: Internal, with the reason; append() tries again
    [[nodiscard]] Result<Done> open();
    /// As open(), for a file that was moved away: the chain goes on in the new one.
    [[nodiscard]] Result<Done> reopen();

    /// \returns whether it was written
    bool append(const QJsonObject &record);
    /// As append() after reopen(), but a failure is neither counted nor remembered: for finding out whether
    /// it works again.
    bool tryAgain(const QJsonObject &record);
    /// The last records, the newest first; those of this process only.
    [[nodiscard]] const std::deque<QJsonObject> &latest() const noexcept { return m_latest; }
    [[nodiscard]] qint64 failures() const noexcept { return m_failures; }
    /// The last record was written.
    [[nodiscard]] bool isHealthy() const noexcept { return m_healthy; }

private:
    [[nodiscard]] Result<Done> readEnd();
    [[nodiscard]] bool write(const QJsonObject &record);
    void remember(const QByteArray &line);

    QString m_path;
    QFile m_file;
    AuditPosition m_position;
    std::deque<QJsonObject> m_latest;
    qint64 m_failures = 0;
    bool m_healthy = true;
};

/// What `audit verify` found.
struct AuditVerdict {
    qint64 records = 0;
    AuditPosition end;
};
/// Reads files of one chain, the oldest first. Errors: InvalidParams with file, line and what is wrong
[[nodiscard]] Result<AuditVerdict> verifyAudit(const QStringList &paths);

} // namespace cordboard
