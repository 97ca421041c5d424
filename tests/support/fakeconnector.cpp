// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeconnector.h"

#include "common/core/overloaded.h"

namespace cordboard::tests {

using namespace Qt::StringLiterals;

FakeOperation::FakeOperation(CallRequest request, QObject *parent)
    : Operation(parent)
    , m_request(std::move(request))
{
}

void FakeOperation::stop(StopReason reason)
{
    m_stops.append(reason);
    if (m_finished || m_ignoresStop) {
        return;
    }
    if (m_stopOutcome) {
        finish(*m_stopOutcome);
        return;
    }
    switch (reason) {
    case StopReason::Deadline:
        return fail(Errc::Timeout, CallFate::Kept);
    case StopReason::Cancelled:
        return fail(Errc::Cancelled, CallFate::Kept);
    case StopReason::CallEnded:
        return fail(Errc::CallEnded, CallFate::Ended);
    }
}

void FakeOperation::fail(Errc code, CallFate fate, std::optional<int> status)
{
    finish(tl::unexpected(Failure{Error{code, u"the fake failed"_s, {}, status}, fate}));
}

void FakeOperation::finish(const Outcome &outcome)
{
    m_finished = true;
    Q_EMIT finished(outcome);
}

FakeConnector::FakeConnector(const QString &node, QObject *parent)
    : Connector(parent)
{
    m_status.node = NodeName(node);
    m_status.reachable = true;
    m_status.synchronised = true;
}

std::optional<Error> FakeConnector::objection(const CallRequest &request) const
{
    if (m_objection) {
        return m_objection;
    }
    const auto check = [this](const CallId &id, bool mustBeAnswered) -> std::optional<Error> {
        const auto found = call(id);
        if (!found) {
            return Error{Errc::CallNotFound, u"there is no such call"_s};
        }
        if (mustBeAnswered && found->state == CallState::Ringing) {
            return Error{Errc::WrongState, u"the call is not answered yet"_s};
        }
        return std::nullopt;
    };
    return std::visit(Overloaded{
                          [](const StartCall &) -> std::optional<Error> { return std::nullopt; },
                          [&](const EndCall &end) { return check(end.call, false); },
                          [&](const HoldCall &hold) { return check(hold.call, true); },
                          [&](const BlindTransfer &transfer) { return check(transfer.call, true); },
                          [&](const AttendedTransfer &transfer) {
                              const auto first = check(transfer.callA, true);
                              return first ? first : check(transfer.callB, true);
                          },
                      },
        request);
}

Operation *FakeConnector::begin(const CallRequest &request)
{
    auto *operation = new FakeOperation(request, this);
    m_operations.append(operation);
    return operation;
}

std::optional<CallInfo> FakeConnector::call(const CallId &id) const
{
    const auto found = m_calls.constFind(id);
    return found != m_calls.cend() ? std::optional(*found) : std::nullopt;
}

void FakeConnector::setReachable(bool reachable)
{
    m_status.reachable = reachable;
    Q_EMIT statusChanged(m_status);
}

CallInfo FakeConnector::setCall(
    const QString &id, const QString &callId, CallState state, const QString &journey)
{
    CallInfo info;
    info.id = CallId(id);
    info.callId = SipCallId(callId);
    info.node = m_status.node;
    info.state = state;
    info.journey = JourneyId(journey);
    m_calls.insert(info.id, info);
    Q_EMIT callChanged(info);
    return info;
}

void FakeConnector::endCall(const QString &id)
{
    if (!m_calls.contains(CallId(id))) {
        return;
    }
    CallInfo last = m_calls.take(CallId(id));
    last.state = CallState::Ended;
    Q_EMIT callGone(last);
}

void FakeConnector::setCall(const CallInfo &call)
{
    m_calls.insert(call.id, call);
    Q_EMIT callChanged(call);
}

void FakeConnector::endCall(const CallInfo &last)
{
    m_calls.remove(last.id);
    Q_EMIT callGone(last);
}

void FakeConnector::setRegistration(const QString &aor, const QStringList &contacts)
{
    Registration registration{.node = node(), .aor = aor};
    for (const QString &contact : contacts) {
        registration.contacts.append({.uri = contact});
    }
    if (contacts.isEmpty()) {
        m_registrations.remove(aor);
    } else {
        m_registrations.insert(aor, registration);
    }
    Q_EMIT registrationChanged(registration);
}

} // namespace cordboard::tests
