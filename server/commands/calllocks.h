// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/id.h"
#include "server/connectors/connector.h"

#include <QList>
#include <QMultiHash>
#include <QString>

#include <vector>

namespace cordboard {

class Command;

/// Which commands work on a call (design: one at a time; only CallEnd passes).
///
/// A CallStart does not know its calls before they are there: it holds its journey, and with it every call of
/// it.
class CallLocks {
public:
    /// What one command works on.
    struct Claim {
        std::vector<CallInfo> calls; ///< that were there before it
        JourneyId started; ///< only of a CallStart
    };

    void take(Command *holder, const Claim &claim)
    {
        for (const CallInfo &call : claim.calls) {
            m_holders.insert(keyOf(call.id), holder);
        }
        if (!claim.started.isEmpty()) {
            m_holders.insert(keyOf(claim.started), holder);
        }
    }
    void release(const Command *holder)
    {
        m_holders.removeIf([holder](const auto &item) { return item.value() == holder; });
    }
    /// Who works on any of these calls, each once.
    [[nodiscard]] QList<Command *> holders(const Claim &claim) const
    {
        QList<Command *> found;
        const auto add = [&](const QString &key) {
            const auto [first, last] = m_holders.equal_range(key);
            for (auto it = first; it != last; ++it) {
                if (!found.contains(*it)) {
                    found.append(*it);
                }
            }
        };
        for (const CallInfo &call : claim.calls) {
            add(keyOf(call.id));
            if (!call.journey.isEmpty()) {
                add(keyOf(call.journey));
            }
        }
        return found;
    }
    [[nodiscard]] bool isEmpty() const { return m_holders.isEmpty(); }

private:
    static QString keyOf(const CallId &id) { return QStringLiteral("call ") + id.text(); }
    static QString keyOf(const JourneyId &id) { return QStringLiteral("journey ") + id.text(); }
    QMultiHash<QString, Command *> m_holders;
};

} // namespace cordboard
