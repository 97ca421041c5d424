// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/opensipsconnector.h"

#include "common/core/overloaded.h"
#include "server/connectors/opensips/capabilities.h"
#include "server/connectors/opensips/flows/refusedflow.h"

#include <QJsonArray>
#include <QLoggingCategory>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcConnector, "cordboard.connector")

/// At most one full sweep in this time (fact 26).
constexpr std::chrono::milliseconds sweepPause = 5s;
/// So many events in a second that do not follow from what is known are no single losses any more.
constexpr int manyMismatches = 20;
constexpr std::chrono::milliseconds mismatchWindow = 1s;
/// Rows of one page over HTTP, where the proxy's reply buffer is the bound (fact 6).
constexpr int httpPage = 100;
/// A phone that was asked may decide as late as the proxy's fr_inv_timeout allows (often 120 s).
constexpr auto cleanUpTime = 130s;

} // namespace

OpenSipsConnector::OpenSipsConnector(NodeSettings settings, QObject *parent)
    : Connector(parent)
    , m_settings(std::move(settings))
    , m_link(m_settings)
    , m_dialogs([this](const QString &method, const QJsonObject &params, Priority priority) {
        return m_link.ask(method, params, priority);
    })
    , m_registrations(
          m_settings.name, [this](const QString &method, const QJsonObject &params, Priority priority) {
              return m_link.ask(method, params, priority);
          })
{
    m_sweepAgain.setSingleShot(true);
    if (!m_settings.http.isEmpty()) {
        m_dialogs.setRowsPerPage(httpPage);
    }
    connect(&m_sweepAgain, &QTimer::timeout, this, &OpenSipsConnector::sweep);
    connect(&m_link, &NodeLink::event, this, &OpenSipsConnector::onEvent);
    connect(&m_link, &NodeLink::up, this, &OpenSipsConnector::sweep);
    connect(&m_link, &NodeLink::doubtful, this, &OpenSipsConnector::doubt);
    connect(&m_dialogs, &Synchroniser::mismatched, this, &OpenSipsConnector::onMismatch);
    connect(&m_link, &NodeLink::restarted, this, [this] {
        m_synchronised = false;
        m_dialogs.clear();
    });
    connect(&m_link, &NodeLink::down, this, [this] { m_synchronised = false; });
    connect(&m_link, &NodeLink::changed, this, [this] { Q_EMIT statusChanged(status()); });
    connect(&m_link, &NodeLink::up, &m_registrations, &Registrations::sync);
    connect(&m_link, &NodeLink::doubtful, &m_registrations, &Registrations::syncSoon);
    connect(&m_registrations, &Registrations::changed, this, &Connector::registrationChanged);
    connect(&m_registrations, &Registrations::lackChanged, this, [this] { Q_EMIT statusChanged(status()); });
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
    NodeStatus status{.node = m_settings.name,
        .reachable = m_link.isUp(),
        .synchronised = m_synchronised && m_link.hearsEvents(),
        .version = m_link.version(),
        .detail = m_link.trouble(),
        .provenAt = m_link.provenAt()};
    if (m_link.isUp() || !m_link.version().isEmpty()) { // nobody knows before it has answered once
        const auto [capabilities, lacks] =
            capabilitiesOf(m_link.traits(), m_link.missingEvents(), m_registrations.lack());
        status.capabilities = capabilities;
        status.lacks = lacks;
    }
    return status;
}

Operation *OpenSipsConnector::begin(const CallRequest &request)
{
    return std::visit([this](const auto &one) -> Operation * { return begin(one); }, request);
}

FlowRunner *OpenSipsConnector::run(std::unique_ptr<Flow> flow)
{
    auto *const runner = new FlowRunner(
        std::move(flow), [this](const SendMi &request) { return m_link.send(request); }, cleanUpTime, this);
    m_runners.append(runner);
    connect(runner, &FlowRunner::left, this, [this, runner] { m_runners.removeOne(runner); });
    return runner;
}

Operation *OpenSipsConnector::callIsGone()
{
    return run(
        std::make_unique<RefusedFlow>(Failure{{Errc::CallEnded, u"the call has ended"_s}, CallFate::Ended}));
}

JourneyId OpenSipsConnector::journeyOf(const Dialog &dialog, const JourneyId &proposed) const
{
    const JourneyId known = memoryOf(dialog).journey;
    return known.isEmpty() ? proposed : known;
}

void OpenSipsConnector::followJourney(FlowRunner *runner, const JourneyId &journey)
{
    if (journey.isEmpty()) {
        return;
    }
    connect(runner, &Operation::progressed, this, [this, journey](const Progress &progress) {
        if (progress.callId) {
            remember(*progress.callId, {.journey = journey});
        }
    });
}

QSet<SipCallId> OpenSipsConnector::knownCallIds() const
{
    QSet<SipCallId> known;
    const auto dialogs = m_dialogs.table().all();
    known.reserve(dialogs.size());
    for (const Dialog &dialog : dialogs) {
        known.insert(dialog.callId);
    }
    return known;
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

void OpenSipsConnector::open() { m_link.open(); }

const Dialog *OpenSipsConnector::dialogOf(const CallId &call) const
{
    const auto id = dialogIdOf(node(), call);
    return id ? m_dialogs.table().find(*id) : nullptr;
}

DialogMemory OpenSipsConnector::memoryOf(const Dialog &dialog) const
{
    const auto pending = m_toRemember.constFind(dialog.callId);
    return pending != m_toRemember.constEnd() ? *pending : readMemory(dialog);
}

CallInfo OpenSipsConnector::infoOf(const Dialog &dialog) const
{
    CallInfo info = callInfo(node(), dialog, memoryOf(dialog));
    const DialogTime time = m_times.of(dialog);
    info.startedAt = time.startedAt;
    info.answeredAt = time.answeredAt;
    info.timeSource = time.source;
    return info;
}

void OpenSipsConnector::feed(const FlowEvent &event)
{
    // A runner may leave the list while it handles the event.
    const QList<FlowRunner *> runners = m_runners;
    for (FlowRunner *runner : runners) {
        if (m_runners.contains(runner)) {
            runner->feed(event);
        }
    }
}

void OpenSipsConnector::onEvent(const ProxyEvent &event)
{
    std::visit(Overloaded{
                   [this](const DialogStateChanged &change) {
                       m_times.note(change, QDateTime::currentDateTimeUtc());
                       m_dialogs.handle(change);
                       if (change.newState == DialogState::Ended) {
                           m_times.forget(change.dialogId);
                       }
                   },
                   [this](const TransferChanged &change) { feed(change); },
                   [this](const HoldChanged &change) {
                       feed(change);
                       if (change.state != HoldChanged::State::Start) {
                           m_dialogs.refresh(
                               change.callId, Priority::Background); // who holds is in the listing
                       }
                   },
                   [this](const SessionChanged &change) { feed(change); },
                   [this](const ContactChanged &change) { m_registrations.handle(change); },
                   [](const ProbeArrived &) {},
                   [](const OtherEvent &) {},
               },
        event);
}

void OpenSipsConnector::onDialog(const Dialog &dialog)
{
    rememberAtProxy(dialog);
    feed(DialogSeen{dialog});
    Q_EMIT callChanged(infoOf(dialog));
}

void OpenSipsConnector::onGone(const Dialog &last)
{
    const CallInfo info = infoOf(last);
    m_times.forget(last.id);
    m_toRemember.remove(last.callId);
    feed(DialogSeen{last});
    Q_EMIT callGone(info);
}

void OpenSipsConnector::sweep()
{
    m_sweepAgain.stop();
    m_lastSweep.start();
    m_dialogs.sweep();
}

void OpenSipsConnector::sweepSoon()
{
    if (m_sweepAgain.isActive()) {
        return;
    }
    const qint64 since = m_lastSweep.isValid() ? m_lastSweep.elapsed() : sweepPause.count();
    if (since >= sweepPause.count() && !m_dialogs.isSweeping()) {
        sweep();
    } else {
        m_sweepAgain.start(int(std::max<qint64>(sweepPause.count() - since, 1)));
    }
}

void OpenSipsConnector::doubt()
{
    if (std::exchange(m_synchronised, false)) {
        Q_EMIT statusChanged(status());
    }
    sweepSoon();
}

void OpenSipsConnector::onMismatch()
{
    if (!m_mismatchesSince.isValid() || m_mismatchesSince.elapsed() > mismatchWindow.count()) {
        m_mismatchesSince.start();
        m_mismatches = 0;
    }
    if (++m_mismatches == manyMismatches) {
        doubt();
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
        qCInfo(
            lcConnector, "%s: %lld calls", qUtf8Printable(node().text()), qint64(m_dialogs.table().size()));
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
    const QJsonObject params{{u"dlg_val_name"_s, memoryVariable()},
        {u"dlg_val_value"_s, writeMemory(*pending)}, {u"DID"_s, QJsonArray{dialog.id}}};
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
            .then(this, [](const Result<QJsonValue> &) {});
    }
}

} // namespace cordboard::opensips
