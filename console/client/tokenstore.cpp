// SPDX-License-Identifier: Apache-2.0
#include "console/client/tokenstore.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr QFile::Permissions forUser = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions forOthers =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
constexpr qint64 longest = 4096;

} // namespace

TokenStore::TokenStore(QString folder)
    : m_folder(std::move(folder))
{
}

QString TokenStore::fileName(const QString &profile) const
{
    // Names of profiles may hold what file names may not.
    const QByteArray digest = QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha256).toHex();
    return m_folder + u'/' + QString::fromLatin1(digest.left(32)) + u".token"_s;
}

Result<QByteArray> TokenStore::read(const QString &profile) const
{
    QFile file(fileName(profile));
    if (!file.exists()) {
        return QByteArray();
    }
    if (file.permissions() & forOthers) {
        return failure(
            Errc::NotAllowed, file.fileName() + u" can be read by others; take that away from them"_s);
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Errc::Internal, file.fileName() + u": "_s + file.errorString());
    }
    return file.readLine(longest).trimmed();
}

Result<Done> TokenStore::write(const QString &profile, const QByteArray &token) const
{
    QFile file(fileName(profile));
    // What is there may have been made by others, with their permissions.
    if (file.exists() && !file.remove()) {
        return failure(Errc::Internal, file.fileName() + u": "_s + file.errorString());
    }
    if (token.isEmpty()) {
        return Done{};
    }
    const QFileInfo folder(m_folder);
    const bool hasFolder = folder.isDir()
        || (QDir().mkpath(m_folder) && QFile::setPermissions(m_folder, forUser | QFile::ExeOwner));
    // With its permissions from the beginning: nobody can read it in between.
    const bool written = hasFolder && file.open(QIODevice::WriteOnly | QIODevice::NewOnly, forUser)
        && file.write(token + '\n') == token.size() + 1 && file.flush();
    if (!written) {
        return failure(Errc::Internal, file.fileName() + u": "_s + file.errorString());
    }
    return Done{};
}

} // namespace cordboard::console
