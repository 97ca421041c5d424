// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/callactions.h"

#include <algorithm>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

CallActions actionsOf(const CallInfo &call, const NodeTraits &traits)
{
    if (call.state == CallState::Ended || call.isCopy) {
        return {};
    }
    CallActions actions = CallActionFlag::End;
    if (call.kind == CallKind::Setup || call.state == CallState::Ringing) {
        return actions;
    }
    if (!objectionToTransfers(call.node, traits)) {
        actions |= CallActions(CallActionFlag::BlindTransfer) | CallActionFlag::AttendedTransfer;
    }
    // A leg that its phone holds can be held by us as well; only the phone can resume what it holds (fact
    // 45). Of a call whose legs are not listed yet, nothing is known to be held.
    const auto isHeldHere = [](const Leg &leg) {
        return leg.heldBy == HeldBy::Cordboard || leg.heldBy == HeldBy::Proxy;
    };
    const auto isOurs = [](const Leg &leg) { return leg.heldBy == HeldBy::Cordboard; };
    if (call.legs.isEmpty() || !std::all_of(call.legs.begin(), call.legs.end(), isOurs)) {
        actions |= CallActionFlag::Hold;
    }
    if (std::any_of(call.legs.begin(), call.legs.end(), isHeldHere)) {
        actions |= CallActionFlag::Unhold;
    }
    return actions;
}

std::optional<Error> objectionToTransfers(const NodeName &node, const NodeTraits &traits)
{
    if (traits.callops) {
        return {};
    }
    return Error{Errc::NotSupported, u"%1 has no module callops, which transfers need"_s.arg(node.text())};
}

std::optional<Error> objectionToStarts(const NodeName &node, const NodeTraits &traits)
{
    if (!traits.datagram && !traits.uaSession) {
        return Error{Errc::NotSupported,
            u"%1 can start calls over mi_datagram, or over HTTP with the module b2b_entities; it has neither"_s
                .arg(node.text())};
    }
    return objectionToTransfers(node, traits);
}

} // namespace cordboard::opensips
