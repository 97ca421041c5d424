// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/rpc/dispatcher.h"
#include "server/calls/callregistry.h"
#include "server/clients/announcer.h"
#include "server/clients/callfeed.h"
#include "server/clients/limits.h"

namespace cordboard {

/// What a client can look at: CallList, CallGet, CallSubscribe, CallUnsubscribe, NodeList, RegistrationList,
/// StatsGet, ServerInfo. Parameters that they do not know are refused, so that nobody takes an unfiltered
/// list for a filtered one.
///
/// Make it before the listener, and destroy it after: it sends to the listener's sessions.
class ViewMethods : public QObject {
    Q_OBJECT
public:
    /// \param directory, registry, visibility  must outlive this and the dispatcher
    /// \param limits  what ServerInfo tells
    ViewMethods(rpc::Dispatcher &dispatcher, const CallDirectory &directory, CallRegistry &registry,
        const Visibility &visibility, const Limits &limits, QObject *parent = nullptr);

    [[nodiscard]] const CallFeed &feed() const noexcept { return m_feed; }
    /// What ServerInfo tells from now on.
    void setLimits(const Limits &limits) { m_limits = limits; }

private:
    [[nodiscard]] QHash<CallId, LiveCallPtr> callsOf(
        const Principal &principal, const CallRegistry &registry) const;
    [[nodiscard]] protocol::Node nodeFor(
        const Principal &principal, const NodeStatus &status, const CallDirectory &directory) const;
    [[nodiscard]] std::optional<QJsonObject> cutNode(
        const Principal &principal, const NodeName &name, const CallDirectory &directory) const;
    void addCallMethods(rpc::Dispatcher &dispatcher, CallRegistry &registry);
    void addNodeMethods(rpc::Dispatcher &dispatcher, const CallDirectory &directory);
    void addServerMethods(rpc::Dispatcher &dispatcher, CallRegistry &registry);

    const Visibility &m_visibility;
    Limits m_limits;
    CallFeed m_feed;
    Announcer m_nodes;
    Announcer m_registrations;
};

} // namespace cordboard
