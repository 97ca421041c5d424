// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/visibility.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

QString textOf(const PartyKey &party)
{
    return party.user.isEmpty() || party.host.isEmpty()
        ? QString()
        : QString(party.user + u'@' + normalisedHost(party.host));
}

} // namespace

Visibility::Visibility(const CallDirectory &directory, VisibilitySettings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
    const QList<Registration> registrations = directory.registrations();
    for (const Registration &registration : registrations) {
        onRegistration(registration);
    }
    const QList<CallInfo> calls = directory.calls();
    for (const CallInfo &call : calls) {
        onCall(call);
    }
    connect(&directory, &CallDirectory::callChanged, this, &Visibility::onCall);
    connect(&directory, &CallDirectory::callGone, this, &Visibility::onGone);
    connect(&directory, &CallDirectory::registrationChanged, this, &Visibility::onRegistration);
    m_forget.setInterval(m_settings.keepEnded / 4);
    connect(&m_forget, &QTimer::timeout, this, &Visibility::forgetEnded);
}

bool Visibility::sees(const Principal &principal, const CallInfo &call) const
{
    return principal.scope.kind == ScopeKind::All
        || coversParties(principal.scope, call.id, partyKey(call.caller), partyKey(call.callee));
}

bool Visibility::sees(const Principal &principal, const LiveCall &call) const
{
    return principal.scope.kind == ScopeKind::All
        || coversParties(principal.scope, call.info.id, call.parties[0], call.parties[1]);
}

bool Visibility::sees(const Principal &principal, const Registration &registration) const
{
    if (principal.scope.kind == ScopeKind::All) {
        return true;
    }
    const PartyKey party = partyOf(registration);
    return !party.host.isEmpty() && principal.scope.covers(party.user, party.host);
}

bool Visibility::coversParties(
    const Scope &scope, const CallId &id, const PartyKey &caller, const PartyKey &callee) const
{
    if (!callee.host.isEmpty() && scope.covers(callee.user, callee.host)) {
        return true;
    }
    return !caller.host.isEmpty() && scope.covers(caller.user, caller.host)
        && m_proven.value(id) == textOf(caller) && !textOf(caller).isEmpty();
}

PartyKey Visibility::partyOf(const Registration &registration) const
{
    const qsizetype at = registration.aor.lastIndexOf(u'@');
    return at < 0 ? PartyKey{registration.aor, normalisedHost(m_settings.domains.value(registration.node))}
                  : PartyKey{registration.aor.first(at), normalisedHost(registration.aor.sliced(at + 1))};
}

bool Visibility::isRegistered(const PartyKey &party) const { return m_registered.contains(textOf(party)); }

void Visibility::onCall(const CallInfo &call)
{
    const PartyKey caller = partyKey(call.caller);
    const QString text = textOf(caller);
    if (text.isEmpty() || m_proven.value(call.id) == text) {
        return;
    }
    if (m_waiting.value(call.id) == text) {
        return;
    }
    stopWaiting(call.id); // the call may have had another caller before
    if (isRegistered(caller)) {
        m_proven.insert(call.id, text);
    } else {
        m_unproven.insert(text, call.id);
        m_waiting.insert(call.id, text);
    }
}

void Visibility::stopWaiting(const CallId &call)
{
    if (const QString caller = m_waiting.take(call); !caller.isEmpty()) {
        m_unproven.remove(caller, call);
    }
}

void Visibility::onGone(const CallInfo &last)
{
    stopWaiting(last.id);
    if (!m_proven.contains(last.id)) {
        return;
    }
    m_gone.push_back({std::chrono::steady_clock::now(), last.id});
    if (!m_forget.isActive()) {
        m_forget.start();
    }
}

void Visibility::onRegistration(const Registration &registration)
{
    const QString address = textOf(partyOf(registration));
    if (address.isEmpty()) {
        return;
    }
    const QString where = registration.node.text() + u'\n' + registration.aor;
    const bool was = m_known.contains(where);
    const bool is = !registration.contacts.isEmpty();
    if (was == is) {
        return;
    }
    if (!is) {
        m_known.remove(where);
        if (--m_registered[address] <= 0) {
            m_registered.remove(address);
        }
        return;
    }
    m_known.insert(where);
    ++m_registered[address];
    const QList<CallId> calls = m_unproven.values(address);
    m_unproven.remove(address);
    for (const CallId &call : calls) {
        m_waiting.remove(call);
        m_proven.insert(call, address);
    }
    if (!calls.isEmpty()) {
        Q_EMIT widened();
    }
}

void Visibility::forgetEnded()
{
    const auto old = std::chrono::steady_clock::now() - m_settings.keepEnded;
    while (!m_gone.empty() && m_gone.front().at < old) {
        m_proven.remove(m_gone.front().id);
        m_gone.pop_front();
    }
    if (m_gone.empty()) {
        m_forget.stop();
    }
}

} // namespace cordboard
