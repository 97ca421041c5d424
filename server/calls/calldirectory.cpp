// SPDX-License-Identifier: Apache-2.0
#include "server/calls/calldirectory.h"

#include <QStringList>

#include <algorithm>

namespace cordboard {

using namespace Qt::StringLiterals;

CallDirectory::CallDirectory(const QList<Connector *> &connectors, QObject *parent)
    : QObject(parent)
    , m_connectors(connectors)
{
    for (Connector *connector : connectors) {
        const QList<CallInfo> known = connector->calls();
        for (const CallInfo &call : known) {
            note(connector, call);
        }
        connect(connector, &Connector::callChanged, this, [this, connector](const CallInfo &call) {
            note(connector, call);
            Q_EMIT callChanged(call);
        });
        connect(connector, &Connector::callGone, this, [this](const CallInfo &last) {
            forget(last.id);
            Q_EMIT callGone(last);
        });
        connect(connector, &Connector::callNoted, this, &CallDirectory::callNoted);
        connect(connector, &Connector::registrationChanged, this, &CallDirectory::registrationChanged);
        connect(connector, &Connector::statusChanged, this, &CallDirectory::statusChanged);
        connect(connector, &QObject::destroyed, this, [this, connector] { forgetConnector(connector); });
    }
}

Result<CallInfo> CallDirectory::resolve(
    const std::optional<CallId> &id, const std::optional<SipCallId> &callId, QStringView fieldSuffix) const
{
    const auto notFound = [] { return failure(Errc::CallNotFound, u"there is no such call"_s); };
    if (id) {
        auto found = call(*id);
        if (!found || (callId && found->callId != *callId)) {
            return notFound();
        }
        return std::move(*found);
    }
    if (!callId) {
        const QString field = "callid"_L1 + fieldSuffix;
        return failure(Errc::InvalidParams, field + " is missing"_L1, field);
    }
    QList<CallInfo> found = candidates(*callId);
    if (found.isEmpty()) {
        return notFound();
    }
    if (found.size() > 1) {
        QStringList ids;
        for (const CallInfo &candidate : std::as_const(found)) {
            ids.append(candidate.id.text());
        }
        return failure(Errc::AmbiguousCall,
            "the Call-ID fits several calls; name one by its id: "_L1 + ids.join(", "_L1));
    }
    return std::move(found.first());
}

QList<CallInfo> CallDirectory::candidates(const SipCallId &callId) const
{
    QList<CallInfo> found;
    const auto [first, last] = m_byCallId.equal_range(callId);
    for (auto it = first; it != last; ++it) {
        if (auto info = call(*it)) {
            found.append(std::move(*info));
        }
    }
    std::sort(found.begin(), found.end(), [](const CallInfo &a, const CallInfo &b) { return a.id < b.id; });
    return found;
}

QList<CallInfo> CallDirectory::calls() const
{
    QList<CallInfo> all;
    for (const Connector *connector : m_connectors) {
        all.append(connector->calls());
    }
    return all;
}

std::optional<CallInfo> CallDirectory::call(const CallId &id) const
{
    const Connector *connector = connectorOf(id);
    return connector ? connector->call(id) : std::nullopt;
}

bool CallDirectory::hasJourney(const JourneyId &journey) const { return m_journeys.contains(journey); }

QList<NodeStatus> CallDirectory::nodes() const
{
    QList<NodeStatus> all;
    for (const Connector *connector : m_connectors) {
        all.append(connector->status());
    }
    return all;
}

QList<Registration> CallDirectory::registrations() const
{
    QList<Registration> all;
    for (const Connector *connector : m_connectors) {
        all.append(connector->registrations());
    }
    return all;
}

qint64 CallDirectory::callsOf(const NodeName &node) const { return m_counts.value(connectorOf(node)); }

Connector *CallDirectory::connectorOf(const NodeName &node) const
{
    const auto found = std::find_if(m_connectors.begin(), m_connectors.end(),
        [&](const Connector *connector) { return connector->node() == node; });
    return found != m_connectors.end() ? *found : nullptr;
}

Connector *CallDirectory::connectorOf(const CallId &id) const
{
    const auto found = m_calls.constFind(id);
    return found != m_calls.cend() ? found->connector : nullptr;
}

Connector *CallDirectory::connectorForStart() const
{
    const auto reachable = std::find_if(m_connectors.begin(), m_connectors.end(),
        [](const Connector *connector) { return connector->status().reachable; });
    if (reachable != m_connectors.end()) {
        return *reachable;
    }
    return m_connectors.isEmpty() ? nullptr : m_connectors.first();
}

void CallDirectory::note(Connector *connector, const CallInfo &call)
{
    const auto known = m_calls.constFind(call.id);
    if (known != m_calls.cend() && known->connector == connector && known->callId == call.callId
        && known->journey == call.journey) {
        return;
    }
    forget(call.id);
    m_calls.insert(call.id, {connector, call.callId, call.journey});
    ++m_counts[connector];
    m_byCallId.insert(call.callId, call.id);
    if (!call.journey.isEmpty()) {
        ++m_journeys[call.journey];
    }
}

void CallDirectory::forget(const CallId &id)
{
    const auto found = m_calls.constFind(id);
    if (found == m_calls.cend()) {
        return;
    }
    m_byCallId.remove(found->callId, id);
    if (const auto count = m_journeys.find(found->journey); count != m_journeys.end() && --*count == 0) {
        m_journeys.erase(count);
    }
    --m_counts[found->connector];
    m_calls.erase(found);
}

void CallDirectory::forgetConnector(const Connector *connector)
{
    m_connectors.removeIf([&](const Connector *candidate) { return candidate == connector; });
    QList<CallId> orphans;
    for (auto it = m_calls.cbegin(); it != m_calls.cend(); ++it) {
        if (it->connector == connector) {
            orphans.append(it.key());
        }
    }
    for (const CallId &id : std::as_const(orphans)) {
        forget(id);
    }
    m_counts.remove(connector);
}

} // namespace cordboard
