// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/calls/calldirectory.h"
#include "server/calls/livecall.h"
#include "server/clients/access/principal.h"

#include <QHash>
#include <QMultiHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <deque>

namespace cordboard {

struct VisibilitySettings {
    /// Which domain the addresses of record of a node belong to that come without one.
    QHash<NodeName, QString> domains = {};
    /// For so long an ended call is still asked about.
    std::chrono::milliseconds keepEnded{300000};
};

/// Whose calls and registrations are shown to whom.
///
/// A call belongs to the scope that covers its callee, or its caller if that one is registered here: a From
/// header proves nothing (RFC 3261 section 20.20), and a stranger could name anybody. A caller that was seen
/// registered while its call was there stays proven, so that no call vanishes with an expired registration.
/// Main thread.
class Visibility : public QObject {
    Q_OBJECT
public:
    /// \param directory  must outlive this
    explicit Visibility(
        const CallDirectory &directory, VisibilitySettings settings = {}, QObject *parent = nullptr);

    [[nodiscard]] bool sees(const Principal &principal, const CallInfo &call) const;
    [[nodiscard]] bool sees(const Principal &principal, const LiveCall &call) const;
    [[nodiscard]] bool sees(const Principal &principal, const Registration &registration) const;

Q_SIGNALS:
    /// Callers of calls that were there already turned out to be registered: limited scopes may see more than
    /// the changes of calls tell.
    void widened();

private:
    [[nodiscard]] PartyKey partyOf(const Registration &registration) const;
    [[nodiscard]] bool isRegistered(const PartyKey &party) const;
    [[nodiscard]] bool coversParties(
        const Scope &scope, const CallId &id, const PartyKey &caller, const PartyKey &callee) const;
    void onCall(const CallInfo &call);
    void onGone(const CallInfo &last);
    void stopWaiting(const CallId &call);
    void onRegistration(const Registration &registration);
    void forgetEnded();

    struct Gone {
        std::chrono::steady_clock::time_point at;
        CallId id;
    };

    VisibilitySettings m_settings;
    QHash<QString, int> m_registered; ///< `user@host` to the number of nodes where it is
    QSet<QString> m_known; ///< node and address of record, of those with contacts
    QHash<CallId, QString> m_proven; ///< the caller that is proven
    QMultiHash<QString, CallId> m_unproven; ///< by caller
    QHash<CallId, QString> m_waiting; ///< the same the other way round: one caller a call
    std::deque<Gone> m_gone;
    QTimer m_forget;
};

} // namespace cordboard
