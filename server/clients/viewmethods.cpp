// SPDX-License-Identifier: Apache-2.0
#include "server/clients/viewmethods.h"

#include "server/clients/callmessage.h"

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr int mostCalls = 500; ///< in one answer

struct CallListParams {
    std::optional<int> limit;
    static constexpr auto fields() { return std::tuple{Field{&CallListParams::limit, "limit"}}; }
};

struct CallListAnswer {
    std::vector<CallMessage> calls;
    qint64 total = 0;
    static constexpr auto fields()
    {
        using S = CallListAnswer;
        return std::tuple{Field{&S::calls, "calls"}, Field{&S::total, "total"}};
    }
};

struct NodeListAnswer {
    std::vector<NodeMessage> nodes;
    static constexpr auto fields() { return std::tuple{Field{&NodeListAnswer::nodes, "nodes"}}; }
};

/// 0: no limit.
struct LimitsMessage {
    int messageBytes = 0;
    int batch = 0;
    int jsonDepth = 0;
    int inFlight = 0;
    int requestsPerSecond = 0;
    int burst = 0;
    static constexpr auto fields()
    {
        using S = LimitsMessage;
        return std::tuple{Field{&S::messageBytes, "message_bytes"}, Field{&S::batch, "batch"},
            Field{&S::jsonDepth, "json_depth"}, Field{&S::inFlight, "in_flight"},
            Field{&S::requestsPerSecond, "requests_per_second"}, Field{&S::burst, "burst"}};
    }
};

struct ServerInfoAnswer {
    QString name;
    QString version;
    QString protocol;
    LimitsMessage limits;
    static constexpr auto fields()
    {
        using S = ServerInfoAnswer;
        return std::tuple{Field{&S::name, "name"}, Field{&S::version, "version"},
            Field{&S::protocol, "protocol"}, Field{&S::limits, "limits"}};
    }
};

/// Calls whose beginning is unknown come last; the id makes the order total.
bool isOlder(const CallInfo &a, const CallInfo &b)
{
    if (a.startedAt.isValid() != b.startedAt.isValid()) {
        return a.startedAt.isValid();
    }
    return a.startedAt != b.startedAt ? a.startedAt < b.startedAt : a.id < b.id;
}

CallListAnswer listCalls(const CallDirectory &directory, int limit)
{
    QList<CallInfo> calls = directory.calls();
    const qsizetype count = std::min<qsizetype>(limit, calls.size());
    std::partial_sort(calls.begin(), calls.begin() + count, calls.end(), isOlder);
    CallListAnswer answer{.calls = {}, .total = calls.size()};
    for (qsizetype i = 0; i < count; ++i) {
        answer.calls.push_back(messageOf(calls.at(i)));
    }
    return answer;
}

NodeListAnswer listNodes(const CallDirectory &directory)
{
    QHash<NodeName, int> counts;
    for (const CallInfo &call : directory.calls()) {
        ++counts[call.node];
    }
    NodeListAnswer answer;
    for (const NodeStatus &status : directory.nodes()) {
        answer.nodes.push_back(messageOf(status, counts.value(status.node)));
    }
    return answer;
}

} // namespace

void addViewMethods(rpc::Dispatcher &dispatcher, const CallDirectory &calls, const Limits &limits)
{
    dispatcher.addTyped<CallListParams>(
        u"CallList"_s,
        [&calls](rpc::Peer &, const CallListParams &params, rpc::Responder responder) {
            const int limit = params.limit.value_or(mostCalls);
            if (limit < 1 || limit > mostCalls) {
                responder.fail(
                    {Errc::InvalidParams, u"limit must be a whole number from 1 to 500"_s, u"limit"_s});
                return;
            }
            responder.respond(json::encode(listCalls(calls, limit)));
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<rpc::NoParams>(
        u"NodeList"_s,
        [&calls](rpc::Peer &, const rpc::NoParams &, rpc::Responder responder) {
            responder.respond(json::encode(listNodes(calls)));
        },
        json::Unknown::Refuse);
    const ServerInfoAnswer info{.name = u"cordboard-server"_s,
        .version = QStringLiteral(CORDBOARD_VERSION),
        .protocol = u"cordboard.v1"_s,
        .limits = {.messageBytes = limits.messageBytes,
            .batch = limits.batch,
            .jsonDepth = limits.jsonDepth,
            .inFlight = limits.inFlight,
            .requestsPerSecond = limits.requestsPerSecond.value_or(0),
            .burst = limits.burst.value_or(0)}};
    dispatcher.addTyped<rpc::NoParams>(
        u"ServerInfo"_s,
        [info](rpc::Peer &, const rpc::NoParams &, rpc::Responder responder) {
            responder.respond(json::encode(info));
        },
        json::Unknown::Refuse);
}

} // namespace cordboard
