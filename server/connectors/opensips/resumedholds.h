// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/words.h"
#include "server/connectors/opensips/dialog.h"
#include "server/connectors/opensips/management/managementcall.h"

#include <QObject>
#include <QSet>

namespace cordboard::opensips {

/// Clears the variable of a hold of ours that the phone itself has ended (dialogvariables.h): left there, it
/// would make a later hold of that phone's own look like ours.
///
/// Since a hold of ours may be on its way at the same time, by this Cordboard or another one, the proxy is
/// asked once more before anything is written, and nothing is written while or after a command of ours held
/// the call.
class ResumedHolds : public QObject {
    Q_OBJECT
public:
    explicit ResumedHolds(ManagementCall call, QObject *parent = nullptr);

    /// A dialog was listed. What cannot be cleared is tried again when it is seen again.
    void see(const Dialog &dialog);
    /// A phone has offered to send or receive (the proxy's script tells it). Until that is cleared, an
    /// `inactive` of a later listing is a hold of the phones: they may have agreed on both between two
    /// listings.
    void offered(const SipCallId &callId) { m_offered.insert(callId); }
    /// The call is over.
    void forget(const SipCallId &callId) { m_offered.remove(callId); }
    /// A command begins to hold or to resume a call: what was read of it before is void.
    void begin(const SipCallId &callId);
    /// And has left it alone; as often as begin().
    void end(const SipCallId &callId);

Q_SIGNALS:
    /// The proxy has taken it: the listing of this call has changed.
    void cleared(const cordboard::SipCallId &callId);

private:
    void clear(const Dialog &fresh);
    [[nodiscard]] bool isResumed(const Dialog &dialog, LegRole leg) const;

    ManagementCall m_call;
    QHash<SipCallId, int> m_commands; // that are under way
    QSet<SipCallId> m_offered;
    QSet<SipCallId> m_asking;
    QSet<SipCallId> m_overtaken; // of m_asking: a command has begun since
};

} // namespace cordboard::opensips
