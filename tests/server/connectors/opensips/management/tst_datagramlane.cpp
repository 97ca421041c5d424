// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/datagramlane.h"
#include "tests/support/datagrampeer.h"
#include "tests/support/outcomes.h"
#include "tests/support/strict.h"

#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tests::DatagramPeer;
using tests::Outcomes;

namespace {

DatagramLaneSettings settingsFor(const DatagramPeer &peer)
{
    DatagramLaneSettings settings;
    settings.host = u"127.0.0.1"_s;
    settings.portNumber = peer.portNumber();
    return settings;
}

} // namespace

class DatagramLaneTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void asksAndIsAnswered()
    {
        DatagramPeer peer;
        peer.setScript([&](const DatagramPeer::Request &request) { peer.answer(request, request.method()); });
        DatagramLane lane(settingsFor(peer));
        QCOMPARE_EQ(lane.address(), u"udp:127.0.0.1:%1"_s.arg(peer.portNumber()));
        Outcomes outcomes;
        outcomes.take(1, lane.call(u"dlg_list"_s, {{u"index"_s, 0}}, 5s));
        QTRY_COMPARE(outcomes.count(), 1);
        QCOMPARE_EQ(*outcomes.at(0), QJsonValue(u"dlg_list"_s));
        const auto &request = peer.requests().at(0);
        QVERIFY(request.id() > 0);
        QCOMPARE_EQ(request.json.value("jsonrpc"_L1).toString(), u"2.0"_s);
        QCOMPARE_EQ(request.json.value("params"_L1).toObject(), (QJsonObject{{u"index"_s, 0}}));
        QCOMPARE_EQ(lane.strayDatagrams(), 0U);
    }

    void manyInFlightAnsweredBackwards()
    {
        constexpr int total = 200;
        DatagramPeer peer;
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        for (int i = 0; i < total; ++i) {
            outcomes.take(i, lane.call(u"t_uac_dlg"_s, {{u"n"_s, i}}, 30s));
        }
        QTRY_COMPARE(peer.requests().size(), total);
        QSet<int> ids;
        for (int i = total; i-- > 0;) {
            const auto &request = peer.requests().at(i);
            ids.insert(request.id());
            peer.answer(request, request.json.value("params"_L1)["n"_L1]);
        }
        QCOMPARE_EQ(ids.size(), total);
        QTRY_COMPARE(outcomes.count(), total);
        for (int i = 0; i < total; ++i) {
            QCOMPARE_EQ(outcomes.at(i)->toInt(), outcomes.tag(i));
            QCOMPARE_EQ(outcomes.tag(i), total - 1 - i);
        }
    }

    void moreAnswersThanOneTurnTakes()
    {
        constexpr int total = 900;
        DatagramPeer peer;
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        for (int i = 0; i < total; ++i) {
            outcomes.take(i, lane.call(u"uptime"_s, {}, 30s));
            if (i % 100 == 99) { // the peer's receive buffer is small
                QTRY_COMPARE(peer.requests().size(), i + 1);
            }
        }
        for (const auto &request : peer.requests()) {
            peer.answer(request, 1);
        }
        QTRY_COMPARE(outcomes.count(), total);
        QCOMPARE_EQ(lane.strayDatagrams(), 0U);
    }

    void straysAreCountedAndChangeNothing()
    {
        DatagramPeer peer;
        DatagramPeer stranger;
        peer.setScript([&](const DatagramPeer::Request &request) {
            for (const char *bytes :
                {"", "garbage", "[]", "{}", R"({"jsonrpc":"2.0","result":"forged","id":0})",
                    R"({"jsonrpc":"2.0","result":"forged","id":"x"})",
                    R"({"jsonrpc":"2.0","result":"forged"})",
                    R"({"jsonrpc":"2.0","error":{"code":-32700},"id":null})",
                    R"({"jsonrpc":"2.0","result":"forged","id":99999999999})"}) {
                peer.reply(request, bytes);
            }
            const QByteArray cut =
                "{\"jsonrpc\":\"2.0\",\"result\":\"OK\",\"id\":" + QByteArray::number(request.id());
            peer.reply(request, cut);
            // From another address: the connected socket does not even see it.
            stranger.answer(request, u"stranger"_s);
            peer.answer(request, u"right"_s);
            peer.answer(request, u"doubled"_s);
        });
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        outcomes.take(1, lane.call(u"uptime"_s, {}, 5s));
        QTRY_COMPARE(lane.strayDatagrams(), 11U);
        QCOMPARE_EQ(outcomes.count(), 1);
        QCOMPARE_EQ(*outcomes.at(0), QJsonValue(u"right"_s));
    }

    void anAnswerCutAtEveryByte()
    {
        DatagramPeer peer;
        qsizetype whole = 0;
        peer.setScript([&](const DatagramPeer::Request &request) {
            const QByteArray bytes =
                "{\"jsonrpc\":\"2.0\",\"result\":\"OK\",\"id\":" + QByteArray::number(request.id()) + "}";
            whole = bytes.size();
            for (qsizetype i = 0; i <= whole; ++i) {
                peer.reply(request, bytes.first(i));
            }
        });
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        outcomes.take(1, lane.call(u"uptime"_s, {}, 5s));
        QTRY_COMPARE(outcomes.count(), 1);
        QVERIFY(outcomes.at(0).has_value());
        QCOMPARE_EQ(lane.strayDatagrams(), static_cast<quint64>(whole));
    }

    void refusals()
    {
        DatagramPeer peer;
        peer.setScript([&](const DatagramPeer::Request &request) {
            peer.reply(request,
                QByteArray(
                    R"({"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params","data":"Too few"},"id":)")
                    + QByteArray::number(request.id()) + "}");
        });
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        outcomes.take(1, lane.call(u"dlg_send_sequential"_s, {}, 5s));
        QTRY_COMPARE(outcomes.count(), 1);
        QCOMPARE_EQ(
            outcomes.at(0).error(), (Error{Errc::RefusedByProxy, u"Invalid params: Too few"_s, {}, -32602}));
    }

    void largeAnswersAndWrongBytes()
    {
        DatagramPeer peer;
        const QByteArray filler = QByteArray(65'000, 'x') + '\xE9';
        peer.setScript([&](const DatagramPeer::Request &request) {
            peer.reply(request,
                QByteArray("{\"jsonrpc\":\"2.0\",\"result\":\"" + filler
                    + "\",\"id\":" + QByteArray::number(request.id()) + "}"));
        });
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        for (int i = 0; i < 10; ++i) {
            outcomes.take(i, lane.call(u"dlg_list"_s, {}, 5s));
        }
        QTRY_COMPARE(outcomes.count(), 10);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE_EQ(outcomes.at(i)->toString().size(), 65'001);
            QVERIFY(outcomes.at(i)->toString().endsWith(u"\uF7E9"_s));
        }
    }

    void neverAnsweredAndNeverSentAgain()
    {
        DatagramPeer peer;
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        outcomes.take(1, lane.call(u"t_uac_dlg"_s, {}, 60ms));
        outcomes.take(2, lane.call(u"uptime"_s, {}, 20ms));
        QTRY_COMPARE(outcomes.count(), 2);
        QCOMPARE_EQ(outcomes.tag(0), 2);
        QCOMPARE_EQ(outcomes.code(0), Errc::Timeout);
        QCOMPARE_EQ(outcomes.code(1), Errc::Timeout);
        QCOMPARE_EQ(peer.requests().size(), 2);
        // Too late.
        peer.answer(peer.requests().at(0), u"200 OK"_s);
        QTRY_COMPARE(lane.strayDatagrams(), 1U);
        QCOMPARE_EQ(outcomes.count(), 2);
    }

    void nobodyListens()
    {
        DatagramPeer peer;
        const auto settings = settingsFor(peer);
        peer.socket().close();
        DatagramLane lane(settings);
        Outcomes outcomes;
        for (int i = 0; i < 5; ++i) {
            outcomes.take(i, lane.call(u"uptime"_s, {}, 30s));
            QTRY_COMPARE(outcomes.count(), i + 1);
            QCOMPARE_EQ(outcomes.code(i), Errc::ProxyUnreachable);
        }
        QVERIFY(peer.socket().bind(QHostAddress::LocalHost, settings.portNumber));
        peer.setScript([&](const DatagramPeer::Request &request) { peer.answer(request, u"up"_s); });
        outcomes.take(5, lane.call(u"uptime"_s, {}, 5s));
        QTRY_COMPARE(outcomes.count(), 6);
        QVERIFY(outcomes.at(5).has_value());
    }

    void anUnreachablePortWithSeveralInFlightIsNotSure()
    {
        DatagramPeer peer;
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        outcomes.take(1, lane.call(u"t_uac_dlg"_s, {}, 30s));
        QTRY_COMPARE(peer.requests().size(), 1);
        peer.socket().close();
        outcomes.take(2, lane.call(u"uptime"_s, {}, 30s));
        QTRY_COMPARE(outcomes.count(), 2);
        QCOMPARE_EQ(outcomes.code(0), Errc::Timeout);
        QCOMPARE_EQ(outcomes.code(1), Errc::Timeout);
    }

    void aRequestJustGivenUpMakesItUnsure()
    {
        DatagramPeer peer;
        DatagramLane lane(settingsFor(peer));
        Outcomes outcomes;
        outcomes.take(1, lane.call(u"t_uac_dlg"_s, {}, 1ms));
        QTRY_COMPARE(outcomes.count(), 1);
        peer.socket().close();
        outcomes.take(2, lane.call(u"uptime"_s, {}, 30s));
        QTRY_COMPARE(outcomes.count(), 2);
        QCOMPARE_EQ(outcomes.code(1), Errc::Timeout);
    }

    void boundsAreKept()
    {
        DatagramPeer peer;
        auto settings = settingsFor(peer);
        settings.inFlightLimit = 1;
        DatagramLane lane(settings);
        Outcomes outcomes;
        outcomes.take(1, lane.call(u"t_uac_dlg"_s, {{u"body"_s, QString(60'000, u'x')}}, 5s));
        QCOMPARE_EQ(outcomes.count(), 1);
        QCOMPARE_EQ(outcomes.code(0), Errc::ProxyUnreachable);
        outcomes.take(2, lane.call(u"t_uac_dlg"_s, {{u"body"_s, QString(59'000, u'x')}}, 5s));
        outcomes.take(3, lane.call(u"uptime"_s, {}, 5s));
        QCOMPARE_EQ(outcomes.count(), 2);
        QCOMPARE_EQ(outcomes.code(1), Errc::ProxyUnreachable);
        QTRY_COMPARE(peer.requests().size(), 1);
        QVERIFY(peer.requests().at(0).datagram.data().size() > 59'000);
    }

    void aNameIsLookedUp()
    {
        DatagramPeer peer;
        peer.setScript([&](const DatagramPeer::Request &request) { peer.answer(request, u"up"_s); });
        auto settings = settingsFor(peer);
        settings.host = u"localhost"_s;
        DatagramLane lane(settings);
        Outcomes outcomes;
        for (int i = 0; i < 3; ++i) {
            outcomes.take(i, lane.call(QString::number(i), {}, 5s));
        }
        QCOMPARE_EQ(outcomes.count(), 0);
        QTRY_COMPARE(outcomes.count(), 3);
        QVERIFY(outcomes.at(0).has_value() && outcomes.at(2).has_value());
        QCOMPARE_EQ(peer.requests().size(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE_EQ(peer.requests().at(i).method(), QString::number(i));
        }
    }

    void aNameThatDoesNotExist()
    {
        DatagramPeer peer;
        auto settings = settingsFor(peer);
        settings.host = u"proxy.invalid"_s;
        DatagramLane lane(settings);
        Outcomes outcomes;
        // The look-up may fail or be slower than the deadline: the same to the caller.
        outcomes.take(1, lane.call(u"uptime"_s, {}, 2s));
        outcomes.take(2, lane.call(u"uptime"_s, {}, 2s));
        QTRY_COMPARE(outcomes.count(), 2);
        QCOMPARE_EQ(outcomes.code(0), Errc::ProxyUnreachable);
        QCOMPARE_EQ(outcomes.code(1), Errc::ProxyUnreachable);
    }

    void endsWithItsCallsSettled()
    {
        DatagramPeer peer;
        auto *lane = new DatagramLane(settingsFor(peer));
        Outcomes outcomes;
        outcomes.take(1, lane->call(u"t_uac_dlg"_s, {}, 60s));
        auto named = settingsFor(peer);
        named.host = u"localhost"_s;
        auto *unresolved = new DatagramLane(named);
        outcomes.take(2, unresolved->call(u"uptime"_s, {}, 60s));
        delete unresolved;
        delete lane;
        QCOMPARE_EQ(outcomes.count(), 2);
        QCOMPARE_EQ(outcomes.code(0), Errc::ProxyUnreachable);
        QCOMPARE_EQ(outcomes.code(1), Errc::Timeout);
    }

    void mayBeDestroyedByAContinuation()
    {
        DatagramPeer peer;
        peer.setScript([&](const DatagramPeer::Request &request) {
            peer.answer(request, u"up"_s);
            peer.answer(request, u"up"_s);
        });
        auto *lane = new DatagramLane(settingsFor(peer));
        bool done = false;
        lane->call(u"uptime"_s, {}, 5s).then(this, [&](const Result<QJsonValue> &) {
            delete lane;
            done = true;
        });
        QTRY_VERIFY(done);
    }
};

QTEST_GUILESS_MAIN(DatagramLaneTest)
#include "tst_datagramlane.moc"
