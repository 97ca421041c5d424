// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/proxymodel.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

constexpr int stateNew = 1;
constexpr int stateEarly = 2;
constexpr int stateTerminated = 3;
constexpr int stateEstablished = 5;
constexpr int methodAck = 4;
/// How long an ended session is listed.
constexpr std::chrono::seconds sessionListed(12);

} // namespace

QString ProxyModel::startSession(const QString &requestUri, const QString &to, const QString &from,
    const QString &body, const QString &flags)
{
    const auto uriOf = [](const QString &party) { return party.section(u',', -1); };
    const auto nameOf = [](const QString &party) { return unquoted(party.section(u',', 0, -2)); };
    UaSession session;
    session.number = m_random.bounded(100000, 9999999);
    session.key = u"B2B.%1.%2.%3.%4"_s.arg(m_random.bounded(512))
                      .arg(session.number)
                      .arg(m_scheduler.now().toSecsSinceEpoch())
                      .arg(m_random.bounded(1000000000));
    session.fromUri = uriOf(from);
    session.toUri = uriOf(to);
    session.fromTag = randomHex(16) + randomHex(16) + u"-4a11"_s;
    session.withBody = flags.contains(u'b');
    const QString key = session.key;
    const Leg caller{{}, session.fromTag, addressOf(u"callapi"_s), body};
    session.dialog = invite({.callId = key,
        .requestUri = requestUri,
        .fromUri = session.fromUri,
        .toUri = session.toUri,
        .fromName = nameOf(from),
        .toName = nameOf(to),
        .caller = caller,
        .isSession = true,
        .onReply = [this, key](int status, const QString &reason, bool isLocal) {
            sessionReply(key, status, isLocal && status == 408 ? u"Timeout"_s : reason);
        }});
    m_sessions.insert({key, session});
    return key;
}

void ProxyModel::sessionReply(const QString &key, int status, const QString &reason)
{
    const auto found = m_sessions.find(key);
    if (found == m_sessions.end() || found->second.state == stateTerminated) {
        return;
    }
    UaSession &session = found->second;
    const Dialog *dialog = m_dialogs.find(session.dialog);
    if (dialog && dialog->callee) {
        session.toTag = dialog->callee->tag;
        session.contact = dialog->callee->contact;
        session.route = u"<sip:127.0.0.1;lr;ftag=%1;did=%2>"_s.arg(session.fromTag, dialog->id);
    }
    if (status < 200) {
        session.state = stateEarly;
        // Flag "r" asks for this; it comes without, too: the proxy tests two flags at once.
        raiseSession(session, u"EARLY"_s, status, reason, u"INVITE"_s, QString());
    } else if (status < 300) {
        session.state = stateEstablished;
        session.lastMethod = methodAck;
        raiseSession(session, u"ANSWERED"_s, status, reason, u"INVITE"_s,
            dialog && dialog->callee ? dialog->callee->sdp : QString());
    } else {
        session.state = session.route.isEmpty() ? stateNew : stateTerminated;
        raiseSession(session, u"REJECTED"_s, status, reason, u"INVITE"_s, QString());
        later(sessionListed, [this, key] { m_sessions.erase(key); });
        session.dialog = 0;
    }
}

bool ProxyModel::endSession(const QString &key)
{
    const auto found = m_sessions.find(key);
    if (found == m_sessions.end() || found->second.dialog == 0) {
        return false;
    }
    const quint64 dialog = found->second.dialog;
    m_sessions.erase(found);
    end(dialog);
    return true;
}

bool ProxyModel::replyInSession(const QString &key)
{
    const auto found = m_sessions.find(key);
    return found != m_sessions.end() && std::exchange(found->second.notifyPending, false);
}

void ProxyModel::sessionNotify(UaSession &session, const QString &status)
{
    if (std::exchange(session.notifyPending, true)) {
        return; // 500 "Overlapping Requests" until ua_session_reply (fact 39)
    }
    raiseSession(session, u"UPDATED"_s, 0, {}, u"NOTIFY"_s, u"SIP/2.0 "_s + status + u"\r\n"_s);
}

void ProxyModel::sessionHungUp(const QString &key)
{
    const auto found = m_sessions.find(key);
    if (found == m_sessions.end() || found->second.state != stateEstablished) {
        return;
    }
    // The BYE ends the session; the dialog stays in state 3 (fact 38).
    const UaSession session = found->second;
    m_sessions.erase(found);
    raiseSession(session, u"TERMINATED"_s, 0, {}, u"BYE"_s, QString());
}

void ProxyModel::raiseSession(const UaSession &session, const QString &type, int status,
    const QString &reason, const QString &method, const QString &body)
{
    WireValue::Members params{{"key", session.key}, {"event_type", type}, {"entity_type", u"UAC"_s},
        {"status", status}, {"reason", reason.isEmpty() ? WireValue() : WireValue(reason)},
        {"method", method}, {"body", session.withBody ? WireValue(body) : WireValue()},
        {"headers", WireValue()}};
    if (m_quirks.extraParams) {
        params.emplace_back("extra_params", WireValue());
    }
    m_hooks.raise(u"E_UA_SESSION"_s, params);
}

} // namespace cordboard::simulator
