// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/dialog.h"
#include "server/connectors/opensips/dialogs/journeylinks.h"
#include "server/connectors/opensips/dialogs/partybook.h"

#include <functional>

namespace cordboard::opensips {

/// All that the proxy's script tells of calls (E_CORDBOARD, fact 43), joined with what the connector knows of
/// them. No I/O, no clock; nothing in it grows without end. Events that name no dialog are ignored.
class ScriptSide {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// A dialog that is known now, and the journey that it has without this class (empty: none).
    struct KnownCall {
        Dialog dialog = {};
        JourneyId journey = {};
    };
    /// The dialogs of a Call-ID. Called from within note() only.
    using CallsOf = std::function<QList<KnownCall>(const SipCallId &)>;

    explicit ScriptSide(CallsOf callsOf)
        : m_callsOf(std::move(callsOf))
    {
    }

    /// \returns the IDs of the dialogs that apply() fills differently from now on, so that they are to be
    /// told of anew; they need not be known yet. After a Hold, list the dialog anew, too: the event's word
    /// counts for two seconds only (see PartyBook::apply).
    [[nodiscard]] QStringList note(const ScriptEvent &event, Time now);
    /// Fills names, addresses, a phone's hold, how the call ended (once its state is Ended) and the journey,
    /// where `info` lacks them.
    void apply(const QString &dialogId, CallInfo &info) const;
    /// Whether an INVITE told who the parties of this dialog are.
    [[nodiscard]] bool knowsParties(const QString &dialogId) const { return m_book.knowsParties(dialogId); }
    /// That phones made by transferring or replacing calls; empty: none. Whoever wants it to outlive a
    /// restart keeps it at the proxy (fact 42).
    [[nodiscard]] JourneyId journeyOf(const QString &dialogId) const { return m_links.journeyOf(dialogId); }
    /// \returns as note(), what differs since time has passed. To be called every second or so.
    [[nodiscard]] QStringList expire(Time now);
    /// See JourneyLinks.
    void expectReplacement(const QString &dialogId, const JourneyId &journey, Time now)
    {
        m_links.expectReplacement(dialogId, journey, now);
    }
    /// The dialog is over and was told of, in this journey.
    void bury(const QString &dialogId, const JourneyId &journey, Time now);
    /// The proxy was restarted: its dialogs are gone, and their IDs come again.
    void clear();

private:
    [[nodiscard]] LinkedCall linked(const KnownCall &call) const;
    [[nodiscard]] QStringList link(const ScriptEvent &event, Time now);
    [[nodiscard]] std::optional<LinkedCall> referredCall(const ScriptEvent &event) const;

    CallsOf m_callsOf;
    PartyBook m_book;
    JourneyLinks m_links;
    AgedMap<QString, ScriptEvent> m_early{
        2'000, std::chrono::seconds(2)}; // REFERs in dialogs not yet told of
};

} // namespace cordboard::opensips
