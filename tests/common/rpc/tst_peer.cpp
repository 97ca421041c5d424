// SPDX-License-Identifier: Apache-2.0
// The serving side of a peer: the examples of the specification, batches, deferred answers, dropped
// responders.
#include "common/rpc/peer.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace cordboard;
using namespace cordboard::rpc;
using namespace Qt::StringLiterals;

namespace {

/// Errors as the specification's examples show them: id and code; the wording and `data` are ours.
QJsonValue bare(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray all;
        for (const QJsonValue one : value.toArray()) {
            all.append(bare(one));
        }
        return all;
    }
    QJsonObject object = value.toObject();
    if (object.contains("error"_L1)) {
        object.insert("error"_L1, object.value("error"_L1).toObject().value("code"_L1));
    }
    return object;
}

QJsonValue read(const QByteArray &frame)
{
    const QJsonDocument document = QJsonDocument::fromJson(frame);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

QByteArray ask(const QByteArray &id, const QByteArray &method = "hold")
{
    return R"({"jsonrpc":"2.0","method":")" + method + R"(","id":)" + id + '}';
}

} // namespace

class PeerTest : public QObject {
    Q_OBJECT

    Dispatcher m_dispatcher;
    QByteArrayList m_sent;
    QStringList m_log; ///< what was called and sent, in order
    std::vector<std::function<void()>> m_deferred;
    std::vector<Responder> m_held;
    std::unique_ptr<Peer> m_peer;
    bool m_defer = false;

    void serve(const QString &method, const std::function<void(const QJsonValue &, Responder)> &handler)
    {
        m_dispatcher.add(method, [this, handler](Peer &, const QJsonValue &params, Responder responder) {
            if (!m_defer) {
                handler(params, std::move(responder));
                return;
            }
            auto kept = std::make_shared<Responder>(std::move(responder));
            m_deferred.push_back([handler, params, kept] { handler(params, std::move(*kept)); });
        });
    }

    void runDeferred(bool backwards)
    {
        auto all = std::exchange(m_deferred, {});
        if (backwards) {
            std::reverse(all.begin(), all.end());
        }
        for (const auto &run : all) {
            run();
        }
    }

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_dispatcher = Dispatcher();
        m_sent.clear();
        m_log.clear();
        m_deferred.clear();
        m_defer = false;
        m_peer = std::make_unique<Peer>(m_dispatcher, [this](const QByteArray &frame) {
            m_sent.append(frame);
            m_log.append(u"sent"_s);
        });
        serve(u"subtract"_s, [](const QJsonValue &params, Responder responder) {
            const QJsonArray list = params.toArray();
            const QJsonObject named = params.toObject();
            responder.respond(params.isArray()
                    ? list.at(0).toInt() - list.at(1).toInt()
                    : named.value("minuend"_L1).toInt() - named.value("subtrahend"_L1).toInt());
        });
        serve(u"sum"_s, [](const QJsonValue &params, Responder responder) {
            int sum = 0;
            for (const QJsonValue one : params.toArray()) {
                sum += one.toInt();
            }
            responder.respond(sum);
        });
        serve(u"get_data"_s, [](const QJsonValue &, Responder responder) {
            responder.respond(QJsonArray{u"hello"_s, 5});
        });
        for (const auto &name : {u"update"_s, u"notify_hello"_s, u"notify_sum"_s}) {
            serve(name, [this, name](const QJsonValue &, Responder responder) {
                m_log.append(name);
                responder.respond(0);
            });
        }
        m_dispatcher.add(u"hold"_s, [this](Peer &, const QJsonValue &, Responder responder) {
            m_held.push_back(std::move(responder));
        });
        m_dispatcher.add(u"drop"_s, [](Peer &, const QJsonValue &, const Responder &) {});
        m_dispatcher.add(u"now"_s, [this](Peer &, const QJsonValue &, Responder responder) {
            responder.respond(1, [this] { m_log.append(u"after"_s); });
        });
    }
    void cleanup()
    {
        m_held.clear();
        m_peer.reset();
    }

    void specification_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("positional")
            << R"({"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1})"_ba
            << R"({"jsonrpc": "2.0", "result": 19, "id": 1})"_ba;
        QTest::newRow("positional, reversed")
            << R"({"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2})"_ba
            << R"({"jsonrpc": "2.0", "result": -19, "id": 2})"_ba;
        QTest::newRow("named")
            << R"({"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3})"_ba
            << R"({"jsonrpc": "2.0", "result": 19, "id": 3})"_ba;
        QTest::newRow("named, reversed")
            << R"({"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4})"_ba
            << R"({"jsonrpc": "2.0", "result": 19, "id": 4})"_ba;
        QTest::newRow("notification") << R"({"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]})"_ba
                                      << ""_ba;
        QTest::newRow("unknown notification") << R"({"jsonrpc": "2.0", "method": "foobar"})"_ba
                                              << ""_ba;
        QTest::newRow("unknown method") << R"({"jsonrpc": "2.0", "method": "foobar", "id": "1"})"_ba
                                        << R"({"jsonrpc": "2.0", "error": -32601, "id": "1"})"_ba;
        QTest::newRow("invalid JSON") << R"({"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz])"_ba
                                      << R"({"jsonrpc": "2.0", "error": -32700, "id": null})"_ba;
        QTest::newRow("invalid request") << R"({"jsonrpc": "2.0", "method": 1, "params": "bar"})"_ba
                                         << R"({"jsonrpc": "2.0", "error": -32600, "id": null})"_ba;
        QTest::newRow("batch, invalid JSON")
            << R"([{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method"])"_ba
            << R"({"jsonrpc": "2.0", "error": -32700, "id": null})"_ba;
        QTest::newRow("empty batch") << "[]"_ba
                                     << R"({"jsonrpc": "2.0", "error": -32600, "id": null})"_ba;
        QTest::newRow("batch of one invalid") << "[1]"_ba
                                              << R"([{"jsonrpc": "2.0", "error": -32600, "id": null}])"_ba;
        QTest::newRow("batch of invalid") << "[1,2,3]"_ba
                                          << R"([{"jsonrpc": "2.0", "error": -32600, "id": null},
            {"jsonrpc": "2.0", "error": -32600, "id": null}, {"jsonrpc": "2.0", "error": -32600, "id": null}])"_ba;
        QTest::newRow("batch") << R"([
            {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
            {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
            {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
            {"foo": "boo"},
            {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
            {"jsonrpc": "2.0", "method": "get_data", "id": "9"}])"_ba
                               << R"([{"jsonrpc": "2.0", "result": 7, "id": "1"},
            {"jsonrpc": "2.0", "result": 19, "id": "2"}, {"jsonrpc": "2.0", "error": -32600, "id": null},
            {"jsonrpc": "2.0", "error": -32601, "id": "5"}, {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}])"_ba;
        QTest::newRow("batch of notifications")
            << R"([{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
            {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}])"_ba
            << ""_ba;
    }
    void specification()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QByteArray, answer);
        enum Mode { AtOnce, Later, LaterBackwards };
        for (const Mode mode : {AtOnce, Later, LaterBackwards}) {
            m_sent.clear();
            m_defer = mode != AtOnce;
            m_peer->receive(frame);
            runDeferred(mode == LaterBackwards);
            QCOMPARE(m_sent.size(), answer.isEmpty() ? 0 : 1);
            if (!answer.isEmpty()) {
                QCOMPARE(bare(read(m_sent.first())), read(answer));
            }
            QCOMPARE(m_peer->unanswered(), 0);
        }
    }

    void notificationsReachTheirHandlers()
    {
        m_peer->receive(R"([{"jsonrpc":"2.0","method":"notify_sum"},{"jsonrpc":"2.0","method":"update"}])");
        QCOMPARE(m_log, (QStringList{u"notify_sum"_s, u"update"_s}));
    }

    void notificationsWithoutHandlerAreSignalled()
    {
        QSignalSpy spy(m_peer.get(), &Peer::notified);
        m_peer->receive(R"({"jsonrpc":"2.0","method":"CallStart","params":{"event":"Ended"}})");
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].toString(), u"CallStart"_s);
        QCOMPARE(spy[0][1].toJsonValue(), QJsonValue(QJsonObject{{u"event"_s, u"Ended"_s}}));
    }

    void aDroppedResponderAnswersByItself()
    {
        m_peer->receive(ask("1", "drop"));
        m_peer->receive('[' + ask("2", "drop") + ',' + ask("3", "now") + ']');
        QCOMPARE(m_sent.size(), 2);
        QCOMPARE(bare(read(m_sent[0])), read(R"({"jsonrpc":"2.0","error":-32603,"id":1})"));
        QCOMPARE(bare(read(m_sent[1])),
            read(R"([{"jsonrpc":"2.0","error":-32603,"id":2},{"jsonrpc":"2.0","result":1,"id":3}])"));
    }

    void anErrorCarriesWordAndField()
    {
        m_dispatcher.add(u"bad"_s, [](Peer &, const QJsonValue &, Responder responder) {
            responder.fail(
                Error{Errc::InvalidParams, u"leg must be caller or callee"_s, u"leg"_s}, {{u"hint"_s, 1}});
        });
        m_peer->receive(ask("1", "bad"));
        const QJsonObject error = read(m_sent.at(0)).toObject().value("error"_L1).toObject();
        QCOMPARE(error.value("code"_L1), QJsonValue(-32602));
        QCOMPARE(error.value("data"_L1),
            QJsonValue(QJsonObject{{u"id"_s, u"invalid_params"_s}, {u"field"_s, u"leg"_s}, {u"hint"_s, 1}}));
    }

    void afterSentRunsAfterTheFrame()
    {
        m_peer->receive(ask("1", "now"));
        QCOMPARE(m_log, (QStringList{u"sent"_s, u"after"_s}));
    }

    void afterSentOfABatchWaitsForItsLastAnswer()
    {
        m_peer->receive('[' + ask("1", "now") + ',' + ask("2") + ',' + ask("3", "now") + ']');
        QCOMPARE(m_log, QStringList());
        m_held.at(0).respond(2, [this] { m_log.append(u"last"_s); });
        QCOMPARE(m_log, (QStringList{u"sent"_s, u"after"_s, u"after"_s, u"last"_s}));
    }

    void afterSentOfANotificationRunsAtOnce()
    {
        m_peer->receive(R"({"jsonrpc":"2.0","method":"now"})");
        QCOMPARE(m_log, QStringList{u"after"_s});
    }

    void afterSentMayAskAndAnswerAgain()
    {
        m_dispatcher.add(u"again"_s, [this](Peer &, const QJsonValue &, Responder responder) {
            responder.respond(1, [this] {
                m_peer->notify(u"Progress"_s, QJsonObject());
                m_peer->receive(ask("9", "now"));
            });
        });
        m_peer->receive('[' + ask("1", "again") + ',' + ask("2", "now") + ']');
        QCOMPARE(m_sent.size(), 3);
        QVERIFY(m_sent[0].startsWith('['));
        QVERIFY(m_sent[1].contains("Progress"));
        QVERIFY(m_sent[2].contains("\"id\":9"));
        QCOMPARE(m_log, (QStringList{u"sent"_s, u"sent"_s, u"sent"_s, u"after"_s, u"after"_s}));
    }

    void tooManyUnansweredAreRefused()
    {
        m_peer->setLimits(Limits{.maxUnanswered = 2});
        for (const char *id : {"1", "2", "3"}) {
            m_peer->receive(ask(id));
        }
        QCOMPARE(m_sent.size(), 1);
        QCOMPARE(bare(read(m_sent[0])), read(R"({"jsonrpc":"2.0","error":-32007,"id":3})"));
        QCOMPARE(m_peer->unanswered(), 2);
        m_held.at(0).respond(1);
        QCOMPARE(m_peer->unanswered(), 1);
        m_peer->receive(ask("4"));
        QCOMPARE(m_peer->unanswered(), 2);
        // Answers that are there at once never wait, however many they are.
        m_held.clear();
        m_sent.clear();
        m_peer->receive('[' + ask("1", "now") + ',' + ask("2", "now") + ',' + ask("3", "now") + ']');
        QVERIFY(!m_sent.at(0).contains("error"));
    }

    void nobodyHearsAnswersAfterThePeerIsGone()
    {
        m_peer->receive(ask("1"));
        m_peer->receive('[' + ask("2") + ',' + ask("3", "now") + ']');
        m_peer.reset();
        bool after = false;
        m_held.at(0).respond(1, [&] { after = true; });
        QVERIFY(after);
        m_held.at(1).respond(1);
        QCOMPARE(m_sent, QByteArrayList());
        QCOMPARE(m_log, QStringList{u"after"_s});
    }

    void answersToALostLinkDoNotGoToTheNext()
    {
        m_peer->receive(ask("1"));
        m_peer->linkLost();
        QCOMPARE(m_peer->unanswered(), 0);
        m_peer->receive(ask("1", "now"));
        m_held.at(0).respond(u"late"_s);
        QCOMPARE(m_sent, (QByteArrayList{R"({"jsonrpc":"2.0","id":1,"result":1})"_ba}));
    }

    void aHandlerMayDestroyThePeer()
    {
        m_dispatcher.add(u"quit"_s, [this](Peer &, const QJsonValue &, Responder responder) {
            m_peer.reset();
            responder.respond(1);
        });
        m_peer->receive(
            '[' + ask("1", "now") + ',' + ask("2", "quit") + ',' + ask("3", "now") + ',' + ask("4") + ']');
        QCOMPARE(m_sent, QByteArrayList());
        QCOMPARE(m_log, QStringList{u"after"_s}); // of the first; the third was never served
        QVERIFY(m_held.empty());
    }

    void theSenderMayDestroyThePeer()
    {
        m_peer = std::make_unique<Peer>(m_dispatcher, [this](const QByteArray &) {
            m_log.append(u"sent"_s);
            m_peer.reset();
        });
        m_peer->receive('[' + ask("1", "now") + ",{\"jsonrpc\":\"2.0\",\"method\":\"update\"}]");
        QCOMPARE(m_log, (QStringList{u"sent"_s, u"after"_s}));
    }

    void twoHundredBatchesAnsweredCrosswise()
    {
        m_peer->setLimits(Limits{.maxUnanswered = 0});
        for (int i = 0; i < 200; ++i) {
            m_peer->receive(
                '[' + ask(QByteArray::number(2 * i)) + ',' + ask(QByteArray::number(2 * i + 1)) + ']');
        }
        QCOMPARE(m_held.size(), std::size_t(400));
        for (std::size_t i = 0; i < 400; i += 2) {
            m_held[i].respond(1);
        }
        QCOMPARE(m_sent.size(), 0);
        for (std::size_t i = 399; i < 400; i -= 2) {
            m_held[i].respond(1);
        }
        QCOMPARE(m_sent.size(), 200);
        QCOMPARE(
            m_sent.last(), R"([{"jsonrpc":"2.0","id":0,"result":1},{"jsonrpc":"2.0","id":1,"result":1}])"_ba);
    }
};

QTEST_GUILESS_MAIN(PeerTest)
#include "tst_peer.moc"
