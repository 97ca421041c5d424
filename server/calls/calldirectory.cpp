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
        connect(connector, &Connector::callChanged, this,
            [this, connector](const CallInfo &call) { onChanged(connector, call); });
        connect(connector, &Connector::callGone, this,
            [this, connector](const CallInfo &last) { onGone(connector, last); });
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
        const QList<CallInfo> known = connector->calls();
        std::copy_if(known.begin(), known.end(), std::back_inserter(all),
            [&](const CallInfo &call) { return connectorOf(call.id) == connector; });
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
    return found != m_calls.cend() ? found->holders.first().connector : nullptr;
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

void CallDirectory::onChanged(Connector *connector, const CallInfo &call)
{
    if (note(connector, call)) {
        Q_EMIT callChanged(call);
    }
}

void CallDirectory::onGone(const Connector *connector, const CallInfo &last)
{
    const auto entry = m_calls.find(last.id);
    if (entry == m_calls.end()) {
        Q_EMIT callGone(last);
        return;
    }
    if (last.endedBy || !last.reason.isEmpty()) {
        entry->last = std::make_shared<const CallInfo>(last);
    }
    const auto isIt = [&](const Holder &holder) { return holder.connector == connector; };
    if (entry->holders.size() == 1 && isIt(entry->holders.first())) {
        const CallInfo end = entry->last ? *entry->last : last;
        forget(last.id);
        Q_EMIT callGone(end);
        return;
    }
    const bool wasShown = isIt(entry->holders.first());
    entry->holders.removeIf(isIt);
    if (!wasShown) {
        return;
    }
    --m_counts[connector];
    ++m_counts[entry->holders.first().connector];
    // A known copy follows its owner's end in a moment; nobody needs to see the call move there first.
    if (!entry->holders.first().isCopy) {
        if (const auto now = call(last.id)) {
            Q_EMIT callChanged(*now);
        }
    }
}

bool CallDirectory::note(Connector *connector, const CallInfo &call)
{
    const auto known = m_calls.find(call.id);
    if (known == m_calls.end()) {
        Entry entry{.holders = {{connector, call.isCopy}}, .callId = {}, .journey = {}};
        index(call.id, entry, call);
        m_calls.insert(call.id, entry);
        ++m_counts[connector];
        return true;
    }
    qsizetype holder = 0;
    while (holder < known->holders.size() && known->holders.at(holder).connector != connector) {
        ++holder;
    }
    if (holder == known->holders.size()) {
        known->holders.append({connector, call.isCopy});
    }
    known->holders[holder].isCopy = call.isCopy;
    if (holder > 0 && !call.isCopy && known->holders.first().isCopy) {
        show(*known, holder);
        holder = 0;
    } else if (holder == 0 && call.isCopy) {
        // It turned out to be a copy: the first that may own the call is shown.
        const auto owner = std::find_if(known->holders.begin(), known->holders.end(),
            [](const Holder &candidate) { return !candidate.isCopy; });
        if (owner != known->holders.end()) {
            show(*known, owner - known->holders.begin());
            if (const auto now = known->holders.first().connector->call(call.id)) {
                index(call.id, *known, *now);
                Q_EMIT callChanged(*now);
            }
            return false;
        }
    }
    if (holder == 0) {
        index(call.id, *known, call);
    }
    return holder == 0;
}

/// Finds the call by its Call-ID and journey from now on.
void CallDirectory::index(const CallId &id, Entry &entry, const CallInfo &call)
{
    if (entry.callId != call.callId) {
        m_byCallId.remove(entry.callId, id);
        m_byCallId.insert(call.callId, id);
        entry.callId = call.callId;
    }
    if (entry.journey != call.journey) {
        const JourneyId before = std::exchange(entry.journey, call.journey);
        if (const auto count = m_journeys.find(before); count != m_journeys.end() && --*count == 0) {
            m_journeys.erase(count);
        }
        if (!call.journey.isEmpty()) {
            ++m_journeys[call.journey];
        }
    }
}

void CallDirectory::show(Entry &entry, qsizetype holder)
{
    --m_counts[entry.holders.first().connector];
    entry.holders.swapItemsAt(0, holder);
    ++m_counts[entry.holders.first().connector];
}

void CallDirectory::forget(const CallId &id)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end()) {
        return;
    }
    --m_counts[found->holders.first().connector];
    m_byCallId.remove(found->callId, id);
    if (const auto count = m_journeys.find(found->journey); count != m_journeys.end() && --*count == 0) {
        m_journeys.erase(count);
    }
    m_calls.erase(found);
}

void CallDirectory::forgetConnector(const Connector *connector)
{
    m_connectors.removeIf([&](const Connector *candidate) { return candidate == connector; });
    QList<CallId> orphans;
    for (auto it = m_calls.begin(); it != m_calls.end(); ++it) {
        if (it->holders.size() > 1 && it->holders.first().connector == connector) {
            show(*it, 1);
        }
        if (it->holders.first().connector == connector) {
            orphans.append(it.key());
        } else {
            it->holders.removeIf([&](const Holder &holder) { return holder.connector == connector; });
        }
    }
    for (const CallId &id : std::as_const(orphans)) {
        forget(id);
    }
    m_counts.remove(connector);
}

} // namespace cordboard
