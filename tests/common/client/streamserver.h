// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/common/client/callwire.h"
#include "tests/common/client/fakeserver.h"

namespace cordboard::tests {

/// A FakeServer that takes subscriptions as a test tells it to.
class StreamServer : public FakeServer {
public:
    StreamServer()
    {
        onRequest = [this](const QJsonObject &request) {
            if (request.value(QStringLiteral("method")).toString() == QStringLiteral("CallSubscribe")) {
                last = request;
                subscriptions.append(request.value(QStringLiteral("params")).toObject());
                if (onSubscribe) {
                    onSubscribe();
                }
            }
        };
    }

    std::function<void()> onSubscribe; ///< called for each; answers, or does not
    QList<QJsonObject> subscriptions; ///< the params of each
    QJsonObject last; ///< the last request

    void accept(qint64 seq, bool snapshot)
    {
        answer(last,
            "\"result\":"
                + text(protocol::CallSubscribed{QStringLiteral("e"), seq, QStringLiteral("v"), 0, snapshot}));
    }
    void tell(const protocol::CallsSnapshot &page) { notify("CallsSnapshot", text(page)); }
    void tell(const protocol::CallsChanged &changes) { notify("CallsChanged", text(changes)); }
    /// Takes the subscription with a list of these, all in one page.
    void give(qint64 seq, const QStringList &ids)
    {
        accept(seq, true);
        std::vector<protocol::Call> calls;
        for (const QString &id : ids) {
            calls.push_back(liveCall(id));
        }
        tell(page(seq, 0, std::move(calls), true));
    }
};

} // namespace cordboard::tests
