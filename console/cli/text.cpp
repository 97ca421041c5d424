// SPDX-License-Identifier: Apache-2.0
#include "console/cli/text.h"

#include <algorithm>
#include <iterator>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

constexpr int maxMarks = 3;

struct Range {
    char32_t first;
    char32_t last;
};

/// The blocks of Unicode's EastAsianWidth.txt that are W or F, joined where the gaps hold nothing else.
constexpr Range wide[]{{0x1100, 0x115f}, {0x231a, 0x231b}, {0x2329, 0x232a}, {0x23e9, 0x23ec},
    {0x23f0, 0x23f0}, {0x23f3, 0x23f3}, {0x25fd, 0x25fe}, {0x2614, 0x2615}, {0x2648, 0x2653},
    {0x267f, 0x267f}, {0x2693, 0x2693}, {0x26a1, 0x26a1}, {0x26aa, 0x26ab}, {0x26bd, 0x26be},
    {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4}, {0x26ea, 0x26ea}, {0x26f2, 0x26f3},
    {0x26f5, 0x26f5}, {0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705}, {0x270a, 0x270b},
    {0x2728, 0x2728}, {0x274c, 0x274c}, {0x274e, 0x274e}, {0x2753, 0x2755}, {0x2757, 0x2757},
    {0x2795, 0x2797}, {0x27b0, 0x27b0}, {0x27bf, 0x27bf}, {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50},
    {0x2b55, 0x2b55}, {0x2e80, 0x303e}, {0x3041, 0x3247}, {0x3250, 0x4dbf}, {0x4e00, 0xa4c6},
    {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe10, 0xfe19}, {0xfe30, 0xfe6b},
    {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x16fe0, 0x18d08}, {0x1aff0, 0x1b2fb}, {0x1f004, 0x1f004},
    {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f1e6, 0x1f202}, {0x1f210, 0x1f320},
    {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3},
    {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc},
    {0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596},
    {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2},
    {0x1f6d5, 0x1f6d7}, {0x1f6dc, 0x1f6df}, {0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb},
    {0x1f90c, 0x1f93a}, {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd}};

constexpr char32_t broken = 0xfffd; // what stands for half a surrogate pair

/// The code point at `index`, which moves past it.
char32_t next(QStringView text, qsizetype &index)
{
    const QChar first = text.at(index++);
    if (!first.isSurrogate()) {
        return first.unicode();
    }
    if (first.isHighSurrogate() && index < text.size() && text.at(index).isLowSurrogate()) {
        return QChar::surrogateToUcs4(first, text.at(index++));
    }
    return broken;
}

bool isMark(char32_t code)
{
    const auto category = QChar::category(code);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

int widthOf(char32_t code)
{
    if (isMark(code)) {
        return 0;
    }
    const auto *after = std::upper_bound(std::begin(wide), std::end(wide), code,
        [](char32_t value, const Range &range) { return value < range.first; });
    return after != std::begin(wide) && code <= std::prev(after)->last ? 2 : 1;
}

bool vanishes(char32_t code)
{
    return code == 0x200c || code == 0x200d || (code >= 0xfe00 && code <= 0xfe0f)
        || (code >= 0xe0100 && code <= 0xe01ef);
}

bool isHarmful(char32_t code)
{
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default: // a third-party enum of thirty
        return false;
    }
}

} // namespace

QString printable(QStringView text)
{
    QString result;
    result.reserve(text.size());
    int marks = maxMarks; // a mark at the very beginning would stand on what comes before the text
    for (qsizetype at = 0; at < text.size();) {
        const char32_t code = next(text, at);
        if (vanishes(code)) {
            continue;
        }
        if (isMark(code)) {
            if (++marks > maxMarks) {
                continue;
            }
        } else {
            marks = 0;
        }
        if (code == broken || isHarmful(code)) {
            result += u'?';
        } else {
            result += QChar::fromUcs4(code);
        }
    }
    return result;
}

QString printableJson(QStringView json)
{
    QString result;
    result.reserve(json.size());
    for (qsizetype at = 0; at < json.size();) {
        const qsizetype from = at;
        const char32_t code = next(json, at);
        if (code < 0x20) {
            result += u' '; // inside a string it could only stand escaped
        } else if (code == broken || isHarmful(code)) {
            for (const QChar unit : json.sliced(from, at - from)) {
                result += u"\\u%1"_s.arg(unit.unicode(), 4, 16, QChar(u'0'));
            }
        } else {
            result += json.sliced(from, at - from);
        }
    }
    return result;
}

int cellWidth(QStringView text)
{
    int cells = 0;
    for (qsizetype at = 0; at < text.size();) {
        cells += widthOf(next(text, at));
    }
    return cells;
}

QString elided(QStringView text, int cells)
{
    if (cellWidth(text) <= cells) {
        return text.toString();
    }
    if (cells <= 0) {
        return {};
    }
    int used = 1; // the ellipsis
    qsizetype end = 0;
    for (qsizetype at = 0; at < text.size(); end = at) {
        used += widthOf(next(text, at));
        if (used > cells) {
            break;
        }
    }
    return text.left(end) + u'…';
}

QString fitted(QStringView text, int cells)
{
    const QString cut = elided(text, cells);
    return cut + QString(std::max(0, cells - cellWidth(cut)), u' ');
}

QString durationText(std::chrono::milliseconds duration)
{
    const auto seconds = std::max<qint64>(0, duration.count() / 1000);
    const auto two = [](qint64 number) { return u"%1"_s.arg(number, 2, 10, QChar(u'0')); };
    if (seconds >= 24 * 3600) {
        return u"%1d %2h"_s.arg(seconds / 86400).arg(two(seconds / 3600 % 24));
    }
    if (seconds >= 3600) {
        return u"%1:%2:%3"_s.arg(seconds / 3600).arg(two(seconds / 60 % 60), two(seconds % 60));
    }
    return u"%1:%2"_s.arg(seconds / 60).arg(two(seconds % 60));
}

} // namespace cordboard::cli
