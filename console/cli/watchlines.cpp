// SPDX-License-Identifier: Apache-2.0
#include "console/cli/watchlines.h"

#include "common/client/callreading.h"
#include "console/cli/output.h"
#include "console/cli/table.h"
#include "console/cli/text.h"

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

} // namespace

WatchLines::WatchLines(CallReplica &replica, bool json, QObject *parent)
    : QObject(parent)
    , m_json(json)
{
    connect(&replica, &CallReplica::applied, this, &WatchLines::show);
}

void WatchLines::show(const QString &method, const QJsonObject &params)
{
    QString lines;
    const QTime now = QTime::currentTime();
    const auto entries = m_log.apply(method, params);
    for (const ChangeLog::Entry &entry : entries) {
        lines += m_json ? oneLine(entry.wire) : changeLine(entry, now);
    }
    if (!lines.isEmpty()) {
        print(lines);
    }
}

QString changeLine(const ChangeLog::Entry &entry, const QTime &time)
{
    const QChar sign = entry.kind == ChangeLog::Entry::Kind::New ? u'+'
        : entry.kind == ChangeLog::Entry::Kind::Changed          ? u'='
                                                                 : u'-';
    const auto call = readCall(entry.call);
    return u"%1 %2 %3\n"_s.arg(time.toString(u"HH:mm:ss"_s), QString(sign),
        call ? callLine(*call) : printable(entry.call.value("id"_L1).toString()));
}

} // namespace cordboard::cli
