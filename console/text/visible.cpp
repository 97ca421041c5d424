// SPDX-License-Identifier: Apache-2.0
#include "console/text/visible.h"

#include <QList>

#include <algorithm>

namespace cordboard::console::text {
namespace {

using namespace Qt::StringLiterals;

constexpr char32_t zeroWidthNonJoiner = 0x200C;
constexpr char32_t zeroWidthJoiner = 0x200D;
constexpr char32_t textPresentation = 0xFE0E;
constexpr char32_t emojiPresentation = 0xFE0F;
constexpr int maximumMarks = 4;

QString numbered(char32_t character)
{
    return u"‹U+%1›"_s.arg(
        QString::number(static_cast<uint>(character), 16).toUpper().rightJustified(4, u'0'));
}

/// Default ignorable code points that are no format characters, and letters and symbols that draw nothing.
bool drawsNothing(char32_t character)
{
    return character == 0x034F || character == 0x115F || character == 0x1160 || character == 0x17B4
        || character == 0x17B5 || (character >= 0x180B && character <= 0x180F) || character == 0x2800
        || character == 0x3164 || (character >= 0xFE00 && character <= 0xFE0F) || character == 0xFFA0
        || (character >= 0xE0000 && character <= 0xE0FFF);
}

bool isMark(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
        return true;
    default:
        return false;
    }
}

/// Scripts whose words need the joiners to be spelt right.
bool usesJoiners(char32_t character)
{
    switch (QChar::script(character)) {
    case QChar::Script_Arabic:
    case QChar::Script_Syriac:
    case QChar::Script_Nko:
    case QChar::Script_Mongolian:
    case QChar::Script_Devanagari:
    case QChar::Script_Bengali:
    case QChar::Script_Gurmukhi:
    case QChar::Script_Gujarati:
    case QChar::Script_Oriya:
    case QChar::Script_Tamil:
    case QChar::Script_Telugu:
    case QChar::Script_Kannada:
    case QChar::Script_Malayalam:
    case QChar::Script_Sinhala:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

bool isPictogram(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    return category == QChar::Symbol_Other || category == QChar::Symbol_Modifier;
}

bool mayJoin(char32_t before, char32_t joiner, char32_t after)
{
    if (usesJoiners(before) && usesJoiners(after)) {
        return true;
    }
    return joiner == zeroWidthJoiner && (isPictogram(before) || before == emojiPresentation)
        && isPictogram(after);
}

struct Piece {
    QString text;
    bool mayCutBefore = true;
};

Piece pieceOf(char32_t before, char32_t character, char32_t after, int &marks)
{
    const int marksBefore = std::exchange(marks, 0);
    if (character == u'\n' || character == u'\r' || character == 0x85 || character == 0x2028
        || character == 0x2029) {
        return {u"↵"_s};
    }
    if (character == u'\t') {
        return {u"⇥"_s};
    }
    if ((character == zeroWidthJoiner || character == zeroWidthNonJoiner)
        && mayJoin(before, character, after)) {
        return {QString::fromUcs4(&character, 1), false};
    }
    if ((character == emojiPresentation || character == textPresentation) && isPictogram(before)) {
        return {QString::fromUcs4(&character, 1), false};
    }
    if (drawsNothing(character)) {
        return {numbered(character)};
    }
    if (isMark(character)) {
        marks = marksBefore + 1;
        if (marks > maximumMarks) {
            return {{}, false};
        }
        // Without a letter of its own it would sit on whatever stands before the text.
        return {(before == 0 ? u"◌"_s : QString()) + QString::fromUcs4(&character, 1), before == 0};
    }
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return {numbered(character)};
    case QChar::Separator_Space:
        return {u" "_s};
    default:
        return {QString::fromUcs4(&character, 1), before != zeroWidthJoiner};
    }
}

bool isRightToLeft(QStringView text)
{
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [](uint character) {
        const QChar::Direction direction = QChar::direction(character);
        return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
    });
}

} // namespace

QString visibleText(QStringView text, qsizetype limit)
{
    // Bounded before anything else: a name of megabytes costs no more than one of the limit. Marks beyond the
    // fourth draw nothing, so a little more than the limit is read.
    const bool cutShort = text.size() > 4 * limit;
    const QStringView head = text.first(qMin(text.size(), 4 * limit));
    QList<char32_t> characters;
    characters.reserve(head.size());
    for (qsizetype i = 0; i < head.size(); ++i) {
        if (head.at(i).isHighSurrogate() && i + 1 < head.size() && head.at(i + 1).isLowSurrogate()) {
            characters.append(QChar::surrogateToUcs4(head.at(i), head.at(i + 1)));
            ++i;
        } else if (head.at(i) != u'\r' || i + 1 == head.size() || head.at(i + 1) != u'\n') {
            characters.append(head.at(i).unicode());
        }
    }

    QString result;
    qsizetype cut = 0;
    int marks = 0;
    for (qsizetype i = 0; i < characters.size() && result.size() <= limit; ++i) {
        const char32_t before = i > 0 ? characters.at(i - 1) : 0;
        const char32_t after = i + 1 < characters.size() ? characters.at(i + 1) : 0;
        const Piece piece = pieceOf(before, characters.at(i), after, marks);
        if (piece.mayCutBefore && result.size() < limit) {
            cut = result.size();
        }
        result += piece.text;
    }
    if (result.size() > limit || cutShort) {
        result.truncate(qMin(cut, qMax(limit - 1, 0)));
        result += u'…';
    }
    if (!result.isEmpty() && result.trimmed().isEmpty()) {
        return u"␣"_s;
    }
    return result;
}

QString inSentence(QStringView text, qsizetype limit)
{
    QString visible = visibleText(text, limit);
    if (!isRightToLeft(visible)) {
        return visible;
    }
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popDirectionalIsolate(0x2069);
    return firstStrongIsolate + visible + popDirectionalIsolate;
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty()) {
        return {};
    }
    return u"<qt>"_s + text.toHtmlEscaped().replace(u'\n', "<br/>"_L1) + u"</qt>"_s;
}

QString plainNotification(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        const QChar next = i + 1 < text.size() ? text.at(i + 1) : QChar();
        if (character == u'<') {
            result += u'‹';
        } else if (character == u'>') {
            result += u'›';
        } else if (character == u'&' && (next == u'#' || next.isLetter())) {
            result += u'＆';
        } else {
            result += character;
        }
    }
    return result;
}

QString withoutMnemonic(QString text) { return text.replace(u'&', "&&"_L1); }

} // namespace cordboard::console::text
