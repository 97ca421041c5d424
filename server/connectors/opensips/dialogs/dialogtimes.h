// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/words.h"
#include "server/connectors/opensips/dialog.h"
#include "server/connectors/opensips/events/event.h"

#include <QDateTime>
#include <QHash>

namespace cordboard::opensips {

/// When a dialog began and was answered, UTC; invalid where nobody knows.
struct DialogTime {
    QDateTime startedAt = {};
    QDateTime answeredAt = {};
    TimeSource source = TimeSource::Sync;
    friend bool operator==(const DialogTime &, const DialogTime &) = default;
};

/// Remembers when events told of births and answers: to the millisecond, where the proxy's own list knows
/// the second of the answer alone (`timestart`), and nothing of a call that rings. No clock of its own.
class DialogTimes {
public:
    /// \param now  when the event arrived
    void note(const DialogStateChanged &event, const QDateTime &now);
    [[nodiscard]] DialogTime of(const Dialog &dialog) const;
    void forget(const QString &dialogId) { m_times.remove(dialogId); }
    [[nodiscard]] qsizetype size() const { return m_times.size(); }

private:
    struct Heard {
        qint64 startedMs = 0; // since 1970; 0: not heard
        qint64 answeredMs = 0;
    };
    QHash<QString, Heard> m_times; // by dialog ID
};

} // namespace cordboard::opensips
