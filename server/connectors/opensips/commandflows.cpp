// SPDX-License-Identifier: Apache-2.0
// Which flow serves which request: a part of OpenSipsConnector.
#include "server/connectors/opensips/flows/endflow.h"
#include "server/connectors/opensips/flows/freshflow.h"
#include "server/connectors/opensips/flows/holdflow.h"
#include "server/connectors/opensips/flows/sessionstartflow.h"
#include "server/connectors/opensips/flows/startflow.h"
#include "server/connectors/opensips/flows/transferflow.h"
#include "server/connectors/opensips/opensipsconnector.h"

#include <QUuid>

namespace cordboard::opensips {

Operation *OpenSipsConnector::begin(const StartCall &request)
{
    StartPlan plan{.call = request,
        .callId = newSetupCallId(m_settings.instance),
        .fromTag = QUuid::createUuid().toString(QUuid::Id128),
        .sdpVersion = ++m_sdpVersion,
        .sip = m_settings.sip,
        .traits = m_link.traits()};
    const SipCallId callId = plan.callId;
    const DialogMemory memory{
        request.journey, request.caller.addressOfRecord(), request.callee.addressOfRecord()};
    if (!m_link.traits().datagram) {
        FlowRunner *const runner = run(std::make_unique<SessionStartFlow>(std::move(plan)));
        followJourney(runner, request.journey);
        return runner;
    }
    m_ownSetups.insert(callId);
    m_notes.note(callId, writeMemory(memory));
    FlowRunner *const runner = run(std::make_unique<StartFlow>(std::move(plan)));
    connect(runner, &FlowRunner::left, this, [this, callId] {
        m_ownSetups.remove(callId);
        if (m_dialogs.table().byCallId(callId).isEmpty()) {
            m_notes.forget(callId);
        }
    });
    followJourney(runner, request.journey);
    return runner;
}

Operation *OpenSipsConnector::begin(const EndCall &request)
{
    const Dialog *dialog = dialogOf(request.call);
    return dialog ? run(std::make_unique<EndFlow>(*dialog)) : callIsGone();
}

Operation *OpenSipsConnector::begin(const HoldCall &request)
{
    const Dialog *dialog = dialogOf(request.call);
    if (!dialog) {
        return callIsGone();
    }
    FlowRunner *const runner = run(std::make_unique<FreshFlow>(QList{*dialog},
        [request, traits = m_link.traits()](const QList<Dialog> &fresh) -> std::unique_ptr<Flow> {
            return std::make_unique<HoldFlow>(fresh.first(), request.leg, request.resume, traits);
        }));
    m_resumedHolds.begin(dialog->callId);
    connect(runner, &FlowRunner::left, this, [this, callId = dialog->callId] { m_resumedHolds.end(callId); });
    // Who holds a leg stands in the dialog's variables and SDP, of which no event tells (facts 41, 45).
    connect(runner, &Operation::finished, this,
        [this, callId = dialog->callId] { m_dialogs.refresh(callId, Priority::Background); });
    return runner;
}

Operation *OpenSipsConnector::begin(const BlindTransfer &request)
{
    const Dialog *dialog = dialogOf(request.call);
    if (!dialog) {
        return callIsGone();
    }
    TransferPlan plan{.call = *dialog,
        .leg = request.leg,
        .destination = request.destination,
        .traits = m_link.traits(),
        .bystanders = knownCallIds()};
    const JourneyId journey = journeyOf(*dialog, request.journey);
    FlowRunner *const runner = run(std::make_unique<FreshFlow>(
        QList{*dialog}, [plan](const QList<Dialog> &fresh) -> std::unique_ptr<Flow> {
            TransferPlan current = plan;
            current.call = fresh.first();
            return std::make_unique<TransferFlow>(std::move(current));
        }));
    followJourney(runner, journey, {dialog->id});
    return runner;
}

Operation *OpenSipsConnector::begin(const AttendedTransfer &request)
{
    const Dialog *first = dialogOf(request.callA);
    const Dialog *second = dialogOf(request.callB);
    if (!first || !second) {
        return callIsGone();
    }
    TransferPlan plan{.call = *first,
        .leg = request.legA,
        .destination = request.destination,
        .other = *second,
        .otherLeg = request.legB,
        .traits = m_link.traits(),
        .bystanders = knownCallIds()};
    const JourneyId journey = journeyOf(*first, request.journey);
    m_script.expectReplacement(second->id, journey, std::chrono::steady_clock::now());
    FlowRunner *const runner = run(std::make_unique<FreshFlow>(
        QList{*first, *second}, [plan](const QList<Dialog> &fresh) -> std::unique_ptr<Flow> {
            TransferPlan current = plan;
            current.call = fresh.at(0);
            current.other = fresh.at(1);
            return std::make_unique<TransferFlow>(std::move(current));
        }));
    followJourney(runner, journey, {first->id, second->id});
    return runner;
}

} // namespace cordboard::opensips
