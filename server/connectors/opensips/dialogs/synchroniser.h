// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialogs/dialogtable.h"
#include "server/connectors/opensips/management/managementcall.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>

#include <chrono>

namespace cordboard::opensips {

/// Keeps a DialogTable equal to the proxy's dialogs: feeds it events, asks for the listing of what only
/// events told of, and sweeps over all of them when events may have been lost (fact 26).
///
/// A sweep pages `dlg_list_ctx` twice, since paging is no snapshot (fact 6); what neither pass nor an event
/// named is asked for by itself before it is believed to be gone: who was wrongly buried would never come
/// back. A dialog is joined (asked for by its Call-ID) once it rings, a few at a time: one that is refused at
/// once, as a scanner's are, costs nothing (fact 44).
class Synchroniser : public QObject {
    Q_OBJECT
public:
    explicit Synchroniser(ManagementCall call, QObject *parent = nullptr);

    [[nodiscard]] const DialogTable &table() const { return m_table; }

    void handle(const DialogStateChanged &event);
    /// Whether new dialogs are joined; not where the proxy's script tells what a join would (fact 43).
    void setJoining(bool joining) { m_joinsNew = joining; }
    /// Rows of a page in a sweep: at most 20 over datagrams (fact 48), 100 over HTTP (fact 6).
    void setRowsPerPage(int rows) { m_rowsPerPage = rows; }
    /// Asks for the dialogs of one Call-ID now; while a question is under way, once more after it, since its
    /// answer may be older than the reason to ask.
    void refresh(const SipCallId &callId, Priority priority = Priority::Command);
    /// Sweeps; while one is under way, another begins after it. swept() tells the end of each.
    void sweep();
    /// The proxy was restarted so long ago: forgets what it had before. What came since is kept, since a
    /// sweep or an event may tell of new calls before anything tells of the restart. Questions under way are
    /// void.
    void clear(std::chrono::milliseconds ago = {});
    [[nodiscard]] bool isSweeping() const { return m_sweeping; }

Q_SIGNALS:
    void added(const cordboard::opensips::Dialog &dialog);
    void changed(const cordboard::opensips::Dialog &dialog);
    void gone(const cordboard::opensips::Dialog &last);
    /// The table is the proxy's (`complete`), or the proxy did not answer.
    void swept(bool complete);
    /// An event did not follow from what was known: others before it are lost.
    void mismatched();

private:
    void announce(const DialogTable::Change &change);
    void page(int pass, int index);
    /// When a question was asked.
    struct Asked {
        quint64 generation = 0;
        quint64 moment = 0; ///< DialogTable::moment()
    };
    [[nodiscard]] Asked now() const { return {m_generation, m_table.moment()}; }
    void takePage(int pass, int index, quint64 asked, const Result<QJsonValue> &answer);
    void takeListing(const SipCallId &callId, quint64 asked, const Result<QJsonValue> &answer);
    void join(const SipCallId &callId);
    void joinNext();
    void finishPasses();
    void finishSweep(bool complete);
    void verifyNext();
    void verified(const Dialog &dialog, const Result<QJsonValue> &answer);

    ManagementCall m_call;
    DialogTable m_table;
    QElapsedTimer m_clock;
    QHash<QString, qint64> m_arrivals; // of each dialog in the table, by m_clock
    QHash<SipCallId, bool> m_asking; // whether to ask once more
    QList<SipCallId> m_toJoin;
    int m_joins = 0; // under way
    QList<Dialog> m_toVerify;
    int m_verifications = 0; // under way
    int m_rowsPerPage = 20;
    bool m_joinsNew = true;
    quint64 m_generation = 0; // rises with clear(): answers to older questions are void
    bool m_sweeping = false;
    bool m_sweepAgain = false;
};

} // namespace cordboard::opensips
