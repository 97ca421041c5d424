// SPDX-License-Identifier: Apache-2.0
#include "server/app/logging/record.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestMessage = 1000; // of UTF-16 units; each takes at most three bytes

QString levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return u"DEBUG"_s;
    case LogLevel::Info:
        return u"INFO"_s;
    case LogLevel::Warn:
        return u"WARN"_s;
    case LogLevel::Error:
        return u"ERROR"_s;
    }
    return {};
}

/// sd-daemon(3): 3 error, 4 warning, 6 information, 7 debugging.
QByteArray priority(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "<7>";
    case LogLevel::Info:
        return "<6>";
    case LogLevel::Warn:
        return "<4>";
    case LogLevel::Error:
        return "<3>";
    }
    return {};
}

/// Printable, cut to length, and without halves of surrogate pairs, which JSON would write with six bytes
/// each.
QString presentable(const QString &text)
{
    QString clean;
    clean.reserve(qMin(text.size(), longestMessage));
    for (const QChar c : QStringView(text).first(qMin(text.size(), longestMessage + 1))) {
        if (c < u' ' || (c >= u'\x7f' && c < u'\xa0') || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator) {
            clean += u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
        } else {
            clean += c;
        }
    }
    if (clean.size() > longestMessage) {
        clean.truncate(longestMessage);
        clean += u"..."_s;
    }
    return QString::fromUtf8(clean.toUtf8());
}

} // namespace

QString maskNumbers(const QString &text)
{
    static const QRegularExpression number(
        uR"((?:(?<=tel:)\+?|\+|(?<![\w.+%-])(?=[\d()-]+[@;]))\(?\d(?:[().-]*\d){2,}[().-]*(\d[().-]*\d))"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString masked = text;
    return masked.replace(number, u"***\\1"_s);
}

QByteArray logLine(const LogRecord &record, LogFormat format)
{
    const QString message = presentable(record.message);
    const QString time = record.time.toUTC().toString(Qt::ISODateWithMs);
    switch (format) {
    case LogFormat::Text:
        return QString(time + u' ' + levelName(record.level).leftJustified(5) + u' ' + record.category
            + u": "_s + message + u'\n')
            .toUtf8();
    case LogFormat::Json:
        return QJsonDocument(QJsonObject{{u"time"_s, time}, {u"level"_s, levelName(record.level)},
                                 {u"category"_s, record.category}, {u"message"_s, message}})
                   .toJson(QJsonDocument::Compact)
            + '\n';
    case LogFormat::Journald:
        return priority(record.level) + QString(record.category + u": "_s + message + u'\n').toUtf8();
    }
    return {};
}

} // namespace cordboard
