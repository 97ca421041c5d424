// SPDX-License-Identifier: Apache-2.0
#include "server/commands/journal.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(log, "cordboard.commands.journal")

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr qint64 longestLine = 65'536;

QString timeNow() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }

std::chrono::milliseconds ageOf(const QString &time)
{
    const QDateTime when = QDateTime::fromString(time, Qt::ISODateWithMs);
    return std::chrono::milliseconds(when.isValid() ? when.msecsTo(QDateTime::currentDateTimeUtc()) : 0);
}

template <json::Message T> QByteArray lineOf(QLatin1StringView kind, const T &message)
{
    return QJsonDocument(QJsonObject{{kind, json::encode(message)}}).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

Result<std::unique_ptr<Journal>> Journal::open(const QString &folder) { return open(folder, Limits()); }

Result<std::unique_ptr<Journal>> Journal::open(const QString &folder, const Limits &limits)
{
    if (!QDir().mkpath(folder)) {
        return failure(Errc::Internal, u"the state folder %1 cannot be made"_s.arg(folder));
    }
    std::unique_ptr<Journal> journal(new Journal(QDir(folder).filePath(u"commands.journal"_s), limits));
    journal->read();
    if (const auto opened = journal->openForAppending(); !opened) {
        return tl::unexpected(opened.error());
    }
    journal->compact();
    for (const auto &[serial, entry] : journal->m_entries) {
        journal->m_found.push_back(entry);
    }
    return journal;
}

Journal::Journal(const QString &path, const Limits &limits)
    : m_file(path)
    , m_limits(limits)
    , m_compactNext(limits.compactAbove)
{
}

Result<quint64> Journal::begun(JournalBegun entry)
{
    entry.serial = m_lastSerial + 1;
    entry.time = timeNow();
    if (const auto written = append(lineOf("begun"_L1, entry)); !written) {
        return tl::unexpected(written.error());
    }
    m_lastSerial = entry.serial;
    m_entries[entry.serial].begun = std::move(entry);
    return m_lastSerial;
}

Result<Done> Journal::ended(quint64 serial, const std::optional<protocol::CommandError> &error)
{
    const auto found = m_entries.find(serial);
    if (found == m_entries.end()) {
        return failure(Errc::Internal, u"the journal knows no such command"_s);
    }
    // Kept also if the line cannot be written: the next time that the file is rewritten it is in there.
    found->second.ended = JournalEnded{serial, timeNow(), error};
    auto written = append(lineOf("ended"_L1, *found->second.ended));
    if (m_file.size() > m_compactNext) {
        compact();
    }
    return written;
}

void Journal::read()
{
    if (!m_file.open(QIODevice::ReadOnly)) {
        return;
    }
    int unreadable = 0;
    while (!m_file.atEnd()) {
        const QByteArray line = m_file.readLine(longestLine);
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (const auto begun = json::decode<JournalBegun>(object.value("begun"_L1).toObject())) {
            m_entries[begun->serial] = Entry{*begun, {}};
            m_lastSerial = std::max(m_lastSerial, begun->serial);
        } else if (const auto ended = json::decode<JournalEnded>(object.value("ended"_L1).toObject())) {
            if (const auto found = m_entries.find(ended->serial); found != m_entries.end()) {
                found->second.ended = *ended;
            }
        } else {
            ++unreadable;
        }
    }
    m_file.close();
    if (unreadable > 0) {
        qCInfo(log, "%d lines of the journal cannot be read and are skipped", unreadable);
    }
    forgetOld();
    while (m_entries.size() > mostEntries) {
        m_entries.erase(m_entries.begin());
    }
}

void Journal::forgetOld()
{
    std::erase_if(m_entries, [this](const auto &item) {
        const Entry &entry = item.second;
        return entry.ended ? ageOf(entry.ended->time) >= m_limits.endedKept
                           : ageOf(entry.begun.time) > interruptedKept;
    });
}

Result<Done> Journal::openForAppending()
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, ownerOnly)) {
        return failure(Errc::Internal,
            u"the journal %1 cannot be opened: %2"_s.arg(m_file.fileName(), m_file.errorString()));
    }
    return Done{};
}

Result<Done> Journal::append(const QByteArray &line)
{
    const qint64 before = m_file.size();
    if (!m_file.isOpen() || m_file.write(line) != line.size()) {
        const QString reason = m_file.errorString();
        m_file.resize(before); // no half line that the next one would be glued to
        qCWarning(log, "the journal cannot be written: %s", qUtf8Printable(reason));
        return failure(Errc::Internal, u"the journal of commands cannot be written: "_s + reason);
    }
    return Done{};
}

void Journal::compact()
{
    forgetOld();
    QByteArray text;
    for (const auto &[serial, entry] : m_entries) {
        text += lineOf("begun"_L1, entry.begun);
        if (entry.ended) {
            text += lineOf("ended"_L1, *entry.ended);
        }
    }
    // Not QSaveFile: it waits for the disk. A crash in between leaves the old file or the new one, both true.
    QFile fresh(m_file.fileName() + u".new"_s);
    fresh.remove();
    const bool written = fresh.open(QIODevice::WriteOnly | QIODevice::Unbuffered, ownerOnly)
        && fresh.write(text) == text.size();
    fresh.close();
    std::error_code error;
    if (written) {
        m_file.close();
        std::filesystem::rename(QFile::encodeName(fresh.fileName()).toStdString(),
            QFile::encodeName(m_file.fileName()).toStdString(), error);
        (void)openForAppending(); // append() tells if it failed
    }
    if (!written || error) {
        fresh.remove();
        qCWarning(log, "the journal cannot be rewritten; it goes on growing");
    }
    m_compactNext = std::max(m_limits.compactAbove, 2 * m_file.size());
}

} // namespace cordboard
