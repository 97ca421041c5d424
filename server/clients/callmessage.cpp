// SPDX-License-Identifier: Apache-2.0
#include "server/clients/callmessage.h"

namespace cordboard {
namespace {

Nullable<QString> unlessEmpty(const QString &text)
{
    return {text.isEmpty() ? std::nullopt : std::optional(text)};
}

Nullable<PartyMessage> party(const QString &uri)
{
    return {uri.isEmpty() ? std::nullopt : std::optional(PartyMessage{uri})};
}

Nullable<QString> time(const QDateTime &time)
{
    return {time.isValid() ? std::optional(time.toUTC().toString(Qt::ISODateWithMs)) : std::nullopt};
}

} // namespace

CallMessage messageOf(const CallInfo &call)
{
    std::vector<LegMessage> legs;
    for (const Leg &leg : call.legs) {
        legs.push_back({leg.role, unlessEmpty(leg.contact), {leg.heldBy}});
    }
    return {.id = call.id,
        .callId = call.callId,
        .node = call.node,
        .kind = call.kind,
        .journey = {call.journey.isEmpty() ? std::nullopt : std::optional(call.journey)},
        .state = call.state,
        .caller = party(call.caller),
        .callee = party(call.callee),
        .legs = std::move(legs),
        .startedAt = time(call.startedAt),
        .answeredAt = time(call.answeredAt)};
}

NodeMessage messageOf(const NodeStatus &status, int calls)
{
    return {.name = status.node,
        .reachable = status.reachable,
        .synchronised = status.synchronised,
        .version = unlessEmpty(status.version),
        .detail = unlessEmpty(status.detail),
        .calls = calls};
}

} // namespace cordboard
