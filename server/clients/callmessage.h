// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/nullable.h"
#include "server/connectors/connector.h"

#include <tuple>
#include <vector>

/// Calls and nodes as clients see them.
namespace cordboard {

using json::Field;
using json::Nullable;

struct PartyMessage {
    QString uri;
    static constexpr auto fields() { return std::tuple{Field{&PartyMessage::uri, "uri"}}; }
    friend bool operator==(const PartyMessage &, const PartyMessage &) = default;
};

struct LegMessage {
    LegRole role = LegRole::Caller;
    Nullable<QString> contact;
    Nullable<HeldBy> heldBy;
    static constexpr auto fields()
    {
        using S = LegMessage;
        return std::tuple{
            Field{&S::role, "role"}, Field{&S::contact, "contact"}, Field{&S::heldBy, "held_by"}};
    }
    friend bool operator==(const LegMessage &, const LegMessage &) = default;
};

/// Null is what the proxy has not told. Times are ISO 8601, UTC, with milliseconds.
struct CallMessage {
    CallId id;
    SipCallId callId;
    NodeName node;
    CallKind kind = CallKind::Call;
    Nullable<JourneyId> journey;
    CallState state = CallState::Ringing;
    Nullable<PartyMessage> caller;
    Nullable<PartyMessage> callee;
    std::vector<LegMessage> legs;
    Nullable<QString> startedAt;
    Nullable<QString> answeredAt;
    static constexpr auto fields()
    {
        using S = CallMessage;
        return std::tuple{Field{&S::id, "id"}, Field{&S::callId, "callid"}, Field{&S::node, "node"},
            Field{&S::kind, "kind"}, Field{&S::journey, "journey"}, Field{&S::state, "state"},
            Field{&S::caller, "caller"}, Field{&S::callee, "callee"}, Field{&S::legs, "legs"},
            Field{&S::startedAt, "started_at"}, Field{&S::answeredAt, "answered_at"}};
    }
    friend bool operator==(const CallMessage &, const CallMessage &) = default;
};

struct NodeMessage {
    NodeName name;
    bool reachable = false;
    bool synchronised = false;
    Nullable<QString> version;
    Nullable<QString> detail; ///< one line for an administrator; null when all is well
    int calls = 0;
    static constexpr auto fields()
    {
        using S = NodeMessage;
        return std::tuple{Field{&S::name, "name"}, Field{&S::reachable, "reachable"},
            Field{&S::synchronised, "synchronised"}, Field{&S::version, "version"},
            Field{&S::detail, "detail"}, Field{&S::calls, "calls"}};
    }
    friend bool operator==(const NodeMessage &, const NodeMessage &) = default;
};

[[nodiscard]] CallMessage messageOf(const CallInfo &call);
[[nodiscard]] NodeMessage messageOf(const NodeStatus &status, int calls);

} // namespace cordboard
