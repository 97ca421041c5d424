// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialog.h"

#include <QElapsedTimer>
#include <QObject>
#include <QQueue>
#include <QSet>
#include <QTimer>

namespace cordboard::opensips {

/// Decides from when on a dialog is a call that everybody sees.
///
/// A dialog shows once it rings and its parties are known; where those are late, after 250 ms without them.
/// One that nobody has answered by any means yet (state 1) does not show: a scanner makes a thousand a second
/// (fact 26). Commands hear of their dialogs at once; this is for the eyes of people only.
class Publication : public QObject {
    Q_OBJECT
public:
    explicit Publication(QObject *parent = nullptr);

    static constexpr std::chrono::milliseconds patience{250};

    /// A dialog is new or has changed. \param partiesKnown  listed, or told by the proxy's script
    /// \return whether it shows (now)
    [[nodiscard]] bool admit(const Dialog &dialog, bool partiesKnown);
    /// A command names the dialogs of this Call-ID to its client: they show, whatever is known of them.
    void expect(const SipCallId &callId) { m_expected.insert(callId); }
    /// The command is over; dialogs that show go on doing so.
    void expectNoMore(const SipCallId &callId) { m_expected.remove(callId); }
    [[nodiscard]] bool isPublic(const QString &dialogId) const { return m_public.contains(dialogId); }
    /// It is over. \return whether it showed
    [[nodiscard]] bool withdraw(const QString &dialogId);

Q_SIGNALS:
    /// Its parties are late: from now on it shows without them.
    void ripe(const QString &dialogId);

private:
    struct Waiting {
        qint64 since = 0; // ms of m_clock
        QString dialogId;
    };
    void show(const QString &dialogId);
    void ripen();

    QSet<SipCallId> m_expected;
    QSet<QString> m_public;
    QSet<QString> m_waiting;
    QQueue<Waiting> m_queue; // oldest first; may name dialogs that do not wait any more
    QElapsedTimer m_clock;
    QTimer m_timer;
};

} // namespace cordboard::opensips
