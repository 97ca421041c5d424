// SPDX-License-Identifier: Apache-2.0
#include "server/app/instance.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSaveFile>

namespace cordboard {

using namespace Qt::StringLiterals;

Result<QString> instanceName(const QString &folder)
{
    const QString made = u"%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
    if (folder.isEmpty()) {
        return made;
    }
    const QString fileName = folder + u"/instance"_s;
    QFile file(fileName);
    if (file.open(QIODevice::ReadOnly)) {
        static const QRegularExpression form(u"^[0-9a-f]{8}$"_s);
        const QString known = QString::fromLatin1(file.read(64)).trimmed();
        if (form.match(known).hasMatch()) {
            return known;
        }
    }
    QSaveFile fresh(fileName);
    if (!fresh.open(QIODevice::WriteOnly) || fresh.write(made.toLatin1() + '\n') < 0 || !fresh.commit()) {
        return failure(
            Errc::Internal, u"state_dir: %1 cannot be written: %2"_s.arg(fileName, fresh.errorString()));
    }
    return made;
}

} // namespace cordboard
