// SPDX-License-Identifier: Apache-2.0
#include "console/models/callcolumns.h"

#include "console/text/times.h"
#include "console/text/visible.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cordboard::console::CallColumn)
};

std::optional<std::chrono::milliseconds> lasting(
    std::optional<qint64> from, std::optional<qint64> until, qint64 now)
{
    if (!from) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(std::max<qint64>(until.value_or(now) - *from, 0));
}

/// Somebody without a name goes by the number; one that hides has none.
QString numberText(const PartyText &party)
{
    return party.number.isEmpty() && !party.key.isEmpty() ? party.name : party.number;
}

} // namespace

QString columnTitle(CallColumn column)
{
    switch (column) {
    case CallColumn::State:
        return Words::tr("State");
    case CallColumn::Caller:
        return Words::tr("Caller");
    case CallColumn::Callee:
        return Words::tr("Callee");
    case CallColumn::CallerNumber:
    case CallColumn::CalleeNumber:
        return Words::tr("Number");
    case CallColumn::InState:
        return Words::tr("In state");
    case CallColumn::Total:
        return Words::tr("Total");
    case CallColumn::Note:
        return Words::tr("On hold, note");
    case CallColumn::Node:
        return Words::tr("Node");
    case CallColumn::Journey:
        return Words::tr("Journey");
    }
    Q_UNREACHABLE();
}

QString columnFullTitle(CallColumn column)
{
    switch (column) {
    case CallColumn::CallerNumber:
        return Words::tr("Caller's number");
    case CallColumn::CalleeNumber:
        return Words::tr("Callee's number");
    default:
        return columnTitle(column);
    }
}

QString cellText(const CallRow &row, CallColumn column, qint64 now, int journeyCalls)
{
    switch (column) {
    case CallColumn::State:
        return stateText(row);
    case CallColumn::Caller:
        return row.caller.name;
    case CallColumn::CallerNumber:
        return numberText(row.caller);
    case CallColumn::Callee:
        return row.callee.name;
    case CallColumn::CalleeNumber:
        return numberText(row.callee);
    case CallColumn::InState:
        return text::duration(inState(row, now));
    case CallColumn::Total:
        return text::duration(inAll(row, now));
    case CallColumn::Note:
        if (row.waiting && !row.failure) {
            return text::heldColumn(*row.waiting);
        }
        return noteText(row);
    case CallColumn::Node:
        return text::visibleText(row.live.call.node.text());
    case CallColumn::Journey:
        return journeyCalls > 1 ? QString(row.journey % u" · "_s % QString::number(journeyCalls)) : QString();
    }
    Q_UNREACHABLE();
}

QString stateText(const CallRow &row)
{
    return row.live.unknownState.isEmpty() || row.hasEnded() || row.state == ShownState::Transferring
        ? text::stateWord(row.state)
        : text::unknownStateWord(row.live.unknownState);
}

QString noteText(const CallRow &row)
{
    if (row.failure) {
        return text::failedLine(kindOf(row.failure->request.what));
    }
    if (row.state == ShownState::Transferring && !row.goesTo.isEmpty()) {
        return text::transferLine(row.goesTo);
    }
    return row.waiting ? text::heldLine(*row.waiting) : QString();
}

std::optional<std::chrono::milliseconds> inState(const CallRow &row, qint64 now)
{
    return lasting(row.since, row.endedAt, now);
}

std::optional<std::chrono::milliseconds> inAll(const CallRow &row, qint64 now)
{
    return lasting(row.startedAt, row.endedAt, now);
}

QString spokenRow(const CallRow &row, qint64 now, bool lit, int journeyPlace, int journeyCalls)
{
    QStringList parts{stateText(row)};
    if (const QString note = noteText(row); !note.isEmpty()) {
        parts.append(note);
    }
    if (const auto time = inState(row, now)) {
        parts.append(text::spokenDuration(*time));
    }
    if (lit) {
        parts.append(Words::tr("needs attention"));
    }
    if (journeyCalls > 1) {
        parts.append(Words::tr("journey %1").arg(row.journey));
        if (journeyPlace > 0) {
            parts.append(Words::tr("call %1 of %2").arg(journeyPlace).arg(journeyCalls));
        }
    }
    return parts.join(u", "_s);
}

} // namespace cordboard::console
