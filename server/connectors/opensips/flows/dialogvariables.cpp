// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/dialogvariables.h"

#include "server/connectors/opensips/flows/sdp.h"

#include <QCryptographicHash>
#include <QStringList>

#include <algorithm>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

bool isDigits(QStringView text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool heldByProxy(const QString &value) { return !value.isEmpty() && value != "0"_L1; }

/// What the leg's phone sent last.
QString ownSdp(const Dialog &dialog, LegRole leg)
{
    if (leg == LegRole::Caller) {
        return dialog.callerSdp;
    }
    const DialogCallee *callee = answeredCallee(dialog);
    return callee ? callee->sdp : QString();
}

/// A phone that we hold goes on saying so when it refreshes its session (RFC 4028); one that offers to send
/// again has resumed the call by itself.
bool isHeldByUs(const Dialog &dialog, LegRole leg)
{
    const HoldMemory memory = holdMemory(dialog, leg);
    if (!memory.held || memory.sdpMark.isEmpty() || memory.sdpMark == sdpMarkOf(dialog, leg)) {
        return memory.held;
    }
    // What we offered was inactive; one that only listens has agreed to the hold of another phone.
    return heldDirection(ownSdp(dialog, leg)) == MediaDirection::Inactive;
}

} // namespace

QString holdVariable(LegRole leg)
{
    return leg == LegRole::Caller ? u"cordboard_hold_caller"_s : u"cordboard_hold_callee"_s;
}

QString proxyHoldVariable(LegRole leg)
{
    return leg == LegRole::Caller ? u"call_hold_caller"_s : u"call_hold_callee"_s;
}

QString encodeHold(const HoldMemory &memory)
{
    const QString text = (memory.held ? "held "_L1 : "free "_L1) + memory.version;
    return memory.held && !memory.sdpMark.isEmpty() ? QString(text + u' ' + memory.sdpMark) : text;
}

HoldMemory holdMemory(const Dialog &dialog, LegRole leg)
{
    const QStringList words = dialog.variables.value(holdVariable(leg)).split(u' ');
    const bool held = words.first() == "held"_L1;
    if (words.size() < 2 || words.size() > (held ? 3 : 2) || (!held && words.first() != "free"_L1)
        || !isDigits(words.at(1))) {
        return {};
    }
    return {.held = held, .version = words.at(1), .sdpMark = words.value(2)};
}

QString sdpMarkOf(const Dialog &dialog, LegRole leg)
{
    const QString sdp = ownSdp(dialog, leg);
    if (sdp.isEmpty()) {
        return {};
    }
    constexpr qsizetype enough = 8;
    const QByteArray hash = QCryptographicHash::hash(sdp.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().first(enough));
}

std::optional<HeldBy> heldBy(const Dialog &dialog, LegRole leg)
{
    if (isHeldByUs(dialog, leg)) {
        return HeldBy::Cordboard;
    }
    if (heldByProxy(dialog.variables.value(proxyHoldVariable(leg)))) {
        return HeldBy::Proxy;
    }
    const auto direction =
        heldDirection(ownSdp(dialog, leg == LegRole::Callee ? LegRole::Caller : LegRole::Callee));
    if (direction == MediaDirection::SendOnly || direction == MediaDirection::Inactive) {
        return HeldBy::Phone;
    }
    return std::nullopt;
}

const DialogCallee *answeredCallee(const Dialog &dialog)
{
    const auto found = std::find_if(dialog.callees.crbegin(), dialog.callees.crend(),
        [](const DialogCallee &callee) { return !callee.sdp.isEmpty(); });
    if (found != dialog.callees.crend()) {
        return &*found;
    }
    return dialog.callees.isEmpty() ? nullptr : &dialog.callees.last();
}

QString sdpToward(const Dialog &dialog, LegRole leg)
{
    const DialogCallee *callee = answeredCallee(dialog);
    if (leg == LegRole::Caller) {
        return !dialog.callerSentSdp.isEmpty() ? dialog.callerSentSdp : callee ? callee->sdp : QString();
    }
    return callee && !callee->sentSdp.isEmpty() ? callee->sentSdp : dialog.callerSdp;
}

} // namespace cordboard::opensips
