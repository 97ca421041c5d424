// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/proxymodel.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

QString userOf(const QString &uri)
{
    const qsizetype colon = uri.indexOf(u':');
    const qsizetype at = uri.indexOf(u'@');
    return at > colon ? uri.mid(colon + 1, at - colon - 1) : QString();
}

QString phoneSdp(quint32 session, const QString &direction)
{
    return u"v=0\r\no=- %1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP "
           u"0\r\n"
           "a=rtpmap:0 PCMU/8000\r\na=%2\r\n"_s.arg(QString::number(session), direction);
}

ProxyModel::ProxyModel(const VersionQuirks &quirks, QString domain, quint32 seed, Timing timing,
    Scheduler &scheduler, Phonebook &phones, Hooks hooks)
    : m_quirks(quirks)
    , m_domain(std::move(domain))
    , m_timing(timing)
    , m_scheduler(scheduler)
    , m_phones(phones)
    , m_hooks(std::move(hooks))
    , m_random(seed)
{
}

void ProxyModel::clear()
{
    m_dialogs.clear();
    m_sessions.clear();
    m_early = m_active = m_processed = m_failed = 0;
}

QString ProxyModel::addressOf(const QString &phone) const { return u"sip:"_s + phone + u'@' + m_domain; }

QString ProxyModel::randomHex(int digits)
{
    return QString::number(m_random.generate64() | 1ULL << 63, 16).right(digits);
}

quint64 ProxyModel::invite(Invite invite)
{
    if (invite.callId.isEmpty()) {
        invite.callId = randomHex(16);
    }
    Dialog &dialog = m_dialogs.add(invite.callId, m_random.generate());
    ++m_processed;
    dialog.fromUri = invite.fromUri;
    dialog.toUri = invite.toUri;
    dialog.fromName = invite.fromName;
    dialog.toName = invite.toName;
    dialog.requestUri = invite.requestUri;
    dialog.caller = invite.caller;
    if (dialog.caller.tag.isEmpty()) {
        dialog.caller.tag = randomHex(16);
    }
    dialog.isSession = invite.isSession;
    dialog.onReply = invite.onReply;
    const Phone *callee = m_phones.find(userOf(invite.requestUri));
    const QString target = callee ? callee->target() : QString();
    dialog.calleePhone = target.isEmpty() ? QString() : callee->name;
    dialog.destination = target.isEmpty() ? invite.requestUri : target;
    const quint64 key = dialog.key;
    dialog.isTold = m_hooks.listens && m_hooks.listens();
    tellFollowed(dialog, invite);
    tellInvite(dialog, invite);
    noticeTransfer(dialog, invite);
    soon([this, key, replaced = invite.replaced] { deliver(key, replaced); });
    return key;
}

quint64 ProxyModel::placeEstablished(const QString &caller, const QString &callee, qint64 startedAt)
{
    const Phone *from = m_phones.find(caller);
    const Phone *to = m_phones.find(callee);
    if (!from || !to) {
        return 0;
    }
    Dialog &dialog = m_dialogs.add(randomHex(16), m_random.generate());
    ++m_processed;
    ++m_active;
    dialog.state = Dialog::Confirmed;
    dialog.fromUri = addressOf(caller);
    dialog.toUri = dialog.requestUri = addressOf(callee);
    dialog.caller = {caller, randomHex(16), from->contact, phoneSdp(m_random.generate(), u"sendrecv"_s)};
    dialog.callee = Leg{callee, randomHex(16), to->contact, phoneSdp(m_random.generate(), u"sendrecv"_s), 1};
    dialog.calleePhone = callee;
    dialog.startedAt = startedAt;
    return dialog.key;
}

QString ProxyModel::placeCall(const QString &caller, const QString &uri)
{
    const Phone *phone = m_phones.find(caller);
    if (!phone) {
        return {};
    }
    const Leg leg{caller, {}, phone->contact, phoneSdp(m_random.generate(), u"sendrecv"_s)};
    // Whom one knows one dials from the address book, which knows the name.
    const Phone *known = m_phones.find(userOf(uri));
    return m_dialogs
        .find(invite({.requestUri = uri,
            .fromUri = addressOf(caller),
            .toUri = uri,
            .fromName = phone->displayName,
            .toName = known ? known->displayName : QString(),
            .caller = leg}))
        ->callId;
}

void ProxyModel::deliver(quint64 key, const std::optional<Replaced> &replaced)
{
    const Dialog *dialog = m_dialogs.find(key);
    if (!dialog || dialog->state != Dialog::Unconfirmed) {
        return;
    }
    const Phone *phone = m_phones.find(dialog->calleePhone);
    if (!phone) {
        reject(key, 404, reasonPhrase(404), true);
        return;
    }
    const Behaviour behaviour = phone->behaviour;
    if (replaced && behaviour.replaces) {
        const Dialog *old = callOf(phone->name, replaced->callId);
        const bool callee =
            old && old->callee && old->callee->tag == replaced->toTag && old->caller.tag == replaced->fromTag;
        const bool caller =
            old && old->callee && old->caller.tag == replaced->toTag && old->callee->tag == replaced->fromTag;
        if (!callee && !caller) {
            reject(key, 481, reasonPhrase(481), false);
            return;
        }
        accept(key);
        hangUp(phone->name, replaced->callId);
        return;
    }
    if (behaviour.rings) {
        ring(key);
    }
    if (behaviour.invite == noAnswer) {
        later(behaviour.rings ? m_timing.noAnswer : m_timing.noReply, [this, key] { giveUp(key); });
        return;
    }
    const auto decide = [this, key, behaviour] {
        if (behaviour.invite < 300) {
            accept(key);
        } else {
            reject(key, behaviour.invite,
                behaviour.reason.isEmpty() ? reasonPhrase(behaviour.invite) : behaviour.reason, false);
        }
    };
    later(behaviour.ring, decide);
}

void ProxyModel::ring(quint64 key)
{
    Dialog &dialog = *m_dialogs.find(key);
    dialog.callee = Leg{dialog.calleePhone, randomHex(16), dialog.destination, {}, 1};
    setState(dialog, Dialog::Early);
    reply(dialog, 180, reasonPhrase(180), false);
}

void ProxyModel::accept(quint64 key)
{
    Dialog *dialog = m_dialogs.find(key);
    if (!dialog || dialog->state > Dialog::Early) {
        return;
    }
    const Phone *phone = m_phones.find(dialog->calleePhone);
    const Behaviour behaviour = phone ? phone->behaviour : Behaviour{};
    if (!dialog->callee) {
        dialog->callee = Leg{dialog->calleePhone, randomHex(16), dialog->destination, {}, 1};
    }
    dialog->callee->sdp = phoneSdp(m_random.generate(), u"sendrecv"_s);
    dialog->startedAt = m_scheduler.now().toSecsSinceEpoch();
    setState(*dialog, Dialog::Answered);
    const QString reason =
        behaviour.reason.isEmpty() || behaviour.invite >= 300 ? reasonPhrase(200) : behaviour.reason;
    settleTransfers(*dialog, u"ok"_s, u"200 "_s + reason);
    reply(*dialog, 200, reason, false);
    if (!dialog->isSession) {
        soon([this, key] {
            Dialog *answered = m_dialogs.find(key);
            if (answered && answered->state == Dialog::Answered) {
                setState(*answered, Dialog::Confirmed);
            }
        });
    } else if (behaviour.needsAck) {
        // The session's ACK never passes the proxy (fact 38).
        later(m_timing.noAck, [this, callId = dialog->callId] { sessionHungUp(callId); });
    }
}

void ProxyModel::reject(quint64 key, int status, const QString &reason, bool isLocal)
{
    Dialog *dialog = m_dialogs.find(key);
    if (!dialog || dialog->state > Dialog::Early) {
        return;
    }
    tell(*dialog, "failed", {{"code", QString::number(status)}, {"reason", reason}});
    setState(*dialog, Dialog::Ended);
    // Without an answer from outside, callops tells a status of its own, whatever the caller gets.
    settleTransfers(*dialog, u"fail"_s,
        isLocal ? u"408 Request Timeout"_s : QString(QString::number(status) + u' ' + reason));
    reply(*dialog, status, reason, isLocal);
}

void ProxyModel::giveUp(quint64 key)
{
    const Dialog *dialog = m_dialogs.find(key);
    if (dialog && dialog->state == Dialog::Early && m_quirks.cancelsUnanswered
        && !dialog->caller.phone.isEmpty()) {
        reject(key, 487, reasonPhrase(487), false);
    } else {
        reject(key, 408, reasonPhrase(408), true);
    }
}

bool ProxyModel::answer(const QString &phone, const QString &callId)
{
    const Dialog *dialog = callOf(phone, callId);
    if (!dialog || dialog->state > Dialog::Early || dialog->calleePhone != phone) {
        return false;
    }
    soon([this, key = dialog->key] { accept(key); });
    return true;
}

bool ProxyModel::refuse(const QString &phone, const QString &callId, int status)
{
    const Dialog *dialog = callOf(phone, callId);
    if (!dialog || dialog->state > Dialog::Early || dialog->calleePhone != phone) {
        return false;
    }
    const Behaviour *behaviour = m_phones.behaviour(phone);
    const QString reason = behaviour && !behaviour->reason.isEmpty() ? u"Rejected"_s : reasonPhrase(status);
    reject(dialog->key, status, reason, false);
    return true;
}

bool ProxyModel::hangUp(const QString &phone, const QString &callId, const QString &reason)
{
    Dialog *dialog = callOf(phone, callId);
    if (!dialog) {
        return false;
    }
    const quint64 key = dialog->key;
    if (dialog->state <= Dialog::Early && dialog->caller.phone != phone) {
        return refuse(phone, callId);
    }
    if (dialog->isSession && dialog->state == Dialog::Answered) {
        dialog->callee->hasLeft = true;
        const Behaviour *behaviour = m_phones.behaviour(phone);
        if (behaviour && !behaviour->needsAck) {
            soon([this, callId] { sessionHungUp(callId); });
        }
        return true;
    }
    if (dialog->state >= Dialog::Answered) {
        tell(*dialog, "bye",
            {{"side", word(dialog->caller.phone == phone ? Side::Caller : Side::Callee)},
                {"reason", reason}});
    }
    end(key);
    return true;
}

void ProxyModel::end(quint64 key)
{
    Dialog *dialog = m_dialogs.find(key);
    if (!dialog || dialog->state == Dialog::Ended) {
        return;
    }
    if (dialog->state <= Dialog::Early) {
        reject(key, 487, reasonPhrase(487), false);
        return;
    }
    setState(*dialog, Dialog::Ended);
}

Dialog *ProxyModel::callOf(const QString &phone, const QString &callId)
{
    Dialog *dialog = phone.isEmpty() ? nullptr : m_dialogs.active(callId);
    return dialog && (dialog->caller.phone == phone || dialog->calleePhone == phone) ? dialog : nullptr;
}

void ProxyModel::reply(Dialog &dialog, int status, const QString &reason, bool isLocal)
{
    if (!dialog.onReply) {
        return;
    }
    soon([onReply = dialog.onReply, status, reason, isLocal] { onReply(status, reason, isLocal); });
    if (status >= 200) {
        dialog.onReply = nullptr;
    }
}

void ProxyModel::setState(Dialog &dialog, Dialog::State state)
{
    const Dialog::State old = dialog.state;
    dialog.state = state;
    m_early += (state == Dialog::Early) - (old == Dialog::Early);
    const auto isActive = [](Dialog::State s) { return s == Dialog::Answered || s == Dialog::Confirmed; };
    m_active += isActive(state) - isActive(old);
    m_failed += state == Dialog::Ended && old <= Dialog::Early;
    m_hooks.raise(u"E_DLG_STATE_CHANGED"_s,
        WireValue::object({{"id", dialog.id}, {"db_id", QString::number(dialog.key)},
            {"callid", dialog.callId}, {"from_tag", dialog.caller.tag},
            {"to_tag", dialog.callee ? WireValue(dialog.callee->tag) : WireValue()},
            {"old_state", static_cast<int>(old)}, {"new_state", static_cast<int>(state)}}));
    if (state != Dialog::Ended) {
        return;
    }
    for (const std::function<void()> &unanswered : std::exchange(dialog.onEnd, {})) {
        soon(unanswered);
    }
    discardLater(dialog.key);
}

void ProxyModel::discardLater(quint64 key)
{
    const Dialog &ended = *m_dialogs.find(key);
    const auto keepsProxyWaiting = [this](const QString &phone) {
        const Behaviour *behaviour = m_phones.behaviour(phone);
        return behaviour && behaviour->bye == noAnswer;
    };
    // A BYE that nobody answers keeps the dialog listed until the proxy gives up.
    const bool waits = ended.startedAt != 0
        && (keepsProxyWaiting(ended.caller.phone) || keepsProxyWaiting(ended.calleePhone));
    later(m_timing.endedListed + (waits ? m_timing.noReply : std::chrono::milliseconds(0)), [this, key] {
        if (Dialog *dialog = m_dialogs.find(key)) {
            dialog->isExpired = true;
            discardIfUnused(*dialog);
        }
    });
}

void ProxyModel::discardIfUnused(Dialog &dialog)
{
    if (dialog.isExpired && dialog.holders == 0) {
        m_dialogs.remove(dialog.key);
    }
}

} // namespace cordboard::simulator
