// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/simulator.h"
#include "tests/support/simulatedclock.h"
#include "tests/support/strict.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

#include <memory>

using namespace Qt::StringLiterals;
using namespace cordboard::simulator;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// Where a race went one way when it was recorded, the phone is told to let it go that way again.
struct PlayedAs {
    const char *version;
    const char *flow;
    const char *phone;
    const char *setting;
};

constexpr PlayedAs playedAs[]{
    // The 180 and the 200 overtook one another: the dialog never was in state 2 (fact 17).
    {"3.6.8", "attended_transfer_ok", "erin", "ring=-1"},
    {"4.0.1", "start_refer_refused", "erin", "ring=-1"},
    // The BYE overtook the new INVITE (fact 20).
    {"3.6.8", "blind_transfer_caller_leg", "bob", "after=early"},
};

/// What differs and always will: a part of the line that tells of it, and why. A row that no longer applies
/// fails the test.
struct Inherent {
    const char *version;
    const char *flow;
    const char *line;
    const char *reason;
};

constexpr Inherent inherent[]{
    {"3.4.18", "attended_transfer_ok", "caller_sent_sdp: is nothing",
        "listed after one of many re-INVITEs of a phone, and in this version's recordings only"},
    {"4.0.1", "start_notify_answered", "ua_session_reply",
        "the first answer was faster than the second NOTIFY, so there was a third to answer"},
    {"4.0.1", "start_notify_answered", "did not come: session C1 UPDATED", "the same NOTIFY"},
};

QString typeOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return u"bool"_s;
    case QJsonValue::Double:
        return u"number"_s;
    case QJsonValue::String:
        return u"string"_s;
    case QJsonValue::Array:
        return u"array"_s;
    case QJsonValue::Object:
        return u"object"_s;
    case QJsonValue::Undefined:
        break;
    }
    return u"nothing"_s;
}

/// Members whose values are words of the protocol, not chance.
bool isExact(const QString &key)
{
    static const QStringList words{u"state"_s, u"Code"_s, u"Reason"_s, u"Status"_s, u"Server"_s,
        u"hash_size"_s, u"mod_name"_s, u"name"_s, u"expire"_s, u"State"_s};
    return words.contains(key);
}

} // namespace

/// Plays every recorded flow against the simulator: the same requests and the same acts of phones, with
/// names, ids and addresses of this run, and compares what came of it.
class tst_conformance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { cordboard::tests::failOnAnyWarning(); }
    void recordedFlow_data();
    void recordedFlow();

private:
    struct Answer {
        bool refused = false;
        int status = 0; ///< 0: none came
        QByteArray body;
    };

    void begin(Version version);
    void act(const QString &who, const QString &what);
    void set(const QString &who, const QStringList &settings);
    Answer post(const QByteArray &body, double recordedMs, bool expectsAnswer);
    void settle();
    QByteArray rewritten(QByteArray request);
    QString simulated(const QString &recordedCallId) const;
    void learn(const QJsonObject &recordedEvent);
    void checkAnswer(const QString &where, const QByteArray &recorded, const QByteArray &got);
    void compare(const QString &where, const QString &key, const QJsonValue &recorded, const QJsonValue &got);
    void compareByCallId(const QString &where, const QJsonArray &recorded, const QJsonArray &got);
    QString described(const QJsonObject &event, const QStringList &callIds) const;

    cordboard::tests::SimulatedClock m_clock;
    std::unique_ptr<Simulator> m_simulator;
    QUdpSocket m_events;
    QList<QByteArray> m_received;
    QStringList m_recordedCallIds; ///< in the order of their first event
    QStringList m_simulatedCallIds;
    QHash<QString, QString> m_recordedIds; ///< the dialogs' IDs by Call-ID
    QHash<QString, QString> m_simulatedIds;
    QHash<QString, QString> m_chosen; ///< Call-IDs that a request chose: recorded to ours
    std::vector<std::unique_ptr<QUdpSocket>> m_datagrams;
    QStringList m_wrong;
};

void tst_conformance::recordedFlow_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("flow");
    for (const QString &version : {u"3.4.18"_s, u"3.6.8"_s, u"4.0.1"_s}) {
        const QDir folder(QStringLiteral(CORDBOARD_SOURCE_DIR "/tests/recordings/") + version);
        const QStringList files = folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
        QVERIFY2(files.size() >= 49, qPrintable(folder.path()));
        for (const QString &file : files) {
            const QString flow = file.chopped(5);
            QTest::newRow(qPrintable(QString(version + u' ' + flow))) << version << flow;
        }
    }
}

void tst_conformance::begin(Version version)
{
    m_simulator.reset();
    m_clock.clear();
    m_events.close();
    QVERIFY(m_events.bind(QHostAddress(QHostAddress::LocalHost), 0));
    m_received.clear();
    m_recordedCallIds.clear();
    m_simulatedCallIds.clear();
    m_chosen.clear();
    m_recordedIds.clear();
    m_simulatedIds.clear();
    m_datagrams.clear();
    m_wrong.clear();
    SimulatorOptions options;
    options.version = version;
    options.ringTime = milliseconds(0);
    options.backgroundCalls = 0;
    options.seed = static_cast<quint32>(qHash(QString::fromLatin1(QTest::currentDataTag())) & 0x7fffffff);
    options.httpd.receiveBuffer = 16384;
    m_simulator = std::make_unique<Simulator>(options, &m_clock);
    QVERIFY(m_simulator->start());
    // The lab's phones: alice to dave are baresip, the others ua.py, and the robot refuses to be transferred.
    const Behaviour baresip{
        .reason = u"Answering"_s, .after = Behaviour::After::WithInvite, .replaces = false, .needsAck = true};
    for (const QString &name : {u"alice"_s, u"bob"_s, u"carol"_s, u"dave"_s}) {
        m_simulator->phones().add(name, baresip);
    }
    m_simulator->phones().behaviour(u"dave"_s)->invite = noAnswer;
    for (const QString &name : {u"erin"_s, u"frank"_s, u"grace"_s}) {
        m_simulator->phones().add(name, {});
    }
    m_simulator->phones().add(u"robot"_s, {.rings = false, .refer = 603});
    for (const char *event : {"E_DLG_STATE_CHANGED", "E_CALL_TRANSFER", "E_CALL_HOLD", "E_UA_SESSION"}) {
        const Answer answer =
            post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"event_subscribe\",\"params\":{\"event\":\""
                    + QByteArray(event) + "\",\"socket\":\"udp:127.0.0.1:"
                    + QByteArray::number(m_events.localPort()) + "\",\"expire\":3600}}",
                0, true);
        QVERIFY2(answer.body.contains("\"OK\""), answer.body.constData());
    }
}

void tst_conformance::set(const QString &who, const QStringList &settings)
{
    Behaviour &behaviour = *m_simulator->phones().behaviour(who);
    for (const QString &setting : settings) {
        const QString key = setting.section(u'=', 0, 0);
        const QString value = setting.section(u'=', 1);
        const int code = value == "none"_L1 ? noAnswer : value.toInt();
        if (key == "invite"_L1) {
            behaviour.invite = code;
        } else if (key == "ring"_L1) {
            behaviour.rings = !value.startsWith(u'-');
            behaviour.ring = milliseconds(std::max(0, static_cast<int>(value.toDouble() * 1000)));
        } else if (key == "refer"_L1) {
            behaviour.refer = code;
        } else if (key == "notify"_L1) {
            behaviour.notify = value == "all"_L1 ? Behaviour::Notify::All
                : value == "final"_L1            ? Behaviour::Notify::Final
                                                 : Behaviour::Notify::None;
        } else if (key == "after"_L1) {
            behaviour.after = value == "keep"_L1 ? Behaviour::After::Keep
                : value == "bye"_L1              ? Behaviour::After::Bye
                                                 : Behaviour::After::Early;
        } else if (key == "replaces"_L1) {
            behaviour.replaces = value == "yes"_L1;
        } else if (key == "reinvite"_L1) {
            behaviour.reinvite = code;
        } else if (key == "bye"_L1) {
            behaviour.bye = code;
        } else {
            QFAIL(qPrintable(setting));
        }
    }
}

void tst_conformance::act(const QString &who, const QString &what)
{
    const QString word = what.section(u' ', 0, 0);
    const QStringList calls = m_simulator->callsOf(who);
    if (word == "set"_L1) {
        set(who, what.section(u' ', 1).split(u' '));
    } else if (word == "dial"_L1) {
        QVERIFY(!m_simulator->placeCall(who, userOf(what.section(u' ', 1))).isEmpty());
    } else if (word == "hold"_L1) {
        QVERIFY(m_simulator->holdByPhone(who, calls.value(0), true));
    } else if (word == "accept"_L1) {
        QVERIFY(m_simulator->answer(who, calls.value(0)));
    } else if (word == "hangup"_L1) {
        QVERIFY(!calls.isEmpty());
        for (const QString &call : calls) {
            QVERIFY(m_simulator->hangUp(who, call));
        }
    } else {
        QFAIL(qPrintable(what));
    }
}

tst_conformance::Answer tst_conformance::post(const QByteArray &body, double recordedMs, bool expectsAnswer)
{
    QTcpSocket socket;
    socket.connectToHost(
        QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(m_simulator->httpUrl().port()));
    const bool decided = QTest::qWaitFor([&] {
        return socket.state() == QAbstractSocket::ConnectedState
            || socket.state() == QAbstractSocket::UnconnectedState;
    });
    Answer answer;
    if (!decided || socket.state() != QAbstractSocket::ConnectedState) {
        answer.refused = true;
        return answer;
    }
    socket.write("POST /mi HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray received;
    const auto isThere = [&] {
        received += socket.readAll();
        const qsizetype head = received.indexOf("\r\n\r\n");
        if (head >= 0) {
            static const QRegularExpression length(u"Content-Length: (\\d+)"_s);
            const auto match = length.match(QString::fromLatin1(received.left(head)));
            answer.body = received.mid(head + 4);
            answer.status = received.mid(9, 3).toInt();
            return answer.body.size() >= match.captured(1).toInt();
        }
        if (recordedMs > 400
            || body.contains("dlg_send_sequential")) { // the proxy waits for a phone: let the time pass
            m_clock.advance(milliseconds(100));
        }
        return false;
    };
    if (!QTest::qWaitFor(isThere, expectsAnswer ? 5000 : 50)) {
        answer = {};
    }
    return answer;
}

void tst_conformance::settle()
{
    m_clock.advance(milliseconds(0));
    const auto isQuiet = [&] {
        while (m_events.hasPendingDatagrams()) {
            QByteArray datagram(m_events.pendingDatagramSize(), '\0');
            m_events.readDatagram(datagram.data(), datagram.size());
            m_received.append(datagram);
            const QJsonObject event = QJsonDocument::fromJson(datagram).object();
            const QString callId = event.value("params"_L1).toObject().value("callid"_L1).toString();
            if (event.value("method"_L1) == "E_DLG_STATE_CHANGED"_L1
                && !m_simulatedCallIds.contains(callId)) {
                m_simulatedCallIds.append(callId);
                m_simulatedIds.insert(callId, event.value("params"_L1).toObject().value("id"_L1).toString());
            }
        }
        return m_received.size() >= m_simulator->eventsSent();
    };
    QVERIFY(QTest::qWaitFor(isQuiet));
}

void tst_conformance::learn(const QJsonObject &recordedEvent)
{
    const QString callId = recordedEvent.value("params"_L1).toObject().value("callid"_L1).toString();
    if (recordedEvent.value("method"_L1) == "E_DLG_STATE_CHANGED"_L1 && !m_recordedCallIds.contains(callId)) {
        m_recordedCallIds.append(callId);
        m_recordedIds.insert(callId, recordedEvent.value("params"_L1).toObject().value("id"_L1).toString());
    }
}

QString tst_conformance::simulated(const QString &recordedCallId) const
{
    if (m_chosen.contains(recordedCallId)) {
        return m_chosen.value(recordedCallId);
    }
    return m_simulatedCallIds.value(m_recordedCallIds.indexOf(recordedCallId));
}

QByteArray tst_conformance::rewritten(QByteArray request)
{
    static const QRegularExpression chosen(u"Call-ID: ([^\\\\]+)"_s);
    const auto match = chosen.match(QString::fromUtf8(request));
    if (match.hasMatch()) {
        m_chosen.insert(match.captured(1), u"fresh-"_s + match.captured(1).right(4));
    }
    for (auto it = m_chosen.cbegin(); it != m_chosen.cend(); ++it) {
        request.replace(it.key().toUtf8(), it.value().toUtf8());
    }
    for (const QString &recorded : std::as_const(m_recordedCallIds)) {
        const QString ours = simulated(recorded);
        if (!ours.isEmpty()) {
            request.replace(recorded.toUtf8(), ours.toUtf8());
            request.replace(m_recordedIds.value(recorded).toUtf8(), m_simulatedIds.value(ours).toUtf8());
        }
    }
    request.replace("@127.0.0.1:5060", "@demo.example").replace("@127.0.0.1", "@demo.example");
    return request;
}

void tst_conformance::compareByCallId(const QString &where, const QJsonArray &recorded, const QJsonArray &got)
{
    QHash<QString, QJsonObject> ours;
    for (const QJsonValue &row : got) {
        ours.insert(row.toObject().value("callid"_L1).toString(), row.toObject());
    }
    for (const QJsonValue &row : recorded) {
        const QString callId = row.toObject().value("callid"_L1).toString();
        if (!m_recordedCallIds.contains(callId)) {
            continue; // what an earlier flow left behind
        }
        const QString name = where + u'[' + QString::number(m_recordedCallIds.indexOf(callId)) + u']';
        const auto found = ours.constFind(simulated(callId));
        if (found == ours.constEnd()) {
            m_wrong.append(name + u": not listed"_s);
        } else {
            compare(name, {}, row, found.value());
            ours.remove(simulated(callId));
        }
    }
    for (auto it = ours.cbegin(); it != ours.cend(); ++it) {
        m_wrong.append(where + u": listed though it was not recorded: "_s
            + QString::number(m_simulatedCallIds.indexOf(it.key())));
    }
}

void tst_conformance::compare(
    const QString &where, const QString &key, const QJsonValue &recorded, const QJsonValue &got)
{
    const QString here = where + u'.' + key;
    if (typeOf(recorded) != typeOf(got)) {
        m_wrong.append(here + u": is "_s + typeOf(got) + u", recorded as "_s + typeOf(recorded));
        return;
    }
    if (recorded.isObject()) {
        const QJsonObject a = recorded.toObject();
        const QJsonObject b = got.toObject();
        QStringList keys = a.keys() + b.keys();
        keys.removeDuplicates();
        for (const QString &name : std::as_const(keys)) {
            compare(here, name, a.value(name), b.value(name));
        }
    } else if (recorded.isArray()) {
        const QJsonArray a = recorded.toArray();
        const QJsonArray b = got.toArray();
        if (key == "Dialogs"_L1 || (!a.isEmpty() && a.first().toObject().contains("mod_name"_L1))) {
            compareByCallId(here, a, b);
        } else if (key == "AORs"_L1 || key == "Contacts"_L1) {
            compare(here, u"0"_s, a.first(), b.first()); // how many there are is the lab's choice
        } else {
            for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i) {
                compare(here, QString::number(i), a.at(i), b.at(i));
            }
        }
    } else if (isExact(key) && recorded != got) {
        m_wrong.append(here + u": is "_s + got.toVariant().toString() + u", recorded as "_s
            + recorded.toVariant().toString());
    }
}

void tst_conformance::checkAnswer(const QString &where, const QByteArray &recorded, const QByteArray &got)
{
    const QJsonObject a = QJsonDocument::fromJson(recorded).object();
    const QJsonObject b = QJsonDocument::fromJson(got).object();
    if (a.contains("error"_L1)) {
        if (a.value("error"_L1) != b.value("error"_L1)) {
            m_wrong.append(where + u": "_s + QString::fromUtf8(got.left(300)) + u", recorded: "_s
                + QString::fromUtf8(recorded));
        }
    }
    if (a.value("id"_L1) != b.value("id"_L1)) {
        m_wrong.append(where + u": the id differs"_s);
    }
    const QJsonValue result = a.value("result"_L1);
    const bool isWord = result == "OK"_L1 || result == "Accepted"_L1;
    const bool isList = result.toArray().first().isString();
    if ((isWord || isList) && result != b.value("result"_L1)) {
        m_wrong.append(where + u": "_s + QString::fromUtf8(got.left(2000)));
    }
    compare(where, {}, a, b);
}

QString tst_conformance::described(const QJsonObject &event, const QStringList &callIds) const
{
    const QJsonObject params = event.value("params"_L1).toObject();
    const auto text = [&](QLatin1StringView key) { return params.value(key).toVariant().toString(); };
    const auto call = [&](QLatin1StringView key) -> QString {
        return u"C"_s + QString::number(callIds.indexOf(params.value(key).toString()) + 1);
    };
    const QString method = event.value("method"_L1).toString();
    if (method == "E_DLG_STATE_CHANGED"_L1) {
        return u"dialog %1 %2->%3"_s.arg(call("callid"_L1), text("old_state"_L1), text("new_state"_L1));
    }
    if (method == "E_CALL_TRANSFER"_L1) {
        return u"transfer %1 to %2 %3 %4"_s
            .arg(call("callid"_L1), call("transfer_callid"_L1), text("state"_L1), text("status"_L1))
            .trimmed();
    }
    if (method == "E_CALL_HOLD"_L1) {
        return u"%1 %2 %3 %4"_s.arg(text("action"_L1), call("callid"_L1), text("leg"_L1), text("state"_L1));
    }
    return u"session %1 %2 %3 %4 %5"_s
        .arg(call("key"_L1), text("event_type"_L1), text("status"_L1), text("method"_L1), text("reason"_L1))
        .trimmed();
}

/// Keys in their order on the wire, with the type of each value.
static QString signatureOf(const QByteArray &raw)
{
    static const QRegularExpression member(u"\"(\\w+)\":(null|[-0-9]|\"|\\{|\\[)"_s);
    QString signature = QJsonDocument::fromJson(raw).object().value("method"_L1).toString();
    auto matches = member.globalMatch(QString::fromUtf8(raw));
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString value = match.captured(2);
        signature += u' ' + match.captured(1)
            + (value == "\""_L1          ? u":text"_s
                    : value == "null"_L1 ? u":null"_s
                                         : u":n"_s);
    }
    return signature;
}

void tst_conformance::recordedFlow()
{
    QFETCH(QString, version);
    QFETCH(QString, flow);
    begin(version.startsWith(u"3.4"_s)     ? Version::V34
            : version.startsWith(u"3.6"_s) ? Version::V36
                                           : Version::V40);
    QFile file(
        QStringLiteral(CORDBOARD_SOURCE_DIR "/tests/recordings/") + version + u'/' + flow + u".json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray log = QJsonDocument::fromJson(file.readAll()).object().value("log"_L1).toArray();
    QVERIFY(!log.isEmpty());

    for (const PlayedAs &told : playedAs) {
        if (flow == QLatin1StringView(told.flow) && version == QLatin1StringView(told.version)) {
            set(QString::fromLatin1(told.phone), {QString::fromLatin1(told.setting)});
        }
    }
    const milliseconds start = m_clock.elapsed();
    QList<QJsonObject> recordedEvents;
    QStringList signatures;
    size_t datagramAnswers = 0;
    for (const QJsonValue &value : log) {
        const QJsonObject entry = value.toObject();
        const QString kind = entry.value("dir"_L1).toString();
        const milliseconds due(static_cast<qint64>(entry.value("t"_L1).toDouble() * 1000));
        m_clock.advance(std::max(milliseconds(0), start + due - m_clock.elapsed()));
        settle();
        const QByteArray request = entry.value("request"_L1).toString().toUtf8();
        const QByteArray response = entry.value("response"_L1).toString().toUtf8();
        const QString where = QString::fromUtf8(request.left(120));
        if (kind == "event"_L1) {
            const QByteArray raw = entry.value("raw"_L1).toString().toUtf8();
            recordedEvents.append(QJsonDocument::fromJson(raw).object());
            signatures.append(signatureOf(raw));
            learn(recordedEvents.last());
        } else if (kind == "phone"_L1) {
            act(entry.value("who"_L1).toString(), entry.value("does"_L1).toString());
        } else if (kind == "mi"_L1) {
            const bool isRefused = entry.value("error"_L1).toString().startsWith(u"ConnectionRefused"_s);
            const Answer answer =
                post(rewritten(request), entry.value("ms"_L1).toDouble(), !response.isEmpty());
            QCOMPARE(answer.refused, isRefused);
            QCOMPARE(answer.status, entry.value("status"_L1).toInt());
            if (!response.isEmpty()) {
                checkAnswer(where, response, answer.body);
            }
        } else if (kind == "mi_datagram"_L1 && !request.isEmpty()) {
            auto socket = std::make_unique<QUdpSocket>();
            QVERIFY(socket->bind(QHostAddress(QHostAddress::LocalHost), 0));
            socket->writeDatagram(rewritten(request), QHostAddress(QHostAddress::LocalHost),
                m_simulator->datagramAddress().section(u':', -1).toUShort());
            m_datagrams.push_back(std::move(socket));
            QVERIFY(QTest::qWaitFor([&] { return m_simulator->callCount() > 0; }));
        } else if (kind == "mi_datagram"_L1) {
            QUdpSocket &socket = *m_datagrams.at(datagramAnswers++);
            QVERIFY(QTest::qWaitFor([&] { return socket.hasPendingDatagrams(); }));
            QByteArray datagram(socket.pendingDatagramSize(), '\0');
            socket.readDatagram(datagram.data(), datagram.size());
            checkAnswer(u"datagram"_s, response, datagram);
        }
        settle();
    }

    m_clock.advance(seconds(1)); // as the recorder waited
    settle();

    QStringList recorded;
    for (const QJsonObject &event : std::as_const(recordedEvents)) {
        recorded.append(described(event, m_recordedCallIds));
    }
    QStringList simulatedEvents;
    for (const QByteArray &raw : std::as_const(m_received)) {
        simulatedEvents.append(described(QJsonDocument::fromJson(raw).object(), m_simulatedCallIds));
        if (!signatures.contains(signatureOf(raw)) && !recorded.isEmpty()
            && recorded.contains(simulatedEvents.last())) {
            m_wrong.append(u"keys, order or types: "_s + signatureOf(raw));
        }
    }
    recorded.sort();
    simulatedEvents.sort();
    QStringList missing = recorded;
    for (const QString &line : std::as_const(simulatedEvents)) {
        if (!missing.removeOne(line)) {
            m_wrong.append(u"event that was not recorded: "_s + line);
        }
    }
    for (const QString &line : std::as_const(missing)) {
        m_wrong.append(u"recorded event that did not come: "_s + line);
    }
    for (const Inherent &known : inherent) {
        if (flow == QLatin1StringView(known.flow) && version == QLatin1StringView(known.version)) {
            const auto gone = m_wrong.removeIf(
                [&](const QString &line) { return line.contains(QLatin1StringView(known.line)); });
            QVERIFY2(gone > 0, known.line);
        }
    }
    QVERIFY2(m_wrong.isEmpty(), qPrintable(u"\n  "_s + m_wrong.join(u"\n  "_s)));
}

QTEST_GUILESS_MAIN(tst_conformance)
#include "tst_conformance.moc"
