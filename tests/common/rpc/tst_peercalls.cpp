// SPDX-License-Identifier: Apache-2.0
// The asking side of a peer.
#include "common/rpc/peer.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace cordboard::rpc;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class PeerCallsTest : public QObject {
    Q_OBJECT
    Dispatcher m_dispatcher;
    QByteArrayList m_sent;
    std::unique_ptr<Peer> m_peer;
    QList<Result<QJsonValue>> m_results;

    QByteArray idOf(const QByteArray &frame)
    {
        return encodeValue(QJsonDocument::fromJson(frame).object().value("id"_L1));
    }
    QByteArray call(std::chrono::milliseconds deadline = 1h)
    {
        m_peer->call(u"m"_s, QJsonObject(), deadline).then(this, [this](const Result<QJsonValue> &r) {
            m_results.append(r);
        });
        return idOf(m_sent.last());
    }
    void answer(const QByteArray &id, const QByteArray &rest = R"("result":1)")
    {
        m_peer->receive(R"({"jsonrpc":"2.0","id":)" + id + ',' + rest + '}');
    }
private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_sent.clear();
        m_results.clear();
        m_peer =
            std::make_unique<Peer>(m_dispatcher, [this](const QByteArray &frame) { m_sent.append(frame); });
    }
    void cleanup() { m_peer.reset(); }

    void sendsTheRequest()
    {
        m_peer->call(u"CallEnd"_s, QJsonObject{{u"id"_s, u"x"_s}}, 1s)
            .then(this, [](const Result<QJsonValue> &) {});
        QCOMPARE(
            m_sent, QByteArrayList{R"({"jsonrpc":"2.0","id":1,"method":"CallEnd","params":{"id":"x"}})"_ba});
        m_peer->notify(u"n"_s, QJsonValue::Undefined);
        QCOMPARE(m_sent.last(), R"({"jsonrpc":"2.0","method":"n"})"_ba);
    }

    void answersFindTheirCalls()
    {
        const QByteArray first = call();
        const QByteArray second = call();
        QVERIFY(first != second);
        answer(second, R"("result":"two")");
        answer(first, R"("result":null)");
        QCOMPARE(m_results.size(), 2);
        QCOMPARE(*m_results[0], QJsonValue(u"two"_s));
        QCOMPARE(*m_results[1], QJsonValue(QJsonValue::Null));
    }

    void answersInABatchFindTheirCalls()
    {
        const QByteArray first = call();
        const QByteArray second = call();
        m_peer->receive(R"([{"jsonrpc":"2.0","id":)" + second + R"(,"result":2},{"jsonrpc":"2.0","id":)"
            + first + R"(,"result":1}])");
        QCOMPARE(m_results.size(), 2);
        QCOMPARE(m_sent.size(), 2);
    }

    void errorsBecomeErrors()
    {
        answer(call(), R"("error":{"code":-32004,"message":"taken","data":{"id":"conflict","status":7}})");
        QCOMPARE(m_results.at(0).error(), (Error{Errc::Conflict, u"taken"_s, {}, 7}));
    }

    void strangersAndDoublesAreIgnored_data()
    {
        QTest::addColumn<QByteArray>("id");
        for (const char *id : {"99", "null", "\"1\"", "0", "-1", "1.5", "9223372036854775807"}) {
            QTest::newRow(id) << QByteArray(id);
        }
    }
    void strangersAndDoublesAreIgnored()
    {
        QFETCH(QByteArray, id);
        const QByteArray own = call();
        answer(id);
        answer(id, R"("error":{"code":-32700,"message":"?"})");
        QCOMPARE(m_results.size(), 0);
        answer(own);
        answer(own);
        QCOMPARE(m_results.size(), 1);
        QCOMPARE(m_sent.size(), 1); // and none of it is answered
    }

    void aCallTimesOutAndItsLateAnswerIsIgnored()
    {
        const QByteArray patient = call();
        const QByteArray id = call(1ms);
        QTRY_COMPARE(m_results.size(), 1);
        QCOMPARE(m_results[0].error().code, Errc::Timeout);
        answer(id);
        QCOMPARE(m_results.size(), 1);
        answer(patient);
        QVERIFY(m_results.at(1));
    }

    void aLostLinkSettlesAll()
    {
        QSet<QByteArray> ids;
        for (int i = 0; i < 1000; ++i) {
            ids.insert(call());
        }
        QCOMPARE(ids.size(), 1000);
        m_peer->linkLost();
        QCOMPARE(m_results.size(), 1000);
        for (const auto &result : m_results) {
            QCOMPARE(result.error().code, Errc::LinkLost);
        }
        answer(*ids.cbegin());
        QCOMPARE(m_results.size(), 1000);
        answer(call());
        QVERIFY(m_results.last());
    }

    void aDestroyedPeerSettlesAll()
    {
        call();
        m_peer.reset();
        QCOMPARE(m_results.at(0).error().code, Errc::LinkLost);
    }

    void aContinuationMayCallAgainOnALostLink()
    {
        m_peer->call(u"m"_s, {}, 1h).then(this, [this](const Result<QJsonValue> &) { call(); });
        m_peer->linkLost();
        QCOMPARE(m_results.size(), 0);
        answer(idOf(m_sent.last()));
        QCOMPARE(m_results.size(), 1);
    }

    void aContinuationMayDestroyThePeer()
    {
        for (int i = 0; i < 3; ++i) {
            m_peer->call(u"m"_s, {}, 1h).then(this, [this](const Result<QJsonValue> &result) {
                m_results.append(result);
                m_peer.reset();
            });
        }
        answer("2");
        QCOMPARE(m_results.size(), 3);
    }

    void aTransportThatAnswersAtOnceIsHeard()
    {
        m_peer = std::make_unique<Peer>(m_dispatcher, [this](const QByteArray &frame) {
            m_sent.append(frame);
            answer(idOf(frame));
        });
        call();
        QCOMPARE(m_results.size(), 1);
    }

    void twoPeersTalk()
    {
        Dispatcher methods;
        methods.add(u"double"_s, [](Peer &, const QJsonValue &params, Responder responder) {
            responder.respond(params.toObject().value("x"_L1).toInt() * 2);
        });
        Peer *far = nullptr;
        Peer near(m_dispatcher, [&](const QByteArray &frame) { far->receive(frame); });
        Peer other(methods, [&](const QByteArray &frame) { near.receive(frame); });
        far = &other;
        int seen = 0;
        near.call(u"double"_s, QJsonObject{{u"x"_s, 21}}, 1s).then(this, [&](const Result<QJsonValue> &r) {
            seen = r->toInt();
        });
        QCOMPARE(seen, 42);
        // An answer that makes no sense is answered once, and no more.
        far->receive(R"({"jsonrpc":"2.0","id":5,"result":1,"error":{}})");
    }
};

QTEST_GUILESS_MAIN(PeerCallsTest)
#include "tst_peercalls.moc"
