// SPDX-License-Identifier: Apache-2.0
#include "console/text/callwords.h"

#include "console/text/visible.h"

#include <QCoreApplication>

namespace cordboard::console::text {
namespace {

using namespace Qt::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CallWords)
};

} // namespace

ShownState shownState(CallState state, bool transferRuns)
{
    switch (state) {
    case CallState::Ringing:
        return ShownState::Ringing;
    case CallState::Answered:
        return transferRuns ? ShownState::Transferring : ShownState::Talking;
    case CallState::Held:
        return transferRuns ? ShownState::Transferring : ShownState::Held;
    case CallState::Ended:
        return ShownState::Ended;
    }
    Q_UNREACHABLE();
}

QString stateWord(ShownState state)
{
    switch (state) {
    case ShownState::Ringing:
        return Words::tr("Ringing", "state of a call");
    case ShownState::Talking:
        return Words::tr("Talking", "state of a call");
    case ShownState::Held:
        return Words::tr("Held", "state of a call");
    case ShownState::Transferring:
        return Words::tr("Transferring", "state of a call");
    case ShownState::Ended:
        return Words::tr("Ended", "state of a call");
    }
    Q_UNREACHABLE();
}

QString unknownStateWord(const QString &word)
{
    constexpr qsizetype longest = 20;
    QString shown = visibleText(word, longest);
    if (!shown.isEmpty()) {
        shown[0] = shown.at(0).toUpper();
    }
    return shown;
}

QString heldLine(HeldSide side)
{
    switch (side) {
    case HeldSide::Caller:
        return Words::tr("caller waits");
    case HeldSide::Callee:
        return Words::tr("callee waits");
    case HeldSide::Both:
        return Words::tr("both wait");
    }
    Q_UNREACHABLE();
}

QString heldColumn(HeldSide side)
{
    switch (side) {
    case HeldSide::Caller:
        return Words::tr("Caller", "who is on hold");
    case HeldSide::Callee:
        return Words::tr("Callee", "who is on hold");
    case HeldSide::Both:
        return Words::tr("Both", "who is on hold");
    }
    Q_UNREACHABLE();
}

QString transferLine(const QString &target)
{
    return Words::tr("to %1", "a call is transferred to %1").arg(inSentence(target));
}

QString failedLine(CommandKind kind)
{
    switch (kind) {
    case CommandKind::Start:
        return Words::tr("call failed");
    case CommandKind::Hold:
        return Words::tr("hold failed");
    case CommandKind::Resume:
        return Words::tr("resume failed");
    case CommandKind::Transfer:
        return Words::tr("transfer failed");
    case CommandKind::Connect:
        return Words::tr("connecting failed");
    case CommandKind::HangUp:
        return Words::tr("hang-up failed");
    }
    Q_UNREACHABLE();
}

QString failedHeading(CommandKind kind)
{
    switch (kind) {
    case CommandKind::Start:
        return Words::tr("Call failed.");
    case CommandKind::Hold:
        return Words::tr("Hold failed.");
    case CommandKind::Resume:
        return Words::tr("Resume failed.");
    case CommandKind::Transfer:
        return Words::tr("Transfer failed.");
    case CommandKind::Connect:
        return Words::tr("Connecting failed.");
    case CommandKind::HangUp:
        return Words::tr("Hang-up failed.");
    }
    Q_UNREACHABLE();
}

std::optional<CommandKind> commandKind(QStringView method)
{
    if (method == "CallStart"_L1) {
        return CommandKind::Start;
    }
    if (method == "CallHold"_L1) {
        return CommandKind::Hold;
    }
    if (method == "CallUnhold"_L1) {
        return CommandKind::Resume;
    }
    if (method == "CallBlindTransfer"_L1) {
        return CommandKind::Transfer;
    }
    if (method == "CallAttendedTransfer"_L1) {
        return CommandKind::Connect;
    }
    if (method == "CallEnd"_L1) {
        return CommandKind::HangUp;
    }
    return std::nullopt;
}

QString roleWord(LegRole role)
{
    return role == LegRole::Caller ? Words::tr("caller", "role in a call")
                                   : Words::tr("callee", "role in a call");
}

QString presenceWord(Presence presence, const QString &time)
{
    const auto timed = [&time](const QString &word) { return time.isEmpty() ? word : word + u' ' + time; };
    switch (presence) {
    case Presence::Free:
        return Words::tr("free", "what a person's phone does");
    case Presence::Talks:
        return timed(Words::tr("talks", "what a person's phone does; a time may follow"));
    case Presence::Holds:
        return timed(Words::tr("holds", "what a person's phone does; a time may follow"));
    case Presence::Rings:
        return timed(Words::tr("rings", "what a person's phone does; a time may follow"));
    case Presence::Calls:
        return timed(Words::tr("calls", "what a person's phone does; a time may follow"));
    case Presence::Away:
        return Words::tr("no phone", "nobody is registered");
    }
    Q_UNREACHABLE();
}

} // namespace cordboard::console::text
