// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/transferstate.h"

#include <optional>
#include <utility>
#include <variant>

namespace cordboard::opensips {

/// One transition under way: a state that changes and the actions that come of it.
class TransferTransition {
public:
    explicit TransferTransition(TransferState state)
        : m_state(std::move(state))
    {
    }

    void begin();
    void take(const FlowEvent &event);
    [[nodiscard]] TransferStep done() && { return {std::move(m_state), std::move(m_actions)}; }

private:
    template <class P> [[nodiscard]] P *in() { return std::get_if<P>(&m_state.phase); }
    [[nodiscard]] bool isLive() { return in<transfer::Asking>() || in<transfer::Underway>(); }
    void act(FlowAction action) { m_actions.push_back(std::move(action)); }
    void leave();

    // what happens
    void on(const MiAnswered &answer);
    void on(const MiFailed &failure);
    void on(const DialogSeen &seen);
    void on(const TransferChanged &event);
    void on(const HoldChanged &) { }
    void on(const SessionChanged &) { }
    void on(const Stopped &stop);
    void on(const GraceOver &) { leave(); }

    // asking for it
    [[nodiscard]] bool sendRefer();
    [[nodiscard]] bool sendCallTransfer();
    void requestRefused(const Error &error);
    void accepted();
    void cleanUpAnswered(int tag, const QJsonValue *result, const Error *error);

    // the new call
    [[nodiscard]] transfer::NewCall *find(const SipCallId &callId);
    [[nodiscard]] transfer::NewCall *add(const SipCallId &callId);
    [[nodiscard]] ExpectedCall expected() const;
    [[nodiscard]] std::optional<SipUri> target() const;
    [[nodiscard]] int tagOf(const transfer::NewCall &call, bool end) const;
    void see(transfer::NewCall &call, const Dialog &dialog);
    void look(transfer::NewCall &call);
    void looked(transfer::NewCall &call, const std::optional<Dialog> &listing);
    void judge(transfer::NewCall &call);
    void judgeLate(transfer::NewCall &call);
    void endNew(transfer::NewCall &call);
    /// \returns how many requests that took
    [[nodiscard]] int endOld();
    void oldEnded(int tag, const Error *error);
    void newEnded(transfer::NewCall &call, const Error *error);

    // what is told
    void tell(ProgressEvent event, const transfer::NewCall *call, const QString &extra = {});
    void tellTransferring();
    void tellStart(const transfer::NewCall &call);
    void tellPending(const transfer::NewCall &call, const QString &status);
    void succeed(const transfer::NewCall &call);
    void failUnlessOneLives(const QString &status);
    void fail(Error error, CallFate became, transfer::Phase after = transfer::Over{});
    [[nodiscard]] CallFate fate() const { return m_state.callEnded ? CallFate::Ended : CallFate::Kept; }

    TransferState m_state;
    FlowActions m_actions;
};

} // namespace cordboard::opensips
