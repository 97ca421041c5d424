// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialogs/dialogtable.h"
#include "server/connectors/opensips/management/managementcall.h"

#include <QObject>
#include <QSet>

namespace cordboard::opensips {

/// Keeps a DialogTable equal to the proxy's dialogs: feeds it events, asks for the listing of what only
/// events told of, and sweeps over all of them when events may have been lost (fact 26).
///
/// A sweep pages `dlg_list_ctx` twice, 20 a page (fact 48: what fits a datagram), since paging is no snapshot
/// (fact 6); what neither pass nor an event named is gone: a few are asked for one by one, many at once are
/// believed.
class Synchroniser : public QObject {
    Q_OBJECT
public:
    explicit Synchroniser(ManagementCall call, QObject *parent = nullptr);

    [[nodiscard]] const DialogTable &table() const { return m_table; }

    void handle(const DialogStateChanged &event);
    /// Asks for the dialogs of one Call-ID now; a question that is under way is not repeated.
    void refresh(const SipCallId &callId, Priority priority = Priority::Command);
    /// Sweeps; while one is under way, another begins after it. swept() tells the end of each.
    void sweep();
    /// Forgets everything, as a restarted proxy has.
    void clear();
    [[nodiscard]] bool isSweeping() const { return m_sweeping; }

Q_SIGNALS:
    void added(const cordboard::opensips::Dialog &dialog);
    void changed(const cordboard::opensips::Dialog &dialog);
    void gone(const cordboard::opensips::Dialog &last);
    /// The table is the proxy's (`complete`), or the proxy did not answer.
    void swept(bool complete);

private:
    void announce(const DialogTable::Change &change);
    void page(int pass, int index);
    void takePage(int pass, int index, const Result<QJsonValue> &answer);
    void finishPasses();
    void finishSweep(bool complete);
    void verifyNext();

    ManagementCall m_call;
    DialogTable m_table;
    QSet<SipCallId> m_asking;
    QList<Dialog> m_toVerify;
    quint64 m_generation = 0; // rises with clear(): answers to older questions are void
    bool m_sweeping = false;
    bool m_sweepAgain = false;
};

} // namespace cordboard::opensips
