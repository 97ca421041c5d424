// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/nodes.h"
#include "server/calls/livecall.h"

#include <QHash>

#include <deque>

namespace cordboard {

/// How many calls started and were answered in each minute of the last hour. Setup calls do not count: they
/// are how Cordboard begins a call, not one that people have.
class CallStats {
public:
    static constexpr std::size_t minutes = 60;

    void countStarted(const QDateTime &now) { ++minuteAt(now).started; }
    void countAnswered(const QDateTime &now) { ++minuteAt(now).answered; }

    /// The figures of now, with the calls that are there.
    [[nodiscard]] protocol::Stats stats(const QHash<CallId, LiveCallPtr> &calls, const QDateTime &now);

private:
    struct Minute {
        qint64 number = 0; ///< since 1970
        qint64 started = 0;
        qint64 answered = 0;
    };
    Minute &minuteAt(const QDateTime &now);

    std::deque<Minute> m_minutes; ///< the oldest first; those in which nothing happened may be missing
};

} // namespace cordboard
