// SPDX-License-Identifier: Apache-2.0
#include "console/models/happening.h"

#include "console/text/failures.h"
#include "console/text/visible.h"

#include <QCoreApplication>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using Kind = Happening::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cordboard::console::Happening)
};

QString nodeOf(const CallRow &row) { return text::visibleText(row.live.call.node.text()); }

QString in(const QString &name) { return text::inSentence(name); }

QString withNumber(const PartyText &party)
{
    return party.number.isEmpty() ? in(party.name)
                                  : QString(in(party.name) % u" ("_s % in(party.number) % u')');
}

text::FailureContext contextOf(const CommandState &command, const CallRow *row)
{
    text::FailureContext context;
    context.seconds =
        static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(command.limit).count());
    context.party = command.request.destinationName;
    if (row) {
        context.node = row->live.call.node.text();
        context.caller = row->caller.name;
        context.callee = row->callee.name;
        context.callWasHeld = row->live.call.state == CallState::Held;
    }
    return context;
}

QString commandText(text::CommandKind kind, const QString &target)
{
    switch (kind) {
    case text::CommandKind::Start:
        return Words::tr("Call started");
    case text::CommandKind::Hold:
        return Words::tr("Hold");
    case text::CommandKind::Resume:
        return Words::tr("Resume");
    case text::CommandKind::Transfer:
        return target.isEmpty() ? Words::tr("Transfer") : Words::tr("Transfer to %1").arg(in(target));
    case text::CommandKind::Connect:
        return Words::tr("Connect two calls");
    case text::CommandKind::HangUp:
        return Words::tr("Hang up");
    }
    Q_UNREACHABLE();
}

Kind commandIcon(text::CommandKind kind)
{
    switch (kind) {
    case text::CommandKind::Hold:
        return Kind::Held;
    case text::CommandKind::Resume:
        return Kind::Resumed;
    case text::CommandKind::Transfer:
    case text::CommandKind::Connect:
        return Kind::Transfer;
    case text::CommandKind::HangUp:
        return Kind::Ended;
    case text::CommandKind::Start:
        return Kind::Rings;
    }
    Q_UNREACHABLE();
}

QString legName(const protocol::TimelineEntry &entry, const CallRow &row)
{
    if (!entry.leg.value) {
        return {};
    }
    return *entry.leg.value == LegRole::Caller ? row.caller.name : row.callee.name;
}

QString endText(const CallRow &row)
{
    const auto &call = row.live.call;
    if (call.endedBy.value == EndedBy::Caller) {
        return Words::tr("%1 hung up").arg(in(row.caller.name));
    }
    if (call.endedBy.value == EndedBy::Callee) {
        return Words::tr("%1 hung up").arg(in(row.callee.name));
    }
    const QString reason = text::visibleText(call.reason.value.value_or(QString()));
    return reason.isEmpty() ? Words::tr("Ended") : Words::tr("Ended: %1").arg(reason);
}

} // namespace

std::optional<Happening> happeningOf(const CallRow *before, const CallRow &row, const QDateTime &now)
{
    Happening happening{.at = now, .node = nodeOf(row), .kind = Kind::Note, .text = {}, .by = {}};
    if (before && before->state == row.state) {
        return std::nullopt;
    }
    const QString caller = withNumber(row.caller);
    switch (row.state) {
    case ShownState::Ringing:
        if (before) {
            return std::nullopt;
        }
        happening.kind = Kind::Rings;
        happening.text = Words::tr("%1 rings at %2").arg(caller, in(row.callee.name));
        return happening;
    case ShownState::Talking:
        if (before && before->state == ShownState::Transferring) {
            return std::nullopt; // the command tells
        }
        happening.kind = before && before->state == ShownState::Held ? Kind::Resumed : Kind::Answered;
        happening.text = happening.kind == Kind::Resumed
            ? Words::tr("%1 and %2 talk again").arg(in(row.caller.name), in(row.callee.name))
            : Words::tr("%1 talks with %2").arg(caller, in(row.callee.name));
        return happening;
    case ShownState::Held:
        if (before && before->state == ShownState::Transferring) {
            return std::nullopt;
        }
        happening.kind = Kind::Held;
        happening.text = row.waiting == text::HeldSide::Callee
            ? Words::tr("%1 waits for %2").arg(in(row.callee.name), in(row.caller.name))
            : Words::tr("%1 waits for %2").arg(in(row.caller.name), in(row.callee.name));
        return happening;
    case ShownState::Transferring:
        happening.kind = Kind::Transfer;
        happening.text = row.goesTo.isEmpty()
            ? Words::tr("%1 and %2: a transfer has begun").arg(in(row.caller.name), in(row.callee.name))
            : Words::tr("%1 and %2: transfer to %3")
                  .arg(in(row.caller.name), in(row.callee.name), in(row.goesTo));
        return happening;
    case ShownState::Ended:
        happening.kind = Kind::Ended;
        happening.text =
            Words::tr("%1 and %2: %3").arg(in(row.caller.name), in(row.callee.name), endText(row));
        return before ? std::optional(happening) : std::nullopt;
    }
    Q_UNREACHABLE();
}

std::optional<Happening> happeningOf(const CommandState &command, const CallRow *row, const QDateTime &now)
{
    if (command.phase != CommandState::Phase::Failed) {
        return std::nullopt;
    }
    return Happening{.at = now,
        .node = row ? nodeOf(*row) : QString(),
        .kind = Kind::Failed,
        .text = QStringList{text::failedHeading(kindOf(command.request.what)), failureText(command, row),
            fateText(command, row)}
                    .join(u' ')
                    .simplified(),
        .by = {}};
}

QList<Happening> storyOf(const std::vector<protocol::TimelineEntry> &timeline, const CallRow &row,
    const QHash<CommandId, CommandState> &own)
{
    QList<Happening> story;
    for (const protocol::TimelineEntry &entry : timeline) {
        Happening happening;
        happening.at = QDateTime::fromString(entry.at, Qt::ISODateWithMs).toLocalTime();
        happening.node = nodeOf(row);
        const QString who = legName(entry, row);
        const auto &word = entry.event;
        if (word == "ringing"_L1) {
            happening.kind = Kind::Rings;
            happening.text = Words::tr("Rings at %1").arg(in(row.callee.name));
        } else if (word == "answered"_L1) {
            happening.kind = Kind::Answered;
            happening.text = Words::tr("Answered");
        } else if (word == "held"_L1) {
            happening.kind = Kind::Held;
            happening.text = who.isEmpty() ? Words::tr("Held") : Words::tr("Held: %1 waits").arg(in(who));
        } else if (word == "resumed"_L1) {
            happening.kind = Kind::Resumed;
            happening.text = who.isEmpty() ? Words::tr("Resumed") : Words::tr("Resumed: %1").arg(in(who));
        } else if (word == "ended"_L1) {
            happening.kind = Kind::Ended;
            happening.text = endText(row);
        } else if (entry.command.value) {
            const auto &command = *entry.command.value;
            const auto kind = text::commandKind(command.method);
            const auto mine = own.constFind(command.cmdId);
            const bool failed = word == "command_ended"_L1 && entry.text.value;
            // That a command of a good end was done shows in what it did.
            if (!kind || (word == "command_ended"_L1 && !failed)) {
                continue;
            }
            happening.kind = failed ? Kind::Failed : commandIcon(*kind);
            if (failed) {
                happening.text = mine != own.cend()
                    ? failureText(*mine, &row)
                    : QString(text::failedHeading(*kind) % u' ' % text::visibleText(*entry.text.value));
            } else {
                happening.text =
                    commandText(*kind, mine != own.cend() ? mine->request.destinationName : QString());
            }
            happening.by = mine != own.cend() ? Words::tr("by you")
                : entry.by.value              ? Words::tr("by %1").arg(text::inSentence(*entry.by.value))
                                              : QString();
        } else if (entry.text.value) {
            happening.text = text::visibleText(*entry.text.value);
        } else {
            continue;
        }
        story.append(happening);
    }
    return story;
}

QString failureText(const CommandState &command, const CallRow *row)
{
    return text::failureSentence(command.error, contextOf(command, row));
}

QString fateText(const CommandState &command, const CallRow *row)
{
    // There was no call before.
    return command.request.what == CommandRequest::What::Start
        ? QString()
        : text::fateSentence(command.fate, contextOf(command, row));
}

} // namespace cordboard::console
