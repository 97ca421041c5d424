// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/clientlink.h"
#include "common/protocol/nodes.h"

#include <QObject>

namespace cordboard::console {

/// Who is registered, as the server tells: asked for page by page whenever the link is connected, then told
/// of changes. Without a connection those known last stay.
class RegistrationReplica : public QObject {
    Q_OBJECT
public:
    /// \param link  must outlive the replica; open it before or after
    explicit RegistrationReplica(ClientLink &link, QObject *parent = nullptr);

Q_SIGNALS:
    /// The whole list, read anew.
    void reset(const std::vector<cordboard::protocol::Registration> &registrations);
    /// New and changed ones; one without contacts is not registered any more.
    void changed(const std::vector<cordboard::protocol::Registration> &registrations);
    /// The server did not tell; it is not asked again on this connection.
    void faulted(const cordboard::Error &error);

private:
    void ask(const std::optional<QString> &cursor);
    void onPage(const Result<QJsonValue> &answer);
    void onNotification(const QString &method, const QJsonValue &params);

    ClientLink &m_link;
    int m_attempt = 0; ///< tells answers of an earlier connection from those of this
    bool m_isReading = false;
    std::vector<protocol::Registration> m_pages; ///< read so far
    std::vector<protocol::Registration> m_news; ///< that came meanwhile, and are newer than the pages
};

} // namespace cordboard::console
