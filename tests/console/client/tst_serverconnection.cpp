// SPDX-License-Identifier: Apache-2.0
#include "console/client/serverconnection.h"
#include "tests/common/client/streamserver.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;

namespace {

/// A server that tells of two calls, three registrations on two pages, and the rest as it is asked.
struct Bench {
    tests::StreamServer server;
    std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now();
    std::unique_ptr<ServerConnection> connection;
    QStringList asked; ///< methods
    bool answersStats = true;

    Bench()
    {
        ServerConnection::Options options;
        options.link.random = [] { return 0.0; };
        options.statsEvery = 20ms;
        options.steadyNow = [this] { return now; };
        connection = std::make_unique<ServerConnection>(options);
        const auto stream = server.onRequest;
        server.onSubscribe = [this] { server.give(5, {u"a"_s, u"b"_s}); };
        server.onRequest = [this, stream](const QJsonObject &request) {
            stream(request);
            serve(request);
        };
    }
    void serve(const QJsonObject &request)
    {
        const QString method = request.value("method"_L1).toString();
        asked.append(method);
        if (method == "NodeList"_L1) {
            server.answer(request, "\"result\":{\"nodes\":[]}");
        } else if (method == "StatsGet"_L1 && answersStats) {
            server.answer(request,
                "\"result\":{\"now\":\"\",\"calls\":2,\"ringing\":0,\"answered\":2,\"held\":0,\"longest\":"
                "null,"
                "\"longest_since\":null,\"minutes\":[]}");
        } else if (method == "RegistrationList"_L1) {
            const bool first = !request.value("params"_L1).toObject().contains("cursor"_L1);
            server.answer(request,
                "\"result\":{\"registrations\":["
                    + QByteArray(first ? "{\"aor\":\"1\",\"node\":\"n\",\"contacts\":[]},{\"aor\":\"2\","
                                         "\"node\":\"n\",\"contacts\":[]}"
                                       : "{\"aor\":\"3\",\"node\":\"n\",\"contacts\":[]}")
                    + "],\"total\":3,\"lacks\":[],\"cursor\":" + (first ? "\"c\"" : "null") + '}');
        } else if (method == "CallGet"_L1) {
            server.answer(request,
                "\"result\":{\"timeline\":[{\"at\":\"t\",\"event\":\"held\",\"leg\":\"caller\",\"held_by\":"
                "null,"
                "\"command\":null,\"by\":null,\"text\":null},{\"event\":7},{\"at\":\"t\",\"event\":\"x\","
                "\"leg\":"
                "\"middle\",\"held_by\":null,\"command\":null,\"by\":null,\"text\":null}]}");
        }
    }
    [[nodiscard]] bool open()
    {
        return connection->open(server.url()).has_value()
            && QTest::qWaitFor([this] { return connection->feed().isFresh; });
    }
};

} // namespace

class TestServerConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void knowsTheListBeforeItIsFresh();
    void passesChangesOn();
    void growsStaleWithSilence();
    void growsStaleWithTheLink();
    void readsAllRegistrations();
    void readsTimelines();
    void retriesAtOnce();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void TestServerConnection::knowsTheListBeforeItIsFresh()
{
    Bench bench;
    QVERIFY(!bench.connection->feed().hasList);
    qsizetype calls = -1;
    connect(bench.connection.get(), &ServerConnection::feedChanged, this, [&](const Feed &feed) {
        if (feed.isFresh) {
            calls = bench.connection->calls().size();
        }
    });
    QSignalSpy reset(bench.connection.get(), &ServerConnection::callsReset);
    QVERIFY(bench.open());
    QCOMPARE(calls, 2);
    QCOMPARE(reset.count(), 1);
    QVERIFY(bench.connection->feed().age);
}

void TestServerConnection::passesChangesOn()
{
    Bench bench;
    QVERIFY(bench.open());
    QSignalSpy changed(bench.connection.get(), &ServerConnection::callsChanged);
    bench.server.tell(
        tests::changes(5, 7, {tests::set(tests::liveCall(u"c"_s, CallState::Held)), tests::gone(u"a"_s)}));
    QVERIFY(changed.wait());
    const auto set = changed.first().at(0).value<QList<LiveCall>>();
    QCOMPARE(set.size(), 1);
    QCOMPARE(set.first().call.state, CallState::Held);
    QCOMPARE(changed.first().at(1).value<QList<CallId>>(), QList{CallId(u"a"_s)});
    // How a call ended is told, though it is gone by then.
    changed.clear();
    auto last = tests::liveCall(u"b"_s, CallState::Ended, 2);
    last.endedBy.value = EndedBy::Callee;
    bench.server.tell(tests::changes(7, 9, {tests::set(last), tests::gone(u"b"_s)}));
    QVERIFY(changed.wait());
    const auto ended = changed.first().at(0).value<QList<LiveCall>>();
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().call.endedBy.value, std::optional(EndedBy::Callee));
    QCOMPARE(changed.first().at(1).value<QList<CallId>>(), QList{CallId(u"b"_s)});
    // A confirmation without changes is none.
    bench.server.tell(tests::changes(9, 9, {}));
    QVERIFY(!changed.wait(50));
}

void TestServerConnection::growsStaleWithSilence()
{
    Bench bench;
    QVERIFY(bench.open());
    bench.now += 4900ms;
    QTRY_VERIFY(bench.asked.count(u"StatsGet"_s) > 2);
    QTRY_VERIFY(*bench.connection->feed().age < 100ms);
    bench.answersStats = false;
    QSignalSpy changed(bench.connection.get(), &ServerConnection::feedChanged);
    // The answer to the last question may be under way.
    QTRY_VERIFY((bench.now += 5001ms, !bench.connection->feed().isFresh));
    QTRY_VERIFY(changed.count() > 0);
    QVERIFY(!changed.last().first().value<Feed>().isFresh);
    QVERIFY(bench.connection->feed().hasList);
    bench.server.tell(tests::changes(5, 5, {}));
    QTRY_VERIFY(bench.connection->feed().isFresh);
    QTRY_VERIFY(changed.last().first().value<Feed>().isFresh);
}

void TestServerConnection::growsStaleWithTheLink()
{
    Bench bench;
    QVERIFY(bench.open());
    QSignalSpy changed(bench.connection.get(), &ServerConnection::feedChanged);
    bench.server.socket->abort();
    QTRY_VERIFY(changed.count() > 0);
    const Feed lost = changed.first().first().value<Feed>();
    QVERIFY(!lost.isFresh);
    QVERIFY(lost.hasList);
    QVERIFY(lost.heardAt.isValid());
    QTRY_VERIFY(bench.connection->feed().isFresh);
}

void TestServerConnection::readsAllRegistrations()
{
    Bench bench;
    QSignalSpy reset(bench.connection.get(), &ServerConnection::registrationsReset);
    QSignalSpy changed(bench.connection.get(), &ServerConnection::registrationsChanged);
    QVERIFY(bench.open());
    QTRY_COMPARE(reset.count(), 1);
    QCOMPARE(reset.first().first().value<std::vector<protocol::Registration>>().size(), 3U);
    bench.server.notify(
        "RegistrationsChanged", "{\"registrations\":[{\"aor\":\"9\",\"node\":\"n\",\"contacts\":[]}]}");
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<std::vector<protocol::Registration>>().front().aor, u"9"_s);
}

void TestServerConnection::readsTimelines()
{
    Bench bench;
    QVERIFY(bench.open());
    QSignalSpy arrived(bench.connection.get(), &ServerConnection::timelineArrived);
    bench.connection->fetchTimeline(CallId(u"a"_s));
    QVERIFY(arrived.wait());
    QCOMPARE(arrived.first().first().value<CallId>(), CallId(u"a"_s));
    // Entries that cannot be read are left out.
    QCOMPARE(arrived.first().at(1).value<std::vector<protocol::TimelineEntry>>().size(), 1U);
}

void TestServerConnection::retriesAtOnce()
{
    Bench bench;
    QVERIFY(bench.open());
    QSignalSpy changed(bench.connection.get(), &ServerConnection::feedChanged);
    bench.server.socket->abort();
    QTRY_COMPARE(bench.connection->feed().link, Feed::Link::Waiting);
    QVERIFY(bench.connection->feed().retryIn > 0ms);
    bench.connection->retryNow();
    QCOMPARE(bench.connection->feed().link, Feed::Link::Connecting);
    QTRY_VERIFY(bench.connection->feed().isFresh);
    bench.connection->retryNow();
    QVERIFY(bench.connection->feed().isFresh);
    bench.connection->close();
    QCOMPARE(bench.connection->feed().link, Feed::Link::Closed);
    QVERIFY(!bench.connection->feed().isFresh);
}

void TestServerConnection::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("why");
    QTest::addColumn<Feed::Trouble>("trouble");
    QTest::newRow("401") << u"Unhandled http status code: 401 (Unauthorized)."_s
                         << Feed::Trouble::NotAuthorised;
    QTest::newRow("host") << u"Host not found"_s << Feed::Trouble::NotFound;
    QTest::newRow("refused") << u"Connection refused"_s << Feed::Trouble::Other;
}

void TestServerConnection::saysWhatIsWrong()
{
    QFETCH(QString, why);
    QTEST(troubleOf(why), "trouble");
}

QTEST_GUILESS_MAIN(TestServerConnection)
#include "tst_serverconnection.moc"
