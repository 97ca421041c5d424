// SPDX-License-Identifier: Apache-2.0
#include "console/cli/screen.h"

#include "console/cli/table.h"
#include "console/cli/text.h"

#include <QMap>

#include <algorithm>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;
using Stream = CallReplica::State;

constexpr int linesAbove = 4; // title, counts, nodes, headings
constexpr int linesBelow = 1; // the foot

/// Select Graphic Rendition (ECMA-48, 8.3.117).
constexpr auto bold = "1"_L1;
constexpr auto dim = "2"_L1;
constexpr auto reverse = "7"_L1;
constexpr auto red = "31"_L1;
constexpr auto green = "32"_L1;
constexpr auto yellow = "33"_L1;
constexpr auto cyan = "36"_L1;
constexpr auto whiteOnRed = "1;37;41"_L1;

QString paint(const QString &text, QLatin1StringView style, bool colour)
{
    return colour && !style.isEmpty() ? u"\x1b["_s + style + u'm' + text + u"\x1b[0m"_s : text;
}

/// Cells of a line that paint() may have had a hand in.
int shownWidth(QStringView line)
{
    int cells = 0;
    while (!line.isEmpty()) {
        const qsizetype escape = line.indexOf(u'\x1b');
        cells += cellWidth(escape < 0 ? line : line.left(escape));
        const qsizetype end = escape < 0 ? -1 : line.indexOf(u'm', escape);
        line = end < 0 ? QStringView() : line.mid(end + 1);
    }
    return cells;
}

QLatin1StringView colourOf(const LiveCall &call)
{
    if (!call.unknownState.isEmpty()) {
        return {};
    }
    switch (call.call.state) {
    case CallState::Ringing:
        return yellow;
    case CallState::Answered:
        return green;
    case CallState::Held:
        return cyan;
    case CallState::Ended:
        return dim;
    }
    return {};
}

QString ageText(std::chrono::milliseconds age) { return u"%1 s"_s.arg(age.count() / 1000); }

bool isOld(const ScreenContent &content) { return content.state != Stream::Live; }

/// What a reader must know before believing the list.
QString title(const ScreenContent &content)
{
    const QString again = content.retryIn.count() > 0
        ? u", next attempt in %1 s"_s.arg((content.retryIn.count() + 999) / 1000)
        : QString();
    const QString why = content.trouble.isEmpty() ? again : u": "_s + printable(content.trouble) + again;
    switch (content.state) {
    case Stream::Empty:
        return u"WAITING for the list of calls"_s + why;
    case Stream::Stale:
        return u"STALE - this is the list of %1 ago"_s.arg(
                   ageText(content.age.value_or(std::chrono::milliseconds(0))))
            + why;
    case Stream::Live:
        break;
    }
    return u"Cordboard  "_s + printable(content.server);
}

QString titleLine(const ScreenContent &content, int width)
{
    const QString left = u' ' + title(content);
    const QString right = isOld(content)
        ? QString()
        : u"live, %1 old "_s.arg(ageText(content.age.value_or(std::chrono::milliseconds(0))));
    const int room = width - cellWidth(right);
    const QString line = room < 20 ? fitted(left, width) : fitted(left, room) + right;
    return paint(line, isOld(content) ? whiteOnRed : reverse, content.colour);
}

QString countLine(const ScreenContent &content, int width)
{
    QMap<QString, int> others;
    int ringing = 0;
    int answered = 0;
    int held = 0;
    for (const LiveCall &call : content.calls) {
        if (!call.unknownState.isEmpty() || call.call.state == CallState::Ended) {
            ++others[call.stateWord()];
        } else {
            ++(call.call.state == CallState::Ringing     ? ringing
                    : call.call.state == CallState::Held ? held
                                                         : answered);
        }
    }
    if (content.state == Stream::Empty) {
        return {};
    }
    QString line = u" %1 %2   %3 ringing   %4 answered   %5 held"_s.arg(content.calls.size())
                       .arg(content.calls.size() == 1 ? u"call"_s : u"calls"_s)
                       .arg(ringing)
                       .arg(answered)
                       .arg(held);
    for (auto it = others.cbegin(); it != others.cend(); ++it) {
        line += u"   %1 %2"_s.arg(it.value()).arg(printable(it.key()));
    }
    return paint(elided(line, width), bold, content.colour);
}

bool isWell(const protocol::Node &node) { return node.reachable && node.synchronised; }

/// \param calls  of the list shown, which is older or newer than what NodeList counted
QString nodeText(const protocol::Node &node, int calls)
{
    QString text = printable(node.name.text());
    if (!node.reachable) {
        text += u" UNREACHABLE"_s;
    } else if (!node.synchronised) {
        text += u" NOT IN STEP"_s;
    } else {
        text += u" ok"_s;
    }
    if (!isWell(node) && node.detail.value) {
        text += u" ("_s + printable(*node.detail.value) + u')';
    } else if (isWell(node)) {
        text += u", %1 %2"_s.arg(calls).arg(calls == 1 ? u"call"_s : u"calls"_s);
    }
    return text;
}

/// Those that need attention come first: the line may be too short for all.
QString nodeLine(const ScreenContent &content, int width)
{
    QHash<NodeName, int> calls;
    for (const LiveCall &call : content.calls) {
        ++calls[call.call.node];
    }
    QStringList ill;
    QStringList well;
    for (const protocol::Node &node : content.nodes) {
        (isWell(node) ? well : ill).append(nodeText(node, calls.value(node.name)));
    }
    if (content.nodes.empty()) {
        return {};
    }
    const QString line = u" "_s + (ill + well).join(u"   "_s);
    return paint(elided(line, width), ill.isEmpty() ? ""_L1 : red, content.colour);
}

/// When a call began, as far as anybody knows; empty: it was there before we looked.
const QString &began(const protocol::Call &call)
{
    static const QString unknown;
    return call.startedAt.value ? *call.startedAt.value
        : call.answeredAt.value ? *call.answeredAt.value
                                : unknown;
}

/// The rows that are shown, sorted; of the others nobody asks who is first.
QList<const LiveCall *> shownCalls(const ScreenContent &content, qsizetype first, qsizetype count)
{
    QList<const LiveCall *> all;
    all.reserve(content.calls.size());
    for (const LiveCall &call : content.calls) {
        all.append(&call);
    }
    const auto before = [&content](const LiveCall *a, const LiveCall *b) {
        const auto older = [](const LiveCall *x, const LiveCall *y) {
            // Times of one format sort as text.
            return std::tie(began(x->call), x->call.id) < std::tie(began(y->call), y->call.id);
        };
        return content.newestFirst ? older(b, a) : older(a, b);
    };
    const qsizetype end = std::min(first + count, all.size());
    std::partial_sort(all.begin(), all.begin() + end, all.end(), before);
    return all.mid(first, end - first);
}

QString callRow(const LiveCall &call, const ScreenContent &content, const QList<int> &widths, int width)
{
    const QString line = elided(rowLine(cellsOf(call, content.now), widths), width);
    if (isOld(content)) {
        return paint(line, dim, content.colour);
    }
    const int state = std::min(widths.first(), static_cast<int>(line.size()));
    // The state's word is plain text of one cell a character only if it is one of ours; others have no
    // colour.
    const QLatin1StringView style = colourOf(call);
    return style.isEmpty() ? line : paint(line.left(state), style, content.colour) + line.mid(state);
}

QString foot(const ScreenContent &content, int first, qsizetype shown, int width)
{
    const qsizetype all = content.calls.size();
    const QString order = content.newestFirst ? u"newest first"_s : u"oldest first"_s;
    QString line = u' ' + order;
    if (shown > 0 && shown < all) {
        line = u" %1-%2 of %3, %4   arrows PgUp PgDn Home End scroll"_s.arg(first + 1)
                   .arg(first + shown)
                   .arg(all)
                   .arg(order);
    }
    return paint(elided(QString(line + u"   r reverses   q quits"_s), width), dim, content.colour);
}

} // namespace

int rowsFor(QSize size) noexcept { return std::max(0, size.height() - linesAbove - linesBelow); }

int lastFirstRow(qsizetype calls, QSize size) noexcept
{
    return std::max(0, static_cast<int>(calls) - rowsFor(size));
}

QStringList renderScreen(const ScreenContent &content, QSize size)
{
    const int width = std::max(0, size.width());
    const int rows = rowsFor(size);
    const int first = std::clamp(content.firstRow, 0, lastFirstRow(content.calls.size(), size));
    int nodeWidth = 0;
    for (const protocol::Node &node : content.nodes) {
        nodeWidth = std::max(nodeWidth, cellWidth(printable(node.name.text())));
    }
    const QList<int> widths = steadyWidths(width, content.nodes.size() > 1 ? nodeWidth : 0);
    QStringList lines{titleLine(content, width), countLine(content, width), nodeLine(content, width),
        paint(elided(rowLine(headings(), widths), width), bold, content.colour)};
    const auto shown = shownCalls(content, first, rows);
    for (const LiveCall *call : shown) {
        lines.append(callRow(*call, content, widths, width));
    }
    if (content.calls.isEmpty() && content.state != Stream::Empty && rows > 0) {
        lines.append(elided(u"No calls."_s, width));
    }
    while (lines.size() < linesAbove + rows) {
        lines.append(QString());
    }
    lines.append(foot(content, first, shown.size(), width));
    while (lines.size() > std::max(0, size.height())) {
        lines.removeLast();
    }
    return lines;
}

QByteArray redraw(const QStringList &before, const QStringList &after)
{
    QByteArray bytes;
    const bool anew = before.size() != after.size();
    if (anew) {
        bytes += "\x1b[2J";
    }
    for (qsizetype line = 0; line < after.size(); ++line) {
        if (!anew && before.at(line) == after.at(line)) {
            continue;
        }
        bytes += "\x1b[" + QByteArray::number(line + 1) + ";1H" + after.at(line).toUtf8();
        // Nothing is blank between two frames: only what is left over of a longer line is erased. Behind a
        // full line that would take its last character, but a full line leaves nothing over.
        if (!anew && shownWidth(after.at(line)) < shownWidth(before.at(line))) {
            bytes += "\x1b[K";
        }
    }
    return bytes;
}

} // namespace cordboard::cli
