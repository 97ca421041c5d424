// SPDX-License-Identifier: Apache-2.0
#include "server/commands/progressdata.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;
using protocol::Command;

namespace {

CommandRequest requestOf(Command method)
{
    QJsonObject params{{u"callid"_s, u"c@x"_s}, {u"leg"_s, u"callee"_s},
        {u"destination"_s, u"sip:dave@X.example"_s}, {u"caller"_s, u"sip:alice@x.example"_s},
        {u"callee"_s, u"sip:bob@x.example"_s}, {u"callidA"_s, u"a@x"_s}, {u"legA"_s, u"caller"_s},
        {u"callidB"_s, u"b@x"_s}, {u"legB"_s, u"callee"_s}};
    return *CommandRequest::parse(method, params);
}

QByteArray text(const std::optional<QJsonValue> &data)
{
    if (!data) {
        return "never";
    }
    return data->isUndefined() ? "none" : QJsonDocument(data->toObject()).toJson(QJsonDocument::Compact);
}

} // namespace

class ProgressDataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    /// For each command and each event: the keys of the table, no more and no less.
    void hasExactlyTheDocumentedKeys()
    {
        int sent = 0;
        for (const auto &[command, commandName] : json::WireNames<Command>::names) {
            const CommandRequest request = requestOf(command);
            for (const auto &[event, eventName] : json::WireNames<ProgressEvent>::names) {
                const Progress progress{
                    event, SipCallId(u"new@x"_s), u"sip:dave@10.0.0.1"_s, LegRole::Caller, u"180 Ringing"_s};
                const auto data = progressData(request, progress);
                const auto keys = protocol::dataKeys(command, event);
                QCOMPARE_EQ(data.has_value(), keys.has_value());
                if (!data) {
                    continue;
                }
                ++sent;
                if (keys->isEmpty()) {
                    QVERIFY2(data->isUndefined(), eventName);
                    continue;
                }
                const QStringList actual = data->toObject().keys();
                QCOMPARE_EQ(
                    QSet<QString>(actual.begin(), actual.end()), QSet<QString>(keys->begin(), keys->end()));
                const QJsonObject object = data->toObject();
                for (const QString &key : actual) {
                    QVERIFY2(object.value(key).isString(), commandName);
                }
            }
        }
        QCOMPARE_EQ(sent, 19);
    }

    void values_data()
    {
        QTest::addColumn<Command>("command");
        QTest::addColumn<Progress>("progress");
        QTest::addColumn<QByteArray>("expected");
        using C = Command;
        using E = ProgressEvent;
        QTest::newRow("the client's own spelling")
            << C::CallStart << Progress{E::CallerAnswered, {}, {}, {}, {}}
            << QByteArray(R"({"callee":"sip:bob@x.example","caller":"sip:alice@x.example"})");
        QTest::newRow("destination of a CallStart is the callee")
            << C::CallStart << Progress{E::Transferring, {}, {}, {}, {}}
            << QByteArray(
                   R"({"callee":"sip:bob@x.example","caller":"sip:alice@x.example","destination":"sip:bob@x.example"})");
        QTest::newRow("no extra")
            << C::CallStart << Progress{E::TransferPending, SipCallId(u"n"_s), {}, {}, {}}
            << QByteArray(R"({"callee":"sip:bob@x.example","caller":"sip:alice@x.example","callid":"n"})");
        QTest::newRow("extra")
            << C::CallBlindTransfer
            << Progress{E::TransferPending, SipCallId(u"n"_s), u"sip:d"_s, {}, u"180 R\u00efng"_s}
            << QByteArray("{\"callid\":\"n\",\"destination\":\"sip:d\",\"extra\":\"180 R\u00efng\"}");
        QTest::newRow("the destination asked for")
            << C::CallBlindTransfer << Progress{E::TransferStart, SipCallId(u"n"_s), {}, {}, {}}
            << QByteArray(R"({"callid":"n","destination":"sip:dave@X.example"})");
        QTest::newRow("the destination that the proxy names")
            << C::CallAttendedTransfer
            << Progress{E::TransferSuccessful, SipCallId(u"n"_s), u"sip:d"_s, {}, {}}
            << QByteArray(R"({"callid":"n","destination":"sip:d"})");
        QTest::newRow("no data") << C::CallAttendedTransfer << Progress{E::Transferring, {}, {}, {}, {}}
                                 << QByteArray("none");
        QTest::newRow("leg") << C::CallUnhold << Progress{E::CallUnholdStart, {}, {}, LegRole::Callee, {}}
                             << QByteArray(R"({"leg":"callee"})");
        QTest::newRow("of another command")
            << C::CallHold << Progress{E::CallUnholding, {}, {}, {}, {}} << QByteArray("never");
        QTest::newRow("CallEnd has none")
            << C::CallEnd << Progress{E::Transferring, {}, {}, {}, {}} << QByteArray("never");
    }
    void values()
    {
        QFETCH(Command, command);
        QFETCH(Progress, progress);
        QFETCH(QByteArray, expected);
        QCOMPARE_EQ(text(progressData(requestOf(command), progress)), expected);
    }

    void errorNamesOnlySipStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("told");
        QTest::newRow("busy") << 486 << true;
        QTest::newRow("lowest") << 100 << true;
        QTest::newRow("highest") << 699 << true;
        QTest::newRow("management code") << -32000 << false;
        QTest::newRow("zero") << 0 << false;
        QTest::newRow("beyond") << 700 << false;
    }
    void errorNamesOnlySipStatus()
    {
        QFETCH(int, status);
        QFETCH(bool, told);
        const auto error =
            commandError({{Errc::RefusedByProxy, u"no"_s, u"field"_s, status}, CallFate::Kept});
        QCOMPARE_EQ(error.sipStatus.has_value(), told);
        QCOMPARE_EQ(error.id, u"refused_by_proxy"_s);
        QCOMPARE_EQ(error.code, jsonRpcCode(Errc::RefusedByProxy));
        QCOMPARE_EQ(error.message, u"no"_s);
        QVERIFY(error.callFate == CallFate::Kept);
    }
};

QTEST_GUILESS_MAIN(ProgressDataTest)
#include "tst_progressdata.moc"
