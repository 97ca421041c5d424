// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/kerneldrops.h"

#include <QFile>
#include <QList>

#ifdef Q_OS_LINUX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

namespace cordboard::opensips {

std::optional<quint64> dropsOfSocket(const QByteArray &table, quint64 inode)
{
    // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ref pointer
    // drops
    constexpr qsizetype inodeColumn = 9;
    constexpr qsizetype dropsColumn = 12;
    const QByteArray wanted = QByteArray::number(inode);
    for (const QByteArray &line : table.split('\n')) {
        const QList<QByteArray> columns = line.simplified().split(' ');
        if (columns.size() > dropsColumn && columns.at(inodeColumn) == wanted) {
            bool isNumber = false;
            const quint64 drops = columns.at(dropsColumn).toULongLong(&isNumber);
            return isNumber ? std::optional(drops) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<quint64> readKernelDrops(qintptr socketDescriptor)
{
#ifdef Q_OS_LINUX
    struct stat status = {};
    if (socketDescriptor < 0 || ::fstat(static_cast<int>(socketDescriptor), &status) != 0) {
        return std::nullopt;
    }
    for (const QString &path : {u"/proc/self/net/udp"_s, u"/proc/self/net/udp6"_s}) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly)) {
            if (const auto drops = dropsOfSocket(file.readAll(), status.st_ino)) {
                return drops;
            }
        }
    }
#else
    Q_UNUSED(socketDescriptor)
#endif
    return std::nullopt;
}

} // namespace cordboard::opensips
