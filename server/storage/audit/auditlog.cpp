// SPDX-License-Identifier: Apache-2.0
#include "server/storage/audit/auditlog.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcAuditLog, "cordboard.audit")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 longestRecord = 65536;

} // namespace

AuditLog::AuditLog(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
}

Result<Done> AuditLog::open()
{
    if (m_path.isEmpty()) {
        return Done{};
    }
    const auto failed = [this](const QString &why) {
        m_file.close();
        m_healthy = false;
        return failure(Errc::Internal, m_path + u" cannot be used: "_s + why);
    };
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath())) {
        return failed(u"its folder cannot be made"_s);
    }
    m_file.setFileName(m_path);
    const bool isNew = !m_file.exists();
    // Unbuffered: a record that is written is with the system.
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered)) {
        return failed(m_file.errorString());
    }
    if (isNew) {
        m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    if (auto read = readEnd(); !read) {
        return failed(read.error().message);
    }
    m_healthy = true;
    return Done{};
}

Result<Done> AuditLog::reopen()
{
    m_file.close();
    return open();
}

Result<Done> AuditLog::readEnd()
{
    if (m_file.isSequential()) {
        return Done{}; // a pipe remembers nothing
    }
    const qint64 size = m_file.size();
    m_file.seek(std::max<qint64>(0, size - 2 * longestRecord));
    const QByteArray tail = m_file.read(2 * longestRecord);
    const qsizetype end = tail.lastIndexOf('\n');
    if (const qint64 half = tail.size() - (end + 1); half > 0) {
        qCWarning(lcAuditLog) << "half a record of" << half << "bytes at the end was cut off";
        if (!m_file.resize(size - half)) {
            return failure(Errc::Internal, m_file.errorString());
        }
    }
    if (end < 0) {
        return Done{};
    }
    const qsizetype begin = end == 0 ? 0 : tail.lastIndexOf('\n', end - 1) + 1;
    const auto last = checkRecord(tail.mid(begin, end - begin), std::nullopt);
    if (!last) {
        return failure(Errc::Internal, u"its last line: "_s + last.error().message);
    }
    m_position = *last;
    return Done{};
}

bool AuditLog::append(const QJsonObject &record)
{
    const bool written = write(record);
    if (!written) {
        ++m_failures;
        AuditPosition next = m_position;
        remember(chainRecord(record, next));
    }
    return written;
}

bool AuditLog::tryAgain(const QJsonObject &record)
{
    // A file that was taken away, or whose disk is gone, does not come back by being written to.
    return reopen() && write(record);
}

void AuditLog::remember(const QByteArray &line)
{
    m_latest.push_front(QJsonDocument::fromJson(line).object());
    if (m_latest.size() > mostRemembered) {
        m_latest.pop_back();
    }
}

bool AuditLog::write(const QJsonObject &record)
{
    const bool isOpen = m_path.isEmpty() || m_file.isOpen() || open().has_value();
    AuditPosition next = m_position;
    const QByteArray line = chainRecord(record, next);
    const qint64 before = m_file.isOpen() && !m_file.isSequential() ? m_file.size() : -1;
    m_healthy = isOpen && (m_path.isEmpty() || m_file.write(line) == line.size());
    if (m_healthy) {
        m_position = next;
        remember(line);
        return true;
    }
    if (before >= 0) {
        m_file.resize(before); // a full disk takes half a line
    }
    return false;
}

Result<AuditVerdict> verifyAudit(const QStringList &paths)
{
    AuditVerdict verdict;
    std::optional<AuditPosition> position;
    for (const QString &path : paths) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return failure(Errc::InvalidParams, path + u" cannot be read: "_s + file.errorString());
        }
        for (qint64 number = 1; !file.atEnd(); ++number) {
            QByteArray line = file.readLine(longestRecord + 1);
            const bool isWhole = line.endsWith('\n');
            line.chop(isWhole ? 1 : 0);
            auto checked = isWhole
                ? checkRecord(line, position)
                : Result<AuditPosition>(failure(Errc::InvalidParams, u"the line is cut"_s));
            if (!checked) {
                return failure(Errc::InvalidParams,
                    path + u':' + QString::number(number) + u": "_s + checked.error().message);
            }
            position = *checked;
            ++verdict.records;
        }
    }
    verdict.end = position.value_or(AuditPosition());
    return verdict;
}

} // namespace cordboard
