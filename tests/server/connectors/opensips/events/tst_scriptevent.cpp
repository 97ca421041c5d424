// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/scriptevent.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

/// A good event of each type, as the script raises it: all values are texts.
const QMap<QString, QJsonObject> &samples()
{
    static const QMap<QString, QJsonObject> all{
        {u"invite"_s,
            {{u"from"_s, u"sip:alice@h"_s}, {u"from_name"_s, u"Alice Ñandú"_s}, {u"to"_s, u"sip:bob@h"_s},
                {u"to_name"_s, u""_s}, {u"ruri"_s, u"sip:bob@h:5070"_s},
                {u"contact"_s, u"sip:alice@10.0.0.1"_s}, {u"replaces"_s, u"x@h;to-tag=1;from-tag=2"_s},
                {u"referred_by"_s, u"<sip:carol@h>"_s}}},
        {u"failed"_s, {{u"code"_s, u"486"_s}, {u"reason"_s, u"Busy Here"_s}}},
        {u"bye"_s, {{u"side"_s, u"callee"_s}, {u"reason"_s, u"SIP;cause=200"_s}}},
        {u"refer"_s, {{u"side"_s, u"caller"_s}, {u"refer_to"_s, u"sip:carol@h"_s}}},
        {u"hold"_s, {{u"side"_s, u"callee"_s}, {u"direction"_s, u"sendonly"_s}}},
    };
    return all;
}

QJsonObject withHead(const QString &type, QJsonObject params)
{
    params.insert(u"type"_s, type);
    params.insert(u"callid"_s, u"c@h"_s);
    params.insert(u"did"_s, u"9ca.9c2d7513"_s);
    return params;
}

QJsonObject sample(const QString &type) { return withHead(type, samples().value(type)); }

} // namespace

class ScriptEventTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void eachType()
    {
        const auto told = [](const QString &type) { return decodeScriptEvent(sample(type))->value(); };
        const auto expected = [](const ScriptEvent::What &what) {
            return ScriptEvent{SipCallId(u"c@h"_s), u"9ca.9c2d7513"_s, what};
        };
        QVERIFY(told(u"invite"_s)
            == expected(ScriptEvent::Invite{u"sip:alice@h"_s, u"Alice Ñandú"_s, u"sip:bob@h"_s,
                QString(u""_s), u"sip:bob@h:5070"_s, u"sip:alice@10.0.0.1"_s, u"x@h;to-tag=1;from-tag=2"_s,
                u"<sip:carol@h>"_s}));
        QVERIFY(told(u"failed"_s) == expected(ScriptEvent::Failed{486, u"Busy Here"_s}));
        QVERIFY(told(u"bye"_s) == expected(ScriptEvent::Bye{LegRole::Callee, u"SIP;cause=200"_s}));
        QVERIFY(told(u"refer"_s) == expected(ScriptEvent::Refer{LegRole::Caller, u"sip:carol@h"_s}));
        QVERIFY(told(u"hold"_s)
            == expected(ScriptEvent::Hold{LegRole::Callee, ScriptEvent::Direction::SendOnly}));
    }

    void unknownTypesAndKeysAreIgnored()
    {
        for (const QString &type : {u"coffee"_s, u""_s, u"Bye"_s, u"bye "_s, QString(60000, u'x')}) {
            const auto told = decodeScriptEvent(withHead(type, {{u"side"_s, 5}}));
            QVERIFY(told && !*told);
        }
        for (const QString &type : samples().keys()) {
            QJsonObject params = sample(type);
            params.insert(u"news"_s, QJsonArray{1, QJsonObject()});
            QVERIFY(decodeScriptEvent(params) == decodeScriptEvent(sample(type)));
        }
    }

    /// Each key of each type, made missing, null, and of every wrong type.
    void forgedKeys()
    {
        const QStringList needed{u"type"_s, u"callid"_s, u"side"_s, u"direction"_s};
        const QStringList words{u"type"_s, u"side"_s, u"direction"_s, u"code"_s};
        const QList<QJsonValue> values{QJsonValue(QJsonValue::Undefined), QJsonValue(), true, 486, 2.5,
            u"x\0y"_s, QString(60000, u'x'), QJsonArray{u"x"_s}, QJsonObject{{u"a"_s, 1}}};
        for (const QString &type : samples().keys()) {
            for (const QString &key : sample(type).keys()) {
                for (const QJsonValue &value : values) {
                    QJsonObject params = sample(type);
                    params.insert(key, value);
                    const auto told = decodeScriptEvent(params);
                    const bool isNothing = value.isNull() || value.isUndefined();
                    const bool isUnknownType = key == "type"_L1 && value.isString();
                    const bool good = isUnknownType || (isNothing && !needed.contains(key))
                        || (value.isString() && !words.contains(key));
                    QVERIFY2(told.has_value() == good, qPrintable(type + u' ' + key));
                    if (!told) {
                        QCOMPARE_EQ(told.error().code, Errc::InvalidParams);
                        QCOMPARE_EQ(told.error().field, u"params."_s + key);
                    } else if (!isUnknownType) {
                        QVERIFY(told->has_value());
                    }
                }
            }
        }
    }

    void noObject()
    {
        for (const QJsonValue &params : {QJsonValue(u"x"_s), QJsonValue(), QJsonValue(7), QJsonValue(true)}) {
            QCOMPARE_EQ(decodeScriptEvent(params).error().field, u"params"_s);
        }
        QCOMPARE_EQ(decodeScriptEvent(QJsonObject()).error().field, u"params.type"_s);
    }

    void codes_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("expected"); // -1: refused
        QTest::newRow("nothing") << u""_s << 0;
        QTest::newRow("first") << u"300"_s << 300;
        QTest::newRow("last") << u"699"_s << 699;
        QTest::newRow("no failure") << u"200"_s << -1;
        QTest::newRow("too great") << u"700"_s << -1;
        QTest::newRow("too long") << u"4860"_s << -1;
        QTest::newRow("with a blank") << u"48 "_s << -1;
        QTest::newRow("with a sign") << u"+48"_s << -1;
        QTest::newRow("other digits") << u"٤٨٦"_s << -1;
        QTest::newRow("a word") << u"busy"_s << -1;
    }
    void codes()
    {
        QFETCH(QString, code);
        QFETCH(int, expected);
        QJsonObject params = sample(u"failed"_s);
        params.insert(u"code"_s, code);
        const auto told = decodeScriptEvent(params);
        QCOMPARE_EQ(told.has_value(), expected >= 0);
        if (told) {
            QCOMPARE_EQ(std::get<ScriptEvent::Failed>((*told)->what).code, expected);
        } else {
            QCOMPARE_EQ(told.error().field, u"params.code"_s);
        }
    }

    void directions()
    {
        using Direction = ScriptEvent::Direction;
        for (const auto &[word, direction] :
            {std::pair{u"sendrecv"_s, Direction::SendRecv}, {u"sendonly"_s, Direction::SendOnly},
                {u"recvonly"_s, Direction::RecvOnly}, {u"inactive"_s, Direction::Inactive}}) {
            QJsonObject params = sample(u"hold"_s);
            params.insert(u"direction"_s, word);
            QVERIFY(std::get<ScriptEvent::Hold>((*decodeScriptEvent(params))->what).direction == direction);
        }
    }
};

QTEST_GUILESS_MAIN(ScriptEventTest)
#include "tst_scriptevent.moc"
