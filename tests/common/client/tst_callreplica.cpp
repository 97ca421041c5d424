// SPDX-License-Identifier: Apache-2.0
#include "common/client/callreplica.h"
#include "tests/common/client/streamserver.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = CallReplica::State;

namespace {

/// A link, and a replica whose time passes when the test says so.
struct Client {
    explicit Client(const QUrl &url, const protocol::CallView &filter = {})
        : replica(
            link, filter, CallReplica::Options{7s, 15s, [this] { return now; }, [this] { return wall; }})
    {
        QObject::connect(&replica, &CallReplica::reset, &replica, [this] { log.append(u"reset"_s); });
        QObject::connect(&replica, &CallReplica::changed, &replica,
            [this](const QList<CallId> &set, const QList<CallId> &gone) {
                QString entry = u"changed"_s;
                for (const CallId &id : set) {
                    entry += u" +"_s + id.text();
                }
                for (const CallId &id : gone) {
                    entry += u" -"_s + id.text();
                }
                log.append(entry);
            });
        QObject::connect(&replica, &CallReplica::faulted, &replica,
            [this](const Error &error) { faults.append(error.message); });
        QObject::connect(
            &replica, &CallReplica::stateChanged, &replica, [this](State state) { states.append(state); });
        if (!link.open(url)) {
            qFatal("no such address");
        }
    }
    void pass(std::chrono::milliseconds time)
    {
        now += time;
        replica.check();
    }
    [[nodiscard]] QString listed() const
    {
        QStringList ids;
        for (const LiveCall &call : replica.calls()) {
            ids.append(call.call.id.text());
        }
        ids.sort();
        return ids.join(u' ');
    }

    std::chrono::steady_clock::time_point now{1h};
    QDateTime wall = QDateTime::fromString(u"2026-11-24T03:14:00.000Z"_s, Qt::ISODateWithMs);
    ClientLink link{ClientLink::Options{.random = [] { return 0.0; }}};
    CallReplica replica;
    QStringList log;
    QStringList faults;
    QList<State> states;
};

QJsonObject since(qint64 seq) { return {{u"epoch"_s, u"e"_s}, {u"seq"_s, seq}, {u"view"_s, u"v"_s}}; }

} // namespace

class CallReplicaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void subscribesAndFollows()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.give(10, {u"a"_s, u"b"_s});
            server.tell(changes(10, 13, {set(liveCall(u"c"_s)), gone(u"a"_s)}));
            server.tell(changes(13, 13, {}));
        };
        Client client(server.url());
        QCOMPARE(client.replica.state(), State::Empty);
        QVERIFY(!client.replica.age());
        QTRY_COMPARE(client.log.size(), 3);
        QCOMPARE(client.log, (QStringList{u"reset"_s, u"changed +c -a"_s, u"changed"_s}));
        QCOMPARE(server.subscriptions, QList<QJsonObject>{QJsonObject()});
        QCOMPARE(client.listed(), u"b c"_s);
        QCOMPARE(client.replica.call(CallId(u"c"_s))->call, liveCall(u"c"_s));
        QVERIFY(!client.replica.call(CallId(u"a"_s)));
        QCOMPARE(client.states, QList<State>{State::Live});
        QCOMPARE(client.replica.age(), 0ms);
        QCOMPARE(client.replica.serverTimeOffset(), 15s);
        QCOMPARE(client.faults, QStringList());
    }

    void asksForItsViewOnALinkThatIsUpAlready()
    {
        StreamServer server;
        Client other(server.url());
        QTRY_COMPARE(server.subscriptions.size(), 1);
        const protocol::CallView view{NodeName(u"edge"_s), {}, u"alice"_s};
        CallReplica replica(other.link, view);
        QTRY_COMPARE(server.subscriptions.size(), 2);
        QCOMPARE(server.subscriptions[1], (QJsonObject{{u"filter"_s, json::encode(view)}}));
    }

    void aListInPagesIsShownWhenItIsWhole()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.accept(10, true);
            server.tell(page(10, 0, {liveCall(u"a"_s)}, false));
            server.tell(page(10, 1, {liveCall(u"b"_s)}, false));
        };
        Client client(server.url());
        QSignalSpy applied(&client.replica, &CallReplica::applied);
        QTRY_COMPARE(applied.size(), 2);
        QCOMPARE(client.log, QStringList());
        QCOMPARE(client.replica.state(), State::Empty);
        server.tell(page(10, 2, {liveCall(u"c"_s)}, true));
        QTRY_COMPARE(client.log, QStringList{u"reset"_s});
        QCOMPARE(client.listed(), u"a b c"_s);
        QCOMPARE(applied.size(), 3);
        QCOMPARE(applied[2][0].toString(), u"CallsSnapshot"_s);
        QCOMPARE(applied[2][1].toJsonObject().value("page"_L1).toInt(), 2);
    }

    void resumesWhereItWas()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            if (server.subscriptions.size() == 1) {
                server.give(10, {u"a"_s});
                server.tell(changes(10, 12, {set(liveCall(u"b"_s))}));
            }
        };
        Client client(server.url());
        QTRY_COMPARE(client.log.size(), 2);
        client.now += 100ms;
        server.socket->abort();
        QTRY_COMPARE(server.subscriptions.size(), 2);
        QCOMPARE(server.subscriptions[1], (QJsonObject{{u"since"_s, since(12)}}));
        // Until the server has said so, nobody knows whether the list is still true.
        QCOMPARE(client.states, (QList<State>{State::Live, State::Stale}));
        QCOMPARE(client.listed(), u"a b"_s);
        server.accept(14, false);
        server.tell(changes(12, 14, {gone(u"a"_s)}));
        QTRY_COMPARE(client.log.size(), 3);
        QCOMPARE(client.log.last(), u"changed -a"_s);
        QCOMPARE(client.states, (QList<State>{State::Live, State::Stale, State::Live}));
        QCOMPARE(client.faults, QStringList());
    }

    void resumesWhereNothingHasHappened()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.subscriptions.size() == 1 ? server.give(10, {u"a"_s}) : server.accept(10, false);
        };
        Client client(server.url());
        QTRY_COMPARE(client.states, QList<State>{State::Live});
        server.socket->abort();
        QTRY_COMPARE(client.states, (QList<State>{State::Live, State::Stale, State::Live}));
        QCOMPARE(client.log, (QStringList{u"reset"_s, u"changed"_s}));
    }

    void takesAnotherListWhenItWasAwayForTooLong()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.subscriptions.size() == 1 ? server.give(10, {u"a"_s}) : server.give(5000, {u"z"_s});
        };
        Client client(server.url());
        QTRY_COMPARE(client.log.size(), 1);
        server.socket->abort();
        QTRY_COMPARE(client.log.size(), 2);
        QCOMPARE(client.listed(), u"z"_s);
        QCOMPARE(client.faults, QStringList());
    }

    void aLinkLostInTheMiddleOfAList()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            if (server.subscriptions.size() == 1) {
                server.give(10, {u"a"_s});
                server.tell(page(20, 0, {liveCall(u"b"_s)}, false));
            }
        };
        Client client(server.url());
        QSignalSpy applied(&client.replica, &CallReplica::applied);
        QTRY_COMPARE(applied.size(), 2);
        server.socket->abort();
        QTRY_COMPARE(server.subscriptions.size(), 2);
        // Page 0 voided what was known: there is nothing to go on from, but still something to show.
        QCOMPARE(server.subscriptions[1], QJsonObject());
        QCOMPARE(client.listed(), u"a"_s);
        QCOMPARE(client.replica.state(), State::Stale);
        server.accept(30, true);
        server.tell(page(30, 0, {liveCall(u"c"_s)}, true));
        QTRY_COMPARE(client.listed(), u"c"_s);
        QCOMPARE(client.log, (QStringList{u"reset"_s, u"reset"_s}));
    }

    void whatCannotBeFollowedIsAskedForAnew_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("params");
        const auto row = [](const char *name, const QByteArray &method, const QByteArray &params) {
            QTest::newRow(name) << method << params;
        };
        row("a gap", "CallsChanged", text(changes(12, 13, {})));
        row("another epoch", "CallsChanged", text(changes(10, 11, {}, u"f"_s)));
        row("a set without a call", "CallsChanged", text(changes(10, 11, {{ChangeOp::Set, {}, {}}})));
        row("an unknown call is gone", "CallsChanged", text(changes(10, 11, {gone(u"z"_s)})));
        row("no number", "CallsChanged", "{\"epoch\":\"e\",\"seq\":11,\"now\":\"n\",\"changes\":[]}");
        row("an array", "CallsChanged", "[1,2]");
        row("a call without an id", "CallsChanged",
            text(changes(10, 11, {set(liveCall(u"c"_s))})).replace("\"id\":\"c\",", ""));
        row("a page of nothing", "CallsSnapshot", "{}");
        row("a page out of order", "CallsSnapshot", text(page(12, 3, {}, true)));
    }
    void whatCannotBeFollowedIsAskedForAnew()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, params);
        StreamServer server;
        server.onSubscribe = [&] {
            if (server.subscriptions.size() == 1) {
                server.give(10, {u"a"_s});
                server.notify(method, params);
                server.tell(changes(11, 12, {set(liveCall(u"b"_s))}));
                server.notify("CallsChanged", "5");
            } else {
                server.give(20, {u"c"_s});
                server.tell(changes(20, 21, {}));
            }
        };
        Client client(server.url());
        QSignalSpy notified(&client.link, &ClientLink::notified);
        QTRY_VERIFY(notified.size() == 3);
        QCOMPARE(client.faults.size(), 1);
        QCOMPARE(client.log, QStringList{u"reset"_s});
        client.pass(999ms);
        QCOMPARE(server.subscriptions.size(), 1);
        client.pass(1ms);
        QTRY_COMPARE(client.log, (QStringList{u"reset"_s, u"reset"_s, u"changed"_s}));
        QCOMPARE(server.subscriptions, (QList<QJsonObject>{QJsonObject(), QJsonObject()}));
        QCOMPARE(client.listed(), u"c"_s);
        QCOMPARE(client.states, QList<State>{State::Live});
    }

    void aStreamThatKeepsBreakingIsAskedForMoreAndMoreRarely()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.give(10, {u"a"_s});
            server.tell(changes(12, 13, {}));
        };
        Client client(server.url());
        for (const auto pause : {1s, 2s, 4s, 8s, 16s, 30s, 30s}) {
            const qsizetype before = client.faults.size();
            QTRY_COMPARE(client.faults.size(), server.subscriptions.size());
            QVERIFY(client.faults.size() >= before);
            const qsizetype asked = server.subscriptions.size();
            client.pass(pause - 1ms);
            QCOMPARE(server.subscriptions.size(), asked);
            client.pass(1ms);
            QTRY_COMPARE(server.subscriptions.size(), asked + 1);
        }
    }

    void doubledAndOlderMessagesDoNoHarm()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.give(10, {u"a"_s});
            const auto first = changes(10, 11, {set(liveCall(u"b"_s))});
            const auto second = changes(11, 12, {gone(u"b"_s)});
            for (const auto &message : {first, first, second, first, second}) {
                server.tell(message);
            }
            server.tell(page(10, 0, {liveCall(u"a"_s)}, true));
            server.tell(changes(12, 13, {set(liveCall(u"c"_s))}));
        };
        Client client(server.url());
        QTRY_VERIFY(client.log.contains(u"changed +c"_s));
        QCOMPARE(client.log, (QStringList{u"reset"_s, u"changed +b"_s, u"changed -b"_s, u"changed +c"_s}));
        QCOMPARE(client.faults, QStringList());
    }

    void aListThatNobodyAskedForIsTaken()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.give(10, {u"a"_s});
            server.tell(page(3000, 0, {liveCall(u"b"_s)}, false));
            server.tell(page(3000, 1, {liveCall(u"c"_s)}, true));
            server.tell(changes(3000, 3001, {gone(u"b"_s)}));
        };
        Client client(server.url());
        QTRY_COMPARE(client.log, (QStringList{u"reset"_s, u"reset"_s, u"changed -b"_s}));
        QCOMPARE(client.listed(), u"c"_s);
        QCOMPARE(server.subscriptions.size(), 1);
    }

    void aListThatNobodyAskedForHealsAGap()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.give(10, {u"a"_s});
            server.tell(changes(12, 13, {}));
            server.tell(page(13, 0, {liveCall(u"b"_s)}, true));
        };
        Client client(server.url());
        QTRY_COMPARE(client.log, (QStringList{u"reset"_s, u"reset"_s}));
        client.pass(2s);
        QCOMPARE(client.listed(), u"b"_s);
        server.tell(changes(13, 14, {}));
        QTRY_COMPARE(client.log.size(), 3);
        QCOMPARE(server.subscriptions.size(), 1);
    }

    void whatComesBeforeTheAnswerIsTheOldSubscriptions()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.tell(page(7, 0, {liveCall(u"x"_s)}, true));
            server.tell(changes(7, 8, {}));
            server.notify("CallsChanged", "{}");
            server.give(10, {u"a"_s});
        };
        Client client(server.url());
        QTRY_COMPARE(client.log.size(), 1);
        QCOMPARE(client.listed(), u"a"_s);
        QCOMPARE(client.faults, QStringList());
    }

    void agesAndGoesStale()
    {
        StreamServer server;
        server.onSubscribe = [&] { server.give(10, {u"a"_s}); };
        Client client(server.url());
        QTRY_COMPARE(client.states, QList<State>{State::Live});
        client.pass(7s);
        QCOMPARE(client.replica.age(), 7s);
        QCOMPARE(client.replica.state(), State::Live);
        client.pass(1ms);
        QCOMPARE(client.replica.state(), State::Stale);
        // The link is up all the time; one sign of life and all is well.
        server.tell(changes(10, 10, {}));
        QTRY_COMPARE(client.replica.state(), State::Live);
        QCOMPARE(client.replica.age(), 0ms);
        for (int i = 0; i < 20; ++i) {
            client.pass(5s);
            server.tell(changes(10, 10, {}));
            QTRY_COMPARE(client.replica.age(), 0ms);
        }
        QCOMPARE(client.states, (QList<State>{State::Live, State::Stale, State::Live}));
        QCOMPARE(server.subscriptions.size(), 1);
    }

    void pagesDoNotMakeTheListYounger()
    {
        StreamServer server;
        server.onSubscribe = [&] { server.give(10, {u"a"_s}); };
        Client client(server.url());
        QSignalSpy applied(&client.replica, &CallReplica::applied);
        QTRY_COMPARE(applied.size(), 1);
        client.pass(6s);
        server.tell(page(20, 0, {}, false));
        QTRY_COMPARE(applied.size(), 2);
        client.pass(6s);
        QCOMPARE(client.replica.age(), 12s);
        QCOMPARE(client.replica.state(), State::Stale);
        server.tell(page(20, 1, {}, true));
        QTRY_COMPARE(client.replica.state(), State::Live);
        QCOMPARE(client.replica.age(), 0ms);
    }

    void aStreamThatDriesUpIsAskedForAgain()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.subscriptions.size() == 1 ? server.give(10, {u"a"_s}) : server.accept(10, false);
        };
        Client client(server.url());
        QTRY_COMPARE(client.replica.state(), State::Live);
        client.pass(14999ms);
        QCOMPARE(server.subscriptions.size(), 1);
        client.pass(1ms);
        QTRY_COMPARE(server.subscriptions.size(), 2);
        QCOMPARE(server.subscriptions[1], (QJsonObject{{u"since"_s, since(10)}}));
        QTRY_COMPARE(client.replica.state(), State::Live);
    }

    void aListThatStopsInTheMiddleIsAskedForAgain()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.accept(10, true);
            server.tell(page(10, 0, {liveCall(u"a"_s)}, server.subscriptions.size() == 2));
        };
        Client client(server.url());
        QSignalSpy applied(&client.replica, &CallReplica::applied);
        QTRY_COMPARE(applied.size(), 1);
        client.pass(15s);
        QTRY_COMPARE(client.log, QStringList{u"reset"_s});
        QCOMPARE(server.subscriptions, (QList<QJsonObject>{QJsonObject(), QJsonObject()}));
    }

    void aRefusalIsToldAndTriedAgain()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            if (server.subscriptions.size() < 3) {
                server.answer(server.last, R"("error":{"code":-32601,"message":"no such method"})");
            } else {
                server.give(10, {u"a"_s});
            }
        };
        Client client(server.url());
        QTRY_COMPARE(client.faults, QStringList{u"no such method"_s});
        QCOMPARE(client.replica.state(), State::Empty);
        client.pass(1s);
        QTRY_COMPARE(client.faults.size(), 2);
        client.pass(1999ms);
        QCOMPARE(server.subscriptions.size(), 2);
        client.pass(1ms);
        QTRY_COMPARE(client.replica.state(), State::Live);
    }

    void anAnswerThatIsNoneIsToldAndTriedAgain()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            if (server.subscriptions.size() == 1) {
                server.answer(server.last, R"("result":{"epoch":5})");
            } else {
                server.give(10, {u"a"_s});
            }
        };
        Client client(server.url());
        QTRY_COMPARE(client.faults.size(), 1);
        client.pass(1s);
        QTRY_COMPARE(client.replica.state(), State::Live);
    }

    void aReceiverMayCloseTheLink()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.give(10, {u"a"_s});
            server.tell(changes(10, 11, {gone(u"a"_s)}));
        };
        Client client(server.url());
        connect(&client.replica, &CallReplica::reset, &client.link, &ClientLink::close);
        QTRY_COMPARE(client.log, QStringList{u"reset"_s});
        QCOMPARE(client.replica.state(), State::Stale);
        QCOMPARE(client.listed(), u"a"_s);
        client.pass(1h);
        QCOMPARE(client.replica.age(), 1h);
        QCOMPARE(server.subscriptions.size(), 1);
    }

    void unknownWordsDoNotEndTheStream()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.give(10, {u"a"_s});
            server.notify("CallsChanged",
                text(changes(10, 11, {set(liveCall(u"b"_s))})).replace("\"ringing\"", "\"parked\""));
        };
        Client client(server.url());
        QTRY_COMPARE(client.log.size(), 2);
        QCOMPARE(client.replica.call(CallId(u"b"_s))->stateWord(), u"parked"_s);
        QCOMPARE(client.faults, QStringList());
    }

    void tenThousandCalls()
    {
        StreamServer server;
        server.onSubscribe = [&] {
            server.accept(10, true);
            for (int number = 0; number < 50; ++number) {
                std::vector<protocol::Call> calls;
                for (int i = 0; i < 200; ++i) {
                    calls.push_back(liveCall(u"c%1"_s.arg(number * 200 + i)));
                }
                server.tell(page(10, number, std::move(calls), number == 49));
            }
            for (int i = 0; i < 500; ++i) {
                const QString id = u"c%1"_s.arg(i * 20);
                server.tell(
                    changes(10 + i, 11 + i, {i % 2 ? gone(id) : set(liveCall(id, CallState::Answered, 2))}));
            }
        };
        Client client(server.url());
        QTRY_COMPARE(client.log.size(), 501);
        QCOMPARE(client.log.first(), u"reset"_s);
        QCOMPARE(client.replica.calls().size(), 9750);
        QCOMPARE(client.replica.call(CallId(u"c40"_s))->call.state, CallState::Answered);
        QVERIFY(!client.replica.call(CallId(u"c20"_s)));
        QCOMPARE(client.faults, QStringList());
    }
};

QTEST_GUILESS_MAIN(CallReplicaTest)
#include "tst_callreplica.moc"
