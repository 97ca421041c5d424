// SPDX-License-Identifier: Apache-2.0
#include "server/calls/callregistry.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// The same on every Cordboard and after every restart, since nobody remembers it.
JourneyId journeyOfCallId(const SipCallId &callId)
{
    const QByteArray hash = QCryptographicHash::hash(callId.text().toUtf8(), QCryptographicHash::Sha1);
    return JourneyId(u"callid-"_s + QString::fromLatin1(hash.toHex().left(16)));
}

/// Equal but for `rev` and `stateSince`, which follow from the rest.
bool saysTheSame(const LiveCall &a, const LiveCall &b)
{
    return a.info == b.info && a.tags == b.tags && a.commands == b.commands;
}

QDateTime beginningOf(const CallInfo &info, const QDateTime &now)
{
    if (info.timeSource == TimeSource::Event) {
        return now;
    }
    return info.state == CallState::Ringing ? info.startedAt
        : info.state == CallState::Answered ? info.answeredAt
                                            : QDateTime();
}

} // namespace

CallRegistry::CallRegistry(const CallDirectory &directory, Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_epoch(QUuid::createUuid().toString(QUuid::Id128).left(16))
    , m_log(m_settings.reach)
{
    for (const CallInfo &call : directory.calls()) {
        onChanged(call);
    }
    connect(&directory, &CallDirectory::callChanged, this, &CallRegistry::onChanged);
    connect(&directory, &CallDirectory::callGone, this, &CallRegistry::onGone);
    connect(&directory, &CallDirectory::callNoted, this, &CallRegistry::note);
}

LiveCallPtr CallRegistry::find(const CallId &id) const
{
    if (const LiveCallPtr live = m_calls.value(id)) {
        return live;
    }
    const auto ended =
        std::find_if(m_ended.rbegin(), m_ended.rend(), [&](const Ended &one) { return one.id == id; });
    return ended != m_ended.rend() ? ended->call : nullptr;
}

std::vector<protocol::TimelineEntry> CallRegistry::timeline(const CallId &id) const
{
    if (const auto live = m_entries.constFind(id); live != m_entries.cend()) {
        return live->timeline.entries();
    }
    const auto ended =
        std::find_if(m_ended.rbegin(), m_ended.rend(), [&](const Ended &one) { return one.id == id; });
    return ended != m_ended.rend() ? ended->timeline.entries() : std::vector<protocol::TimelineEntry>();
}

void CallRegistry::commandBegun(
    const std::vector<CallId> &calls, const protocol::RunningCommand &command, const QString &by)
{
    for (const CallId &id : calls) {
        const auto entry = m_entries.find(id);
        if (entry == m_entries.end()) {
            continue;
        }
        entry->commands.push_back(command);
        protocol::TimelineEntry begun;
        begun.event = u"command_begun"_s;
        begun.command = {command};
        begun.by = {by.isEmpty() ? std::nullopt : std::optional(by)};
        addToTimeline(id, std::move(begun));
        publishAgain(id);
    }
}

void CallRegistry::commandEnded(const std::vector<CallId> &calls, const protocol::RunningCommand &command,
    const QString &by, const QString &failure)
{
    for (const CallId &id : calls) {
        protocol::TimelineEntry ended;
        ended.event = u"command_ended"_s;
        ended.command = {command};
        ended.by = {by.isEmpty() ? std::nullopt : std::optional(by)};
        ended.text = {failure.isEmpty() ? std::nullopt : std::optional(failure)};
        addToTimeline(id, std::move(ended));
        if (const auto entry = m_entries.find(id); entry != m_entries.end()) {
            std::erase(entry->commands, command);
            publishAgain(id);
        }
    }
}

void CallRegistry::note(const CallId &call, const QString &text)
{
    protocol::TimelineEntry entry;
    entry.event = u"note"_s;
    entry.text = {text};
    addToTimeline(call, std::move(entry));
}

void CallRegistry::onChanged(const CallInfo &call)
{
    if (!m_entries.contains(call.id)) {
        m_entries.insert(call.id, {});
        m_byCallId.insert(call.callId, call.id);
    }
    publish(call);
    if (m_byCallId.count(call.callId) > 1) {
        const QList<CallId> sharing = m_byCallId.values(call.callId);
        for (const CallId &id : sharing) {
            adoptJourney(id);
        }
    }
}

void CallRegistry::onGone(const CallInfo &last)
{
    const auto found = m_entries.find(last.id);
    if (found == m_entries.end()) {
        return; // nobody has heard of it
    }
    CallInfo end = last;
    end.state = CallState::Ended;
    end.actions = {};
    publish(end);
    Entry entry = m_entries.take(last.id);
    m_byCallId.remove(last.callId, last.id);
    const LiveCallPtr ended = m_calls.take(last.id);
    append(ended, nullptr);
    m_ended.push_back({last.id, ended, std::move(entry.timeline), m_settings.steadyNow()});
    forgetEnded();
}

/// Makes the present moment of a call known, if it differs from the last.
void CallRegistry::publish(const CallInfo &call)
{
    const CallId &id = call.id;
    Entry &entry = m_entries[id];
    entry.hasOwnJourney = !call.journey.isEmpty();
    const LiveCallPtr before = m_calls.value(id);
    const std::shared_ptr<LiveCall> after = compose(entry, call, before.get());
    if (before && saysTheSame(*before, *after)) {
        return;
    }
    const QDateTime now = m_settings.now();
    const bool isNew = !before;
    const bool isSetup = after->info.kind == CallKind::Setup;
    after->rev = isNew ? 1 : before->rev + 1;
    after->stateSince = isNew                     ? beginningOf(after->info, now)
        : before->info.state != after->info.state ? now
                                                  : before->stateSince;
    if (!isSetup && after->info.timeSource == TimeSource::Event) {
        if (isNew) {
            m_stats.countStarted(now);
        }
        if (after->info.state == CallState::Answered && (isNew || before->info.state == CallState::Ringing)) {
            m_stats.countAnswered(now);
        }
    }
    entry.timeline.addChange(now, before.get(), *after);
    m_calls.insert(id, after);
    append(before, after);
}

/// Something that its connector does not tell has changed.
void CallRegistry::publishAgain(const CallId &id)
{
    if (const LiveCallPtr now = m_calls.value(id)) {
        CallInfo call = now->info;
        call.journey = reportedJourney(id);
        publish(call);
    }
}

JourneyId CallRegistry::reportedJourney(const CallId &id) const
{
    const auto entry = m_entries.constFind(id);
    const LiveCallPtr call = m_calls.value(id);
    return call && entry != m_entries.cend() && entry->hasOwnJourney ? call->info.journey : JourneyId();
}

/// Gives a call without a journey the one of its Call-ID's other calls.
void CallRegistry::adoptJourney(const CallId &id)
{
    const LiveCallPtr call = m_calls.value(id);
    if (!call || !reportedJourney(id).isEmpty()) {
        return;
    }
    JourneyId journey;
    bool isShared = false;
    const QList<CallId> sharing = m_byCallId.values(call->info.callId);
    for (const CallId &other : sharing) {
        const LiveCallPtr sharer = m_calls.value(other);
        const bool isElsewhere = sharer && sharer->info.node != call->info.node;
        isShared = isShared || isElsewhere;
        if (journey.isEmpty() && isElsewhere) {
            journey = reportedJourney(other);
        }
    }
    if (isShared) {
        m_entries[id].adopted = journey.isEmpty() ? journeyOfCallId(call->info.callId) : journey;
        publishAgain(id);
    }
}

std::shared_ptr<LiveCall> CallRegistry::compose(
    const Entry &entry, const CallInfo &reported, const LiveCall *before) const
{
    auto call = std::make_shared<LiveCall>();
    call->info = reported;
    if (call->info.journey.isEmpty()) {
        call->info.journey = entry.adopted;
    }
    call->commands = entry.commands;
    if (m_tagsOf && !call->info.journey.isEmpty()) {
        call->tags = m_tagsOf(call->info.journey);
    }
    if (before && call->tags.isEmpty()) {
        call->tags = before->tags; // the command that brought them may be forgotten before the call ends
    }
    const bool sameParties =
        before && before->info.caller == call->info.caller && before->info.callee == call->info.callee;
    call->parties =
        sameParties ? before->parties : std::array{partyKey(call->info.caller), partyKey(call->info.callee)};
    if (call->parties[0].host == call->parties[1].host) {
        call->parties[1].host = call->parties[0].host; // one text in memory
    }
    return call;
}

void CallRegistry::append(LiveCallPtr before, LiveCallPtr after)
{
    m_log.append(std::move(before), std::move(after), m_settings.steadyNow());
    Q_EMIT changed();
}

void CallRegistry::addToTimeline(const CallId &id, protocol::TimelineEntry entry)
{
    if (const auto live = m_entries.find(id); live != m_entries.end()) {
        live->timeline.add(m_settings.now(), std::move(entry));
        return;
    }
    const auto ended =
        std::find_if(m_ended.rbegin(), m_ended.rend(), [&](const Ended &one) { return one.id == id; });
    if (ended != m_ended.rend()) {
        ended->timeline.add(m_settings.now(), std::move(entry));
    }
}

void CallRegistry::forgetEnded()
{
    const auto now = m_settings.steadyNow();
    while (!m_ended.empty()
        && (m_ended.size() > m_settings.mostEnded || now - m_ended.front().at > m_settings.reach.time)) {
        m_ended.pop_front();
    }
}

} // namespace cordboard
