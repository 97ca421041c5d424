// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/id.h"
#include "common/protocol/words.h"
#include "server/connectors/opensips/dialogs/agedmap.h"
#include "server/connectors/opensips/events/scriptevent.h"

#include <QStringList>

namespace cordboard::opensips {

/// A call that another one follows from.
struct LinkedCall {
    QString dialogId = {};
    SipCallId callId = {};
    QString callerTag = {}; ///< empty while unknown
    JourneyId journey = {}; ///< that it has already; empty: none
    QStringList callerUris = {}; ///< all by which the caller is known: From, contact
    QStringList calleeUris = {}; ///< To, request URI, contact
};

/// Which calls belong together because phones made it so: by Replaces (RFC 3891), and by a REFER that a phone
/// sent and the INVITE that comes of it. No I/O, no clock.
///
/// The journey of the old call is carried to the new one. If it has none, both get one that follows from the
/// old Call-ID, so that every Cordboard finds the same. An old call gets its journey with the REFER: it may
/// be gone before the INVITE.
///
/// Strangers must not get into a journey: Replaces must name the caller's tag, which only the two phones and
/// the proxy know; the INVITE of a transfer must be to the REFER's target and be Referred-By its sender (RFC
/// 3892). Not every phone says by whom it was sent (baresip does not): then it must be the phone that was
/// sent, by its From, and call within 5 seconds.
///
/// Events of different processes of the proxy overtake one another (fact 15), so a REFER may be told of up to
/// two seconds after the INVITE that came of it, if that says by whom it was sent.
///
/// At most 50,000 calls with a journey, ended ones included, for a day after the last event; 2,000 targets
/// with 16 REFERs each, for 60 seconds (a phone that is referred answers within 32, RFC 3261 timer F, and
/// dials).
class JourneyLinks {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// A phone of `old`, on this side, sends the other one elsewhere.
    /// \returns the dialogs that got a journey, here the old one or none
    QStringList referred(const LinkedCall &old, LegRole side, const QString &referTo, Time now);
    /// A new call. \param replaced  what is known of the dialogs whose Call-ID stands in its Replaces
    /// \returns the dialogs that got a journey, the new one and old ones
    QStringList invited(const SipCallId &callId, const QString &dialogId, const ScriptEvent::Invite &invite,
        const QList<LinkedCall> &replaced, Time now);

    /// A command is about to have this call replaced by one of this journey.
    void expectReplacement(const QString &dialogId, const JourneyId &journey, Time now)
    {
        m_expected.touch(dialogId, now) = journey;
    }

    /// Empty: none is known here.
    [[nodiscard]] JourneyId journeyOf(const QString &dialogId) const;
    void expire(Time now);
    /// The dialog is over, and was in this journey (empty: in none). What is told of it late still finds
    /// that.
    void bury(const QString &dialogId, const JourneyId &journey, Time now);
    void clear();
    [[nodiscard]] qsizetype size() const { return m_journeys.size(); }

private:
    struct Refer {
        QString oldDialog;
        QStringList referrers; // addresses
        QStringList referees;
        JourneyId journey;
        SipCallId newCall; // once it has come
        Time since;
    };
    struct Early { // an INVITE whose REFER nobody has told of
        QString dialog;
        SipCallId callId;
        QString referrer; // address
    };
    [[nodiscard]] std::optional<Early> takeEarly(const QString &target, const QStringList &referrers);
    void noteEarly(
        const SipCallId &callId, const QString &dialogId, const ScriptEvent::Invite &invite, Time now);
    [[nodiscard]] JourneyId referrersJourney(
        const SipCallId &callId, const ScriptEvent::Invite &invite, Time now);
    void give(const QString &dialogId, const JourneyId &journey, QStringList &changed, Time now);

    AgedMap<QString, JourneyId> m_journeys{50'000, std::chrono::hours(24)};
    AgedMap<QString, QList<Refer>> m_refers{2'000, std::chrono::seconds(60)}; // by target
    AgedMap<QString, JourneyId> m_expected{2'000, std::chrono::seconds(180)};
    AgedMap<QString, QList<Early>> m_early{2'000, std::chrono::seconds(2)}; // by target
};

/// The Call-ID that the value of a Replaces header names; empty: none.
[[nodiscard]] SipCallId replacedCallId(const QString &replaces);

/// `user@host` of a URI, a name and address, or a header with one (RFC 3261 section 20.10), for comparing:
/// without scheme, password, port and parameters, the host in lower case. Empty for what cannot be read.
[[nodiscard]] QString comparableAddress(const QString &text);

} // namespace cordboard::opensips
