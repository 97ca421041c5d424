// SPDX-License-Identifier: Apache-2.0
#include "server/calls/timeline.h"

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

std::optional<HeldBy> holderOf(const LiveCall &call, LegRole role)
{
    const auto held = std::find_if(call.info.legs.begin(), call.info.legs.end(),
        [role](const Leg &leg) { return leg.role == role && leg.heldBy; });
    return held != call.info.legs.end() ? held->heldBy : std::nullopt;
}

protocol::TimelineEntry entryOf(const QString &event)
{
    protocol::TimelineEntry entry;
    entry.event = event;
    return entry;
}

bool isUp(CallState state) { return state == CallState::Answered || state == CallState::Held; }

} // namespace

void Timeline::add(const QDateTime &at, protocol::TimelineEntry entry)
{
    std::shared_ptr<const Details> details;
    if (entry.command.value || entry.by.value || entry.text.value) {
        details = std::make_shared<const Details>(
            Details{std::move(entry.command), std::move(entry.by), std::move(entry.text)});
    }
    if (m_entries.size() == mostEntries) {
        m_entries.erase(m_entries.begin());
    }
    m_entries.push_back({at, std::move(entry.event), entry.leg, entry.heldBy, std::move(details)});
}

std::vector<protocol::TimelineEntry> Timeline::entries() const
{
    std::vector<protocol::TimelineEntry> messages;
    messages.reserve(m_entries.size());
    for (const Entry &entry : m_entries) {
        protocol::TimelineEntry &message = messages.emplace_back();
        message.at = timeMessage(entry.at).value.value_or(QString());
        message.event = entry.event;
        message.leg = entry.leg;
        message.heldBy = entry.heldBy;
        if (entry.details) {
            message.command = entry.details->command;
            message.by = entry.details->by;
            message.text = entry.details->text;
        }
    }
    return messages;
}

void Timeline::addChange(const QDateTime &at, const LiveCall *before, const LiveCall &after)
{
    const CallState state = after.info.state;
    if (!before || before->info.state != state) {
        const bool wasUp = before && isUp(before->info.state);
        if (state == CallState::Ringing) {
            add(at, entryOf(u"ringing"_s));
        } else if (isUp(state) && !wasUp) {
            add(at, entryOf(u"answered"_s));
        } else if (state == CallState::Ended) {
            protocol::TimelineEntry entry = entryOf(u"ended"_s);
            if (after.info.endedBy) {
                entry.by = {json::wireName(*after.info.endedBy)};
            }
            if (!after.info.reason.isEmpty()) {
                entry.text = {after.info.reason};
            }
            add(at, std::move(entry));
        }
    }
    if (state == CallState::Ended) {
        return;
    }
    for (const LegRole role : {LegRole::Caller, LegRole::Callee}) {
        const auto was = before ? holderOf(*before, role) : std::nullopt;
        const auto is = holderOf(after, role);
        if (was != is) {
            protocol::TimelineEntry entry = entryOf(is ? u"held"_s : u"resumed"_s);
            entry.leg = {role};
            entry.heldBy = {is ? is : was};
            add(at, std::move(entry));
        }
    }
}

} // namespace cordboard
