// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/clientlink.h"
#include "common/client/livecall.h"

#include <QJsonArray>
#include <QSet>

namespace cordboard::cli {

/// Asks for a list of calls, page after page.
class CallLister : public QObject {
    Q_OBJECT
public:
    struct Listing {
        std::vector<LiveCall> calls; ///< each once, in the server's order
        QJsonArray wire; ///< the same, as the server sent them
    };

    /// \param link  must outlive it, and be connected
    CallLister(ClientLink &link, const protocol::CallList &request, QObject *parent = nullptr);

    /// Call this once. Calls come and go between the pages: one that moved over the border of two pages is
    /// listed once or not at all. Errors: what the server answered; LinkLost; Timeout (10 s for a page);
    /// Internal if an answer is none
    [[nodiscard]] Task<Listing> start();

private:
    void ask();
    void onPage(const Result<QJsonValue> &answer);

    ClientLink &m_link;
    protocol::CallList m_request;
    Promise<Listing> m_promise;
    Listing m_listing;
    QSet<CallId> m_seen;
};

} // namespace cordboard::cli
