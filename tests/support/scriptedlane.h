// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/management/lane.h"

#include <QString>

#include <vector>

namespace cordboard::tests {

/// A lane that keeps what it is asked until the test answers.
class ScriptedLane final : public opensips::Lane {
public:
    struct Call {
        QString method;
        QJsonObject params;
        std::chrono::milliseconds deadline;
        opensips::Priority priority;
        Promise<QJsonValue> promise;
    };

    Task<QJsonValue> call(const QString &method, const QJsonObject &params,
        std::chrono::milliseconds deadline,
        opensips::Priority priority = opensips::Priority::Command) override
    {
        calls.push_back({method, params, deadline, priority, {}});
        return calls.back().promise.task();
    }
    QString address() const override { return QStringLiteral("scripted:"); }

    /// Answers the oldest call, which is forgotten before.
    void answer(Result<QJsonValue> result)
    {
        Call call = std::move(calls.front());
        calls.erase(calls.begin());
        call.promise.finish(std::move(result));
    }

    std::vector<Call> calls; ///< unanswered ones, in order
};

} // namespace cordboard::tests
