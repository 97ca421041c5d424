// SPDX-License-Identifier: Apache-2.0
#include "server/clients/viewmethods.h"

#include "common/rpc/peer.h"
#include "server/calls/calllisting.h"
#include "server/clients/callview.h"
#include "server/clients/discovermethod.h"
#include "server/clients/nodemessage.h"

#include <QPointer>

#include <algorithm>

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
    const Visibility &visibility, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_visibility(visibility)
    , m_limits(limits)
    , m_feed(registry, visibility)
    , m_nodes(u"NodesChanged"_s, u"nodes"_s, 100ms,
          [this, &directory](const Principal &principal, const QString &key, const QJsonObject &) {
              return cutNode(principal, NodeName(key), directory);
          })
    , m_registrations(u"RegistrationsChanged"_s, u"registrations"_s, 100ms,
          [this](const Principal &principal, const QString &key, const QJsonObject &thing) {
              const Registration registration{
                  NodeName(key.section(u'\n', 0, 0)), key.section(u'\n', 1, 1), {}};
              return m_visibility.sees(principal, registration) ? std::optional(thing) : std::nullopt;
          })
{
    addCallMethods(dispatcher, registry);
    addNodeMethods(dispatcher, directory);
    addServerMethods(dispatcher, registry);
    connect(&directory, &CallDirectory::statusChanged, this, [this, &directory](const NodeStatus &status) {
        m_nodes.announce(status.node.text(), json::encode(messageOf(status, directory.callsOf(status.node))));
    });
    connect(&directory, &CallDirectory::registrationChanged, this, [this](const Registration &registration) {
        m_registrations.announce(
            registration.node.text() + u'\n' + registration.aor, json::encode(messageOf(registration)));
    });
}

QHash<CallId, LiveCallPtr> ViewMethods::callsOf(
    const Principal &principal, const CallRegistry &registry) const
{
    if (principal.scope.kind == ScopeKind::All) {
        return registry.calls();
    }
    QHash<CallId, LiveCallPtr> calls = registry.calls();
    calls.removeIf([&](const auto &call) { return !m_visibility.sees(principal, **call); });
    return calls;
}

/// What a proxy says of itself is for those who see all of it.
protocol::Node ViewMethods::nodeFor(
    const Principal &principal, const NodeStatus &status, const CallDirectory &directory) const
{
    if (principal.scope.kind == ScopeKind::All) {
        return messageOf(status, directory.callsOf(status.node));
    }
    const QList<CallInfo> calls = directory.calls();
    protocol::Node node =
        messageOf(status, std::count_if(calls.begin(), calls.end(), [&](const CallInfo &call) {
            return call.node == status.node && m_visibility.sees(principal, call);
        }));
    node.detail = {};
    return node;
}

std::optional<QJsonObject> ViewMethods::cutNode(
    const Principal &principal, const NodeName &name, const CallDirectory &directory) const
{
    const QList<NodeStatus> nodes = directory.nodes();
    const auto found = std::find_if(
        nodes.begin(), nodes.end(), [&](const NodeStatus &status) { return status.node == name; });
    return found == nodes.end() ? std::nullopt
                                : std::optional(json::encode(nodeFor(principal, *found, directory)));
}

void ViewMethods::addCallMethods(rpc::Dispatcher &dispatcher, CallRegistry &registry)
{
    dispatcher.addTyped<protocol::CallList>(
        u"CallList"_s,
        [this, &registry](rpc::Peer &peer, const protocol::CallList &query, rpc::Responder responder) {
            const PrincipalPtr principal = streamOf(peer)->principal();
            auto listed = listCalls(callsOf(*principal, registry), query);
            if (listed) {
                for (protocol::Call &call : listed->calls) {
                    call = cutFor(*principal, std::move(call));
                }
                listed->epoch = registry.epoch();
                listed->seq = registry.seq();
            }
            answer(responder, listed);
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<protocol::CallGet>(
        u"CallGet"_s,
        [this, &registry](rpc::Peer &peer, const protocol::CallGet &query, rpc::Responder responder) {
            const PrincipalPtr principal = streamOf(peer)->principal();
            const LiveCallPtr call = registry.find(query.id);
            if (!call || !m_visibility.sees(*principal, *call)) {
                responder.fail({Errc::CallNotFound, u"there is no such call"_s});
                return;
            }
            responder.respond(json::encode(protocol::CallGot{registry.epoch(), registry.seq(),
                messageFor(*principal, *call), timelineFor(*principal, registry.timeline(query.id))}));
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
        [this, &registry](rpc::Peer &peer, const rpc::NoParams &, rpc::Responder responder) {
            const PrincipalPtr principal = streamOf(peer)->principal();
            // What was counted over time was counted for all, so a limited scope gets the present only.
            responder.respond(json::encode(principal->scope.kind == ScopeKind::All
                    ? registry.stats()
                    : CallStats().stats(callsOf(*principal, registry), registry.now())));
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
                answer.nodes.push_back(nodeFor(*streamOf(peer)->principal(), status, directory));
            }
            responder.respond(json::encode(answer));
        },
        json::Unknown::Refuse);
    dispatcher.addTyped<protocol::RegistrationList>(
        u"RegistrationList"_s,
        [this, &directory](
            rpc::Peer &peer, const protocol::RegistrationList &query, rpc::Responder responder) {
            const PrincipalPtr principal = streamOf(peer)->principal();
            QList<Registration> registrations = directory.registrations();
            registrations.removeIf([&](const Registration &registration) {
                return !m_visibility.sees(*principal, registration);
            });
            auto listed = listRegistrations(registrations, query);
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

void ViewMethods::addServerMethods(rpc::Dispatcher &dispatcher, CallRegistry &registry)
{
    dispatcher.addTyped<rpc::NoParams>(
        u"ServerInfo"_s,
        [this, &dispatcher, &registry](rpc::Peer &, const rpc::NoParams &, rpc::Responder responder) {
            const Limits &limits = m_limits;
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
    addDiscoverMethod(dispatcher);
}

} // namespace cordboard
