// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/feeder.h"

#include "common/json/codec.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QWebSocket>

#include <chrono>

namespace cordboard::bench {
namespace {

using namespace Qt::StringLiterals;

constexpr int tickMs = 10;
constexpr std::size_t pageSize = 200;
/// Of so many changes one is a call that ends, and one a new one.
constexpr int turnover = 20;

const QString &epoch()
{
    static const QString text = u"bench"_s;
    return text;
}

QString instant(qint64 msecs)
{
    return QDateTime::fromMSecsSinceEpoch(msecs, Qt::UTC).toString(Qt::ISODateWithMs);
}

qint64 steadyMicroseconds()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

QString name(int number)
{
    static const QStringList first{u"Krankenhaus"_s, u"Oyelaran"_s, u"Sofia"_s, u"Ruxandra"_s, u"Élodie"_s,
        u"Thomas"_s, u"Maria-Magdalena"_s, u"Nguyễn"_s};
    static const QStringList last{u"Adebayo-Williams"_s, u"Lindgren"_s, u"Ionescu-Brătescu"_s, u"Krüger"_s,
        u"von Hohenberg-Steinfels"_s, u"Tanaka"_s, u"Bergström"_s};
    return first.at(number % first.size()) + u' ' + last.at(number / 8 % last.size());
}

void send(QWebSocket *client, const QJsonObject &message)
{
    client->sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

template <class T> void notify(const QList<QWebSocket *> &clients, const QString &method, const T &params)
{
    const QJsonObject message{
        {u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, method}, {u"params"_s, json::encode(params)}};
    for (QWebSocket *const client : clients) {
        send(client, message);
    }
}

} // namespace

Feeder::Feeder(int calls, int changesPerSecond, QObject *parent)
    : QObject(parent)
    , m_server(u"bench"_s, QWebSocketServer::NonSecureMode)
    , m_perTick(changesPerSecond * tickMs / 1000)
{
    m_calls.reserve(static_cast<std::size_t>(calls));
    for (int i = 0; i < calls; ++i) {
        m_calls.push_back(makeCall(m_made++));
    }
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &Feeder::sendChanges);
    connect(&m_server, &QWebSocketServer::newConnection, this,
        [this] { serve(m_server.nextPendingConnection()); });
    m_server.listen(QHostAddress::LocalHost);
}

Feeder::~Feeder()
{
    // Sockets say good-bye while they are destroyed, after the list of them.
    for (QWebSocket *const client : std::as_const(m_subscribers)) {
        client->disconnect(this);
    }
}

QUrl Feeder::url() const { return m_server.serverUrl(); }

void Feeder::startChanges() { m_tick.start(); }

qint64 Feeder::stopChanges()
{
    m_tick.stop();
    return m_sent;
}

void Feeder::serve(QWebSocket *client)
{
    client->setParent(this);
    connect(client, &QWebSocket::textMessageReceived, this, [this, client](const QString &text) {
        answer(client, QJsonDocument::fromJson(text.toUtf8()).object());
    });
    connect(client, &QWebSocket::disconnected, this, [this, client] {
        m_subscribers.removeAll(client);
        client->deleteLater();
    });
}

void Feeder::answer(QWebSocket *client, const QJsonObject &request)
{
    const QString method = request.value("method"_L1).toString();
    QJsonObject result;
    if (method == "CallSubscribe"_L1) {
        result = json::encode(
            protocol::CallSubscribed{epoch(), m_seq, u"all"_s, static_cast<qint64>(m_calls.size()), true});
    } else if (method == "NodeList"_L1) {
        result = {{u"nodes"_s, QJsonArray()}};
    } else if (method == "RegistrationList"_L1) {
        result = {{u"registrations"_s, QJsonArray()}};
    }
    send(client, {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, request.value("id"_L1)}, {u"result"_s, result}});
    if (method == "CallSubscribe"_L1) {
        sendSnapshot(client);
        m_subscribers.append(client);
    }
}

void Feeder::sendSnapshot(QWebSocket *client)
{
    qint64 page = 0;
    for (std::size_t first = 0; first < m_calls.size(); first += pageSize) {
        const std::size_t end = std::min(first + pageSize, m_calls.size());
        protocol::CallsSnapshot snapshot{epoch(), m_seq, u"all"_s, page++, {}, end == m_calls.size()};
        snapshot.calls.assign(m_calls.begin() + static_cast<std::ptrdiff_t>(first),
            m_calls.begin() + static_cast<std::ptrdiff_t>(end));
        notify({client}, u"CallsSnapshot"_s, snapshot);
    }
}

protocol::Call Feeder::makeCall(int number) const
{
    protocol::Call call;
    call.id = CallId(u"n:%1:1"_s.arg(number));
    call.callId = SipCallId(u"%1@bench"_s.arg(number));
    call.node = NodeName(number % 3 == 0 ? u"edge-2"_s : u"edge-1"_s);
    call.state = number % 10 == 0 ? CallState::Ringing
        : number % 10 == 1        ? CallState::Held
                                  : CallState::Answered;
    call.caller.value = protocol::Party{u"sip:+4930%1@example.com"_s.arg(1000000 + number), {name(number)}};
    call.callee.value =
        protocol::Party{u"sip:%1@example.com"_s.arg(200 + number % 5000), {name(number * 7 + 3)}};
    call.legs.resize(2);
    call.legs[0].role = LegRole::Caller;
    call.legs[1].role = LegRole::Callee;
    if (call.state == CallState::Held) {
        call.legs[0].heldBy.value = HeldBy::Phone;
    }
    if (number % 50 < 2) {
        call.journey.value = JourneyId(u"%1bench"_s.arg(number / 50));
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const qint64 age = (number * 37) % 3600000;
    call.startedAt.value = instant(now - age);
    call.stateSince.value = instant(now - age / 2);
    if (call.state != CallState::Ringing) {
        call.answeredAt.value = call.stateSince.value;
    }
    call.allowedActions = {CallAction::End, CallAction::Hold, CallAction::BlindTransfer};
    return call;
}

void Feeder::change(protocol::Call &call)
{
    ++call.rev;
    call.stateSince.value = instant(QDateTime::currentMSecsSinceEpoch());
    call.state = call.state == CallState::Answered ? CallState::Held : CallState::Answered;
    call.legs[0].heldBy.value = call.state == CallState::Held ? std::optional(HeldBy::Phone) : std::nullopt;
}

void Feeder::sendChanges()
{
    protocol::CallsChanged message{epoch(), m_seq, m_seq, instant(QDateTime::currentMSecsSinceEpoch()), {}};
    const QJsonObject sent{{u"sent"_s, steadyMicroseconds()}};
    const auto tell = [&](const protocol::Call &call) {
        protocol::CallChange change;
        change.op = ChangeOp::Set;
        change.call = call;
        change.call->tags.value = sent;
        message.changes.push_back(std::move(change));
        ++m_sent;
    };
    for (const CallId &ended : std::exchange(m_gone, {})) {
        protocol::CallChange gone;
        gone.op = ChangeOp::Gone;
        gone.id = ended;
        message.changes.push_back(std::move(gone));
    }
    for (int i = 0; i < m_perTick; ++i) {
        protocol::Call &call = m_calls[m_next];
        m_next = (m_next + 1) % m_calls.size();
        if (m_sent % turnover == 0) {
            call.state = CallState::Ended;
            tell(call);
            m_gone.push_back(call.id);
            call = makeCall(m_made++);
            call.state = CallState::Ringing;
            call.stateSince.value = instant(QDateTime::currentMSecsSinceEpoch());
        } else {
            change(call);
        }
        tell(call);
    }
    m_seq += static_cast<qint64>(message.changes.size());
    message.seq = m_seq;
    notify(m_subscribers, u"CallsChanged"_s, message);
}

} // namespace cordboard::bench
