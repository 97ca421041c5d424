// SPDX-License-Identifier: Apache-2.0
#include "common/client/clientlink.h"
#include "tests/common/client/fakeserver.h"
#include "tests/common/client/mutefake.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = ClientLink::State;

namespace {

ClientLink::Options patient()
{
    // Pauses as short as they come.
    return ClientLink::Options{.random = [] { return 0.0; }};
}

} // namespace

class ClientLinkTest : public QObject {
    Q_OBJECT
    QList<Result<QJsonValue>> m_results;
    QList<State> m_states;

    void watch(ClientLink &link)
    {
        connect(&link, &ClientLink::stateChanged, this, [this](State state) { m_states.append(state); });
    }
    void call(ClientLink &link, const QString &method = u"m"_s, std::chrono::milliseconds deadline = 1h)
    {
        link.call(method, QJsonObject(), deadline).then(this, [this](const Result<QJsonValue> &result) {
            m_results.append(result);
        });
    }
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_results.clear();
        m_states.clear();
    }

    void refusesUselessAddresses_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url : {"", "http://127.0.0.1", "127.0.0.1:5059", "ws://", "ws:///path",
                 "ws://user:secret@host", "ws://user@host", "wss:host", "ws://a b", "ws://host:99999"}) {
            QTest::newRow(url) << QString::fromLatin1(url);
        }
    }
    void refusesUselessAddresses()
    {
        QFETCH(QString, url);
        ClientLink link;
        const auto result = link.open(QUrl(url));
        QVERIFY(!result);
        QCOMPARE(result.error().field, u"url"_s);
        QCOMPARE(link.state(), State::Disconnected);
    }

    void refusesATokenOfTwoLines()
    {
        ClientLink link;
        QVERIFY(!link.open(QUrl(u"ws://127.0.0.1:1"_s), "a\r\nX-Evil: 1"));
    }

    void connectsAndCalls()
    {
        FakeServer server;
        server.offer({u"cordboard.v1"_s});
        server.onRequest = [&](const QJsonObject &request) {
            QCOMPARE(request.value("method"_L1), QJsonValue(u"ServerInfo"_s));
            server.answer(request, R"("result":{"version":"1"})");
        };
        ClientLink link;
        watch(link);
        QVERIFY(link.open(server.url(), "s3cret"));
        QTRY_COMPARE(link.state(), State::Connected);
        QCOMPARE(m_states, (QList<State>{State::Connecting, State::Connected}));
        call(link, u"ServerInfo"_s);
        QTRY_COMPARE(m_results.size(), 1);
        QCOMPARE(m_results[0]->toObject().value("version"_L1), QJsonValue(u"1"_s));
        QCOMPARE(server.handshake.rawHeader("Authorization"), "Bearer s3cret"_ba);
        QCOMPARE(server.handshake.rawHeader("Sec-WebSocket-Protocol"), "cordboard.v1"_ba);
        QCOMPARE(server.socket->subprotocol(), u"cordboard.v1"_s);
    }

    void aServerThatKnowsNoSubprotocolWillDo()
    {
        FakeServer server;
        ClientLink link;
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(link.state(), State::Connected);
        QVERIFY(!server.handshake.hasRawHeader("Authorization"));
    }

    void callsWithoutConnectionFailAtOnce()
    {
        ClientLink link;
        call(link);
        QCOMPARE(m_results.at(0).error().code, Errc::LinkLost);
        MuteFake server(false);
        QVERIFY(link.open(server.url()));
        QCOMPARE(link.state(), State::Connecting);
        call(link);
        QCOMPARE(m_results.at(1).error().code, Errc::LinkLost);
    }

    void notificationsAreSignalled()
    {
        FakeServer server;
        server.onConnection = [&](QWebSocket &) {
            server.notify("A", R"({"n":1})");
            server.notify("B", "[]");
        };
        ClientLink link;
        QSignalSpy notified(&link, &ClientLink::notified);
        QSignalSpy received(&link, &ClientLink::received);
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(notified.size(), 2);
        QCOMPARE(notified[0][0].toString(), u"A"_s);
        QCOMPARE(notified[0][1].toJsonValue(), QJsonValue(QJsonObject{{u"n"_s, 1}}));
        QCOMPARE(notified[1][0].toString(), u"B"_s);
        QCOMPARE(received[0][0].toByteArray(), R"({"jsonrpc":"2.0","method":"A","params":{"n":1}})"_ba);
    }

    void aLostConnectionSettlesCallsAndComesBack()
    {
        FakeServer server;
        ClientLink link(patient());
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(link.state(), State::Connected);
        watch(link);
        for (int i = 0; i < 10; ++i) {
            call(link);
        }
        QTRY_COMPARE(server.texts.size(), 10);
        QSignalSpy failed(&link, &ClientLink::failed);
        server.socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"go away"_s);
        QTRY_COMPARE(m_results.size(), 10);
        for (const auto &result : m_results) {
            QCOMPARE(result.error().code, Errc::LinkLost);
        }
        QCOMPARE(link.state(), State::WaitingToRetry);
        QVERIFY(link.retryIn() > 0ms && link.retryIn() < 300ms);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toString(), u"go away"_s);
        QTRY_COMPARE(link.state(), State::Connected);
        QCOMPARE(m_states, (QList<State>{State::WaitingToRetry, State::Connecting, State::Connected}));
        QCOMPARE(server.connections, 2);
        QCOMPARE(server.texts.size(), 10); // and nothing was sent twice
        server.onRequest = [&](const QJsonObject &request) { server.answer(request, R"("result":7)"); };
        call(link);
        QTRY_COMPARE(m_results.size(), 11);
        QCOMPARE(*m_results.last(), QJsonValue(7));
    }

    void aServerThatComesLateIsFound()
    {
        auto server = std::make_unique<FakeServer>();
        const QUrl url = server->url();
        server.reset();
        ClientLink link(patient());
        QSignalSpy failed(&link, &ClientLink::failed);
        QVERIFY(link.open(url));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains(u"refused"_s));
        QCOMPARE(link.state(), State::WaitingToRetry);
        server = std::make_unique<FakeServer>(static_cast<quint16>(url.port()));
        QTRY_COMPARE(link.state(), State::Connected);
    }

    void aServerThatClosesAtOnceIsAskedEverMoreSlowly()
    {
        FakeServer server;
        server.onConnection = [](QWebSocket &socket) { socket.close(); };
        ClientLink link(patient());
        QList<std::chrono::milliseconds> pauses;
        connect(&link, &ClientLink::stateChanged, this, [&](State state) {
            if (state == State::WaitingToRetry) {
                pauses.append(link.retryIn());
            }
        });
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(pauses.size(), 3);
        // 250, 500 and 1000 ms, as far as a coarse timer tells
        QVERIFY(pauses[0] < 300ms);
        QVERIFY(pauses[1] > 300ms && pauses[1] < 600ms);
        QVERIFY(pauses[2] > 600ms && pauses[2] < 1200ms);
    }

    void anAnswerToTheLostConnectionIsNotBelieved()
    {
        FakeServer server;
        ClientLink link(patient());
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(link.state(), State::Connected);
        call(link);
        QTRY_COMPARE(server.texts.size(), 1);
        const QJsonObject old = QJsonDocument::fromJson(server.texts[0].toUtf8()).object();
        server.socket->abort();
        QTRY_COMPARE(server.connections, 2);
        QTRY_COMPARE(link.state(), State::Connected);
        call(link);
        QTRY_COMPARE(server.texts.size(), 2);
        server.answer(old, R"("result":"old")");
        server.answer(QJsonDocument::fromJson(server.texts[1].toUtf8()).object(), R"("result":"new")");
        QTRY_COMPARE(m_results.size(), 2);
        QCOMPARE(m_results[0].error().code, Errc::LinkLost);
        QCOMPARE(*m_results[1], QJsonValue(u"new"_s));
    }

    void garbageDoesNoHarm()
    {
        FakeServer server;
        server.onConnection = [&](QWebSocket &socket) {
            for (const char *text : {"", "hello", "{", "[]", "[[[[", "null", "{\"jsonrpc\":\"2.0\",\"id\":1}",
                     "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}", "{\"jsonrpc\":\"2.0\",\"method\":5}"}) {
                socket.sendTextMessage(QString::fromLatin1(text));
            }
            socket.sendTextMessage(QString(100000, u'['));
            socket.sendBinaryMessage(QByteArray(1000, '\0'));
            server.notify("Last", "{}");
        };
        ClientLink link;
        QSignalSpy notified(&link, &ClientLink::notified);
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(notified.size(), 1);
        QCOMPARE(link.state(), State::Connected);
        server.onRequest = [&](const QJsonObject &request) {
            if (request.contains("method"_L1)) {
                server.answer(request, R"("result":1)");
            }
        };
        call(link);
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(m_results[0]);
    }

    void aMessageTooLargeEndsTheConnection()
    {
        FakeServer server;
        ClientLink::Options options = patient();
        options.maxMessageBytes = 1000;
        ClientLink link(options);
        QSignalSpy received(&link, &ClientLink::received);
        QSignalSpy failed(&link, &ClientLink::failed);
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(server.connections, 1);
        server.send(QByteArray(900, ' '));
        QTRY_COMPARE(received.size(), 1);
        server.send(QByteArray(1100, ' '));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(received.size(), 1);
        QTRY_COMPARE(server.connections, 2);
    }

    void aCallTimesOutButTheLinkStays()
    {
        FakeServer server;
        ClientLink link;
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(link.state(), State::Connected);
        call(link, u"m"_s, 1ms);
        QTRY_COMPARE(m_results.size(), 1);
        QCOMPARE(m_results[0].error().code, Errc::Timeout);
        QCOMPARE(link.state(), State::Connected);
        QTRY_COMPARE(server.texts.size(), 1);
        QSignalSpy received(&link, &ClientLink::received);
        server.answer(QJsonDocument::fromJson(server.texts[0].toUtf8()).object(), R"("result":"late")");
        QTRY_COMPARE(received.size(), 1);
        QCOMPARE(m_results.size(), 1);
    }

    void aSilentServerIsLeft()
    {
        MuteFake server(true);
        ClientLink::Options options = patient();
        options.pingAfter = 20ms;
        options.pongTimeout = 20ms;
        ClientLink link(options);
        QSignalSpy failed(&link, &ClientLink::failed);
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(link.state(), State::Connected);
        call(link);
        QTRY_COMPARE(m_results.size(), 1);
        QCOMPARE(m_results[0].error().code, Errc::LinkLost);
        QCOMPARE(failed.at(0).at(0).toString(), u"the server has gone silent"_s);
        QTRY_COMPARE(server.connections, 2);
    }

    void aServerThatAnswersPingsIsKept()
    {
        FakeServer server;
        ClientLink::Options options = patient();
        options.pingAfter = 2ms;
        options.pongTimeout = 10s;
        ClientLink link(options);
        QSignalSpy failed(&link, &ClientLink::failed);
        int pings = 0;
        server.onConnection = [&](QWebSocket &) {};
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(link.state(), State::Connected);
        auto *socket = link.findChild<QWebSocket *>();
        QVERIFY(socket);
        connect(socket, &QWebSocket::pong, this, [&] { ++pings; });
        QTRY_VERIFY(pings >= 5);
        QCOMPARE(failed.size(), 0);
        QCOMPARE(server.connections, 1);
    }

    void aHandshakeThatNeverEndsIsLeft()
    {
        MuteFake server(false);
        ClientLink::Options options = patient();
        options.connectTimeout = 20ms;
        ClientLink link(options);
        watch(link);
        QSignalSpy failed(&link, &ClientLink::failed);
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(server.connections, 2);
        QVERIFY(!m_states.contains(State::Connected));
        QVERIFY(failed.at(0).at(0).toString().contains(u"in time"_s));
    }

    void closeIsForGood()
    {
        FakeServer server;
        ClientLink link(patient());
        QVERIFY(link.open(server.url()));
        QTRY_COMPARE(link.state(), State::Connected);
        QTRY_COMPARE(server.connections, 1);
        call(link);
        watch(link);
        QSignalSpy gone(server.socket, &QWebSocket::disconnected);
        link.close();
        QCOMPARE(link.state(), State::Disconnected);
        QCOMPARE(m_results.at(0).error().code, Errc::LinkLost);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(server.socket->closeCode(), QWebSocketProtocol::CloseCodeNormal);
        link.close();
        QCOMPARE(m_states, QList<State>{State::Disconnected});
        QTRY_COMPARE(link.findChildren<QWebSocket *>().size(), 0);
    }

    void closeWhileWaitingEndsTheAttempts()
    {
        ClientLink link(patient());
        QSignalSpy failed(&link, &ClientLink::failed);
        auto server = std::make_unique<FakeServer>();
        const QUrl url = server->url();
        server.reset();
        QVERIFY(link.open(url));
        QTRY_COMPARE(failed.size(), 1);
        link.close();
        QCOMPARE(link.retryIn(), 0ms);
        QCOMPARE(link.state(), State::Disconnected);
    }

    void openGoesElsewhere()
    {
        FakeServer first;
        FakeServer second;
        ClientLink link;
        QVERIFY(link.open(first.url()));
        QTRY_COMPARE(link.state(), State::Connected);
        call(link);
        QVERIFY(link.open(second.url()));
        QCOMPARE(m_results.at(0).error().code, Errc::LinkLost);
        QTRY_COMPARE(second.connections, 1);
        QTRY_COMPARE(link.state(), State::Connected);
        QCOMPARE(link.url(), second.url());
        QCOMPARE(first.connections, 1);
    }

    void receiversMayReopenCloseOrDestroyIt()
    {
        FakeServer server;
        server.onConnection = [](QWebSocket &socket) { socket.close(); };
        FakeServer refuge;
        {
            ClientLink link(patient());
            connect(&link, &ClientLink::failed, this, [&] { QVERIFY(link.open(refuge.url())); });
            QVERIFY(link.open(server.url()));
            QTRY_COMPARE(refuge.connections, 1);
            QTRY_COMPARE(link.state(), State::Connected);
        }
        {
            ClientLink link(patient());
            bool closed = false;
            connect(&link, &ClientLink::stateChanged, this, [&](State state) {
                if (state == State::WaitingToRetry) {
                    link.close();
                    closed = true;
                }
            });
            QVERIFY(link.open(server.url()));
            QTRY_VERIFY(closed);
            QCOMPARE(link.state(), State::Disconnected);
        }
        for (const State when : {State::Connecting, State::Connected, State::WaitingToRetry}) {
            auto link = std::make_unique<ClientLink>(patient());
            connect(link.get(), &ClientLink::stateChanged, this, [&](State state) {
                if (state == when) {
                    link.release()->deleteLater();
                }
            });
            ClientLink *raw = link.get();
            QSignalSpy destroyed(raw, &QObject::destroyed);
            QVERIFY(raw->open(server.url()));
            QTRY_COMPARE(destroyed.size(), 1);
        }
    }

    void destroyingItSettlesCalls()
    {
        FakeServer server;
        auto link = std::make_unique<ClientLink>();
        QVERIFY(link->open(server.url()));
        QTRY_COMPARE(link->state(), State::Connected);
        call(*link);
        link.reset();
        QCOMPARE(m_results.at(0).error().code, Errc::LinkLost);
    }
};

QTEST_GUILESS_MAIN(ClientLinkTest)
#include "tst_clientlink.moc"
