// SPDX-License-Identifier: Apache-2.0
#include "console/text/csv.h"

#include <QRegularExpression>

namespace cordboard::console::text {
namespace {

using namespace Qt::StringLiterals;

/// Nothing in it that a spreadsheet could compute with, so that it is taken for a number or a text.
bool isPlainNumber(const QString &text)
{
    static const QRegularExpression number(u"^[+-]?[0-9](?:[0-9 ]*[0-9])?(?:[.,][0-9]+)?\\z"_s);
    return number.match(text).hasMatch();
}

bool beginsFormula(QStringView text)
{
    const QStringView content = text.trimmed();
    if (!text.isEmpty() && (text.front() == u'\t' || text.front() == u'\r')) {
        return true;
    }
    // The full-width forms begin formulas in East Asian versions of spreadsheets.
    return !content.isEmpty() && u"=+-@＝＋－＠"_s.contains(content.front());
}

QString printable(QStringView text)
{
    QString result;
    result.reserve(text.size() + 3);
    for (const QChar character : text) {
        if (character.category() != QChar::Other_Control || character == u'\n' || character == u'\r'
            || character == u'\t') {
            result += character;
        }
    }
    return result;
}

} // namespace

QString csvField(QStringView text)
{
    QString field = printable(text);
    if (beginsFormula(field) && !isPlainNumber(field)) {
        field.prepend(u'\'');
    }
    // Semicolons and tabs separate fields, too, where a spreadsheet's language has them do so.
    static const QRegularExpression special(u"[\",;\\t\\r\\n]|^ | $"_s);
    if (!field.contains(special)) {
        return field;
    }
    return u'"' + field.replace(u'"', "\"\""_L1) + u'"';
}

QString csvRecord(const QStringList &fields, QChar separator)
{
    QString record;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0) {
            record += separator;
        }
        record += csvField(fields.at(i));
    }
    return record + "\r\n"_L1;
}

} // namespace cordboard::console::text
