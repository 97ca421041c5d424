// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/dialogs/agedmap.h"
#include "server/connectors/opensips/events/scriptevent.h"

#include <QStringList>

#include <array>

namespace cordboard::opensips {

/// Who talks to whom by name, what a phone holds and how a call ended, as the proxy's script told it. No I/O,
/// no clock.
///
/// Calls go by the ID of their dialog, not by their Call-ID: whoever knows the Call-ID of a call can open
/// another dialog with it, and an INVITE that was challenged comes again with the same one.
///
/// At most 50,000 calls, and 20,000 that ended; the former for a day after the last event, the latter for a
/// minute. Texts are cut after 512 characters.
class PartyBook {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// An INVITE's addresses, as the caller wrote them; empty where the script did not tell.
    struct Parties {
        QString from = {};
        QString fromName = {};
        QString to = {};
        QString toName = {};
        QString requestUri = {};
        QString contact = {};
        friend bool operator==(const Parties &, const Parties &) = default;
    };

    /// \returns whether apply() fills a call that goes on differently from now on. (How it ended shows with
    /// its end.)
    bool note(const QString &dialogId, const ScriptEvent::Invite &invite, Time now);
    bool note(const QString &dialogId, const ScriptEvent::Failed &failed, Time now);
    bool note(const QString &dialogId, const ScriptEvent::Bye &bye, Time now);
    bool note(const QString &dialogId, const ScriptEvent::Hold &hold, Time now);

    /// Fills what the proxy's list does not tell, or tells later: names, the addresses of a call that was
    /// never listed, and, once the call has ended, by whom and why. What is there already stays; but a
    /// phone's hold holds against `info.legs` and `info.state` for two seconds after its event: by then the
    /// dialog's SDP, from which they are, is listed anew (fact 41), and tells of lost events, too.
    ///
    /// A setup call has the addresses that were asked for, and keeps them.
    void apply(const QString &dialogId, CallInfo &info) const;

    /// Null if nothing is known.
    [[nodiscard]] const Parties *parties(const QString &dialogId) const;
    [[nodiscard]] bool knowsParties(const QString &dialogId) const
    {
        const Parties *known = parties(dialogId);
        return known && !known->from.isEmpty();
    }
    /// The dialogs that apply() fills differently from now on, since holds were told too long ago. Call it
    /// every second or so.
    [[nodiscard]] QStringList expire(Time now);
    /// The dialog is over and was told of. For a minute, as long as there is room, what is told of it late
    /// (fact 15) still finds its parties.
    void bury(const QString &dialogId, Time now);
    void clear();
    [[nodiscard]] qsizetype size() const { return m_calls.size() + m_ended.size(); }

private:
    struct Entry {
        Parties parties = {};
        std::optional<EndedBy> endedBy = {};
        QString reason = {};
        bool hasEnded = false;
    };
    /// What an offer says of each leg (by LegRole); nothing: ask the listing.
    using HeldLegs = std::array<std::optional<bool>, 2>;

    [[nodiscard]] const Entry *find(const QString &dialogId) const;
    void end(const QString &dialogId, std::optional<EndedBy> by, const QString &reason, Time now);
    static void applyHold(const HeldLegs &held, CallInfo &info);

    AgedMap<QString, Entry> m_calls{50'000, std::chrono::hours(24)};
    AgedMap<QString, Entry> m_ended{20'000, std::chrono::minutes(1)};
    AgedMap<QString, HeldLegs> m_holds{50'000, std::chrono::seconds(2)};
};

/// What a Reason header (RFC 3326) says, for people: `SIP;cause=480;text="Gone"` is "480 Gone", a cause of
/// another protocol goes with its name, "Q.850 16 Normal". The first value alone; as it stands when it cannot
/// be read.
[[nodiscard]] QString reasonText(const QString &header);

/// Who a final failure comes from, as far as its code tells (RFC 3261 section 21): the callee who declines
/// (480, 486, 6xx ...), the caller who gives up (487), else the proxy. Nothing for 0.
[[nodiscard]] std::optional<EndedBy> refuserOf(int code);

} // namespace cordboard::opensips
