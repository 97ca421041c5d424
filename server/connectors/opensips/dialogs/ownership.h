// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialog.h"
#include "server/connectors/opensips/management/managementcall.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

namespace cordboard::opensips {

/// Which dialogs of a node are its own, and which are copies of another node's of the same cluster.
///
/// Nothing in a listing tells. A node that is not active for a dialog refuses to keep a variable in it, with
/// 403 (fact 47): so each confirmed dialog (no other is replicated) is given one, once, and copies again with
/// every sweep, since the owner may have failed over. From the proxy's source; not tried against a cluster.
class Ownership : public QObject {
    Q_OBJECT
public:
    explicit Ownership(ManagementCall call, QObject *parent = nullptr);

    /// Asks about a dialog, if that is not known yet. Others than confirmed ones are not asked about.
    void ask(const Dialog &dialog);
    /// Asks again about those that were copies.
    void askAgain(const QList<Dialog> &dialogs);
    [[nodiscard]] bool isCopy(const QString &dialogId) const { return m_copies.contains(dialogId); }
    void forget(const QString &dialogId);

Q_SIGNALS:
    /// isCopy() changed.
    void changed(const QString &dialogId);

private:
    void next();
    void answered(const QString &dialogId, const Result<QJsonValue> &answer);

    ManagementCall m_call;
    QSet<QString> m_known; // asked about, answered or not
    QSet<QString> m_copies;
    QList<QString> m_queue;
    int m_underWay = 0;
};

} // namespace cordboard::opensips
