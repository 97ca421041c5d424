// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/event.h"
#include "tests/support/proxyrecordings.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

QByteArray datagram(const QString &method, const QJsonValue &params)
{
    return QJsonDocument(QJsonObject{{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, method}, {u"params"_s, params}})
        .toJson(QJsonDocument::Compact);
}

/// A good event of each kind that is read.
const QMap<QString, QJsonObject> &samples()
{
    static const QMap<QString, QJsonObject> all{
        {u"E_DLG_STATE_CHANGED"_s,
            {{u"id"_s, u"9.8"_s}, {u"db_id"_s, u"1"_s}, {u"callid"_s, u"c@h"_s}, {u"from_tag"_s, u"f"_s},
                {u"to_tag"_s, u"t"_s}, {u"old_state"_s, 3}, {u"new_state"_s, 4}}},
        {u"E_CALL_TRANSFER"_s,
            {{u"callid"_s, u"c@h"_s}, {u"leg"_s, u"callee"_s}, {u"transfer_callid"_s, u"n@h"_s},
                {u"destination"_s, u"sip:x@h"_s}, {u"state"_s, u"fail"_s},
                {u"status"_s, u"486 Busy Here"_s}}},
        {u"E_CALL_HOLD"_s,
            {{u"callid"_s, u"c@h"_s}, {u"leg"_s, u"caller"_s}, {u"action"_s, u"unhold"_s},
                {u"state"_s, u"ok"_s}}},
        {u"E_UA_SESSION"_s,
            {{u"key"_s, u"c@h"_s}, {u"event_type"_s, u"REJECTED"_s}, {u"entity_type"_s, u"UAC"_s},
                {u"status"_s, 486}, {u"reason"_s, u"Busy Here"_s}, {u"method"_s, u"INVITE"_s},
                {u"body"_s, QJsonValue()}}},
        {u"E_UL_CONTACT_INSERT"_s,
            {{u"domain"_s, u"location"_s}, {u"aor"_s, u"bob"_s}, {u"uri"_s, u"sip:bob@h:5070"_s},
                {u"qval"_s, -1}, {u"user_agent"_s, u"phone"_s}, {u"expires"_s, 1795491819}}},
        {u"E_UL_AOR_DELETE"_s, {{u"domain"_s, u"location"_s}, {u"aor"_s, u"bob"_s}}},
    };
    return all;
}

QString text(const QJsonObject &object, QLatin1StringView key) { return object.value(key).toString(); }

} // namespace

class EventTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void everyRecordedEventIsRead()
    {
        QMap<QString, int> counts;
        for (const auto &recording : tests::proxyRecordings()) {
            for (const QJsonValue entry : recording.log) {
                if (entry["dir"_L1].toString() != "event"_L1) {
                    continue;
                }
                const QByteArray raw = entry["raw"_L1].toString().toUtf8();
                const auto event = decodeEvent(raw);
                QVERIFY2(event, qPrintable(recording.name()));
                const QJsonObject params = QJsonDocument::fromJson(raw)["params"_L1].toObject();
                ++counts[recording.version + u' ' + QJsonDocument::fromJson(raw)["method"_L1].toString()];
                if (const auto *dialog = std::get_if<DialogStateChanged>(&*event)) {
                    QCOMPARE_EQ(dialog->dialogId, text(params, "id"_L1));
                    QCOMPARE_EQ(dialog->callId.text(), text(params, "callid"_L1));
                    QCOMPARE_EQ(dialog->toTag, text(params, "to_tag"_L1));
                    QCOMPARE_EQ(static_cast<int>(dialog->oldState), params.value("old_state"_L1).toInt());
                    QCOMPARE_EQ(static_cast<int>(dialog->newState), params.value("new_state"_L1).toInt());
                } else if (const auto *transfer = std::get_if<TransferChanged>(&*event)) {
                    QCOMPARE_EQ(transfer->callId.text(), text(params, "callid"_L1));
                    QCOMPARE_EQ(transfer->transferCallId.text(), text(params, "transfer_callid"_L1));
                    QCOMPARE_EQ(transfer->status, text(params, "status"_L1));
                    QCOMPARE_EQ(transfer->state == TransferChanged::State::Fail,
                        text(params, "state"_L1) == "fail"_L1);
                } else if (const auto *hold = std::get_if<HoldChanged>(&*event)) {
                    QCOMPARE_EQ(hold->leg, text(params, "leg"_L1));
                    QCOMPARE_EQ(hold->resume, text(params, "action"_L1) == "unhold"_L1);
                } else if (const auto *session = std::get_if<SessionChanged>(&*event)) {
                    QCOMPARE_EQ(session->key.text(), text(params, "key"_L1));
                    QCOMPARE_EQ(session->status, params.value("status"_L1).toInt());
                    QCOMPARE_EQ(session->reason, text(params, "reason"_L1));
                    QVERIFY(session->type != SessionChanged::Type::Other);
                } else {
                    QFAIL(raw.constData());
                }
            }
        }
        QCOMPARE_EQ(counts.size(), 12); // four kinds, three versions
        int total = 0;
        for (const int count : counts) {
            total += count;
        }
        QCOMPARE_EQ(total, 1068);
    }

    void eachKind()
    {
        const auto event = [](const QString &name) {
            return *decodeEvent(datagram(name, samples().value(name)));
        };
        QVERIFY(event(u"E_DLG_STATE_CHANGED"_s)
            == ProxyEvent(DialogStateChanged{u"9.8"_s, SipCallId(u"c@h"_s), u"f"_s, u"t"_s,
                DialogState::Answered, DialogState::Confirmed}));
        QVERIFY(event(u"E_CALL_TRANSFER"_s)
            == ProxyEvent(TransferChanged{SipCallId(u"c@h"_s), u"callee"_s, SipCallId(u"n@h"_s), u"sip:x@h"_s,
                TransferChanged::State::Fail, u"486 Busy Here"_s}));
        QVERIFY(event(u"E_CALL_HOLD"_s)
            == ProxyEvent(HoldChanged{SipCallId(u"c@h"_s), u"caller"_s, true, HoldChanged::State::Ok}));
        QVERIFY(event(u"E_UA_SESSION"_s)
            == ProxyEvent(SessionChanged{
                SipCallId(u"c@h"_s), SessionChanged::Type::Rejected, 486, u"Busy Here"_s, u"INVITE"_s}));
    }

    void whoIsRegistered()
    {
        using Kind = ContactChanged::Kind;
        const QJsonObject contact = samples().value(u"E_UL_CONTACT_INSERT"_s);
        for (const auto &[name, kind] : {std::pair{u"E_UL_CONTACT_INSERT"_s, Kind::Set},
                 {u"E_UL_CONTACT_UPDATE"_s, Kind::Set}, {u"E_UL_CONTACT_DELETE"_s, Kind::Removed}}) {
            QVERIFY(*decodeEvent(datagram(name, contact))
                == ProxyEvent(ContactChanged{
                    kind, u"location"_s, u"bob"_s, u"sip:bob@h:5070"_s, u"phone"_s, 1795491819}));
        }
        QVERIFY(*decodeEvent(datagram(u"E_UL_AOR_DELETE"_s, samples().value(u"E_UL_AOR_DELETE"_s)))
            == ProxyEvent(ContactChanged{Kind::AllRemoved, u"location"_s, u"bob"_s, {}, {}, 0}));
        QVERIFY(*decodeEvent(datagram(u"E_UL_LATENCY_UPDATE"_s, contact))
            == ProxyEvent(OtherEvent{u"E_UL_LATENCY_UPDATE"_s}));
    }

    void cutAtEveryByte()
    {
        for (auto it = samples().begin(); it != samples().end(); ++it) {
            const QByteArray whole = datagram(it.key(), it.value());
            for (qsizetype i = 0; i < whole.size(); ++i) {
                QVERIFY2(!decodeEvent(whole.first(i)), whole.first(i).constData());
                QVERIFY(!decodeEvent(whole.sliced(i + 1)));
            }
            QVERIFY(!decodeEvent(whole + whole));
        }
    }

    /// Each field of each event, made missing, null, and of every wrong type.
    void forgedFields()
    {
        const QStringList mayBeMissing{u"db_id"_s, u"entity_type"_s, u"body"_s, u"from_tag"_s, u"to_tag"_s,
            u"destination"_s, u"transfer_callid"_s, u"reason"_s, u"method"_s, u"domain"_s, u"user_agent"_s,
            u"expires"_s};
        const QStringList notRead{u"db_id"_s, u"entity_type"_s, u"body"_s, u"qval"_s};
        const QList<QJsonValue> values{QJsonValue(QJsonValue::Undefined), QJsonValue(), true, 1e300, 2.5, -1,
            u"\0"_s, QString(60'000, u'x'), QJsonArray{1}, QJsonObject{{u"a"_s, 1}}};
        for (auto it = samples().begin(); it != samples().end(); ++it) {
            const QStringList keys = it.value().keys();
            for (const QString &key : keys) {
                for (const QJsonValue &value : values) {
                    QJsonObject params = it.value();
                    params.insert(key, value);
                    const auto event = decodeEvent(datagram(it.key(), params));
                    const bool isText = value.isString();
                    const bool isNothing = value.isNull() || value.isUndefined();
                    const bool isFree = it.value().value(key).isString() && key != "state"_L1
                        && key != "action"_L1 && !(key == "leg"_L1 && it.key() == "E_CALL_HOLD"_L1);
                    const bool optional = mayBeMissing.contains(key)
                        || (it.key() == "E_CALL_TRANSFER"_L1 && (key == "leg"_L1 || key == "status"_L1))
                        || (it.key() == "E_UA_SESSION"_L1 && key == "status"_L1);
                    const bool isNumber = value == -1
                        && ((it.key() == "E_UA_SESSION"_L1 && key == "status"_L1) || key == "expires"_L1);
                    const bool good =
                        notRead.contains(key) || (isText && isFree) || (isNothing && optional) || isNumber;
                    QVERIFY2(event.has_value() == good, qPrintable(it.key() + u' ' + key));
                    if (!event) {
                        QCOMPARE_EQ(event.error().code, Errc::InvalidParams);
                        QCOMPARE_EQ(event.error().field, u"params."_s + key);
                    }
                }
            }
        }
    }

    void states_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("good");
        for (const int state : {-1, 0, 1, 2, 3, 4, 5, 6, 255}) {
            QTest::addRow("%d", state) << state << (state >= 1 && state <= 5);
        }
    }
    void states()
    {
        QFETCH(int, state);
        for (const QString &key : {u"old_state"_s, u"new_state"_s}) {
            QJsonObject params = samples().value(u"E_DLG_STATE_CHANGED"_s);
            params.insert(key, state);
            QTEST(decodeEvent(datagram(u"E_DLG_STATE_CHANGED"_s, params)).has_value(), "good");
        }
    }

    void words()
    {
        QJsonObject transfer = samples().value(u"E_CALL_TRANSFER"_s);
        transfer.insert(u"state"_s, u"failure"_s);
        QCOMPARE_EQ(decodeEvent(datagram(u"E_CALL_TRANSFER"_s, transfer)).error().field, u"params.state"_s);
        QJsonObject hold = samples().value(u"E_CALL_HOLD"_s);
        hold.insert(u"state"_s, u"notify"_s);
        QCOMPARE_EQ(decodeEvent(datagram(u"E_CALL_HOLD"_s, hold)).error().field, u"params.state"_s);
        QJsonObject session = samples().value(u"E_UA_SESSION"_s);
        session.insert(u"event_type"_s, u"TERMINATED"_s);
        QVERIFY(std::get<SessionChanged>(*decodeEvent(datagram(u"E_UA_SESSION"_s, session))).type
            == SessionChanged::Type::Terminated);
        session.insert(u"event_type"_s, u"NEW"_s);
        QVERIFY(std::get<SessionChanged>(*decodeEvent(datagram(u"E_UA_SESSION"_s, session))).type
            == SessionChanged::Type::Other);
    }

    /// Found by fuzzing.
    void nobodysEvent()
    {
        int names = 0;
        for (auto it = samples().begin(); it != samples().end(); ++it) {
            for (const QString &key : {u"id"_s, u"callid"_s, u"key"_s, u"aor"_s}) {
                QJsonObject params = it.value();
                if (params.contains(key)) {
                    params.insert(key, QString());
                    QCOMPARE_EQ(decodeEvent(datagram(it.key(), params)).error().field, u"params."_s + key);
                    ++names;
                }
            }
        }
        QCOMPARE_EQ(names, samples().size() + 1); // a dialog has two
    }

    void probesAndOthers()
    {
        const auto probe = decodeEvent(datagram(u"E_CALL_HOLD"_s, QJsonArray{u"n-1"_s}));
        QVERIFY(*probe == ProxyEvent(ProbeArrived{u"E_CALL_HOLD"_s, u"n-1"_s}));
        for (const QJsonValue &params :
            {QJsonValue(QJsonArray{}), QJsonValue(QJsonArray{5}), QJsonValue(QJsonArray{QJsonValue()})}) {
            QVERIFY(
                *decodeEvent(datagram(u"E_CALL_HOLD"_s, params)) == ProxyEvent(OtherEvent{u"E_CALL_HOLD"_s}));
        }
        for (const QJsonValue &params : {QJsonValue(QJsonObject{}), QJsonValue(u"x"_s), QJsonValue()}) {
            QVERIFY(*decodeEvent(datagram(u"E_OTHER"_s, params)) == ProxyEvent(OtherEvent{u"E_OTHER"_s}));
        }
    }

    void theScriptsOwn()
    {
        const QString name = u"E_CORDBOARD"_s;
        QJsonObject params{{u"type"_s, u"bye"_s}, {u"callid"_s, u"c@h"_s}, {u"did"_s, u"9.8"_s},
            {u"side"_s, u"callee"_s}, {u"reason"_s, u""_s}};
        QVERIFY(*decodeEvent(datagram(name, params))
            == ProxyEvent(
                ScriptEvent{SipCallId(u"c@h"_s), u"9.8"_s, ScriptEvent::Bye{LegRole::Callee, u""_s}}));
        QVERIFY(
            *decodeEvent(datagram(name, QJsonArray{u"n-1"_s})) == ProxyEvent(ProbeArrived{name, u"n-1"_s}));
        params.insert(u"side"_s, u"both"_s);
        QCOMPARE_EQ(decodeEvent(datagram(name, params)).error().field, u"params.side"_s);
        params.insert(u"type"_s, u"coffee"_s);
        QVERIFY(*decodeEvent(datagram(name, params)) == ProxyEvent(OtherEvent{name}));
    }

    void noEvents_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("field");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("NUL") << QByteArray(1, '\0') << QString();
        QTest::newRow("text") << QByteArray("E_CALL_HOLD") << QString();
        QTest::newRow("array") << QByteArray("[]") << QString();
        QTest::newRow("no method") << QByteArray(R"({"params":{}})") << u"method"_s;
        QTest::newRow("method is null") << QByteArray(R"({"method":null})") << u"method"_s;
        QTest::newRow("method is a number") << QByteArray(R"({"method":5,"params":{}})") << u"method"_s;
        QTest::newRow("no params") << QByteArray(R"({"method":"E_CALL_HOLD"})") << u"params"_s;
        QTest::newRow("params is text")
            << QByteArray(R"({"method":"E_CALL_HOLD","params":"x"})") << u"params"_s;
        QTest::newRow("deep") << QByteArray(R"({"method":"E_X","params":)") + QByteArray(20'000, '[')
                              << QString();
    }
    void noEvents()
    {
        QFETCH(QByteArray, bytes);
        const auto event = decodeEvent(bytes);
        QVERIFY(!event);
        QCOMPARE_EQ(event.error().code, Errc::InvalidParams);
        QTEST(event.error().field, "field");
    }

    void wrongBytesDoNotHideACall()
    {
        QByteArray raw = datagram(u"E_DLG_STATE_CHANGED"_s, samples().value(u"E_DLG_STATE_CHANGED"_s));
        const auto first = decodeEvent(QByteArray(raw).replace("c@h", "c\xE9@h"));
        const auto second = decodeEvent(raw.replace("c@h", "c\xE8@h"));
        QVERIFY(first && second);
        const SipCallId callId = std::get<DialogStateChanged>(*first).callId;
        QCOMPARE_EQ(callId.text(), u"c\uF7E9@h"_s);
        QVERIFY(callId != std::get<DialogStateChanged>(*second).callId);
    }
};

QTEST_GUILESS_MAIN(EventTest)
#include "tst_event.moc"
