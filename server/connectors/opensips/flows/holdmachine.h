// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/flows/holdflow.h"

#include <algorithm>

namespace cordboard::opensips {

/// How messages call a leg.
[[nodiscard]] inline QString partyName(LegRole role)
{
    return role == LegRole::Caller ? QStringLiteral("caller") : QStringLiteral("callee");
}
/// A failure that leaves the call as it is.
[[nodiscard]] inline Failure keptFailure(Errc code, const QString &message, std::optional<int> status = {})
{
    return {Error{code, message, {}, status}, CallFate::Kept};
}

/// One transition of a HoldFlow under construction; holdflow.cpp alone makes one. holdasking.cpp chooses and
/// asks, holdanswers.cpp reads what comes back, holdending.cpp gives back and settles.
class HoldMachine {
public:
    explicit HoldMachine(HoldState &state)
        : s(state)
    {
    }
    FlowActions out;

    void begin(std::optional<LegRole> named);
    void on(const MiAnswered &answer);
    void on(const MiFailed &failed);
    void on(const DialogSeen &seen);
    void on(const HoldChanged &event);
    void on(const Stopped &stopped);
    void on(const GraceOver &) { leave(); }
    void on(const TransferChanged &) { }
    void on(const SessionChanged &) { }

private:
    HoldState &s;
    bool m_unholdSent = false;

    // choosing
    bool choose(std::optional<LegRole> named);
    std::optional<Failure> chooseMeans(std::optional<LegRole> named);
    // asking
    void reserve(HoldLeg &leg);
    void launch();
    void pump();
    void invite(HoldLeg &leg);
    void askCallops(bool resume, HoldState::Purpose purpose);
    // what comes back
    void reached(HoldLeg &leg);
    void failed(HoldLeg &leg, Failure why, bool uncertain = false);
    void inviteAnswered(HoldLeg &leg, const QJsonObject &result);
    void inviteFailed(HoldLeg &leg, const Error &error);
    void callopsFailed(const Error &error, bool resume);
    void stored(HoldLeg &leg);
    // ending
    void advance();
    bool undo();
    void settle(Outcome outcome);
    void callGone();
    void leave();
    [[nodiscard]] std::optional<Failure> verdict() const;
    // telling
    void tell(ProgressEvent hold, ProgressEvent unhold, std::optional<LegRole> leg = {});
    void tellHolding();
    void tellStart(HoldLeg &leg);
    int send(
        HoldState::Purpose purpose, const HoldLeg *leg, const QString &method, QJsonObject params, Wait wait);
    void push(HoldState::Purpose purpose, const HoldLeg &leg, const QString &name, const QString &value);
    [[nodiscard]] bool anyBusy() const
    {
        return std::any_of(
            s.legs.begin(), s.legs.end(), [](const HoldLeg &leg) { return leg.step != HoldLeg::Step::Idle; });
    }
    [[nodiscard]] bool mustGoBack(const HoldLeg &leg) const
    {
        return !s.resume && !leg.undone && ((leg.changed && leg.held) || leg.uncertain);
    }
};

} // namespace cordboard::opensips
