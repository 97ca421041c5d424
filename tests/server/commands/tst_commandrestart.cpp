// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandservice.h"
#include "tests/server/commands/recordingsink.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using Method = protocol::Command;

namespace {

const Owner carla{u"carla"_s, 1, {}};
const QJsonObject hold{{u"cmd_id"_s, u"h"_s}, {u"callid"_s, u"a@x"_s}};

/// One life of the server: a new one on the same folder is what follows a crash, for nothing is written at
/// the end.
struct Life {
    explicit Life(const QTemporaryDir &folder)
        : service(directory, *Journal::open(folder.path()))
    {
        node.setCall(u"A"_s, u"a@x"_s);
        node.setCall(u"B"_s, u"b@x"_s);
    }
    void send(Method method, const QJsonObject &params, const Owner &owner = carla)
    {
        const auto started = service.submit(method, params, owner);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        QVERIFY(service.attach(owner, started->cmdId, &sink));
        QCoreApplication::sendPostedEvents();
    }
    FakeConnector node;
    CallDirectory directory{{&node}};
    RecordingSink sink;
    CommandService service;
};

} // namespace

class CommandRestartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    /// An id that a former process knew must not open a way around what new commands are asked.
    void admitsWhatIsExecutedOnly()
    {
        QTemporaryDir folder;
        const Owner somebody{{}, 7, {}};
        {
            Life first(folder);
            first.send(Method::CallHold, hold, somebody);
        }
        Life next(folder);
        QStringList asked;
        bool admits = true;
        const auto submit = [&](const QJsonObject &params) {
            return next.service.submit(Method::CallHold, params, {{}, 8, {}}, {},
                [&](const CommandRequest &request, const CommandId &id) -> std::optional<Error> {
                    asked.append(json::wireName(request.method) + u' ' + id.text());
                    return admits ? std::nullopt : std::optional(Error{Errc::NotAllowed, u"no"_s});
                });
        };
        QVERIFY(submit(hold)); // the former one's
        QVERIFY(asked.isEmpty());
        QJsonObject other = hold;
        other.insert(u"callid"_s, u"b@x"_s);
        admits = false;
        QCOMPARE_EQ(submit(other).error().code, Errc::NotAllowed);
        QCOMPARE_EQ(asked, QStringList{u"CallHold h"_s});
        QCOMPARE_EQ(submit(other).error().code, Errc::NotAllowed); // nothing was kept of it
        QCOMPARE_EQ(asked.size(), 2);
        admits = true;
        QVERIFY(submit(other));
        QVERIFY(submit(other)); // a repetition
        QCOMPARE_EQ(asked.size(), 3);
        QTRY_COMPARE(next.node.begun(), 1);
    }

    void interrupted_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QJsonObject>("params");
        const QJsonObject a{{u"callid"_s, u"a@x"_s}};
        QTest::newRow("CallStart") << Method::CallStart
                                   << QJsonObject{{u"caller"_s, u"sip:alice@x.example"_s},
                                          {u"callee"_s, u"sip:bob@x.example"_s}};
        QTest::newRow("CallHold") << Method::CallHold << a;
        QTest::newRow("CallUnhold") << Method::CallUnhold << a;
        QTest::newRow("CallEnd") << Method::CallEnd << a;
        QTest::newRow("CallBlindTransfer") << Method::CallBlindTransfer
                                           << QJsonObject{{u"callid"_s, u"a@x"_s}, {u"leg"_s, u"caller"_s},
                                                  {u"destination"_s, u"sip:d@x.example"_s}};
        QTest::newRow("CallAttendedTransfer")
            << Method::CallAttendedTransfer
            << QJsonObject{{u"callidA"_s, u"a@x"_s}, {u"legA"_s, u"caller"_s}, {u"callidB"_s, u"b@x"_s},
                   {u"legB"_s, u"caller"_s}};
    }
    void interrupted()
    {
        QFETCH(Method, method);
        QFETCH(QJsonObject, params);
        params.insert(u"cmd_id"_s, u"c"_s);
        QTemporaryDir folder;
        {
            Life first(folder);
            first.send(method, params);
            QCOMPARE_EQ(first.node.begun(), 1);
        }
        for (int restart = 0; restart < 2; ++restart) {
            Life next(folder);
            const auto known = next.service.get(carla, CommandId(u"c"_s));
            QVERIFY(known);
            QVERIFY(known->state == CommandState::Ended);
            QCOMPARE_EQ(known->error->id, u"interrupted"_s);
            next.send(method, params);
            QCOMPARE_EQ(next.sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
            QCOMPARE_EQ(next.sink.errorWord(), u"interrupted"_s);
            QVERIFY(next.sink.events.front().error->callFate == CallFate::Unknown);
            QCOMPARE_EQ(next.sink.methods.front(), method);
            QCOMPARE_EQ(next.node.begun(), 0);
            QCOMPARE_EQ(next.service.running(), 0);
            params.insert(u"deadline_ms"_s, 5'000); // content is the same without
        }
        Life last(folder);
        QCOMPARE_EQ(
            last.service.submit(Method::Echo, {{u"cmd_id"_s, u"c"_s}}, carla).error().code, Errc::Conflict);
        QCOMPARE_EQ(
            last.service.get({u"dora"_s, 1, {}}, CommandId(u"c"_s)).error().code, Errc::CommandNotFound);
        QCOMPARE_EQ(last.service.get({{}, 1, {}}, CommandId(u"c"_s)).error().code, Errc::CommandNotFound);
    }

    /// It ended, but its client may not have heard: within the time of re-attachment it is not executed
    /// again.
    void endedJustBefore()
    {
        QTemporaryDir folder;
        {
            Life first(folder);
            first.send(Method::CallHold, hold);
            first.node.last()->succeed();
            QJsonObject other{{u"cmd_id"_s, u"failed"_s}, {u"callid"_s, u"b@x"_s}};
            first.send(Method::CallHold, other);
            first.node.last()->fail(Errc::RejectedByParty, CallFate::Kept, 488);
        }
        Life second(folder);
        second.send(Method::CallHold, hold);
        QCOMPARE_EQ(second.sink.names(u"h"_s), QStringList{u"Ended"_s});
        second.send(Method::CallHold, {{u"cmd_id"_s, u"failed"_s}, {u"callid"_s, u"b@x"_s}});
        QCOMPARE_EQ(second.sink.names(u"failed"_s), (QStringList{u"Error"_s, u"Ended"_s}));
        QCOMPARE_EQ(second.sink.errorWord(), u"rejected_by_party"_s);
        QCOMPARE_EQ(second.sink.events[1].error->sipStatus, 488);
        QCOMPARE_EQ(second.node.begun(), 0);
    }

    void withoutAUser()
    {
        QTemporaryDir folder;
        {
            Life first(folder);
            first.send(Method::CallHold, hold, {{}, 7, {}});
        }
        Life second(folder);
        const Owner otherConnection{{}, 8, {}};
        second.send(Method::CallHold, hold, otherConnection);
        QCOMPARE_EQ(second.sink.errorWord(), u"interrupted"_s);
        QVERIFY(second.service.get(otherConnection, CommandId(u"h"_s)));
        QVERIFY(second.service.list(otherConnection).commands.empty());
        QCOMPARE_EQ(second.node.begun(), 0);
        // Another content under this id is simply another client's command; a user's never was it.
        second.send(Method::CallHold, {{u"cmd_id"_s, u"h"_s}, {u"callid"_s, u"b@x"_s}}, otherConnection);
        QCOMPARE_EQ(second.node.begun(), 1);
        second.send(Method::CallHold, hold, carla);
        QCOMPARE_EQ(second.node.begun(), 2);
    }

    void whatWasNeverSentLeavesNothing()
    {
        QTemporaryDir folder;
        {
            Life first(folder);
            first.send(Method::CallHold, {{u"cmd_id"_s, u"h"_s}, {u"callid"_s, u"nobody@x"_s}});
            first.send(Method::Echo, {{u"cmd_id"_s, u"e"_s}});
            (void)first.service.submit(
                Method::CallHold, {{u"cmd_id"_s, u"early"_s}, {u"callid"_s, u"a@x"_s}}, carla);
        } // `early` had not been started
        Life second(folder);
        QVERIFY(second.service.list(carla).commands.empty());
        second.send(Method::CallHold, {{u"cmd_id"_s, u"early"_s}, {u"callid"_s, u"a@x"_s}});
        QCOMPARE_EQ(second.node.begun(), 1);
    }

    /// Nothing may be sent that a crash would make us forget.
    void refusesWithoutAJournal()
    {
        QTemporaryDir folder;
        Life life(folder);
        life.send(Method::CallHold, {{u"cmd_id"_s, u"before"_s}, {u"callid"_s, u"a@x"_s}});
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit full{1, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &full);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the journal cannot be written"_s));
        life.send(Method::CallEnd, {{u"cmd_id"_s, u"end"_s}, {u"callid"_s, u"a@x"_s}});
        setrlimit(RLIMIT_FSIZE, &before);

        QCOMPARE_EQ(life.sink.names(u"end"_s), (QStringList{u"Error"_s, u"Ended"_s}));
        QCOMPARE_EQ(life.sink.errorWord(u"end"_s), u"internal"_s);
        QVERIFY(life.sink.events.front().error->message.contains(u"journal"_s));
        QVERIFY(life.sink.events.front().error->callFate == CallFate::Kept);
        QCOMPARE_EQ(life.node.begun(), 1);
        QVERIFY(life.node.last()->stops().isEmpty()); // and the other command was left alone

        life.send(Method::CallEnd, {{u"cmd_id"_s, u"again"_s}, {u"callid"_s, u"a@x"_s}});
        QCOMPARE_EQ(life.node.begun(), 2);
    }
};

QTEST_GUILESS_MAIN(CommandRestartTest)
#include "tst_commandrestart.moc"
