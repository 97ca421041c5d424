// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/callreading.h"

#include <QHash>
#include <QList>

#include <optional>

namespace cordboard {

/// A view's calls, kept equal to the server's by the messages of one subscription (protocol/calls.h). Pure:
/// it is told what came, and says what that means.
///
/// A message is applied whole or not at all, and only where it continues what is known: seq by seq within an
/// epoch. A list that cannot be continued stays to be shown until the next one is complete.
class CallTable {
public:
    enum class Verdict {
        Ignored, ///< nothing in it for us: doubled, older, or there is nothing that it could continue
        Broken, ///< the list cannot be continued; a new subscription without `since` must be made
        Page, ///< of a snapshot that is not complete yet; what is shown did not change
        Reset, ///< a snapshot is complete: all calls are new
        Changed, ///< the list is true at the message's seq; `set` and `gone` say what is different, if
                 ///< anything
    };
    struct Outcome {
        Verdict verdict = Verdict::Ignored;
        QString why; ///< of Broken: one sentence
        QList<CallId> set; ///< new or changed; each once, and listed now
        QList<CallId> gone; ///< each once; listed before, not any more
        QList<LiveCall> ended; ///< of `gone`: as they were told of last, if they had ended
    };

    /// The answer to a subscription. Changed: it takes up where we are, and nothing has happened since.
    [[nodiscard]] Outcome subscribed(const protocol::CallSubscribed &answer);
    [[nodiscard]] Outcome apply(CallReading<protocol::CallsSnapshot> &&page);
    [[nodiscard]] Outcome apply(CallReading<protocol::CallsChanged> &&changes);
    /// The connection is gone: half a snapshot will never be whole.
    void interrupted();
    /// What comes cannot be followed; as after Broken.
    void abandon();

    /// Where to go on (`since`); nothing if the list cannot be continued.
    [[nodiscard]] const std::optional<protocol::StreamPosition> &position() const noexcept
    {
        return m_position;
    }
    /// Whether there was a complete list ever.
    [[nodiscard]] bool hasList() const noexcept { return m_hasList; }
    [[nodiscard]] const QHash<CallId, LiveCall> &calls() const noexcept { return m_calls; }

private:
    struct Pages {
        protocol::StreamPosition position;
        qint64 next = 0;
        QHash<CallId, LiveCall> calls;
    };

    Outcome broken(const QString &why);
    Outcome take(CallReading<protocol::CallsSnapshot> &&page);

    QHash<CallId, LiveCall> m_calls;
    std::optional<protocol::StreamPosition> m_position;
    std::optional<Pages> m_pages; ///< then there is no position
    bool m_hasList = false;
};

} // namespace cordboard
