// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/clientlink.h"
#include "common/protocol/nodes.h"

namespace cordboard {

/// The proxies and how they are, as the server tells: asked for whenever the link is connected, then told of
/// changes. Without a connection the last ones known stay.
class NodeReplica : public QObject {
    Q_OBJECT
public:
    /// \param link  must outlive the replica; open it before or after
    explicit NodeReplica(ClientLink &link, QObject *parent = nullptr);

    /// In the server's order; empty before the first answer.
    [[nodiscard]] const std::vector<protocol::Node> &nodes() const noexcept { return m_nodes; }

Q_SIGNALS:
    void changed();
    /// The server did not tell, or not in words that we know. It is not asked again on this connection.
    void faulted(const cordboard::Error &error);

private:
    void ask();
    void onNotification(const QString &method, const QJsonValue &params);

    ClientLink &m_link;
    std::vector<protocol::Node> m_nodes;
};

} // namespace cordboard
