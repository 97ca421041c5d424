// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/flow.h"

#include <map>
#include <vector>

/// Holding and resuming. One leg at a time by `dlg_send_sequential`, which survives a silent phone and tells
/// the code (facts 33, 34); only a 4.x proxy without datagram lane is asked to `call_hold` both legs, and
/// only what that holds is given back by `call_unhold`. A 3.x proxy gets neither, ever: it dies of them when
/// a phone is silent.
///
/// Each offer's version is written into the dialog before it is sent (dialogvariables.h): versions rise even
/// if we are killed in between, and a backup node of a cluster says 403 before a phone hears anything (fact
/// 47).
///
/// A hold that succeeds on one leg only is taken back (design: half a hold). After a stop, legs that were or
/// become held are resumed, and the flow leaves once nothing is under way any more.
namespace cordboard::opensips {

/// What goes on with one leg.
struct HoldLeg {
    enum class Means {
        Nothing, ///< it already is as wanted
        Sequential, ///< `dlg_send_sequential`
        Callops, ///< `call_hold`, `call_unhold`: both legs, told by events
    };
    enum class Step {
        Idle,
        Reserving, ///< the version of the offer is being written into the dialog
        Queued, ///< its offer may go out next
        Asking, ///< its phone has to decide
        Storing, ///< its phone agreed; that is being written into the dialog
    };

    LegRole role = LegRole::Caller;
    Means means = Means::Nothing;
    Step step = Step::Idle;
    bool resume = false; ///< what the request under way, or the next one, is for
    bool held = false; ///< as far as we know
    bool changed = false; ///< by this flow
    bool uncertain = false; ///< a hold was sent, and it cannot be known what became of it
    bool undone = false; ///< taking it back has been tried
    bool startTold = false;
    bool clearsProxyMark =
        false; ///< resumed by us though callops holds it (3.x only): its variable must go, too
    int stores = 0; ///< answers that Storing waits for
    QString sdp = {}; ///< what the leg was told last by others
    QString version = {}; ///< of our last offer to it
    std::optional<Failure> failure = {};
};

/// The state of a HoldFlow; a value.
struct HoldState {
    enum class Phase {
        Asking,
        Undoing, ///< one leg failed, the other one is given back; then it settles
        Settled,
    };
    enum class Purpose { Reserve, Invite, Store, Callops, Sweep };
    struct Pending {
        Purpose purpose;
        size_t leg = 0;
        bool resume = false; ///< of a Callops request: which legs it is for
    };

    Dialog dialog;
    NodeTraits traits;
    bool resume = false;
    Phase phase = Phase::Asking;
    bool holdingTold = false;
    bool left = false;
    std::optional<Failure> verdict; ///< while Undoing: how it will settle
    std::vector<HoldLeg> legs; ///< those that the command is about
    std::map<int, Pending> pending; ///< by tag
    int lastTag = 0;
};

struct HoldTransition {
    HoldState state;
    FlowActions actions;
};

/// The first step. \param leg  nothing: both
[[nodiscard]] HoldTransition beginHold(
    const Dialog &dialog, std::optional<LegRole> leg, bool resume, const NodeTraits &traits);
[[nodiscard]] HoldTransition next(HoldState state, const FlowEvent &event);

/// Settles with WrongState (rings, or nothing to resume), NotSupported (the proxy lists no usable SDP, or
/// cannot resume one leg alone), RefusedByProxy, RejectedByParty (with the SIP status where the lane tells
/// it), NoAnswer, CallEnded, ProxyUnreachable, Timeout, Cancelled. The call is kept, unless it ended.
class HoldFlow final : public Flow {
public:
    /// \param dialog  as `dlg_list_ctx` lists it, with SDP and variables
    HoldFlow(const Dialog &dialog, std::optional<LegRole> leg, bool resume, const NodeTraits &traits);
    [[nodiscard]] FlowActions begin() override;
    [[nodiscard]] FlowActions handle(const FlowEvent &event) override;
    [[nodiscard]] const HoldState &state() const noexcept { return m_state; }

private:
    std::optional<LegRole> m_leg;
    HoldState m_state;
};

} // namespace cordboard::opensips
