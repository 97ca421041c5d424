// SPDX-License-Identifier: Apache-2.0
#include "server/calls/livecall.h"

#include <QJsonDocument>

namespace cordboard {
namespace {

using json::Nullable;

template <class T> Nullable<T> unlessEmpty(const T &value)
{
    return {value.isEmpty() ? std::nullopt : std::optional(value)};
}

Nullable<protocol::Party> party(const QString &uri, const QString &name)
{
    if (uri.isEmpty() && name.isEmpty()) {
        return {};
    }
    return {protocol::Party{uri, unlessEmpty(name)}};
}

std::vector<CallAction> allowedActions(const LiveCall &call)
{
    std::vector<CallAction> allowed;
    for (const auto &[action, name] : json::WireNames<CallAction>::names) {
        const bool possible = call.info.actions.testFlag(CallActionFlag(1 << static_cast<int>(action)));
        if (possible && (call.commands.empty() || action == CallAction::End)) {
            allowed.push_back(action);
        }
    }
    return allowed;
}

} // namespace

PartyKey partyKey(const QString &uri)
{
    const auto parsed = SipUri::parse(uri);
    return parsed ? PartyKey{parsed->user(), parsed->host()} : PartyKey{};
}

Nullable<QString> timeMessage(const QDateTime &time)
{
    return {time.isValid() ? std::optional(time.toUTC().toString(Qt::ISODateWithMs)) : std::nullopt};
}

protocol::Call messageOf(const LiveCall &call)
{
    const CallInfo &info = call.info;
    std::vector<protocol::CallLeg> legs;
    legs.reserve(static_cast<std::size_t>(info.legs.size()));
    for (const Leg &leg : info.legs) {
        legs.push_back({leg.role, unlessEmpty(leg.contact), {leg.heldBy}});
    }
    return {.id = info.id,
        .callId = info.callId,
        .node = info.node,
        .kind = info.kind,
        .journey = unlessEmpty(info.journey),
        .rev = call.rev,
        .state = info.state,
        .caller = party(info.caller, info.callerName),
        .callee = party(info.callee, info.calleeName),
        .legs = std::move(legs),
        .startedAt = timeMessage(info.startedAt),
        .answeredAt = timeMessage(info.answeredAt),
        .stateSince = timeMessage(call.stateSince),
        .timeSource = info.timeSource,
        .endedBy = {info.endedBy},
        .reason = unlessEmpty(info.reason),
        .tags = unlessEmpty(call.tags),
        .commands = call.commands,
        .allowedActions = allowedActions(call)};
}

const QByteArray &encodedCall(const LiveCall &call)
{
    if (call.encoded.isEmpty()) {
        call.encoded = QJsonDocument(json::encode(messageOf(call))).toJson(QJsonDocument::Compact);
    }
    return call.encoded;
}

} // namespace cordboard
