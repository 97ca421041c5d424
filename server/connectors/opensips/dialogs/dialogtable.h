// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialog.h"
#include "server/connectors/opensips/events/event.h"

#include <QList>
#include <QMultiHash>
#include <QQueue>
#include <QSet>

#include <utility>

namespace cordboard::opensips {

/// How many dialogs there are, as `get_statistics` counts them.
struct DialogCounts {
    qint64 early = 0; ///< `early_dialogs`: state 2
    qint64 active = 0; ///< `active_dialogs`: states 3 and 4
    /// `processed_dialogs` less `failed_dialogs`: all that ever came, without those that ended before anybody
    /// answered. A scanner's call leaves it as it was, whether its events arrive or not.
    qint64 lasting = 0;
    friend bool operator==(const DialogCounts &, const DialogCounts &) = default;
};

/// What is known of the dialogs of one node: events joined with listings. No I/O, no clock.
///
/// A dialog's state only rises, whatever the order in which events and listings arrive (fact 15). Dialogs
/// that ended are remembered by their ID, the last 20,000 of them, so that a late event or an older page does
/// not raise the dead. A listing that was asked for after the end does: the event was forged (fact 23), or
/// an answer crossed a refusal, and the call is up.
class DialogTable {
public:
    /// What one event or row did to the table.
    struct Change {
        enum class Kind {
            Nothing, ///< known already, or too late
            New,
            Changed,
            Gone,
        };
        Kind kind = Kind::Nothing;
        Dialog dialog = {}; ///< as it is now; when Gone, as it was, in state Ended
        bool needsListing = false; ///< only events told of it so far: no URIs, no contacts (fact 17)
        bool surprising = false; ///< the event does not follow from what we knew: something was missed
    };

    [[nodiscard]] Change apply(const DialogStateChanged &event);
    /// A row of `dlg_list` or `dlg_list_ctx`. Rows in state Ended are dropped (fact 17).
    /// \param asked  moment() when the list was asked for; 0: nobody knows, it may be old
    [[nodiscard]] Change applyListing(const Dialog &listed, quint64 asked = 0);
    /// How many dialogs have ended so far, to tell what came before from what came after.
    [[nodiscard]] quint64 moment() const { return m_moment; }
    /// The proxy says that it has no such dialog.
    [[nodiscard]] Change remove(const QString &dialogId);

    /// Starts a sweep: from now on, every dialog that an event or a row names counts as seen.
    void beginSweep() { m_seen.clear(); }
    /// Dialogs that nothing named since beginSweep(), although they were there when it began or before.
    [[nodiscard]] QList<Dialog> unseen() const;

    [[nodiscard]] const Dialog *find(const QString &dialogId) const;
    [[nodiscard]] QList<Dialog> byCallId(const SipCallId &callId) const;
    [[nodiscard]] QList<Dialog> all() const { return m_dialogs.values(); }
    [[nodiscard]] qsizetype size() const { return m_dialogs.size(); }
    /// `lasting` is since this table is.
    [[nodiscard]] const DialogCounts &counts() const { return m_counts; }
    /// Listed at least once, so URIs and contacts are known.
    [[nodiscard]] bool isListed(const QString &dialogId) const { return m_listed.contains(dialogId); }

private:
    [[nodiscard]] Change bury(const QString &dialogId, DialogState before);
    void insert(const Dialog &dialog);
    void count(DialogState state, int by);

    DialogCounts m_counts;
    QHash<QString, Dialog> m_dialogs; // by ID
    QMultiHash<SipCallId, QString> m_byCallId;
    QSet<QString> m_listed;
    QSet<QString> m_seen;
    quint64 m_moment = 0;
    QHash<QString, quint64> m_buried; // since which moment
    QQueue<std::pair<QString, quint64>> m_burials; // oldest first, bounds m_buried
};

} // namespace cordboard::opensips
