// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/histories/follower.h"

#include "common/json/codec.h"

#include <QJsonDocument>

namespace cordboard::tests {

using namespace Qt::StringLiterals;

namespace {

ClientLink::Options quick()
{
    ClientLink::Options options;
    options.random = [] { return 0.0; };
    return options;
}

} // namespace

Follower::Follower()
    : m_link(quick())
    , m_replica(m_link)
{
    m_stream.seesAll = true;
    connect(&m_link, &ClientLink::received, this, &Follower::take);
    connect(&m_replica, &CallReplica::faulted, this,
        [this](const Error &error) { m_faults.append(u"the replica: "_s + error.message); });
}

void Follower::follow(const QUrl &server)
{
    m_relay.setTarget(server);
    if (m_link.state() == ClientLink::State::Disconnected) {
        cutAndReturn();
    }
}

void Follower::cutAndReturn()
{
    m_relay.cut();
    if (const auto opened = m_link.open(m_relay.url()); !opened) {
        m_faults.append(opened.error().message);
    }
}

QMap<QString, QJsonObject> Follower::calls() const
{
    QMap<QString, QJsonObject> calls;
    for (const LiveCall &live : m_replica.calls()) {
        calls.insert(live.call.id.text(), json::encode(live.call));
    }
    return calls;
}

void Follower::take(const QByteArray &message)
{
    const QJsonObject object = QJsonDocument::fromJson(message).object();
    m_stream.take(object);
    const QJsonObject params = object["params"_L1].toObject();
    for (const QJsonValue call : params["calls"_L1].toArray()) {
        look(call.toObject());
    }
    for (const QJsonValue change : params["changes"_L1].toArray()) {
        look(change["call"_L1].toObject());
    }
}

void Follower::look(const QJsonObject &call)
{
    if (call.isEmpty()) {
        return;
    }
    if (call["state"_L1] == "ended"_L1 && lives && lives(call["callid"_L1].toString())) {
        m_faults.append(call["callid"_L1].toString() + u" ended, and lives"_s);
    }
    if (seen) {
        seen(call);
    }
}

} // namespace cordboard::tests
