// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/dialogvariables.h"

#include "server/connectors/opensips/flows/sdp.h"

#include <algorithm>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

bool isDigits(QStringView text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool heldByProxy(const QString &value) { return !value.isEmpty() && value != "0"_L1; }

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
    return (memory.held ? "held "_L1 : "free "_L1) + memory.version;
}

HoldMemory holdMemory(const Dialog &dialog, LegRole leg)
{
    const QString value = dialog.variables.value(holdVariable(leg));
    const bool held = value.startsWith("held "_L1);
    const QString version = value.mid(5);
    if ((!held && !value.startsWith("free "_L1)) || !isDigits(version)) {
        return {};
    }
    return {.held = held, .version = version};
}

std::optional<HeldBy> heldBy(const Dialog &dialog, LegRole leg)
{
    if (holdMemory(dialog, leg).held) {
        return HeldBy::Cordboard;
    }
    if (heldByProxy(dialog.variables.value(proxyHoldVariable(leg)))) {
        return HeldBy::Proxy;
    }
    const DialogCallee *callee = answeredCallee(dialog);
    const QString other = leg == LegRole::Callee ? dialog.callerSdp : callee ? callee->sdp : QString();
    const auto direction = heldDirection(other);
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
