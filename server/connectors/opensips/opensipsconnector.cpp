// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/opensipsconnector.h"

#include "common/core/overloaded.h"
#include "server/connectors/opensips/flows/endflow.h"
#include "server/connectors/opensips/flows/freshflow.h"
#include "server/connectors/opensips/flows/holdflow.h"
#include "server/connectors/opensips/flows/sessionstartflow.h"
#include "server/connectors/opensips/flows/startflow.h"
#include "server/connectors/opensips/flows/transferflow.h"

#include <QLoggingCategory>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcConnector, "cordboard.connector")

/// At most one full sweep in this time (fact 26).
constexpr auto sweepPause = 5s;

} // namespace

OpenSipsConnector::OpenSipsConnector(NodeSettings settings, QObject *parent)
    : Connector(parent)
    , m_settings(std::move(settings))
    , m_link(m_settings)
    , m_dialogs([this](const QString &method, const QJsonObject &params, Priority priority) {
        return m_link.ask(method, params, priority);
    })
{
    m_sweepAgain.setSingleShot(true);
    connect(&m_sweepAgain, &QTimer::timeout, &m_dialogs, &Synchroniser::sweep);
    connect(&m_link, &NodeLink::event, this, &OpenSipsConnector::onEvent);
    connect(&m_link, &NodeLink::up, &m_dialogs, &Synchroniser::sweep);
    connect(&m_link, &NodeLink::doubtful, this, &OpenSipsConnector::sweepSoon);
    connect(&m_link, &NodeLink::restarted, &m_dialogs, &Synchroniser::clear);
    connect(&m_link, &NodeLink::down, this, [this] { m_synchronised = false; });
    connect(&m_link, &NodeLink::changed, this, [this] { Q_EMIT statusChanged(status()); });
    connect(&m_dialogs, &Synchroniser::added, this, &OpenSipsConnector::onDialog);
    connect(&m_dialogs, &Synchroniser::changed, this, &OpenSipsConnector::onDialog);
    connect(&m_dialogs, &Synchroniser::gone, this, &OpenSipsConnector::onGone);
    connect(&m_dialogs, &Synchroniser::swept, this, &OpenSipsConnector::onSwept);
}

OpenSipsConnector::~OpenSipsConnector()
{
    // The runners are children, and would leave m_runners after it is gone.
    qDeleteAll(std::exchange(m_runners, {}));
}

NodeStatus OpenSipsConnector::status() const
{
    return {.node = m_settings.name,
            .reachable = m_link.isUp(),
            .synchronised = m_synchronised,
            .version = m_link.version(),
            .detail = m_link.trouble()};
}

std::optional<Error> OpenSipsConnector::objection(const CallRequest &request) const
{
    const NodeTraits &traits = m_link.traits();
    const auto lacksCallops = [&]() -> std::optional<Error> {
        if (!traits.callops) {
            return Error {Errc::NotSupported, u"%1 has no module callops, which transfers need"_s.arg(node().text())};
        }
        return std::nullopt;
    };
    return std::visit(
        Overloaded {
            [&](const StartCall &) -> std::optional<Error> {
                if (!traits.datagram && !traits.uaSession) {
                    return Error {Errc::NotSupported,
                                  u"%1 can start calls over mi_datagram, or over HTTP with the module b2b_entities; it has "
                                  u"neither"_s.arg(node().text())};
                }
                return lacksCallops();
            },
            [&](const EndCall &end) { return objectionToDialog(end.call, false); },
            [&](const HoldCall &hold) { return objectionToDialog(hold.call, true); },
            [&](const BlindTransfer &transfer) -> std::optional<Error> {
                const auto lacking = lacksCallops();
                return lacking ? lacking : objectionToDialog(transfer.call, true);
            },
            [&](const AttendedTransfer &transfer) -> std::optional<Error> {
                if (const auto lacking = lacksCallops()) {
                    return lacking;
                }
                const auto first = objectionToDialog(transfer.callA, true);
                return first ? first : objectionToDialog(transfer.callB, true);
            },
        },
        request);
}

Operation *OpenSipsConnector::begin(const CallRequest &request)
{
    JourneyId journey;
    auto flow = std::visit(Overloaded {
                               [&](const StartCall &start) { return startFlow(start); },
                               [&](const EndCall &end) { return endFlow(end); },
                               [&](const HoldCall &hold) { return holdFlow(hold); },
                               [&](const BlindTransfer &transfer) {
                                   journey = transfer.journey;
                                   return blindFlow(transfer);
                               },
                               [&](const AttendedTransfer &transfer) {
                                   journey = transfer.journey;
                                   return attendedFlow(transfer);
                               },
                           },
                           request);
    if (const auto *start = std::get_if<StartCall>(&request)) {
        journey = start->journey;
    }
    return run(std::move(flow), journey);
}

QList<CallInfo> OpenSipsConnector::calls() const
{
    QList<CallInfo> calls;
    const auto dialogs = m_dialogs.table().all();
    calls.reserve(dialogs.size());
    for (const Dialog &dialog : dialogs) {
        calls.append(infoOf(dialog));
    }
    return calls;
}

std::optional<CallInfo> OpenSipsConnector::call(const CallId &id) const
{
    const Dialog *dialog = dialogOf(id);
    return dialog ? std::optional(infoOf(*dialog)) : std::nullopt;
}

void OpenSipsConnector::open()
{
    m_link.open();
}

const Dialog *OpenSipsConnector::dialogOf(const CallId &call) const
{
    const auto id = dialogIdOf(node(), call);
    return id ? m_dialogs.table().find(*id) : nullptr;
}

std::optional<Error> OpenSipsConnector::objectionToDialog(const CallId &call, bool mustBeAnswered) const
{
    const Dialog *dialog = dialogOf(call);
    if (!dialog) {
        return Error {Errc::CallNotFound, u"there is no such call"_s};
    }
    if (mustBeAnswered && dialog->state < DialogState::Answered) {
        return Error {Errc::WrongState, u"the call is still ringing"_s};
    }
    return std::nullopt;
}

DialogMemory OpenSipsConnector::memoryOf(const Dialog &dialog) const
{
    const auto pending = m_toRemember.constFind(dialog.callId);
    return pending != m_toRemember.constEnd() ? *pending : readMemory(dialog);
}

CallInfo OpenSipsConnector::infoOf(const Dialog &dialog) const
{
    return callInfo(node(), dialog, memoryOf(dialog));
}

void OpenSipsConnector::feed(const FlowEvent &event)
{
    // A runner may leave the list while it handles the event.
    for (const QPointer<FlowRunner> runner : QList<FlowRunner *>(m_runners)) {
        if (runner) {
            runner->feed(event);
        }
    }
}

void OpenSipsConnector::onEvent(const ProxyEvent &event)
{
    std::visit(Overloaded {
                   [this](const DialogStateChanged &change) { m_dialogs.handle(change); },
                   [this](const TransferChanged &change) { feed(change); },
                   [this](const HoldChanged &change) {
                       feed(change);
                       if (change.state != HoldChanged::State::Start) {
                           m_dialogs.refresh(change.callId, Priority::Background); // who holds is in the listing
                       }
                   },
                   [this](const SessionChanged &change) { feed(change); },
                   [](const ProbeArrived &) { },
                   [](const OtherEvent &) { },
               },
               event);
}

void OpenSipsConnector::onDialog(const Dialog &dialog)
{
    rememberAtProxy(dialog);
    feed(DialogSeen {dialog});
    Q_EMIT callChanged(infoOf(dialog));
}

void OpenSipsConnector::onGone(const Dialog &last)
{
    const CallInfo info = infoOf(last);
    m_toRemember.remove(last.callId);
    feed(DialogSeen {last});
    Q_EMIT callGone(info);
}

void OpenSipsConnector::sweepSoon()
{
    if (!m_sweepAgain.isActive()) {
        m_sweepAgain.start(sweepPause);
    }
}

void OpenSipsConnector::onSwept(bool complete)
{
    if (!m_link.isUp()) {
        return;
    }
    if (!complete) {
        sweepSoon();
        return;
    }
    if (!std::exchange(m_synchronised, true)) {
        qCInfo(lcConnector, "%s: %lld calls", qUtf8Printable(node().text()), qint64(m_dialogs.table().size()));
        Q_EMIT statusChanged(status());
    }
    endOrphans();
}

void OpenSipsConnector::remember(const SipCallId &callId, const DialogMemory &memory)
{
    m_toRemember.insert(callId, memory);
    const auto dialogs = m_dialogs.table().byCallId(callId);
    for (const Dialog &dialog : dialogs) {
        rememberAtProxy(dialog);
    }
}

void OpenSipsConnector::rememberAtProxy(const Dialog &dialog)
{
    const auto pending = m_toRemember.constFind(dialog.callId);
    if (pending == m_toRemember.constEnd() || m_remembering.contains(dialog.callId)
        || dialog.state == DialogState::Ended || readMemory(dialog) == *pending) {
        return;
    }
    m_remembering.insert(dialog.callId);
    const QJsonObject params {{u"dlg_val_name"_s, memoryVariable()},
                              {u"dlg_val_value"_s, writeMemory(*pending)},
                              {u"DID"_s, QJsonArray {dialog.id}}};
    m_link.ask(u"dlg_push_var"_s, params, Priority::Background)
        .then(this, [this, callId = dialog.callId](const Result<QJsonValue> &answer) {
            m_remembering.remove(callId);
            if (answer) {
                m_dialogs.refresh(callId, Priority::Background);
            }
        });
}

void OpenSipsConnector::endOrphans()
{
    const auto dialogs = m_dialogs.table().all();
    for (const Dialog &dialog : dialogs) {
        if (!isSetupOf(dialog.callId, m_settings.instance) || m_ownSetups.contains(dialog.callId)) {
            continue;
        }
        qCInfo(lcConnector, "%s: ends a setup call that no command works on", qUtf8Printable(node().text()));
        m_link.ask(u"dlg_end_dlg"_s, {{u"dialog_id"_s, dialog.callId.text()}}, Priority::Background)
            .then(this, [](const Result<QJsonValue> &) { });
    }
}

} // namespace cordboard::opensips
