// SPDX-License-Identifier: Apache-2.0
#include "console/cli/table.h"

#include "console/cli/text.h"

#include <algorithm>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

constexpr int gap = 2;
constexpr int widestNode = 20;
constexpr int widestState = 20;
constexpr int narrowestParty = 8;

constexpr int at(Column column) { return static_cast<int>(column); }

/// `Alice (alice@demo.example)`: the scheme that nearly all have says nothing.
QString partyText(const json::Nullable<protocol::Party> &party)
{
    if (!party.value) {
        return u"-"_s;
    }
    QString uri = party.value->uri;
    if (uri.startsWith("sip:"_L1, Qt::CaseInsensitive)) {
        uri.remove(0, 4);
    }
    const QString name = party.value->name.value.value_or(QString()).trimmed();
    const QString text = name.isEmpty() ? uri : uri.isEmpty() ? name : u"%1 (%2)"_s.arg(name, uri);
    return text.isEmpty() ? u"-"_s : printable(text);
}

QString sinceText(const protocol::Call &call, const QDateTime &now)
{
    for (const auto &time : {call.stateSince, call.startedAt}) {
        const QDateTime since = QDateTime::fromString(time.value.value_or(QString()), Qt::ISODateWithMs);
        if (since.isValid()) {
            return durationText(std::chrono::milliseconds(since.msecsTo(now)));
        }
    }
    return u"-"_s;
}

QString stateText(const LiveCall &call)
{
    const QString word = printable(call.stateWord());
    return call.call.kind == CallKind::Setup ? word + u" (setup)" : word;
}

QString padded(const QString &cell, int width, Column column)
{
    return column == Column::Since ? QString(std::max(0, width - cellWidth(cell)), u' ') + elided(cell, width)
                                   : fitted(cell, width);
}

int sum(const QList<int> &widths)
{
    int total = 0;
    for (const int width : widths) {
        total += width > 0 ? width + gap : 0;
    }
    return total - gap;
}

/// Gives the parties what the other columns leave of `width`; one that needs less leaves it to the other.
void shareBetweenParties(QList<int> &widths, int width, int callerNeeds, int calleeNeeds)
{
    int &caller = widths[at(Column::Caller)];
    int &callee = widths[at(Column::Callee)];
    caller = callee = narrowestParty;
    const int room = std::max(width - sum(widths) + 2 * narrowestParty, 2 * narrowestParty);
    caller = std::min(callerNeeds, std::max(room / 2, room - calleeNeeds));
    callee = std::min(calleeNeeds, room - caller);
}

} // namespace

QStringList headings() { return {u"STATE"_s, u"CALLER"_s, u"CALLEE"_s, u"SINCE"_s, u"NODE"_s, u"CALL-ID"_s}; }

QStringList cellsOf(const LiveCall &call, const QDateTime &now)
{
    return {stateText(call), partyText(call.call.caller), partyText(call.call.callee),
        sinceText(call.call, now), printable(call.call.node.text()), printable(call.call.callId.text())};
}

QList<int> widthsFor(const QList<QStringList> &rows, int width)
{
    QList<int> widths(columnCount, 0);
    for (const QStringList &row : rows) {
        for (int column = 0; column < columnCount; ++column) {
            widths[column] = std::max(widths.at(column), cellWidth(row.at(column)));
        }
    }
    if (width <= 0 || sum(widths) <= width) {
        return widths;
    }
    widths[at(Column::CallId)] = 0;
    if (sum(widths) <= width) {
        return widths;
    }
    widths[at(Column::State)] = std::min(widths.at(at(Column::State)), widestState);
    widths[at(Column::Node)] = std::min(widths.at(at(Column::Node)), widestNode);
    shareBetweenParties(widths, width, widths.at(at(Column::Caller)), widths.at(at(Column::Callee)));
    return widths;
}

QList<int> steadyWidths(int width, int nodeWidth)
{
    const bool narrow = width < 100;
    const int heading = cellWidth(headings().at(at(Column::Node)));
    const bool showNode = nodeWidth > 0 && width >= 60;
    const int node = showNode ? std::clamp(nodeWidth, heading, narrow ? 10 : widestNode) : 0;
    // "answered (setup)", "23:59:59" and "123d 23h" where there is room; a narrow screen cuts a setup's.
    QList<int> widths{narrow ? 10 : 16, 0, 0, 8, node, 0};
    shareBetweenParties(widths, width, width, width);
    return widths;
}

QString rowLine(const QStringList &cells, const QList<int> &widths)
{
    QString line;
    for (int column = 0; column < columnCount; ++column) {
        if (widths.at(column) > 0) {
            line +=
                padded(cells.at(column), widths.at(column), static_cast<Column>(column)) + QString(gap, u' ');
        }
    }
    while (line.endsWith(u' ')) {
        line.chop(1);
    }
    return line;
}

QString callTable(const std::vector<LiveCall> &calls, int width, const QDateTime &now)
{
    QList<QStringList> rows{headings()};
    for (const LiveCall &call : calls) {
        rows.append(cellsOf(call, now));
    }
    const QList<int> widths = widthsFor(rows, width);
    QString text;
    for (const QStringList &row : std::as_const(rows)) {
        const QString line = rowLine(row, widths);
        text += (width > 0 ? elided(line, width) : line) + u'\n';
    }
    return text;
}

QString callLine(const LiveCall &call)
{
    return u"%1  %2 -> %3  %4"_s.arg(stateText(call), partyText(call.call.caller),
        partyText(call.call.callee), printable(call.call.callId.text()));
}

} // namespace cordboard::cli
