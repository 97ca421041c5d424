// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/proxymodel.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

ProxyModel::HoldResult ProxyModel::hold(Dialog &dialog, int callerMode, int calleeMode)
{
    HoldResult result = HoldResult::Nothing;
    for (const auto &[side, wanted] :
        {std::pair(Side::Caller, callerMode), std::pair(Side::Callee, calleeMode)}) {
        const DialogVariable *known = dialog.variable(holdVariable(side));
        std::optional<qint64> mode;
        if (m_quirks.holdCountsRefused) {
            if (known && !known->text.isEmpty()) {
                continue;
            }
            dialog.setVariable({holdVariable(side), u"hold"_s});
        } else {
            if (known && (!known->number || *known->number == wanted)) {
                continue;
            }
            mode = (known ? *known->number : 0) | wanted;
        }
        result = HoldResult::Sent;
        reinvite(dialog.key, side, true, mode);
    }
    return result;
}

ProxyModel::HoldResult ProxyModel::unhold(Dialog &dialog, int callerMode, int calleeMode)
{
    HoldResult result = HoldResult::Nothing;
    for (const auto &[side, wanted] :
        {std::pair(Side::Callee, calleeMode), std::pair(Side::Caller, callerMode)}) {
        const DialogVariable *known = dialog.variable(holdVariable(side));
        if (!known || (known->number ? *known->number == 0 : known->text.isEmpty())) {
            continue;
        }
        std::optional<qint64> mode;
        if (m_quirks.holdCountsRefused) {
            dialog.setVariable({holdVariable(side), QString()});
        } else {
            mode = known->number.value_or(0) & ~qint64(wanted);
        }
        result = HoldResult::Sent;
        reinvite(dialog.key, side, false, mode);
    }
    return result;
}

bool ProxyModel::holdByPhone(const QString &phone, const QString &callId, bool hold)
{
    Dialog *dialog = callOf(phone, callId);
    if (!dialog || dialog->state < Dialog::Answered || !dialog->callee) {
        return false;
    }
    const Side side = dialog->caller.phone == phone ? Side::Caller : Side::Callee;
    Leg &own = side == Side::Caller ? dialog->caller : *dialog->callee;
    Leg &peer = side == Side::Caller ? *dialog->callee : dialog->caller;
    own.holds = hold;
    // The offer, and its answer by a phone that may hold the call as well (RFC 3264 sections 6.1 and 8.4).
    const QString offer = !hold ? u"sendrecv"_s : peer.holds ? u"inactive"_s : u"sendonly"_s;
    const QString answer = !hold ? (peer.holds ? u"sendonly"_s : u"sendrecv"_s)
        : peer.holds             ? u"inactive"_s
                                 : u"recvonly"_s;
    if (offer != "inactive"_L1) { // one who offers that again changes nothing for the other end
        own.isStopped = peer.isStopped = false;
    }
    own.sdp = phoneSdp(m_random.generate(), offer);
    peer.sdp = phoneSdp(m_random.generate(), answer);
    tell(*dialog, "hold", {{"side", word(side)}, {"direction", offer}});
    return true;
}

void ProxyModel::reinvite(quint64 key, Side side, bool hold, const std::optional<qint64> &mode)
{
    raiseHold(*m_dialogs.find(key), side, hold, u"start"_s);
    send(key, side, u"INVITE"_s, {}, [=, this](int status, const QString &, bool isLocal) {
        if (isLocal && m_quirks.holdKillsProxy) {
            // The reply handler reads the Call-ID of a reply that does not exist (fact 33).
            m_hooks.crash();
            return;
        }
        Dialog *dialog = m_dialogs.find(key);
        if (!dialog) {
            return;
        }
        raiseHold(*dialog, side, hold, status < 300 ? u"ok"_s : u"fail"_s);
        if (status < 300 && mode) {
            dialog->setVariable({holdVariable(side), {}, mode});
        }
    });
}

void ProxyModel::raiseHold(const Dialog &dialog, Side side, bool hold, const QString &state)
{
    m_hooks.raise(u"E_CALL_HOLD"_s,
        WireValue::object({{"callid", dialog.callId}, {"leg", word(side)},
            {"action", hold ? u"hold"_s : u"unhold"_s}, {"state", state}}));
}

} // namespace cordboard::simulator
