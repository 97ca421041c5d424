// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/setuprequests.h"
#include "server/connectors/opensips/flows/setuptransfer.h"

#include <variant>

namespace cordboard::opensips {

namespace start {

/// The INVITE is out; the caller's phone may ring.
struct Calling {
    bool lost = false; ///< the MI answer will not come; the dialog tells (fact 48)
    int lookUps = 0;
};
/// The caller's phone has answered; the ACK was not seen yet, and a REFER must not overtake it (fact 12).
struct Answered {
    int lookUps = 0;
};
/// Stopped: whatever the setup call still does, it is ended.
struct Watching { };
struct Over { };
using Phase = std::variant<Calling, Answered, SetupTransfer, Watching, Over>;

} // namespace start

struct StartState {
    StartPlan plan;
    start::Phase phase;
    Dialog setup; ///< the call to the caller's phone, as far as known
    bool isKnown = false; ///< the proxy told of it
    bool isOver = false;
    int nextTag = 1000; ///< the transfer has the tags below
    int lookUpTag = 0; ///< 0: nothing under way
    int endTag = 0;
    int ends = 0; ///< how many times it was asked to end
    bool endWorked = false;
    bool endedRinging = false; ///< when last asked to end, it was not answered
};
struct StartStep {
    StartState state;
    FlowActions actions;
};
[[nodiscard]] StartStep beginStart(StartPlan plan);
/// Pure; defined for every event in every phase.
[[nodiscard]] StartStep next(StartState state, const FlowEvent &event);

/// A CallStart by `t_uac_dlg` over the datagram lane (facts 13, 40): calls the caller's phone, waits for its
/// answer and ACK, transfers it to the callee and ends the setup call, whatever came of it.
class StartFlow : public Flow {
public:
    explicit StartFlow(StartPlan plan);
    [[nodiscard]] FlowActions begin() override;
    [[nodiscard]] FlowActions handle(const FlowEvent &event) override;
    [[nodiscard]] const StartState &state() const noexcept { return m_state; }

private:
    StartState m_state;
};

} // namespace cordboard::opensips
