// SPDX-License-Identifier: Apache-2.0
#include "console/models/callrow.h"

#include <QDateTime>

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

std::optional<qint64> instant(const json::Nullable<QString> &text)
{
    const QDateTime time = QDateTime::fromString(text.value.value_or(QString()), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

ShownState shownStateOf(const protocol::Call &call, const CallContext &context)
{
    if (context.endedAt) {
        return ShownState::Ended;
    }
    return text::shownState(call.state, std::any_of(call.commands.begin(), call.commands.end(), isTransfer));
}

/// The leg that is held is the one that waits, whoever holds it.
std::optional<text::HeldSide> waitingOf(const protocol::Call &call)
{
    bool caller = false;
    bool callee = false;
    for (const protocol::CallLeg &leg : call.legs) {
        if (leg.heldBy.value) {
            (leg.role == LegRole::Caller ? caller : callee) = true;
        }
    }
    if (caller && callee) {
        return text::HeldSide::Both;
    }
    return caller ? std::optional(text::HeldSide::Caller)
        : callee  ? std::optional(text::HeldSide::Callee)
                  : std::nullopt;
}

std::optional<qint64> stateSince(const protocol::Call &call)
{
    // The server found the call in this state, and knows its beginning only if the proxy remembers the
    // answer.
    if (call.timeSource == TimeSource::Sync) {
        return call.state == CallState::Answered ? instant(call.answeredAt) : std::nullopt;
    }
    return instant(call.stateSince);
}

} // namespace

bool isTransfer(const protocol::RunningCommand &command)
{
    return command.method == "CallBlindTransfer"_L1 || command.method == "CallAttendedTransfer"_L1;
}

bool CallRow::allows(CallAction action) const
{
    const auto &actions = live.call.allowedActions;
    return !hasEnded() && std::find(actions.begin(), actions.end(), action) != actions.end();
}

CallRow callRow(const LiveCall &live, const CallContext &context)
{
    const protocol::Call &call = live.call;
    CallRow row;
    row.live = live;
    row.caller = partyText(call.caller);
    row.callee = partyText(call.callee);
    row.state = shownStateOf(call, context);
    row.place = row.state;
    row.waiting = row.state == ShownState::Held ? waitingOf(call) : std::nullopt;
    row.startedAt = instant(call.startedAt);
    row.since = stateSince(call);
    for (const auto &moment : {row.startedAt, instant(call.answeredAt), row.since}) {
        if (moment) {
            row.knownSince = std::min(*moment, row.knownSince.value_or(*moment));
        }
    }
    if (row.state == ShownState::Ended) {
        row.endedAt = context.endedAt;
    } else if (row.state == ShownState::Transferring) {
        row.since = context.transferSince;
        if (context.running) {
            row.goesTo = context.running->request.destinationName;
            row.stays = context.running->request.stays;
        }
    } else if (context.failure) {
        row.failure = context.failure;
        row.since = context.failedAt;
    }
    row.journey = call.journey.value ? journeyName(*call.journey.value) : QString();
    row.isMine = context.isMine;
    row.searched = folded(row.caller.name % u'\n' % row.caller.number % u'\n' % row.callee.name % u'\n'
        % row.callee.number % u'\n' % call.node.text() % u'\n' % row.journey);
    return row;
}

text::CommandKind kindOf(CommandRequest::What what) noexcept
{
    using enum CommandRequest::What;
    switch (what) {
    case Start:
        return text::CommandKind::Start;
    case Hold:
        return text::CommandKind::Hold;
    case Resume:
        return text::CommandKind::Resume;
    case BlindTransfer:
        return text::CommandKind::Transfer;
    case AttendedTransfer:
        return text::CommandKind::Connect;
    case End:
        return text::CommandKind::HangUp;
    }
    Q_UNREACHABLE();
}

QString journeyName(const JourneyId &journey)
{
    QString letters;
    for (const QChar c : journey.text()) {
        if (letters.size() < 3 && c.isLetterOrNumber()) {
            letters += c.toUpper();
        }
    }
    return letters.isEmpty() ? QString() : QString(u"J-" % letters);
}

QString folded(const QString &text)
{
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (isPlain) {
        return text.toLower();
    }
    QString result;
    const QString parts = text.normalized(QString::NormalizationForm_KD);
    result.reserve(parts.size());
    for (const QChar c : parts) {
        if (c.category() != QChar::Mark_NonSpacing) {
            result += c;
        }
    }
    return result.toCaseFolded();
}

} // namespace cordboard::console
