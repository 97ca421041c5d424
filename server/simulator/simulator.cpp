// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/simulator.h"

#include "server/simulator/background.h"
#include "server/simulator/midatagramserver.h"
#include "server/simulator/timerscheduler.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

const QString scriptEvent = u"E_CORDBOARD"_s;

QStringList publishedEvents(const SimulatorOptions &options)
{
    QStringList events = quirks(options.version).events;
    if (options.script) {
        events.append(scriptEvent);
    }
    return events;
}

} // namespace

Simulator::Simulator(SimulatorOptions options, Scheduler *scheduler, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_ownScheduler(scheduler ? nullptr : std::make_unique<TimerScheduler>())
    , m_scheduler(scheduler ? *scheduler : *m_ownScheduler)
    , m_events(std::make_unique<EventSender>(publishedEvents(m_options), m_scheduler, m_faults))
    , m_http(std::make_unique<MiHttpServer>(m_options.httpd, m_scheduler, m_faults))
    , m_datagram(std::make_unique<MiDatagramServer>(m_scheduler, m_faults))
{
    addDemoPhones(m_phones, m_options.ringTime);
    const ProxyModel::Timing timing{
        .noReply = m_options.noReply, .noAnswer = m_options.noAnswer, .endedListed = m_options.endedListed};
    const ProxyModel::Hooks hooks{
        .raise = [this](const QString &event, const WireValue &params) { m_events->raise(event, params); },
        .crash = [this] { die(); },
        .tell = m_options.script ? [this](const WireValue &params) { m_events->raise(scriptEvent, params); }
                                 : std::function<void(const WireValue &)>(),
        .listens = [this] { return m_events->hasSubscribers(scriptEvent); },
        .followed = [this](const QString &callId, const QString &from,
                        bool byPhone) { Q_EMIT followed(callId, from, byPhone); },
    };
    m_model = std::make_unique<ProxyModel>(
        quirks(m_options.version), m_options.domain, m_options.seed, timing, m_scheduler, m_phones, hooks);
    m_registrar = std::make_unique<Registrar>(quirks(m_options.version), m_options.domain, m_options.seed,
        m_options.registrations, m_scheduler, m_phones, hooks.raise);
}

Simulator::~Simulator()
{
    // Nobody must act on parts that are gone.
    m_scheduler.clear();
    m_http->close();
    m_datagram->close();
}

Result<Done> Simulator::start() { return open(); }

Result<Done> Simulator::restart()
{
    if (m_isAlive) {
        die();
    }
    return open();
}

Result<Done> Simulator::open()
{
    const quint16 httpPort = m_httpPort != 0 ? m_httpPort : m_options.httpPort;
    const quint16 datagramPort = m_datagram->port() != 0 ? m_datagram->port() : m_options.datagramPort;
    if ((m_options.http && !m_http->listen(httpPort))
        || (m_options.datagram && !m_datagram->listen(datagramPort))) {
        m_http->close();
        m_datagram->close();
        return failure(Errc::ProxyUnreachable, u"the simulated proxy's ports are taken"_s);
    }
    m_httpPort = m_options.http ? m_http->port() : 0;
    populate();
    m_isAlive = true;
    return Done{};
}

void Simulator::populate()
{
    // `uptime` tells seconds, and another start is known by another second.
    const QDateTime now = m_scheduler.now();
    m_startedAt = m_startedAt.isValid() ? std::max(now, m_startedAt.addSecs(1)) : now;
    m_commands = std::make_unique<MiCommands>(*m_model, *m_events, *m_registrar, m_startedAt);
    m_http->serve(m_commands.get());
    m_datagram->serve(m_commands.get());
    m_background = std::make_unique<Background>(
        *m_model, m_options.backgroundCalls, m_options.changesPerSecond, m_options.ringTime, m_options.seed);
    m_background->start();
    m_registrar->start();
}

void Simulator::die()
{
    if (!m_isAlive) {
        return;
    }
    m_isAlive = false;
    m_http->close();
    m_datagram->close();
    m_scheduler.clear();
    m_events->forgetSubscribers();
    m_model->clear();
    Q_EMIT died();
}

QUrl Simulator::httpUrl() const
{
    return m_httpPort == 0 ? QUrl() : QUrl(u"http://127.0.0.1:%1/mi"_s.arg(m_httpPort));
}

QString Simulator::datagramAddress() const
{
    return m_datagram->port() == 0 ? QString() : u"udp:127.0.0.1:%1"_s.arg(m_datagram->port());
}

QString Simulator::address(const QString &phone) const { return m_model->addressOf(phone); }

void Simulator::registerPhone(const QString &phone, std::chrono::seconds expires, const QString &contact)
{
    if (!m_isAlive) {
        return;
    }
    if (!m_phones.find(phone)) {
        m_phones.add(phone, {.ring = m_options.ringTime});
        m_phones.phone(phone)->bindings.clear();
    }
    m_registrar->bind(phone, contact, expires);
}

bool Simulator::unregisterPhone(const QString &phone, const QString &contact)
{
    return m_isAlive && m_registrar->unbind(phone, contact);
}

QList<quint16> Simulator::eventPorts() const { return m_events->portsOf(u"E_DLG_STATE_CHANGED"_s); }

qint64 Simulator::eventsSent() const { return m_events->sent(); }

qsizetype Simulator::callCount() const
{
    qsizetype count = 0;
    for (qsizetype row = 0; row < m_model->dialogs().size(); ++row) {
        count += m_model->dialogs().at(row).state != Dialog::Ended;
    }
    return count;
}

QString Simulator::placeCall(const QString &caller, const QString &callee)
{
    return m_isAlive ? m_model->placeCall(caller, callee.contains(u':') ? callee : address(callee))
                     : QString();
}

bool Simulator::answer(const QString &phone, const QString &callId) { return m_model->answer(phone, callId); }

bool Simulator::refuse(const QString &phone, const QString &callId, int status)
{
    return m_model->refuse(phone, callId, status);
}

bool Simulator::hangUp(const QString &phone, const QString &callId, const QString &reason)
{
    return m_model->hangUp(phone, callId, reason);
}

bool Simulator::holdByPhone(const QString &phone, const QString &callId, bool hold)
{
    return m_model->holdByPhone(phone, callId, hold);
}

bool Simulator::transferByPhone(const QString &phone, const QString &callId, const QString &target)
{
    return m_model->transferByPhone(phone, callId, target.contains(u':') ? target : address(target));
}

bool Simulator::attendedTransferByPhone(
    const QString &phone, const QString &callId, const QString &consultationCallId)
{
    return m_model->attendedTransferByPhone(phone, callId, consultationCallId);
}

QStringList Simulator::callsOf(const QString &phone) const
{
    QStringList calls;
    for (qsizetype row = 0; row < m_model->dialogs().size(); ++row) {
        const Dialog &dialog = m_model->dialogs().at(row);
        if (dialog.state != Dialog::Ended && (dialog.caller.phone == phone || dialog.calleePhone == phone)) {
            calls.append(dialog.callId);
        }
    }
    return calls;
}

bool Simulator::isHeard(const QString &event) const { return m_events->hasSubscribers(event); }

QList<Simulator::TrueCall> Simulator::truth() const
{
    QList<TrueCall> calls;
    for (qsizetype row = 0; row < m_model->dialogs().size(); ++row) {
        const Dialog &dialog = m_model->dialogs().at(row);
        if (dialog.state != Dialog::Ended) {
            calls.append({dialog.callId, dialog.state, dialog.fromUri, dialog.toUri, dialog.fromName,
                dialog.toName, dialog.isTold, holderOf(dialog, Side::Caller), holderOf(dialog, Side::Callee),
                dialog.variables});
        }
    }
    return calls;
}

} // namespace cordboard::simulator
