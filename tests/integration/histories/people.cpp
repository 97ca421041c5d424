// SPDX-License-Identifier: Apache-2.0
// What people do with their phones: a part of History.
#include "tests/integration/histories/history.h"

namespace cordboard::tests {

using namespace Qt::StringLiterals;
using simulator::Behaviour;

QString History::place(const Dice &dice)
{
    const QStringList others{u"busy"_s, u"silent"_s, u"nobody"_s};
    const QString &caller = phone(dice.phone);
    const QString callee = dice.chance % 6 == 0 ? others.at(dice.other % others.size()) : phone(dice.other);
    if (caller == callee) {
        return {};
    }
    const QString callId = m_world.proxy.placeCall(caller, uri(callee));
    note(u"%1 calls %2: %3"_s.arg(caller, callee, callId));
    for (const Sent &sent : std::as_const(m_sent)) {
        // Not every phone says by whom it was sent, so what it does within 5 s counts for that.
        if (sent.phone == caller && sent.target == callee && !sent.since.hasExpired(6000)) {
            m_journeys.resembles(callId, sent.callId);
        }
    }
    return {};
}

QString History::hangUp(const Dice &dice)
{
    QList<TrueCall> calls = m_world.proxy.truth(); // those that ring, too
    calls.removeIf([](const TrueCall &call) { return call.callId.startsWith("cordboard-"_L1); });
    if (!calls.isEmpty()) {
        const TrueCall call = calls.at(dice.call % calls.size());
        const QString who = phoneOf(call, dice.side);
        note(u"%1 hangs up %2: %3"_s.arg(who, call.callId).arg(m_world.proxy.hangUp(who, call.callId)));
    }
    return {};
}

QString History::holdByPhone(const Dice &dice)
{
    if (const auto call = answered(dice.call)) {
        const bool hold = dice.chance % 2 == 0;
        const QString who = phoneOf(*call, dice.side);
        if (offersTo(call->callId)) {
            note(u"%1 finds an offer under way in %2 (491)"_s.arg(who, call->callId));
            return {};
        }
        const bool done = m_world.proxy.holdByPhone(who, call->callId, hold);
        note(u"%1 %2 %3: %4"_s.arg(who, hold ? u"holds"_s : u"resumes"_s, call->callId).arg(done));
    }
    return {};
}

QString History::transferByPhone(const Dice &dice)
{
    const auto call = answered(dice.call);
    if (!call) {
        return {};
    }
    const QString who = phoneOf(*call, dice.side);
    aboutToTransfer(call->callId);
    const auto noteSent = [&](const QString &target) {
        m_sent.append({phoneOf(*call, dice.side + 1), target, call->callId, {}});
        m_sent.last().since.start();
    };
    if (dice.chance % 2 == 0) {
        const QString &target = phone(dice.other);
        noteSent(target);
        const bool done = m_world.proxy.transferByPhone(who, call->callId, target);
        note(u"%1 transfers %2 to %3: %4"_s.arg(who, call->callId, target).arg(done));
        return {};
    }
    QStringList others = m_world.proxy.callsOf(who);
    others.removeOne(call->callId);
    if (!others.isEmpty()) {
        const QString other = others.at(dice.other % others.size());
        aboutToTransfer(other);
        const QList<TrueCall> truth = m_world.proxy.truth();
        for (const TrueCall &one : truth) {
            if (one.callId == other) {
                noteSent(userOf(userOf(one.fromUri) == who ? one.toUri : one.fromUri));
            }
        }
        const bool done = m_world.proxy.attendedTransferByPhone(who, call->callId, other);
        note(u"%1 joins %2 and %3: %4"_s.arg(who, call->callId, other).arg(done));
    }
    return {};
}

/// Somebody gets another phone, with habits of its own.
QString History::changePhone(const Dice &dice)
{
    Behaviour *const behaviour = m_world.proxy.phones().behaviour(phone(dice.phone));
    *behaviour = {};
    QString what = u"an ordinary one"_s;
    switch (dice.chance % 8) {
    case 0:
        behaviour->reinvite = 488;
        what = u"one that refuses holds"_s;
        break;
    case 1:
        behaviour->refer = 603;
        what = u"one that refuses transfers"_s;
        break;
    case 2:
        behaviour->after = Behaviour::After::Bye;
        what = u"one that hangs up after a transfer"_s;
        break;
    case 3:
        behaviour->after = Behaviour::After::WithInvite;
        what = u"one that hangs up with a transfer"_s;
        break;
    case 4:
        behaviour->after = Behaviour::After::Early;
        what = u"one that hangs up before a transfer"_s;
        break;
    case 5:
        behaviour->notify = Behaviour::Notify::None;
        what = u"one that does not notify"_s;
        break;
    default:
        break;
    }
    note(u"%1 gets another phone: %2"_s.arg(phone(dice.phone), what));
    return {};
}

} // namespace cordboard::tests
