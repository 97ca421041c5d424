// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/calllistmodel.h"
#include "console/models/directorymodel.h"
#include "console/models/eventlogmodel.h"
#include "console/models/storymodel.h"

#include <QDateTime>

namespace cordboard::tests {

/// 2026-11-24 14:32:45, the present of all tests that need one.
inline constexpr qint64 present = 1795530765000;

[[nodiscard]] inline QString isoTime(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs);
}

[[nodiscard]] inline json::Nullable<protocol::Party> party(const char *name, const char *number)
{
    const QString user = QString::fromUtf8(number).remove(u' ');
    json::Nullable<QString> display;
    if (*name) {
        display.value = QString::fromUtf8(name);
    }
    return {protocol::Party{QStringLiteral("sip:%1@demo.example").arg(user), display}};
}

/// A call that is answered: the caller and the callee talk.
/// \param inState, total  seconds before `present`
[[nodiscard]] inline LiveCall someCall(const char *id, json::Nullable<protocol::Party> caller,
    json::Nullable<protocol::Party> callee, CallState state = CallState::Answered, int inState = 60,
    int total = 120, const char *node = "edge-1", const char *journey = "")
{
    protocol::Call call;
    call.id = CallId(QString::fromLatin1(id));
    call.callId = SipCallId(QString::fromLatin1(id) + QStringLiteral("@host"));
    call.node = NodeName(QString::fromLatin1(node));
    call.state = state;
    call.caller = std::move(caller);
    call.callee = std::move(callee);
    call.legs = {{LegRole::Caller, {}, {}}, {LegRole::Callee, {}, {}}};
    call.startedAt.value = isoTime(present - total * 1000LL);
    if (state != CallState::Ringing) {
        call.answeredAt.value = isoTime(present - total * 1000LL + 4000);
    }
    call.stateSince.value = isoTime(present - inState * 1000LL);
    if (*journey) {
        call.journey.value = JourneyId(QString::fromLatin1(journey));
    }
    if (state == CallState::Held) {
        call.legs[0].heldBy.value = HeldBy::Cordboard;
    }
    call.allowedActions = {CallAction::End};
    if (state == CallState::Answered || state == CallState::Held) {
        call.allowedActions.insert(call.allowedActions.end(),
            {state == CallState::Held ? CallAction::Unhold : CallAction::Hold, CallAction::BlindTransfer,
                CallAction::AttendedTransfer});
    }
    return {std::move(call), {}};
}

[[nodiscard]] inline QHash<CallId, LiveCall> byId(const QList<LiveCall> &calls)
{
    QHash<CallId, LiveCall> table;
    for (const LiveCall &live : calls) {
        table.insert(live.call.id, live);
    }
    return table;
}

/// Twenty-five calls of a busy service desk, five of which need somebody.
[[nodiscard]] inline QList<LiveCall> busyDesk()
{
    using enum CallState;
    QList<LiveCall> calls{
        someCall("a1", party("Krankenhaus St. Elisabeth, Notaufnahme", "+49 221 4710 118"),
            party("Bob Keller", "214"), Held, 408, 680, "edge-1", "4F2aa"),
        someCall("a2", party("Bob Keller", "214"), party("Carol Meyer", "227"), Answered, 62, 74, "edge-1",
            "4F2aa"),
        someCall("a3", party("Oyelaran Adebayo-Williams", "+44 20 7946 0831"),
            party("Fatima El-Sayed", "218"), Held, 185, 542, "edge-2"),
        someCall("a4", party("Sofia Lindgren", "+46 8 465 004 27"), party("Hanna Lindqvist", "222"), Ringing,
            47, 47),
        someCall("a5", {}, party("Sales queue", "800"), Ringing, 31, 31, "edge-2"),
        someCall("a6", party("Ana Ferreira", "+33 1 99 00 12 34"), party("Luca Romano", "231"), Answered, 440,
            451, "edge-2"),
        someCall("b1", party("Pieter van den Berg", "+1 415 555 0134"), party("Jonas Weber", "209"), Ringing,
            12, 12),
        someCall("b2", party("Dorina Popescu", "205"),
            party("Autohaus Krüger GmbH & Co. KG", "+49 30 23125 417"), Ringing, 6, 6),
        someCall("b3", party("Matteo Bianchi", "+61 2 5550 1432"), party("Service queue", "801"), Ringing, 2,
            2, "edge-2"),
        someCall("b4", party("Grace O’Sullivan", "+353 20 915 0044"), party("Katarzyna Wiśniewska", "244"),
            Answered, 270, 280),
        someCall("b5", party("Chukwuemeka Okafor", "+44 20 7946 0227"), party("Ingrid Møller", "236"),
            Answered, 130, 137, "edge-2"),
        someCall("b6", party("Élodie Marchand-Dubois", "+33 1 99 00 45 18"),
            party("Gheorghe Ionescu-Brătescu", "240"), Held, 72, 333),
        someCall("b7", party("Emil Novák", "233"), party("Werkstatt Hamburg-Altona", "+49 40 66969 302"),
            Held, 24, 230),
        someCall("c1", party("Stadtwerke Nordhaven", "+49 89 99998 120"), party("Marek Dvořák", "246"),
            Answered, 4314, 4328),
        someCall("c2", party("Priya Raghunathan", "+44 20 7946 0912"), party("Aylin Yıldız", "247"), Answered,
            2300, 2311, "edge-2"),
        someCall("c3", party("Thomas Berger", "+49 30 23125 088"), party("Nils Håkansson", "251"), Answered,
            1269, 1275),
        someCall("c4", party("Ruxandra Dumitrescu", "+40 21 555 0142"), party("Paula Schmitt", "252"),
            Answered, 1066, 1078, "edge-2"),
        someCall(
            "c5", party("Yuki Tanaka", "+81 3 5550 0176"), party("Owen Clarke", "253"), Answered, 842, 850),
        someCall("c6", party("Maria-Magdalena von Hohenberg-Steinfels", "+49 221 4710 664"),
            party("Selma Haddad", "254"), Answered, 698, 704),
        someCall("c7", party("Kwame Boateng", "+44 20 7946 0455"), party("Viktor Hansen", "255"), Answered,
            561, 569, "edge-2"),
        someCall("c8", party("Leila Nazari", "+49 40 66969 771"), party("Ines Carvalho", "256"), Answered,
            433, 447, "edge-2"),
        someCall("c9", party("Anders Bergström", "+46 8 465 004 91"), party("Rafael Ortiz", "257"), Answered,
            318, 325),
        someCall("d1", party("Mihai Stoica", "+40 21 555 0177"), party("Judith Aigner", "259"), Answered, 204,
            213),
        someCall("d2", party("Caroline Ashworth", "+44 20 7946 0063"), party("Petra Vogel", "260"), Answered,
            127, 139, "edge-2"),
        someCall("d3", party("Nguyễn Thị Hạnh", "+1 415 555 0188"), party("Samuel Osei", "262"), Answered, 41,
            52, "edge-2"),
    };
    calls[12].call.legs[0].heldBy.value.reset();
    calls[12].call.legs[1].heldBy.value = HeldBy::Cordboard;
    calls[9].call.commands = {{CommandId(QStringLiteral("t1")), QStringLiteral("CallBlindTransfer")}};
    calls[10].call.commands = {{CommandId(QStringLiteral("t2")), QStringLiteral("CallBlindTransfer")}};
    for (const int transferred : {9, 10}) {
        calls[transferred].call.allowedActions = {CallAction::End};
    }
    return calls;
}

/// The models of a window, with a clock that stands still until a test moves it.
struct CallWorld {
    qint64 now = present;
    console::Clock clock = [this] { return now; };
    console::CallStore store{clock};
    console::CallListModel calls{store, clock};
    console::DirectoryModel directory{store, clock};
    console::EventLogModel events;
    console::StoryModel story;

    void fill(const QList<LiveCall> &list)
    {
        store.reset(byId(list));
        store.flush();
    }
    /// Registers people by their numbers.
    void registerPeople(const QStringList &numbers)
    {
        std::vector<protocol::Registration> list;
        for (const QString &number : numbers) {
            list.push_back(
                {number, NodeName(QStringLiteral("edge-1")), {{QStringLiteral("sip:x@host"), {}, {}}}});
        }
        directory.reset(list);
    }
    /// A command of this user.
    [[nodiscard]] console::CommandState command(const char *id, console::CommandRequest::What what,
        const char *call, const char *destination = "",
        console::CommandState::Phase phase = console::CommandState::Phase::Running) const
    {
        console::CommandState state;
        state.id = CommandId(QString::fromLatin1(id));
        state.request.what = what;
        state.request.call = CallId(QString::fromLatin1(call));
        state.request.destination = QStringLiteral("sip:258@demo.example");
        state.request.destinationName = QString::fromUtf8(destination);
        state.phase = phase;
        state.begunAt = QDateTime::currentDateTimeUtc();
        state.limit = std::chrono::seconds(45);
        return state;
    }
};

} // namespace cordboard::tests
