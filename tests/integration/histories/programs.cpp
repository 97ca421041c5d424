// SPDX-License-Identifier: Apache-2.0
// What programs do, ours and others at the proxy: a part of History.
#include "tests/integration/histories/history.h"

#include <QNetworkReply>

namespace cordboard::tests {

using namespace Qt::StringLiterals;

namespace {

QString legOf(quint32 number) { return number % 2 == 0 ? u"caller"_s : u"callee"_s; }

} // namespace

/// Two of three are waited for.
void History::command(const QString &method, const QJsonObject &params, const Dice &dice)
{
    note(method + u' ' + QString::fromUtf8(QJsonDocument(params).toJson(QJsonDocument::Compact)));
    const int id = m_world.client->send(method, params);
    m_commands.append(id);
    if (method.endsWith("hold"_L1, Qt::CaseInsensitive)) {
        m_holdCommands.insert(params["callid"_L1].toString(), id);
    }
    if (dice.pause / 64 % 3 != 0) {
        (void)m_world.client->waitUntil([&] { return !commandsRun(); }, 20000);
        QString end = m_world.client->eventNames(id).join(u' ');
        end += m_world.client->error(id).isEmpty()
            ? QString()
            : u' ' + m_world.client->error(id)["message"_L1].toString();
        note(u"  "_s + end);
    }
}

bool History::runs(int command) const
{
    return !m_world.client->answer(command)
        || (!m_world.client->refused(command) && !m_world.client->ended(command));
}

bool History::commandsRun() const
{
    return std::any_of(m_commands.begin(), m_commands.end(), [this](int id) { return runs(id); });
}

bool History::offersTo(const QString &callId) const
{
    const QList<int> commands = m_holdCommands.values(callId);
    return std::any_of(commands.begin(), commands.end(), [this](int id) { return runs(id); });
}

/// Each ends once, and an error comes right before that.
QString History::wrongCommands() const
{
    for (const int id : m_commands) {
        if (m_world.client->refused(id)) {
            continue;
        }
        const QStringList events = m_world.client->eventNames(id);
        const bool failed = events.contains(u"Error"_s);
        if (events.count(u"Ended"_s) != 1 || events.last() != "Ended"_L1
            || (failed && (events.count(u"Error"_s) != 1 || events.at(events.size() - 2) != "Error"_L1))) {
            return u"a command's events are: "_s + events.join(u' ');
        }
    }
    return {};
}

/// Whoever transfers a call before the server heard where that comes from founds another journey.
void History::aboutToTransfer(const QString &callId)
{
    if (m_journeys.isUntold(callId)) {
        m_journeys.doubt(callId);
    }
}

QString History::startCall(const Dice &dice)
{
    const QString callee = dice.chance % 5 == 0 ? u"busy"_s : phone(dice.other);
    if (phone(dice.phone) != callee) {
        command(u"CallStart"_s, {{u"caller"_s, uri(phone(dice.phone))}, {u"callee"_s, uri(callee)}}, dice);
    }
    return {};
}

QString History::endCall(const Dice &dice)
{
    if (const auto call = answered(dice.call)) {
        command(u"CallEnd"_s, {{u"callid"_s, call->callId}}, dice);
    }
    return {};
}

QString History::hold(const Dice &dice)
{
    if (const auto call = answered(dice.call)) {
        QJsonObject params{{u"callid"_s, call->callId}};
        if (dice.side % 3 != 0) {
            params.insert(u"leg"_s, legOf(dice.side / 3));
        }
        command(dice.chance % 2 == 0 ? u"CallHold"_s : u"CallUnhold"_s, params, dice);
    }
    return {};
}

/// `call_hold` or `call_unhold`, as anybody may ask the proxy for it.
QString History::foreignHold(const Dice &dice)
{
    const auto call = answered(dice.call);
    if (!call) {
        return {};
    }
    const bool newNames = m_kind.version == simulator::Version::V40;
    const QString method = dice.chance % 2 == 0 ? (newNames ? u"callops:hold"_s : u"call_hold"_s)
                                                : (newNames ? u"callops:unhold"_s : u"call_unhold"_s);
    note(u"somebody asks the proxy: %1 %2"_s.arg(method, call->callId));
    QNetworkRequest request(m_world.proxy.httpUrl());
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QJsonObject body{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, 1}, {u"method"_s, method},
        {u"params"_s, QJsonObject{{u"callid"_s, call->callId}}}};
    auto *const reply = m_otherProgram.post(request, QJsonDocument(body).toJson());
    ++m_otherPrograms;
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        --m_otherPrograms;
        reply->deleteLater();
    });
    return {};
}

QString History::blindTransfer(const Dice &dice)
{
    if (const auto call = answered(dice.call)) {
        aboutToTransfer(call->callId);
        const QString target = dice.chance % 8 == 0 ? u"busy"_s : phone(dice.other);
        command(u"CallBlindTransfer"_s,
            {{u"callid"_s, call->callId}, {u"leg"_s, legOf(dice.side)}, {u"destination"_s, uri(target)}},
            dice);
    }
    return {};
}

QString History::attendedTransfer(const Dice &dice)
{
    const auto a = answered(dice.call);
    const auto b = answered(dice.other);
    if (a && b && a->callId != b->callId) {
        aboutToTransfer(a->callId);
        aboutToTransfer(b->callId);
        m_journeys.unite(a->callId, b->callId);
        command(u"CallAttendedTransfer"_s,
            {{u"callidA"_s, a->callId}, {u"legA"_s, legOf(dice.side)}, {u"callidB"_s, b->callId},
                {u"legB"_s, legOf(dice.chance)}},
            dice);
    }
    return {};
}

} // namespace cordboard::tests
