// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace cordboard::cli {

/// The stream of calls as single changes, in the words in which the server sent them, for programs that print
/// them. Given the messages that a CallReplica has applied, in their order.
class ChangeLog {
public:
    struct Entry {
        enum class Kind { New, Changed, Gone };
        Kind kind;
        QJsonObject call; ///< as it is now, or as it was last
        QJsonObject wire; ///< {op: set, call} or {op: gone, id}
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    /// \returns what happened, in order. A new list (CallsSnapshot) is told as its difference to what was
    /// known, once it is complete. Changes of an unknown `op` are told by nobody.
    [[nodiscard]] QList<Entry> apply(const QString &method, const QJsonObject &params);

private:
    [[nodiscard]] QList<Entry> takePage(const QJsonObject &page);
    [[nodiscard]] Entry set(const QString &id, const QJsonObject &call);
    [[nodiscard]] Entry gone(const QString &id);

    QHash<QString, QJsonObject> m_calls;
    QHash<QString, QJsonObject> m_pages; ///< the calls of a list that is not complete
    QStringList m_order; ///< their ids, as they came
};

} // namespace cordboard::cli
