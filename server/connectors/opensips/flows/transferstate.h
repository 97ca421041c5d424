// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/overloaded.h"
#include "server/connectors/opensips/flows/flow.h"
#include "server/connectors/opensips/flows/transferparties.h"

#include <QSet>

#include <optional>
#include <variant>
#include <vector>

namespace cordboard::opensips {

/// What is to be transferred where. Blind: `destination` is set, `other` is not. Attended: `other` is set.
struct TransferPlan {
    Dialog call = {}; ///< A, as listed: its ID, URIs, tags and contacts are needed
    LegRole leg = LegRole::Callee; ///< of A: who is kept
    std::optional<SipUri> destination = {}; ///< attended: where leg B is reached, if not at its own address
    std::optional<Dialog> other = {}; ///< B
    LegRole otherLeg = LegRole::Callee; ///< of B: whom the kept party is joined with
    NodeTraits traits = {};
    /// The Call-IDs of all dialogs that the node has when the transfer begins: none of them is the new call,
    /// and events that name one belong to an earlier transfer (fact 31).
    QSet<SipCallId> bystanders = {};
    /// A is the first dialog of a CallStart: whoever runs this transfer ends A, whatever comes of it.
    bool setup = false;
};

namespace transfer {

/// The answers that a transfer waits for; those about new calls follow from NewCallTags.
enum Tag { CallTransfer = 1, Refer = 2, EndCall = 3, EndOther = 4, NewCallTags = 10 };
/// More new calls than this in one transfer are somebody's game; the first ones count. Keeps all tags below
/// 100.
constexpr int maxNewCalls = 16;

/// A dialog that may be what the transfer brings.
struct NewCall {
    Dialog dialog = {}; ///< without URIs while it is not listed
    enum class Parties { Unknown, Expected, Foreign };
    Parties parties = Parties::Unknown; ///< Foreign: somebody used the `osid` (fact 46)
    bool saidOk = false; ///< the event `ok` came
    bool saidFail = false;
    QString contact = {}; ///< where it was sent to, from `start`
    bool looking = false; ///< `dlg_list_ctx` was asked
    bool looked = false; ///< and answered
    enum class End { No, Asked, Done, Failed };
    End end = End::No; ///< our own end of it, after a stop

    [[nodiscard]] bool isListed() const { return !dialog.fromUri.isEmpty() && !dialog.toUri.isEmpty(); }
    [[nodiscard]] bool isAnswered() const { return wasAnswered(dialog); }
    [[nodiscard]] bool isOver() const
    {
        return saidFail || (dialog.state == DialogState::Ended && !isAnswered());
    }
};

/// The request is out and not answered.
struct Asking {
    bool sequential = false; ///< as dlg_send_sequential
    bool otherWayTried = false;
    bool lost = false; ///< no answer will come; events may still tell
};
/// The proxy or the phone has accepted it.
struct Underway { };
/// It succeeded; the old calls are being ended.
struct Closing {
    int unanswered = 0;
};
/// Settled before the outcome was known: what comes late is cleaned up.
struct Watching {
    StopReason reason = StopReason::Deadline;
};
struct Over { };
using Phase = std::variant<Asking, Underway, Closing, Watching, Over>;

} // namespace transfer

struct TransferState {
    TransferPlan plan;
    transfer::Phase phase;
    std::vector<transfer::NewCall> newCalls;
    bool callEnded = false; ///< A was seen to end
    bool otherEnded = false;
    bool toldTransferring = false;
    bool toldStart = false;
    bool toldLate = false;
    QString toldPending = {}; ///< the last TransferPending
};
struct TransferStep {
    TransferState state;
    FlowActions actions;
};

/// The first step. With datagrams a blind transfer goes as a REFER by `dlg_send_sequential`, which tells a
/// refusal and can be repeated (facts 21, 30); else as `call_transfer`.
[[nodiscard]] TransferStep beginTransfer(TransferPlan plan);
/// Pure; defined for every event in every phase.
[[nodiscard]] TransferStep next(TransferState state, const FlowEvent &event);

} // namespace cordboard::opensips
