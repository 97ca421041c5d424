// SPDX-License-Identifier: Apache-2.0
#include "console/cli/table.h"

#include <QList>
#include <QStringList>

#include <algorithm>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

QString printable(QString text)
{
    for (QChar &character : text) {
        if (character.category() == QChar::Other_Control || character.category() == QChar::Other_Format) {
            character = u'?';
        }
    }
    return text;
}

QString party(const QJsonValue &value)
{
    const QString uri = value.toObject().value("uri"_L1).toString();
    return uri.isEmpty() ? u"-"_s : printable(uri);
}

QStringList cells(const QJsonObject &call)
{
    const QString state = call.value("state"_L1).toString();
    const bool setup = call.value("kind"_L1).toString() == "setup"_L1;
    return {setup ? state + u" (setup)"_s : state, party(call.value("caller"_L1)),
        party(call.value("callee"_L1)), printable(call.value("node"_L1).toString()),
        printable(call.value("callid"_L1).toString())};
}

} // namespace

QString callTable(const QJsonArray &calls)
{
    QList<QStringList> rows{{u"STATE"_s, u"CALLER"_s, u"CALLEE"_s, u"NODE"_s, u"CALL-ID"_s}};
    for (const QJsonValue &call : calls) {
        rows.append(cells(call.toObject()));
    }
    QString text;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column) {
            const auto longest = std::max_element(rows.begin(), rows.end(),
                [column](const auto &a, const auto &b) { return a.at(column).size() < b.at(column).size(); });
            line += row.at(column).leftJustified(longest->at(column).size() + 2);
        }
        text += line.trimmed() + u'\n';
    }
    return text;
}

QString callLine(const QJsonObject &call)
{
    const QStringList row = cells(call);
    return u"%1  %2 -> %3  %4"_s.arg(row.at(0), row.at(1), row.at(2), row.at(4));
}

} // namespace cordboard::cli
