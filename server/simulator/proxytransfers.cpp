// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/proxymodel.h"

#include <QUrl>

#include <memory>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

const QString legVariable = u"call_transfer_leg"_s;
const QString callIdVariable = u"call_transfer_callid"_s;
/// How long until a phone gets the next retransmission of what it left unanswered: anything below timer A's
/// 500 ms (RFC 3261 section 17.1.1.2).
constexpr std::chrono::milliseconds retransmission(10);
/// How long a phone takes to turn to its old call once it placed the new one.
constexpr std::chrono::milliseconds turnAround(4);

struct ReferTo {
    QString uri; ///< without headers
    std::optional<Replaced> replaced;
};

ReferTo parsed(const QString &referTo)
{
    const qsizetype question = referTo.indexOf(u'?');
    if (question < 0) {
        return {referTo, {}};
    }
    ReferTo result{referTo.left(question), {}};
    for (const QString &header : referTo.mid(question + 1).split(u'&')) {
        if (!header.startsWith("Replaces="_L1, Qt::CaseInsensitive)) {
            continue;
        }
        Replaced replaced;
        const QStringList parts = QUrl::fromPercentEncoding(header.mid(9).toUtf8()).split(u';');
        replaced.callId = parts.first();
        for (const QString &part : parts) {
            if (part.startsWith("to-tag="_L1)) {
                replaced.toTag = part.mid(7);
            } else if (part.startsWith("from-tag="_L1)) {
                replaced.fromTag = part.mid(9);
            }
        }
        result.replaced = replaced;
    }
    return result;
}

} // namespace

bool ProxyModel::transfer(Dialog &dialog, Side side, const QString &referTo)
{
    // The proxy tests whether the variable exists, not whether it is empty: once is for ever (fact 30).
    if (dialog.variable(legVariable)) {
        return false;
    }
    dialog.setVariable({legVariable, word(side)});
    dialog.watchesNotify = true;
    send(dialog.key, side, u"REFER"_s, {.to = referTo},
        [this, key = dialog.key](int status, const QString &, bool) {
            Dialog *sent = m_dialogs.find(key);
            if (sent && status >= 300) {
                sent->setVariable({legVariable, QString()});
            }
        });
    return true;
}

void ProxyModel::send(
    quint64 key, Side to, const QString &method, const Refer &refer, const RequestDone &done)
{
    Dialog *dialog = m_dialogs.find(key);
    if (!dialog) {
        return;
    }
    const auto answer = [this, done](int status) {
        soon([done, status] { done(status, reasonPhrase(status), false); });
    };
    (to == Side::Caller || !dialog->callee ? dialog->caller : *dialog->callee).cseq += 1;
    if (dialog->state < Dialog::Answered || dialog->leg(to).hasLeft) {
        answer(481);
        return;
    }
    const Leg &leg = dialog->leg(to);
    const Phone *phone = m_phones.find(leg.phone);
    if (!phone) { // the script answers for the proxy's own side
        answer(method == "INVITE"_L1 ? 488 : 200);
        return;
    }
    const Behaviour &behaviour = phone->behaviour;
    const int status = method == "REFER"_L1 ? behaviour.refer
        : method == "INVITE"_L1             ? behaviour.reinvite
        : method == "OPTIONS"_L1            ? behaviour.options
                                            : 200;
    if (status != noAnswer) {
        soon([this, key, done, status, method, refer, name = phone->name] {
            done(status, reasonPhrase(status), false);
            if (method == "REFER"_L1 && status < 300) {
                referred(key, name, refer);
            }
        });
        return;
    }
    const auto isDone = std::make_shared<bool>(false);
    const auto once = [isDone, done](int code, bool isLocal) {
        if (!std::exchange(*isDone, true)) {
            done(code, reasonPhrase(code), isLocal);
        }
    };
    if (behaviour.bye != noAnswer) {
        // It has taken the BYE, so the next retransmission meets no call.
        dialog->onEnd.append([this, once] { later(retransmission, [once] { once(481, false); }); });
    }
    later(m_timing.noReply, [once] { once(408, true); });
}

void ProxyModel::agreed(quint64 key, Side side, bool stops)
{
    if (Dialog *dialog = m_dialogs.find(key)) {
        (side == Side::Caller || !dialog->callee ? dialog->caller : *dialog->callee).isStopped = stops;
    }
}

void ProxyModel::referred(quint64 key, const QString &phone, const Refer &refer)
{
    const Phone *known = m_phones.find(phone);
    const Dialog *old = m_dialogs.find(key);
    if (!known || !old || old->state == Dialog::Ended) {
        return;
    }
    const Behaviour behaviour = known->behaviour;
    const QString oldCallId = old->callId;
    if (behaviour.notify == Behaviour::Notify::All) {
        notify(key, u"100 Trying"_s);
    }
    if (behaviour.after == Behaviour::After::Early) {
        hangUp(phone, oldCallId);
    }
    const ReferTo to = parsed(refer.to);
    const Leg leg{phone, {}, known->contact, phoneSdp(m_random.generate(), u"sendrecv"_s)};
    const auto onReply = [this, key, behaviour, phone, oldCallId, by = refer.by](
                             int status, const QString &reason, bool) {
        const Dialog *kept = m_dialogs.find(key);
        if (!kept || kept->state == Dialog::Ended) {
            return;
        }
        if (behaviour.after == Behaviour::After::WithInvite) {
            return; // it is about to hang up, and sends nothing else
        }
        const bool isFinal = status >= 200;
        if (behaviour.notify == Behaviour::Notify::All
            || (isFinal && behaviour.notify == Behaviour::Notify::Final)) {
            notify(key, QString::number(status) + u' ' + reason);
        }
        if (isFinal && status < 300 && behaviour.after == Behaviour::After::Bye) {
            hangUp(phone, oldCallId);
        } else if (!by.isEmpty() && isFinal && status < 300 && behaviour.notify != Behaviour::Notify::None) {
            // By the book the sender of the REFER ends the call (RFC 5589 section 6.1); the proxy does not.
            hangUp(by, oldCallId);
        }
    };
    invite({.requestUri = to.uri,
        .fromUri = addressOf(phone),
        .toUri = to.uri,
        .fromName = known->displayName,
        .referredBy = refer.by.isEmpty() ? QString() : QString(u'<' + addressOf(refer.by) + u'>'),
        .referredIn = oldCallId,
        .caller = leg,
        .replaced = behaviour.replaces ? to.replaced : std::nullopt,
        .onReply = onReply});
    if (behaviour.after == Behaviour::After::WithInvite) {
        later(turnAround, [this, phone, oldCallId] { hangUp(phone, oldCallId); });
    }
}

bool ProxyModel::transferByPhone(const QString &phone, const QString &callId, const QString &uri)
{
    const Dialog *dialog = callOf(phone, callId);
    if (!dialog || dialog->state < Dialog::Answered) {
        return false;
    }
    const Side side = dialog->caller.phone == phone ? Side::Caller : Side::Callee;
    tell(*dialog, "refer", {{"side", word(side)}, {"refer_to", uri}});
    send(dialog->key, other(side), u"REFER"_s, {.to = uri, .by = phone}, [](int, const QString &, bool) {});
    return true;
}

bool ProxyModel::attendedTransferByPhone(
    const QString &phone, const QString &callId, const QString &consultationCallId)
{
    const Dialog *target = callOf(phone, consultationCallId);
    if (!target || target->state < Dialog::Answered || callId == consultationCallId) {
        return false;
    }
    const bool calledThem = target->caller.phone == phone;
    const Leg &theirs = calledThem ? *target->callee : target->caller;
    const Leg &own = calledThem ? target->caller : *target->callee;
    const QString replaces = consultationCallId + u";to-tag="_s + theirs.tag + u";from-tag="_s + own.tag;
    return transferByPhone(phone, callId,
        (calledThem ? target->toUri : target->fromUri) + u"?Replaces="_s
            + QString::fromLatin1(QUrl::toPercentEncoding(replaces)));
}

void ProxyModel::tellFollowed(const Dialog &dialog, const Invite &invite)
{
    if (!m_hooks.followed) {
        return;
    }
    const bool byPhone = !invite.referredBy.isEmpty();
    if (!invite.referredIn.isEmpty()) {
        m_hooks.followed(dialog.callId, invite.referredIn, byPhone);
    }
    if (const Dialog *old = invite.replaced ? m_dialogs.active(invite.replaced->callId) : nullptr) {
        m_hooks.followed(dialog.callId, old->callId, byPhone);
    }
}

void ProxyModel::noticeTransfer(Dialog &dialog, const Invite &invite)
{
    if (invite.replaced && noticeReplaces(dialog, *invite.replaced)) {
        return;
    }
    const qsizetype osid = invite.requestUri.indexOf(u";osid="_s);
    if (osid < 0) {
        return;
    }
    const qsizetype end = invite.requestUri.indexOf(u';', osid + 1);
    const QString id = invite.requestUri.mid(osid + 6, end < 0 ? -1 : end - osid - 6);
    Dialog *old = m_dialogs.named(id);
    if (!old || old->id != id) {
        return;
    }
    old->setVariable({callIdVariable, dialog.callId});
    QString destination = dialog.destination;
    destination.remove(u";osid="_s + id);
    // The event's leg is the new Call-ID: a bug of every version recorded (fact 19).
    raiseTransfer(*old, dialog.callId, dialog.callId, destination, u"start"_s, {});
    follow(dialog, *old);
}

bool ProxyModel::noticeReplaces(Dialog &dialog, const Replaced &replaced)
{
    Dialog *old = m_dialogs.active(replaced.callId);
    if (!old || !old->callee) {
        return false;
    }
    Side side = Side::Callee;
    if (old->caller.tag == replaced.toTag && old->callee->tag == replaced.fromTag) {
        side = Side::Caller;
    } else if (old->caller.tag != replaced.fromTag || old->callee->tag != replaced.toTag) {
        return false;
    }
    const DialogVariable *from = old->variable(callIdVariable);
    if (Dialog *first = from ? m_dialogs.active(from->text) : nullptr) {
        const DialogVariable *leg = first->variable(legVariable);
        raiseTransfer(
            *first, leg ? leg->text : u"unknown"_s, dialog.callId, dialog.destination, u"start"_s, {});
        first->setVariable({callIdVariable, dialog.callId});
        follow(dialog, *first);
    }
    old->setVariable({legVariable, word(side)});
    old->setVariable({callIdVariable, dialog.callId});
    raiseTransfer(*old, word(side), dialog.callId, dialog.destination, u"start"_s, {});
    follow(dialog, *old);
    return true;
}

void ProxyModel::follow(Dialog &dialog, Dialog &transferred)
{
    dialog.transferred.append(transferred.key);
    ++transferred.holders;
}

void ProxyModel::settleTransfers(Dialog &dialog, const QString &state, const QString &status)
{
    const QString callId = dialog.callId;
    const QString destination = dialog.destination;
    // The last one that was told of is the first to hear.
    QList<quint64> transferred = std::exchange(dialog.transferred, {});
    while (!transferred.isEmpty()) {
        Dialog *old = m_dialogs.find(transferred.takeLast());
        if (!old) {
            continue;
        }
        const DialogVariable *leg = old->variable(legVariable);
        raiseTransfer(*old, leg ? leg->text : u"unknown"_s, callId, destination, state, status);
        old->setVariable({legVariable, QString()});
        --old->holders;
        discardIfUnused(*old);
    }
}

void ProxyModel::notify(quint64 key, const QString &status)
{
    Dialog *dialog = m_dialogs.find(key);
    if (!dialog || dialog->state == Dialog::Ended) {
        return;
    }
    if (dialog->isSession) {
        const auto session = m_sessions.find(dialog->callId);
        if (session != m_sessions.end()) {
            sessionNotify(session->second, status);
        }
        return;
    }
    const DialogVariable *callId = dialog->variable(callIdVariable);
    if (!dialog->watchesNotify || !callId) {
        return; // 480, or the script keeps it: nobody is told
    }
    const DialogVariable *leg = dialog->variable(legVariable);
    raiseTransfer(*dialog, leg ? leg->text : QString(), callId->text, {}, u"notify"_s, status);
}

void ProxyModel::raiseTransfer(const Dialog &dialog, const QString &leg, const QString &newCallId,
    const QString &destination, const QString &state, const QString &status)
{
    m_hooks.raise(u"E_CALL_TRANSFER"_s,
        WireValue::object({{"callid", dialog.callId}, {"leg", leg}, {"transfer_callid", newCallId},
            {"destination", destination}, {"state", state}, {"status", status}}));
}

} // namespace cordboard::simulator
