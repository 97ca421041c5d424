// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/message.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace cordboard::rpc;
using namespace Qt::StringLiterals;

class MessageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void refusesWholeFrames_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        QTest::newRow("empty") << ""_ba << -32700;
        QTest::newRow("blank") << "  \n"_ba << -32700;
        QTest::newRow("text") << "hello"_ba << -32700;
        QTest::newRow("cut") << R"({"jsonrpc":"2.0","method")"_ba << -32700;
        QTest::newRow("two documents") << R"({} {})"_ba << -32700;
        QTest::newRow("two arrays") << "[],["_ba << -32700;
        QTest::newRow("scalar that closes the wrapper") << "1],[2"_ba << -32700;
        QTest::newRow("two scalars") << "1,2"_ba << -32700;
        QTest::newRow("comma") << R"({"jsonrpc":"2.0",})"_ba << -32700;
        QTest::newRow("not UTF-8") << "{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}"_ba << -32700;
        QTest::newRow("NUL") << QByteArray("\0", 1) << -32700;
        QTest::newRow("number") << "1"_ba << -32600;
        QTest::newRow("string") << R"("hello")"_ba << -32600;
        QTest::newRow("null") << "null"_ba << -32600;
        QTest::newRow("true") << " true "_ba << -32600;
        QTest::newRow("empty batch") << "[]"_ba << -32600;
        QTest::newRow("batch too large") << "[1,2,3,4]"_ba << -32007;
        QTest::newRow("too deep") << R"({"a":{"b":{"c":{"d":1}}}})"_ba.replace("1", "{\"e\":1}") << -32007;
        QTest::newRow("depth bomb") << QByteArray(1000000, '[') << -32007;
        QTest::newRow("bomb of objects") << QByteArray("{\"a\":").repeated(100000) << -32007;
    }
    void refusesWholeFrames()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        const auto parsed = parse(frame, Limits{.maxBatch = 3, .maxDepth = 4});
        QVERIFY(!parsed);
        QCOMPARE(jsonRpcCode(parsed.error().code), code);
        QVERIFY(!parsed.error().message.isEmpty());
    }

    void countsDepthOutsideOfStringsOnly_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("depth");
        QTest::newRow("nothing") << ""_ba << 0;
        QTest::newRow("flat") << R"({"a":1})"_ba << 1;
        QTest::newRow("siblings") << "[[],[],[]]"_ba << 2;
        QTest::newRow("brackets in a string") << "{\"a\":\"[[[[{{{{\"}"_ba << 1;
        QTest::newRow("escaped quote") << "{\"a\":\"\\\"[[[[\"}"_ba << 1;
        QTest::newRow("escaped backslash") << "{\"a\":\"\\\\\",\"b\":[[]]}"_ba << 3;
        QTest::newRow("ends in a backslash") << "[\"\\"_ba << 1;
        QTest::newRow("more closed than open") << "]]]]["_ba << 0;
        QTest::newRow("stops at enough") << QByteArray(100, '[') << 9;
    }
    void countsDepthOutsideOfStringsOnly()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, depth);
        QCOMPARE(nestingDepth(bytes, 9), depth);
    }

    void limitsHoldToTheLetter()
    {
        const Limits limits{.maxBatch = 2, .maxDepth = 3};
        QVERIFY(parse("[1,2]", limits));
        QVERIFY(parse(R"([{"a":{}}])", limits));
        QVERIFY(!parse(R"([{"a":[{}]}])", limits));
        const Limits none{.maxBatch = 0, .maxDepth = 0};
        QCOMPARE(parse("[" + QByteArray("1,").repeated(4999) + "1]", none)->items.size(), std::size_t(5000));
    }

    void invalidMembers_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QJsonValue>("id");
        const QJsonValue null(QJsonValue::Null);
        QTest::newRow("empty object") << "{}"_ba << null;
        QTest::newRow("no jsonrpc") << R"({"method":"m","id":7})"_ba << QJsonValue(7);
        QTest::newRow("jsonrpc 1.0") << R"({"jsonrpc":"1.0","method":"m","id":7})"_ba << QJsonValue(7);
        QTest::newRow("jsonrpc 2") << R"({"jsonrpc":2,"method":"m","id":7})"_ba << QJsonValue(7);
        QTest::newRow("jsonrpc 2.0 as number") << R"({"jsonrpc":2.0,"method":"m"})"_ba << null;
        QTest::newRow("jsonrpc with a space") << R"({"jsonrpc":"2.0 ","method":"m"})"_ba << null;
        QTest::newRow("jsonrpc null") << R"({"jsonrpc":null,"method":"m"})"_ba << null;
        QTest::newRow("method number") << R"({"jsonrpc":"2.0","method":1,"id":"x"})"_ba << QJsonValue(u"x"_s);
        QTest::newRow("method null") << R"({"jsonrpc":"2.0","method":null,"id":"x"})"_ba
                                     << QJsonValue(u"x"_s);
        QTest::newRow("method missing") << R"({"jsonrpc":"2.0","params":{}})"_ba << null;
        QTest::newRow("params string")
            << R"({"jsonrpc":"2.0","method":"m","params":"p","id":1})"_ba << QJsonValue(1);
        QTest::newRow("params null") << R"({"jsonrpc":"2.0","method":"m","params":null,"id":1})"_ba
                                     << QJsonValue(1);
        QTest::newRow("params false") << R"({"jsonrpc":"2.0","method":"m","params":false})"_ba << null;
        QTest::newRow("id object") << R"({"jsonrpc":"2.0","method":"m","id":{}})"_ba << null;
        QTest::newRow("id array") << R"({"jsonrpc":"2.0","method":"m","id":[1]})"_ba << null;
        QTest::newRow("id bool") << R"({"jsonrpc":"2.0","method":"m","id":true})"_ba << null;
        QTest::newRow("id beyond 64 bits")
            << R"({"jsonrpc":"2.0","method":"m","id":12345678901234567890})"_ba << null;
        QTest::newRow("id huge") << R"({"jsonrpc":"2.0","method":"m","id":1e300})"_ba << null;
        QTest::newRow("result and error")
            << R"({"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1}})"_ba << QJsonValue(1);
        QTest::newRow("neither") << R"({"jsonrpc":"2.0","id":1})"_ba << QJsonValue(1);
        QTest::newRow("result without id") << R"({"jsonrpc":"2.0","result":1})"_ba << null;
        QTest::newRow("error is a string") << R"({"jsonrpc":"2.0","id":1,"error":"no"})"_ba << QJsonValue(1);
        QTest::newRow("error without code") << R"({"jsonrpc":"2.0","id":1,"error":{}})"_ba << QJsonValue(1);
    }
    void invalidMembers()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QJsonValue, id);
        for (const bool batch : {false, true}) {
            const auto parsed = parse(batch ? '[' + frame + ']' : frame);
            QVERIFY(parsed);
            QCOMPARE(parsed->isBatch, batch);
            QCOMPARE(parsed->items.size(), std::size_t(1));
            const auto *invalid = std::get_if<Invalid>(&parsed->items.front());
            QVERIFY(invalid);
            QCOMPARE(invalid->id, id);
            QCOMPARE(invalid->error.code, Errc::InvalidRequest);
        }
    }

    void keepsIds_data()
    {
        QTest::addColumn<QByteArray>("id");
        for (const char *id : {"\"\"", "\"1\"", "\"\\u0000\"", "\"äöü \\\"quoted\\\" \\\\\"",
                 "\"831717ed97e5\"", "null", "0", "-1", "1", "1.5", "-0.25", "9007199254740992",
                 "9007199254740993", "9223372036854775807", "-9223372036854775808", "1e-7"}) {
            QTest::newRow(id) << QByteArray(id);
        }
    }
    void keepsIds()
    {
        QFETCH(QByteArray, id);
        const auto parsed = parse(R"({"jsonrpc":"2.0","method":"m","id":)" + id + '}');
        QVERIFY(parsed);
        const auto *request = std::get_if<Request>(&parsed->items.front());
        QVERIFY(request);
        const QByteArray answer = encodeResult(request->id, 1);
        if (!id.startsWith('"') && !id.contains('e')) {
            QCOMPARE(answer, R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":1})");
        }
        QCOMPARE(QJsonDocument::fromJson(answer).object().value("id"_L1),
            QJsonDocument::fromJson('[' + id + ']').array().at(0));
    }

    void readsRequestsAndNotifications()
    {
        const auto parsed = parse(R"([{"jsonrpc":"2.0","method":"a","params":[1]},
                                      {"jsonrpc":"2.0","method":"b","params":{"x":1},"id":null},
                                      {"jsonrpc":"2.0","method":"","id":"z","extra":1}])");
        QVERIFY(parsed && parsed->isBatch && parsed->items.size() == 3);
        QCOMPARE(std::get<Notification>(parsed->items[0]), (Notification{u"a"_s, QJsonArray{1}}));
        QCOMPARE(std::get<Request>(parsed->items[1]),
            (Request{QJsonValue::Null, u"b"_s, QJsonObject{{u"x"_s, 1}}}));
        QCOMPARE(
            std::get<Request>(parsed->items[2]), (Request{u"z"_s, QString(u""_s), QJsonValue::Undefined}));
    }

    void readsAnswers_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<Error>("expected");
        QTest::newRow("by word")
            << R"({"code":-1,"message":"no","data":{"id":"conflict","field":"f","status":486}})"_ba
            << Error{Errc::Conflict, u"no"_s, u"f"_s, 486};
        QTest::newRow("by code") << R"({"code":-32601,"message":"?"})"_ba
                                 << Error{Errc::MethodNotFound, u"?"_s};
        QTest::newRow("unknown word, known code")
            << R"({"code":-32001,"message":"?","data":{"id":"new"}})"_ba << Error{Errc::CallNotFound, u"?"_s};
        QTest::newRow("internal") << R"({"code":-32603})"_ba << Error{Errc::Internal, {}};
        QTest::newRow("unknown code") << R"({"code":42,"message":"x"})"_ba << Error{Errc::Internal, u"x"_s};
        QTest::newRow("ugly types") << R"({"code":1.5,"message":[],"data":"text"})"_ba
                                    << Error{Errc::Internal, {}};
        QTest::newRow("ugly data") << R"({"code":0,"message":"x","data":{"id":5,"field":{},"status":"a"}})"_ba
                                   << Error{Errc::Internal, u"x"_s};
    }
    void readsAnswers()
    {
        QFETCH(QByteArray, error);
        QFETCH(Error, expected);
        const auto parsed = parse(R"({"jsonrpc":"2.0","id":3,"error":)" + error + '}');
        QVERIFY(parsed);
        const auto *response = std::get_if<Response>(&parsed->items.front());
        QVERIFY(response);
        QCOMPARE(response->id, QJsonValue(3));
        QVERIFY(!response->outcome);
        QCOMPARE(response->outcome.error(), expected);
    }

    void aNullResultIsAResult()
    {
        const auto parsed = parse(R"({"jsonrpc":"2.0","id":3,"result":null})");
        QCOMPARE(std::get<Response>(parsed->items.front()), (Response{3, QJsonValue(QJsonValue::Null)}));
    }

    void encodes()
    {
        QCOMPARE(encodeRequest(1, u"m"_s, QJsonObject{{u"a"_s, 1}}),
            R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1}})"_ba);
        QCOMPARE(encodeRequest(u"x"_s, u"m"_s, QJsonValue::Undefined),
            R"({"jsonrpc":"2.0","id":"x","method":"m"})"_ba);
        QCOMPARE(encodeNotification(u"m\"\n"_s, QJsonArray{1}),
            "{\"jsonrpc\":\"2.0\",\"method\":\"m\\\"\\n\",\"params\":[1]}"_ba);
        QCOMPARE(encodeResult(QJsonValue::Null, QJsonValue::Undefined),
            R"({"jsonrpc":"2.0","id":null,"result":null})"_ba);
        QCOMPARE(encodeBatch({"{}", "{}"}), "[{},{}]"_ba);
        const QJsonObject error =
            QJsonDocument::fromJson(encodeError(2, Error{Errc::AmbiguousCall, u"two"_s, u"callid"_s, 5},
                                        {{u"candidates"_s, QJsonArray{u"a"_s}}, {u"id"_s, u"forged"_s}}))
                .object();
        const QJsonObject data{{u"id"_s, u"ambiguous_call"_s}, {u"field"_s, u"callid"_s}, {u"status"_s, 5},
            {u"candidates"_s, QJsonArray{u"a"_s}}};
        QCOMPARE(error,
            (QJsonObject{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, 2},
                {u"error"_s,
                    QJsonObject{{u"code"_s, -32002}, {u"message"_s, u"two"_s}, {u"data"_s, data}}}}));
    }

    void encodedErrorsComeBackTheSame()
    {
        const Error error{Errc::RejectedByParty, u"Buße: 486 \"Busy\""_s, {}, 486};
        const auto parsed = parse(encodeError(u"id"_s, error));
        QCOMPARE(std::get<Response>(parsed->items.front()), (Response{u"id"_s, tl::unexpected(error)}));
    }
};

QTEST_GUILESS_MAIN(MessageTest)
#include "tst_message.moc"
