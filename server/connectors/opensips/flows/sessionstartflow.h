// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/setuprequests.h"
#include "server/connectors/opensips/flows/setuptransfer.h"

#include <variant>
#include <vector>

namespace cordboard::opensips {

namespace sessionstart {

/// The session is asked for; what happens before its key is known waits here.
struct Opening {
    std::vector<FlowEvent> early;
};
/// The caller's phone is called.
struct Ringing {
    int lookUps = 0;
};
/// Stopped: whatever the session still does, it is ended.
struct Watching { };
struct Over { };
using Phase = std::variant<Opening, Ringing, SetupTransfer, Watching, Over>;

} // namespace sessionstart

struct SessionStartState {
    StartPlan plan;
    sessionstart::Phase phase;
    Dialog setup; ///< its Call-ID is the session's key (fact 10); empty while unknown
    bool sessionOver = false;
    bool dialogOver = false;
    int nextTag = 1000; ///< the transfer has the tags below
    int lookUpTag = 0; ///< 0: nothing under way
    int terminateTag = 0;
    int endTag = 0;
    int ends = 0; ///< how many times both were asked to end
    bool endedRinging = false; ///< when last asked to end, it was not answered
};
struct SessionStartStep {
    SessionStartState state;
    FlowActions actions;
};
[[nodiscard]] SessionStartStep beginSessionStart(StartPlan plan);
/// Pure; defined for every event in every phase.
[[nodiscard]] SessionStartStep next(SessionStartState state, const FlowEvent &event);

/// A CallStart by `ua_session_client_start`, for a node without a datagram lane (facts 10, 11, 38, 39). The
/// phone gets no ACK, so the transfer begins with the answer and has about half a minute; the session's
/// dialog stays when the phone hangs up, so both the session and the dialog are ended.
class SessionStartFlow : public Flow {
public:
    explicit SessionStartFlow(StartPlan plan);
    [[nodiscard]] FlowActions begin() override;
    [[nodiscard]] FlowActions handle(const FlowEvent &event) override;
    [[nodiscard]] const SessionStartState &state() const noexcept { return m_state; }

private:
    SessionStartState m_state;
};

} // namespace cordboard::opensips
