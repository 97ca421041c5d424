// SPDX-License-Identifier: Apache-2.0
#include "common/client/nodereplica.h"

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

} // namespace

NodeReplica::NodeReplica(ClientLink &link, QObject *parent)
    : QObject(parent)
    , m_link(link)
{
    connect(&m_link, &ClientLink::notified, this, &NodeReplica::onNotification);
    connect(&m_link, &ClientLink::stateChanged, this, [this](ClientLink::State state) {
        if (state == ClientLink::State::Connected) {
            ask();
        }
    });
    if (m_link.state() == ClientLink::State::Connected) {
        ask();
    }
}

void NodeReplica::ask()
{
    m_link.call(u"NodeList"_s, json::encode(protocol::NodeList{true}))
        .then(this, [this](const Result<QJsonValue> &answer) {
            auto nodes = answer.and_then(
                [](const QJsonValue &value) { return json::decode<protocol::Nodes>(value.toObject()); });
            if (nodes) {
                m_nodes = std::move(nodes->nodes);
                Q_EMIT changed();
            } else if (nodes.error().code != Errc::LinkLost) {
                Q_EMIT faulted(nodes.error());
            }
        });
}

void NodeReplica::onNotification(const QString &method, const QJsonValue &params)
{
    if (method != "NodesChanged"_L1) {
        return;
    }
    auto news = json::decode<protocol::Nodes>(params.toObject());
    if (!news) {
        Q_EMIT faulted(news.error());
        return;
    }
    for (protocol::Node &node : news->nodes) {
        const auto known = std::find_if(m_nodes.begin(), m_nodes.end(),
            [&node](const protocol::Node &candidate) { return candidate.name == node.name; });
        if (known == m_nodes.end()) {
            m_nodes.push_back(std::move(node));
        } else {
            *known = std::move(node);
        }
    }
    Q_EMIT changed();
}

} // namespace cordboard
