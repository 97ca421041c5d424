// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/nullable.h"
#include "common/protocol/words.h"

#include <tuple>
#include <vector>

/// The proxies, who is registered at them, and figures: NodeList, RegistrationList, StatsGet, ServerInfo.
namespace cordboard::protocol {

using json::Field;
using json::Nullable;

/// Something that a node cannot do, or could do better.
struct Lack {
    QString capability; ///< e.g. "blind_transfer", "names"
    QString reason; ///< names the missing module, lane or script line
    static constexpr auto fields()
    {
        return std::tuple{Field{&Lack::capability, "capability"}, Field{&Lack::reason, "reason"}};
    }
    friend bool operator==(const Lack &, const Lack &) = default;
};

struct Node {
    NodeName name;
    bool reachable = false;
    bool synchronised = false;
    Nullable<QString> version;
    Nullable<QString> detail; ///< one line for an administrator; null when all is well
    Nullable<QString> provenAt; ///< when an event of our own came back last
    std::vector<QString> capabilities;
    std::vector<Lack> lacks;
    qint64 calls = 0;
    static constexpr auto fields()
    {
        using S = Node;
        return std::tuple{Field{&S::name, "name"}, Field{&S::reachable, "reachable"},
            Field{&S::synchronised, "synchronised"}, Field{&S::version, "version"},
            Field{&S::detail, "detail"}, Field{&S::provenAt, "proven_at"},
            Field{&S::capabilities, "capabilities"}, Field{&S::lacks, "lacks"}, Field{&S::calls, "calls"}};
    }
    friend bool operator==(const Node &, const Node &) = default;
};

/// With `subscribe` this connection is told of changes from now on (NodesChanged, RegistrationsChanged);
/// `false` ends that.
struct NodeList {
    std::optional<bool> subscribe;
    static constexpr auto fields() { return std::tuple{Field{&NodeList::subscribe, "subscribe"}}; }
    friend bool operator==(const NodeList &, const NodeList &) = default;
};
/// The answer to NodeList, with all nodes, and the notification NodesChanged, with those that changed.
struct Nodes {
    std::vector<Node> nodes;
    static constexpr auto fields() { return std::tuple{Field{&Nodes::nodes, "nodes"}}; }
    friend bool operator==(const Nodes &, const Nodes &) = default;
};

struct RegisteredContact {
    QString uri;
    Nullable<QString> userAgent;
    Nullable<QString> expiresAt;
    static constexpr auto fields()
    {
        using S = RegisteredContact;
        return std::tuple{
            Field{&S::uri, "uri"}, Field{&S::userAgent, "user_agent"}, Field{&S::expiresAt, "expires_at"}};
    }
    friend bool operator==(const RegisteredContact &, const RegisteredContact &) = default;
};

/// An address of record with the phones that are registered for it.
struct Registration {
    QString aor; ///< as the proxy names it: "alice" or "alice@example.com"
    NodeName node;
    std::vector<RegisteredContact> contacts;
    static constexpr auto fields()
    {
        using S = Registration;
        return std::tuple{Field{&S::aor, "aor"}, Field{&S::node, "node"}, Field{&S::contacts, "contacts"}};
    }
    friend bool operator==(const Registration &, const Registration &) = default;
};

struct RegistrationList {
    std::optional<NodeName> node;
    std::optional<QString> text; ///< stands somewhere in the address of record or a contact; any case
    std::optional<int> limit; ///< 1 to 500, default 500
    std::optional<QString> cursor;
    std::optional<bool> subscribe;
    static constexpr auto fields()
    {
        using S = RegistrationList;
        return std::tuple{Field{&S::node, "node"}, Field{&S::text, "text"}, Field{&S::limit, "limit"},
            Field{&S::cursor, "cursor"}, Field{&S::subscribe, "subscribe"}};
    }
    friend bool operator==(const RegistrationList &, const RegistrationList &) = default;
};
struct RegistrationsListed {
    std::vector<Registration> registrations;
    qint64 total = 0;
    Nullable<QString> cursor; ///< of the next page; null: this is the last
    std::vector<Lack> lacks; ///< by node name: what is not known of its registrations, and why
    static constexpr auto fields()
    {
        using S = RegistrationsListed;
        return std::tuple{Field{&S::registrations, "registrations"}, Field{&S::total, "total"},
            Field{&S::cursor, "cursor"}, Field{&S::lacks, "lacks"}};
    }
    friend bool operator==(const RegistrationsListed &, const RegistrationsListed &) = default;
};
/// New and changed ones whole; one without contacts is not registered any more.
struct RegistrationsChanged {
    std::vector<Registration> registrations;
    static constexpr auto fields()
    {
        return std::tuple{Field{&RegistrationsChanged::registrations, "registrations"}};
    }
    friend bool operator==(const RegistrationsChanged &, const RegistrationsChanged &) = default;
};

/// Calls of one minute.
struct MinuteStats {
    QString at; ///< its beginning
    qint64 started = 0;
    qint64 answered = 0;
    static constexpr auto fields()
    {
        using S = MinuteStats;
        return std::tuple{
            Field{&S::at, "at"}, Field{&S::started, "started"}, Field{&S::answered, "answered"}};
    }
    friend bool operator==(const MinuteStats &, const MinuteStats &) = default;
};

struct Stats {
    QString now;
    qint64 calls = 0;
    qint64 ringing = 0;
    qint64 answered = 0;
    qint64 held = 0;
    Nullable<CallId> longest; ///< the call that was answered first
    Nullable<QString> longestSince;
    std::vector<MinuteStats> minutes; ///< the last 60, the oldest first, the present one last
    static constexpr auto fields()
    {
        using S = Stats;
        return std::tuple{Field{&S::now, "now"}, Field{&S::calls, "calls"}, Field{&S::ringing, "ringing"},
            Field{&S::answered, "answered"}, Field{&S::held, "held"}, Field{&S::longest, "longest"},
            Field{&S::longestSince, "longest_since"}, Field{&S::minutes, "minutes"}};
    }
    friend bool operator==(const Stats &, const Stats &) = default;
};

} // namespace cordboard::protocol
