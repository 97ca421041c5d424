// SPDX-License-Identifier: Apache-2.0
#include "server/clients/viewmethods.h"

#include "common/rpc/peer.h"
#include "server/calls/calllisting.h"
#include "server/clients/nodemessage.h"

#include <QPointer>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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
        using json::Field;
        return std::tuple{Field{&S::messageBytes, "message_bytes"}, Field{&S::batch, "batch"},
            Field{&S::jsonDepth, "json_depth"}, Field{&S::inFlight, "in_flight"},
            Field{&S::requestsPerSecond, "requests_per_second"}, Field{&S::burst, "burst"}};
    }
};

/// How far CallSubscribe's `since` reaches, whatever comes first.
struct ReplayMessage {
    qint64 seconds = 0;
    qint64 changes = 0;
    static constexpr auto fields()
    {
        using json::Field;
        return std::tuple{
            Field{&ReplayMessage::seconds, "seconds"}, Field{&ReplayMessage::changes, "changes"}};
    }
};

struct ServerInfoAnswer {
    QString name;
    QString version;
    QString protocol;
    QString epoch;
    std::vector<QString> methods;
    LimitsMessage limits;
    ReplayMessage replay;
    static constexpr auto fields()
    {
        using S = ServerInfoAnswer;
        using json::Field;
        return std::tuple{Field{&S::name, "name"}, Field{&S::version, "version"},
            Field{&S::protocol, "protocol"}, Field{&S::epoch, "epoch"}, Field{&S::methods, "methods"},
            Field{&S::limits, "limits"}, Field{&S::replay, "replay"}};
    }
};

ClientStream *streamOf(const rpc::Peer &peer)
{
    auto *const stream = qobject_cast<ClientStream *>(peer.context());
    Q_ASSERT(stream);
    return stream;
}

template <class T> void answer(rpc::Responder &responder, const Result<T> &result)
{
    if (result) {
        responder.respond(json::encode(*result));
    } else {
        responder.fail(result.error());
    }
}

void follow(Announcer &announcer, const std::optional<bool> &wish, const rpc::Peer &peer)
{
    if (wish.value_or(false)) {
        announcer.subscribe(streamOf(peer));
    } else if (wish) {
        announcer.unsubscribe(streamOf(peer));
    }
}

} // namespace

ViewMethods::ViewMethods(rpc::Dispatcher &dispatcher, const CallDirectory &directory, CallRegistry &registry,
    const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_feed(registry)
    , m_nodes(u"NodesChanged"_s, u"nodes"_s, 100ms)
    , m_registrations(u"RegistrationsChanged"_s, u"registrations"_s, 100ms)
{
    addCallMethods(dispatcher, registry);
    addNodeMethods(dispatcher, directory);
    addServerMethods(dispatcher, registry, limits);
    connect(&directory, &CallDirectory::statusChanged, this, [this, &directory](const NodeStatus &status) {
        m_nodes.announce(status.node.text(), json::encode(messageOf(status, directory.callsOf(status.node))));
    });
    connect(&directory, &CallDirectory::registrationChanged, this, [this](const Registration &registration) {
        m_registrations.announce(
            registration.node.text() + u'\n' + registration.aor, json::encode(messageOf(registration)));
    });
}

void ViewMethods::addCallMethods(rpc::Dispatcher &dispatcher, CallRegistry &registry)
{
    dispatcher.addTyped<protocol::CallList>(
        u"CallList"_s,
        [&registry](rpc::Peer &, const protocol::CallList &query, rpc::Responder responder) {
            auto listed = listCalls(registry.calls(), query);
            if (listed) {
                listed->epoch = registry.epoch();
                listed->seq = registry.seq();
            }
            answer(responder, listed);
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<protocol::CallGet>(
        u"CallGet"_s,
        [&registry](rpc::Peer &, const protocol::CallGet &query, rpc::Responder responder) {
            const LiveCallPtr call = registry.find(query.id);
            if (!call) {
                responder.fail({Errc::CallNotFound, u"there is no such call"_s});
                return;
            }
            responder.respond(json::encode(protocol::CallGot{
                registry.epoch(), registry.seq(), messageOf(*call), registry.timeline(query.id)}));
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<protocol::CallSubscribe>(
        u"CallSubscribe"_s,
        [this](rpc::Peer &peer, const protocol::CallSubscribe &request, rpc::Responder responder) {
            ClientStream *const client = streamOf(peer);
            const auto subscribed = m_feed.subscribe(client, request);
            if (!subscribed) {
                responder.fail(subscribed.error());
                return;
            }
            responder.respond(json::encode(*subscribed), [this, client = QPointer<ClientStream>(client)] {
                if (client) {
                    m_feed.start(client);
                }
            });
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<rpc::NoParams>(
        u"CallUnsubscribe"_s,
        [this](rpc::Peer &peer, const rpc::NoParams &, rpc::Responder responder) {
            responder.respond(QJsonObject{{u"was_subscribed"_s, m_feed.unsubscribe(streamOf(peer))}});
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<rpc::NoParams>(
        u"StatsGet"_s,
        [&registry](rpc::Peer &, const rpc::NoParams &, rpc::Responder responder) {
            responder.respond(json::encode(registry.stats()));
        },
        json::Unknown::Refuse);
}

void ViewMethods::addNodeMethods(rpc::Dispatcher &dispatcher, const CallDirectory &directory)
{
    dispatcher.addTyped<protocol::NodeList>(
        u"NodeList"_s,
        [this, &directory](rpc::Peer &peer, const protocol::NodeList &query, rpc::Responder responder) {
            follow(m_nodes, query.subscribe, peer);
            protocol::Nodes answer;
            for (const NodeStatus &status : directory.nodes()) {
                answer.nodes.push_back(messageOf(status, directory.callsOf(status.node)));
            }
            responder.respond(json::encode(answer));
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<protocol::RegistrationList>(
        u"RegistrationList"_s,
        [this, &directory](
            rpc::Peer &peer, const protocol::RegistrationList &query, rpc::Responder responder) {
            auto listed = listRegistrations(directory.registrations(), query);
            if (listed) {
                follow(m_registrations, query.subscribe, peer);
                for (const NodeStatus &status : directory.nodes()) {
                    for (const NodeLack &lack : status.lacks) {
                        if (lack.capability == "registrations"_L1) {
                            listed->lacks.push_back({status.node.text(), lack.reason});
                        }
                    }
                }
            }
            answer(responder, listed);
        },
        json::Unknown::Refuse);
}

void ViewMethods::addServerMethods(rpc::Dispatcher &dispatcher, CallRegistry &registry, const Limits &limits)
{
    dispatcher.addTyped<rpc::NoParams>(
        u"ServerInfo"_s,
        [&dispatcher, &registry, limits](rpc::Peer &, const rpc::NoParams &, rpc::Responder responder) {
            const QStringList methods = dispatcher.methods();
            responder.respond(json::encode(ServerInfoAnswer{.name = u"cordboard-server"_s,
                .version = QStringLiteral(CORDBOARD_VERSION),
                .protocol = u"cordboard.v1"_s,
                .epoch = registry.epoch(),
                .methods = {methods.begin(), methods.end()},
                .limits = {.messageBytes = limits.messageBytes,
                    .batch = limits.batch,
                    .jsonDepth = limits.jsonDepth,
                    .inFlight = limits.inFlight,
                    .requestsPerSecond = limits.requestsPerSecond.value_or(0),
                    .burst = limits.burst.value_or(0)},
                .replay = {.seconds = registry.reach().time.count(), .changes = CallFeed::mostReplayed}}));
        },
        json::Unknown::Refuse);
}

} // namespace cordboard
