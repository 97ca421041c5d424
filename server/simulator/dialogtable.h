// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/dialog.h"

#include <QHash>
#include <QMultiHash>

#include <memory>
#include <vector>

namespace cordboard::simulator {

/// The proxy's dialogs, ended ones included while they are listed. Everything but forEach() is O(1).
class DialogTable {
public:
    /// A new dialog with a name of its own. References stay valid until it is removed.
    Dialog &add(const QString &callId, quint32 hashId);
    void remove(quint64 key);
    void clear();

    [[nodiscard]] Dialog *find(quint64 key);
    /// The dialog of this Call-ID that has not ended; the newest, when two share it.
    [[nodiscard]] Dialog *active(const QString &callId);
    /// By `ID`, `db_id` or Call-ID, as the MI commands take it; nothing for an ended one.
    [[nodiscard]] Dialog *named(const QString &name);

    [[nodiscard]] qsizetype size() const noexcept { return static_cast<qsizetype>(m_rows.size()); }
    /// In listing order. A removal moves the last row into the gap: a page may skip or repeat one (fact 6).
    [[nodiscard]] const Dialog &at(qsizetype row) const { return *m_rows.at(static_cast<size_t>(row)); }

private:
    std::vector<std::unique_ptr<Dialog>> m_rows;
    QHash<quint64, Dialog *> m_byKey;
    QHash<QString, Dialog *> m_byId;
    QMultiHash<QString, Dialog *> m_byCallId;
};

} // namespace cordboard::simulator
