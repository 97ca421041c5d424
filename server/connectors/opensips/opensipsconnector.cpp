// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/opensipsconnector.h"

#include "common/core/overloaded.h"
#include "server/connectors/opensips/callactions.h"
#include "server/connectors/opensips/capabilities.h"
#include "server/connectors/opensips/flows/refusedflow.h"

#include <QLoggingCategory>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcConnector, "cordboard.connector")

/// Rows of one page over HTTP, where the proxy's reply buffer is the bound (fact 6).
constexpr int httpPage = 100;
/// A phone that was asked may decide as late as the proxy's fr_inv_timeout allows (often 120 s).
constexpr auto cleanUpTime = 130s;
/// A dialog that we asked the proxy to end is over at once (fact 36), and its event may be lost.
constexpr std::chrono::milliseconds endingTime = 15s;
/// How often everything is listed without any reason: where the proxy's script tells of the phones, little
/// can be missed that no other check finds.
constexpr std::chrono::milliseconds rhythmWithScript = 5min;
constexpr std::chrono::milliseconds rhythmWithoutScript = 30s;
/// How often what the script told is looked at for its age.
constexpr std::chrono::milliseconds scriptLook = 1s;

} // namespace

OpenSipsConnector::OpenSipsConnector(NodeSettings settings, QObject *parent)
    : Connector(parent)
    , m_settings(std::move(settings))
    , m_link(m_settings)
    , m_dialogs(background())
    , m_reconciler(&m_dialogs, background())
    , m_notes(memoryVariable(), background())
    , m_resumedHolds(background())
    , m_ownership(background())
    , m_script([this](const SipCallId &callId) { return knownCalls(callId); })
    , m_registrations(m_settings.name, background())
{
    if (!m_settings.http.isEmpty()) {
        m_dialogs.setRowsPerPage(httpPage);
    }
    connect(&m_link, &NodeLink::heard, this, &OpenSipsConnector::onEvent);
    connect(&m_link, &NodeLink::up, this, [this] {
        chooseJoining();
        m_reconciler.nodeUp();
    });
    connect(&m_link, &NodeLink::down, &m_reconciler, &Reconciler::nodeDown);
    connect(&m_link, &NodeLink::restarted, this, [this](std::chrono::milliseconds ago) {
        m_reconciler.nodeRestarted(ago);
        m_script.clear();
    });
    m_scriptAges.setInterval(scriptLook);
    connect(&m_scriptAges, &QTimer::timeout, this, &OpenSipsConnector::ageScript);
    connect(&m_link, &NodeLink::doubtful, &m_reconciler, &Reconciler::doubt);
    connect(&m_link, &NodeLink::recovered, &m_reconciler, &Reconciler::recover);
    connect(&m_link, &NodeLink::changed, this, &OpenSipsConnector::tellStatus);
    connect(&m_reconciler, &Reconciler::synchronisedChanged, this, &OpenSipsConnector::onSynchronisedChanged);
    connect(&m_reconciler, &Reconciler::reconciled, this, &OpenSipsConnector::onReconciled);
    connect(&m_link, &NodeLink::up, &m_registrations, &Registrations::sync);
    connect(&m_link, &NodeLink::doubtful, &m_registrations, &Registrations::syncSoon);
    connect(&m_link, &NodeLink::recovered, &m_registrations, &Registrations::syncSoon);
    connect(&m_registrations, &Registrations::changed, this, &Connector::registrationChanged);
    connect(&m_registrations, &Registrations::lackChanged, this, &OpenSipsConnector::tellStatus);
    connect(&m_dialogs, &Synchroniser::added, this, &OpenSipsConnector::onDialog);
    connect(&m_dialogs, &Synchroniser::changed, this, &OpenSipsConnector::onDialog);
    connect(&m_dialogs, &Synchroniser::gone, this, &OpenSipsConnector::onGone);
    connect(&m_publication, &Publication::ripe, this, &OpenSipsConnector::publish);
    connect(&m_ownership, &Ownership::changed, this, &OpenSipsConnector::publish);
    const auto readAgain = [this](
                               const SipCallId &callId) { m_dialogs.refresh(callId, Priority::Background); };
    connect(&m_notes, &DialogNotes::kept, this, readAgain);
    connect(&m_resumedHolds, &ResumedHolds::cleared, this, readAgain);
}

OpenSipsConnector::~OpenSipsConnector()
{
    // The runners are children, and would leave m_runners after it is gone.
    qDeleteAll(std::exchange(m_runners, {}));
}

ManagementCall OpenSipsConnector::background()
{
    return [this](const QString &method, const QJsonObject &params, Priority priority) {
        return m_link.ask(method, params, priority);
    };
}

QString OpenSipsConnector::scope() const
{
    return m_settings.cluster.isEmpty() ? m_settings.name.text() : m_settings.cluster;
}

NodeStatus OpenSipsConnector::status() const
{
    NodeStatus status{.node = m_settings.name,
        .reachable = m_link.isUp(),
        .synchronised = m_reconciler.isSynchronised() && m_link.hearsEvents(),
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
        std::move(flow), [this](const SendMi &request) { return send(request); }, cleanUpTime, this);
    m_runners.append(runner);
    chooseJoining();
    auto named = std::make_shared<QSet<SipCallId>>();
    connect(runner, &Operation::progressed, this, [this, named](const Progress &progress) {
        if (progress.callId) {
            named->insert(*progress.callId);
            show(*progress.callId);
        }
    });
    connect(runner, &FlowRunner::left, this, [this, runner, named] {
        m_runners.removeOne(runner);
        chooseJoining();
        for (const SipCallId &callId : std::as_const(*named)) {
            m_publication.expectNoMore(callId);
        }
    });
    return runner;
}

Task<QJsonValue> OpenSipsConnector::send(const SendMi &request)
{
    if (request.method == "dlg_end_dlg"_L1) {
        m_ending.insert(request.params.value("dialog_id"_L1).toString(), QDeadlineTimer(endingTime));
    }
    return m_link.send(request);
}

/// A command has named this call to its client.
void OpenSipsConnector::show(const SipCallId &callId)
{
    m_publication.expect(callId);
    const auto dialogs = m_dialogs.table().byCallId(callId);
    for (const Dialog &dialog : dialogs) {
        if (!m_publication.isPublic(dialog.id)) {
            publish(dialog.id);
        }
    }
}

/// A flow needs to know where the phones are; people do not, where the proxy's script tells who they are.
void OpenSipsConnector::chooseJoining()
{
    const bool scriptTells = m_link.isUp() && !m_link.missingEvents().contains(u"E_CORDBOARD"_s);
    m_dialogs.setJoining(!scriptTells || !m_runners.isEmpty());
    if (scriptTells && !m_scriptAges.isActive()) {
        m_scriptAges.start();
    }
    m_reconciler.setRhythm(scriptTells ? rhythmWithScript : rhythmWithoutScript);
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
        if (m_publication.isPublic(dialog.id)) {
            calls.append(infoOf(dialog));
        }
    }
    return calls;
}

std::optional<CallInfo> OpenSipsConnector::call(const CallId &id) const
{
    const Dialog *dialog = dialogOf(id);
    return dialog && m_publication.isPublic(dialog->id) ? std::optional(infoOf(*dialog)) : std::nullopt;
}

void OpenSipsConnector::open() { m_link.open(); }

const Dialog *OpenSipsConnector::dialogOf(const CallId &call) const
{
    const auto id = dialogIdOf(scope(), call);
    return id ? m_dialogs.table().find(*id) : nullptr;
}

DialogMemory OpenSipsConnector::memoryOf(const Dialog &dialog) const
{
    return readMemory(m_notes.of(dialog));
}

CallInfo OpenSipsConnector::infoOf(const Dialog &dialog) const
{
    CallInfo info = callInfo(node(), scope(), dialog, memoryOf(dialog));
    const DialogTime time = m_times.of(dialog);
    info.startedAt = time.startedAt;
    info.answeredAt = time.answeredAt;
    info.timeSource = time.source;
    info.isCopy = m_ownership.isCopy(dialog.id);
    m_script.apply(dialog.id, info);
    info.actions = actionsOf(info, m_link.traits());
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
                   [this](const ScriptEvent &told) { onScript(told); },
                   [](const ProbeArrived &) {},
                   [](const OtherEvent &) {},
               },
        event);
}

void OpenSipsConnector::onDialog(const Dialog &dialog)
{
    keepScriptJourney(dialog);
    m_notes.see(dialog);
    m_resumedHolds.see(dialog);
    if (!m_settings.cluster.isEmpty()) {
        m_ownership.ask(dialog);
    }
    feed(DialogSeen{dialog});
    publish(dialog.id);
}

void OpenSipsConnector::publish(const QString &dialogId)
{
    const Dialog *dialog = m_dialogs.table().find(dialogId);
    if (!dialog) {
        return;
    }
    const CallInfo info = infoOf(*dialog);
    const bool partiesKnown = m_dialogs.table().isListed(dialogId) || m_script.knowsParties(dialogId);
    if (m_publication.admit(*dialog, partiesKnown)) {
        Q_EMIT callChanged(info);
    }
}

void OpenSipsConnector::onGone(const Dialog &last)
{
    CallInfo info = infoOf(last);
    const QDeadlineTimer expired(0);
    const bool byId = !m_ending.value(last.id, expired).hasExpired();
    const bool byCallId = !m_ending.value(last.callId.text(), expired).hasExpired();
    if (byId || byCallId) {
        info.endedBy = EndedBy::Cordboard;
    }
    m_ending.remove(last.id);
    m_times.forget(last.id);
    m_ownership.forget(last.id);
    if (m_dialogs.table().byCallId(last.callId).isEmpty()) {
        m_ending.remove(last.callId.text());
        m_notes.forget(last.callId);
        m_resumedHolds.forget(last.callId);
    }
    m_script.bury(last.id, info.journey, std::chrono::steady_clock::now());
    feed(DialogSeen{last});
    if (m_publication.withdraw(last.id)) {
        Q_EMIT callGone(info);
    }
}

void OpenSipsConnector::onSynchronisedChanged()
{
    if (m_reconciler.isSynchronised()) {
        qCInfo(
            lcConnector, "%s: %lld calls", qUtf8Printable(node().text()), qint64(m_dialogs.table().size()));
    }
    tellStatus();
}

void OpenSipsConnector::tellStatus() { Q_EMIT statusChanged(status()); }

void OpenSipsConnector::onReconciled()
{
    m_ending.removeIf([](const auto &one) { return one.value().hasExpired(); });
    if (!m_settings.cluster.isEmpty()) {
        m_ownership.askAgain(m_dialogs.table().all());
    }
    endOrphans();
}

void OpenSipsConnector::remember(const SipCallId &callId, const DialogMemory &memory)
{
    m_notes.note(callId, writeMemory(memory));
    const auto dialogs = m_dialogs.table().byCallId(callId);
    for (const Dialog &dialog : dialogs) {
        m_notes.see(dialog);
    }
}

void OpenSipsConnector::endOrphans()
{
    const auto dialogs = m_dialogs.table().all();
    for (const Dialog &dialog : dialogs) {
        if (!isSetupOf(dialog.callId, m_settings.instance) || m_ownSetups.contains(dialog.callId)) {
            continue;
        }
        qCInfo(lcConnector, "%s: ends a setup call that no command works on", qUtf8Printable(node().text()));
        send({.method = u"dlg_end_dlg"_s, .params = {{u"dialog_id"_s, dialog.callId.text()}}})
            .then(this, [](const Result<QJsonValue> &) {});
    }
}

} // namespace cordboard::opensips
