// SPDX-License-Identifier: Apache-2.0
#include "tests/server/simulator/world.h"
#include "tests/support/strict.h"

using namespace Qt::StringLiterals;
using namespace cordboard::simulator;
using cordboard::tests::SimulatedWorld;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const QString scriptEvent = u"E_CORDBOARD"_s;

/// The values of some keys, in this order.
QStringList values(const QJsonObject &params, const QString &keys)
{
    QStringList found;
    for (const QString &key : keys.split(u' ')) {
        found.append(params.value(key).toString(u"(no text)"_s));
    }
    return found;
}

} // namespace

/// What the script tells of what phones do, and what phones do by themselves.
class tst_scriptevents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        cordboard::tests::failOnAnyWarning();
        m_world = std::make_unique<SimulatedWorld>(SimulatedWorld::quiet());
        QVERIFY(m_world->subscribe(scriptEvent));
    }
    void cleanup() { m_world.reset(); }

    void scriptWithoutTheLines();
    void everyValueIsAText();
    void invite();
    void inviteOfACommand();
    void failed_data();
    void failed();
    void bye_data();
    void bye();
    void endByTheProxyIsNoBye();
    void hold();
    void bothHold();
    void holdOfTheProxyIsNotTold();
    void blindTransferByPhone();
    void blindTransferByPhoneThatFails();
    void refusedReferByPhone();
    void attendedTransferByPhone();
    void referOfTheProxyIsNotTold();
    void nobodyToActFor();

private:
    [[nodiscard]] QString sdp(const QString &callId, const QString &side)
    {
        const QJsonObject dialog =
            m_world->ask(u"dlg_list"_s, {{u"callid"_s, callId}}).toObject().value(u"Dialog"_s).toObject();
        const QString text = side == u"caller"_s
            ? dialog.value(u"caller_sdp"_s).toString()
            : dialog.value(u"CALLEES"_s).toArray().first().toObject().value(u"callee_sdp"_s).toString();
        return text.trimmed().section(u"a="_s, -1);
    }

    std::unique_ptr<SimulatedWorld> m_world;
};

void tst_scriptevents::scriptWithoutTheLines()
{
    SimulatorOptions options = SimulatedWorld::quiet();
    options.script = false;
    SimulatedWorld plain(options);
    QVERIFY(!plain.subscribe(scriptEvent));
    QCOMPARE(plain.ask(u"event_subscribe"_s, {{u"event"_s, scriptEvent}, {u"socket"_s, u"udp:127.0.0.1:9"_s}})
                 .toObject()
                 .value(u"error"_s)
                 .toObject()
                 .value(u"code"_s)
                 .toInt(),
        400);
    QVERIFY(!plain.call(u"alice"_s, u"bob"_s).isEmpty());
    QCOMPARE(plain.simulator().eventsSent(), 0);
}

void tst_scriptevents::everyValueIsAText()
{
    Simulator &simulator = m_world->simulator();
    const QString callId = m_world->call(u"heidi"_s, u"bob"_s); // no name
    QVERIFY(simulator.holdByPhone(u"bob"_s, callId, true));
    QVERIFY(simulator.transferByPhone(u"heidi"_s, callId, u"busy"_s));
    m_world->clock().advance(seconds(1));
    QVERIFY(simulator.hangUp(u"bob"_s, callId));
    QStringList types;
    for (const QJsonObject &event : m_world->events()) {
        const QJsonObject params = event.value(u"params"_s).toObject();
        types.append(params.value(u"type"_s).toString());
        for (auto it = params.begin(); it != params.end(); ++it) {
            QVERIFY2(it.value().isString(), qPrintable(it.key()));
        }
    }
    QCOMPARE(types, (QStringList{u"invite"_s, u"hold"_s, u"refer"_s, u"invite"_s, u"failed"_s, u"bye"_s}));
}

void tst_scriptevents::invite()
{
    QVERIFY(m_world->subscribe(u"E_DLG_STATE_CHANGED"_s));
    const QString callId = m_world->call(u"mallory"_s, u"grace"_s);
    const QList<QJsonObject> events = m_world->events();
    QCOMPARE(events.size(), 4);
    QCOMPARE(events.first().value(u"method"_s), scriptEvent); // the script runs before anybody answers
    const QJsonObject params = events.first().value(u"params"_s).toObject();
    QCOMPARE(values(params, u"type callid from from_name to to_name ruri contact replaces referred_by"_s),
        (QStringList{u"invite"_s, callId, u"sip:mallory@demo.example"_s, u"Mallory \"Mal\" Moore"_s,
            u"sip:grace@demo.example"_s, u"Grace Gómez"_s, u"sip:grace@demo.example"_s,
            params.value(u"contact"_s).toString(), u""_s, u""_s}));
    QVERIFY(params.value(u"contact"_s).toString().startsWith(u"sip:mallory@127.0.0.1:"_s));
    QCOMPARE(params.value(u"did"_s), events.last().value(u"params"_s).toObject().value(u"id"_s));
    QCOMPARE(params.size(), 11);
}

void tst_scriptevents::inviteOfACommand()
{
    const QString headers = u"From: \"Front Desk\" <sip:desk@demo.example>;tag=t\\r\\nTo: \"Carol\" "
                            "<sip:carol@demo.example>\\r\\nCall-ID: ours\\r\\nCSeq: 1 INVITE\\r\\nContact: "
                            "<sip:callapi@demo.example>\\r\\n"_s;
    QUdpSocket socket;
    QVERIFY(socket.bind(QHostAddress(QHostAddress::LocalHost), 0));
    socket.writeDatagram(
        QJsonDocument(
            QJsonObject{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, 1}, {u"method"_s, u"t_uac_dlg"_s},
                {u"params"_s,
                    QJsonObject{{u"method"_s, u"INVITE"_s}, {u"ruri"_s, u"sip:alice@demo.example"_s},
                        {u"headers"_s, headers}, {u"body"_s, u"v=0"_s}}}})
            .toJson(),
        QHostAddress(QHostAddress::LocalHost),
        m_world->simulator().datagramAddress().section(u':', -1).toUShort());
    QTRY_COMPARE(m_world->simulator().callCount(), 1);
    const QList<QJsonObject> invites = m_world->events(scriptEvent, u"invite"_s);
    QCOMPARE(invites.size(), 1);
    QCOMPARE(values(invites.first(), u"callid from from_name to to_name ruri"_s),
        (QStringList{u"ours"_s, u"sip:desk@demo.example"_s, u"Front Desk"_s, u"sip:carol@demo.example"_s,
            u"Carol"_s, u"sip:alice@demo.example"_s}));
}

void tst_scriptevents::failed_data()
{
    QTest::addColumn<QString>("callee");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("busy") << u"busy"_s << u"486"_s << u"Busy Here"_s;
    QTest::newRow("nobody") << u"nobody"_s << u"404"_s << u"Not Found"_s;
    QTest::newRow("no answer") << u"silent"_s << u"408"_s << u"Request Timeout"_s;
}

void tst_scriptevents::failed()
{
    QFETCH(QString, callee);
    QFETCH(QString, code);
    QFETCH(QString, reason);
    QVERIFY(m_world->subscribe(u"E_DLG_STATE_CHANGED"_s));
    const QString callId = m_world->simulator().placeCall(u"alice"_s, callee);
    m_world->clock().advance(seconds(61));
    const QList<QJsonObject> events = m_world->events();
    const QJsonObject told = events.at(events.size() - 2).value(u"params"_s).toObject();
    QCOMPARE(values(told, u"type callid code reason"_s), (QStringList{u"failed"_s, callId, code, reason}));
    QCOMPARE(events.last().value(u"params"_s).toObject().value(u"new_state"_s).toInt(), 5);
}

void tst_scriptevents::bye_data()
{
    QTest::addColumn<QString>("phone");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("side");
    QTest::newRow("caller") << u"alice"_s << QString() << u"caller"_s;
    QTest::newRow("callee") << u"bob"_s << u"Q.850;cause=16;text=\"Normal\""_s << u"callee"_s;
}

void tst_scriptevents::bye()
{
    QFETCH(QString, phone);
    QFETCH(QString, reason);
    QFETCH(QString, side);
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    QVERIFY(m_world->simulator().hangUp(phone, callId, reason));
    const QList<QJsonObject> byes = m_world->events(scriptEvent, u"bye"_s);
    QCOMPARE(byes.size(), 1);
    QCOMPARE(values(byes.first(), u"callid side reason"_s),
        (QStringList{callId, side, reason.isNull() ? u""_s : reason}));
}

void tst_scriptevents::endByTheProxyIsNoBye()
{
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    QCOMPARE(m_world->ask(u"dlg_end_dlg"_s, {{u"dialog_id"_s, callId}}), u"OK"_s);
    QVERIFY(m_world->events(scriptEvent, u"bye"_s).isEmpty());
    const QString ringing = m_world->simulator().placeCall(u"alice"_s, u"silent"_s);
    m_world->clock().advance(milliseconds(1));
    QVERIFY(m_world->simulator().hangUp(u"alice"_s, ringing));
    const QList<QJsonObject> events = m_world->events(); // a CANCEL is no BYE either
    QCOMPARE(values(events.last().value(u"params"_s).toObject(), u"type code reason"_s),
        (QStringList{u"failed"_s, u"487"_s, u"Request Terminated"_s}));
}

void tst_scriptevents::hold()
{
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    QVERIFY(m_world->simulator().holdByPhone(u"bob"_s, callId, true));
    QCOMPARE(sdp(callId, u"callee"_s), u"sendonly"_s);
    QCOMPARE(sdp(callId, u"caller"_s), u"recvonly"_s);
    QVERIFY(m_world->simulator().holdByPhone(u"bob"_s, callId, false));
    QCOMPARE(sdp(callId, u"caller"_s), u"sendrecv"_s);
    QStringList told;
    for (const QJsonObject &event : m_world->events(scriptEvent, u"hold"_s)) {
        told.append(values(event, u"side direction"_s).join(u' '));
    }
    QCOMPARE(told, (QStringList{u"callee sendonly"_s, u"callee sendrecv"_s}));
}

void tst_scriptevents::bothHold()
{
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    QVERIFY(m_world->simulator().holdByPhone(u"alice"_s, callId, true));
    QVERIFY(m_world->simulator().holdByPhone(u"bob"_s, callId, true));
    QCOMPARE(sdp(callId, u"caller"_s), u"inactive"_s);
    QCOMPARE(sdp(callId, u"callee"_s), u"inactive"_s);
    QVERIFY(m_world->simulator().holdByPhone(u"alice"_s, callId, false));
    QCOMPARE(sdp(callId, u"caller"_s), u"sendrecv"_s);
    QCOMPARE(sdp(callId, u"callee"_s), u"sendonly"_s); // bob still holds
    QVERIFY(m_world->simulator().holdByPhone(u"bob"_s, callId, false));
    QCOMPARE(sdp(callId, u"callee"_s), u"sendrecv"_s);
    QStringList told;
    for (const QJsonObject &event : m_world->events(scriptEvent, u"hold"_s)) {
        told.append(values(event, u"side direction"_s).join(u' '));
    }
    QCOMPARE(told,
        (QStringList{
            u"caller sendonly"_s, u"callee inactive"_s, u"caller sendrecv"_s, u"callee sendrecv"_s}));
}

void tst_scriptevents::holdOfTheProxyIsNotTold()
{
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    QCOMPARE(m_world->ask(u"call_hold"_s, {{u"callid"_s, callId}}), u"OK"_s);
    m_world->clock().advance(seconds(1));
    QVERIFY(m_world->events(scriptEvent, u"hold"_s).isEmpty());
}

void tst_scriptevents::blindTransferByPhone()
{
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    QVERIFY(!m_world->events().isEmpty());
    QVERIFY(m_world->simulator().transferByPhone(u"alice"_s, callId, u"carol"_s));
    m_world->clock().advance(seconds(1));
    const QList<QJsonObject> told = m_world->events(scriptEvent);
    QCOMPARE(told.size(), 3);
    QCOMPARE(values(told.at(0), u"type callid side refer_to"_s),
        (QStringList{u"refer"_s, callId, u"caller"_s, u"sip:carol@demo.example"_s}));
    QCOMPARE(values(told.at(1), u"type from to referred_by"_s),
        (QStringList{u"invite"_s, u"sip:bob@demo.example"_s, u"sip:carol@demo.example"_s,
            u"<sip:alice@demo.example>"_s}));
    // The sender of the REFER ends the old call.
    QCOMPARE(values(told.at(2), u"type callid side"_s), (QStringList{u"bye"_s, callId, u"caller"_s}));
    QCOMPARE(m_world->simulator().callCount(), 1);
    QCOMPARE(m_world->simulator().callsOf(u"carol"_s), m_world->simulator().callsOf(u"bob"_s));
}

void tst_scriptevents::blindTransferByPhoneThatFails()
{
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    QVERIFY(m_world->simulator().transferByPhone(u"bob"_s, callId, u"busy"_s));
    m_world->clock().advance(seconds(1));
    QCOMPARE(m_world->simulator().callsOf(u"alice"_s), QStringList{callId});
    QCOMPARE(m_world->simulator().callCount(), 1);
}

void tst_scriptevents::refusedReferByPhone()
{
    const QString callId = m_world->call(u"alice"_s, u"stubborn"_s);
    QVERIFY(m_world->simulator().transferByPhone(u"alice"_s, callId, u"carol"_s));
    m_world->clock().advance(seconds(1));
    QCOMPARE(m_world->simulator().callsOf(u"stubborn"_s), QStringList{callId});
    QVERIFY(m_world->simulator().callsOf(u"carol"_s).isEmpty());
}

void tst_scriptevents::attendedTransferByPhone()
{
    const QString first = m_world->call(u"bob"_s, u"alice"_s);
    const QString second = m_world->call(u"alice"_s, u"carol"_s);
    QVERIFY(!m_world->events().isEmpty());
    QVERIFY(m_world->simulator().attendedTransferByPhone(u"alice"_s, first, second));
    m_world->clock().advance(seconds(1));
    const QList<QJsonObject> told = m_world->events(scriptEvent);
    QCOMPARE(told.size(), 4);
    QCOMPARE(values(told.at(0), u"type callid side"_s), (QStringList{u"refer"_s, first, u"callee"_s}));
    QVERIFY(told.at(0)
                .value(u"refer_to"_s)
                .toString()
                .startsWith(u"sip:carol@demo.example?Replaces="_s + second + u"%3Bto-tag%3D"_s));
    QCOMPARE(values(told.at(1), u"type from ruri"_s),
        (QStringList{u"invite"_s, u"sip:bob@demo.example"_s, u"sip:carol@demo.example"_s}));
    QVERIFY(told.at(1).value(u"replaces"_s).toString().startsWith(second + u";to-tag="_s));
    QStringList byes;
    for (const QJsonObject &event : told.mid(2)) {
        byes.append(values(event, u"type callid side"_s).join(u' '));
    }
    byes.sort();
    QStringList expected{u"bye "_s + first + u" callee"_s, u"bye "_s + second + u" callee"_s};
    expected.sort();
    QCOMPARE(byes, expected);
    QVERIFY(m_world->simulator().callsOf(u"alice"_s).isEmpty());
    QCOMPARE(m_world->simulator().callsOf(u"bob"_s), m_world->simulator().callsOf(u"carol"_s));
}

void tst_scriptevents::referOfTheProxyIsNotTold()
{
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    QCOMPARE(m_world->ask(u"call_transfer"_s,
                 {{u"callid"_s, callId}, {u"leg"_s, u"callee"_s},
                     {u"destination"_s, u"sip:carol@demo.example"_s}}),
        u"Accepted"_s);
    m_world->clock().advance(seconds(1));
    const QList<QJsonObject> told = m_world->events(scriptEvent);
    QCOMPARE(told.size(), 2);
    QCOMPARE(values(told.at(1), u"type from referred_by"_s),
        (QStringList{u"invite"_s, u"sip:bob@demo.example"_s, u""_s}));
    QVERIFY(told.at(1).value(u"ruri"_s).toString().contains(u";osid="_s));
}

void tst_scriptevents::nobodyToActFor()
{
    Simulator &simulator = m_world->simulator();
    const QString callId = m_world->call(u"alice"_s, u"bob"_s);
    const QString ringing = m_world->call(u"alice"_s, u"silent"_s);
    const qint64 sent = simulator.eventsSent();
    QVERIFY(!simulator.transferByPhone(u"carol"_s, callId, u"dave"_s));
    QVERIFY(!simulator.transferByPhone(u"alice"_s, ringing, u"dave"_s));
    QVERIFY(!simulator.transferByPhone({}, callId, u"dave"_s));
    QVERIFY(!simulator.attendedTransferByPhone(u"alice"_s, callId, callId));
    QVERIFY(!simulator.attendedTransferByPhone(u"alice"_s, callId, ringing));
    QVERIFY(!simulator.attendedTransferByPhone(u"bob"_s, callId, ringing));
    QVERIFY(!simulator.holdByPhone(u"silent"_s, ringing, true));
    QVERIFY(!simulator.hangUp({}, callId));
    QCOMPARE(simulator.eventsSent(), sent);
}

QTEST_GUILESS_MAIN(tst_scriptevents)
#include "tst_scriptevents.moc"
