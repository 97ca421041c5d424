// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/task.h"

#include <QJsonValue>
#include <QList>
#include <QObject>

#include <utility>

namespace cordboard::tests {

/// Keeps what came of calls, in the order in which they were settled.
struct Outcomes {
    QList<std::pair<int, Result<QJsonValue>>> all; ///< tag and result
    QObject context;

    void take(int tag, Task<QJsonValue> task)
    {
        std::move(task).then(&context, [this, tag](Result<QJsonValue> result) {
            all.append({tag, std::move(result)});
        });
    }
    [[nodiscard]] qsizetype count() const { return all.size(); }
    [[nodiscard]] int tag(qsizetype i) const { return all.at(i).first; }
    [[nodiscard]] Result<QJsonValue> at(qsizetype i) const { return all.at(i).second; }
    /// The error's code; Errc::Internal for a good result.
    [[nodiscard]] Errc code(qsizetype i) const
    {
        return at(i).has_value() ? Errc::Internal : at(i).error().code;
    }
};

} // namespace cordboard::tests
