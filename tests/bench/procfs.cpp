// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/procfs.h"

#include <QFile>
#include <QString>

#include <unistd.h>

namespace cordboard::bench {
namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

qint64 residentMemory(qint64 process)
{
    const QByteArray text = read(QStringLiteral("/proc/%1/status").arg(process));
    const qsizetype at = text.indexOf("VmRSS:");
    return at < 0 ? 0 : text.mid(at + 6, 20).simplified().split(' ').first().toLongLong();
}

double processorTime(qint64 process)
{
    const QByteArray text = read(QStringLiteral("/proc/%1/stat").arg(process));
    // The second field is a name in brackets, and may have anything in it.
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype user = 11; // of the fields after the name
    if (fields.size() <= user + 1) {
        return 0;
    }
    const qint64 ticks = fields.at(user).toLongLong() + fields.at(user + 1).toLongLong();
    return static_cast<double>(ticks) * 1000.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double machineLoad() { return read(QStringLiteral("/proc/loadavg")).split(' ').first().toDouble(); }

} // namespace cordboard::bench
