// SPDX-License-Identifier: Apache-2.0
#include "server/commands/command.h"
#include "tests/server/commands/recordingsink.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Method = protocol::Command;

namespace {

CommandRequest request(Method method)
{
    QJsonObject params{{u"callid"_s, u"c@x"_s}, {u"leg"_s, u"callee"_s},
        {u"destination"_s, u"sip:dave@x.example"_s}, {u"caller"_s, u"sip:alice@x.example"_s},
        {u"callee"_s, u"sip:bob@x.example"_s}};
    return *CommandRequest::parse(method, params);
}

/// A command with its sink and its operation.
struct Bench {
    explicit Bench(Method method, const lifecycle::Times &times = {},
        std::optional<std::chrono::milliseconds> whole = {})
    {
        record->cmdId = CommandId(u"c1"_s);
        record->method = method;
        CommandRequest asked = request(method);
        asked.deadline = whole;
        command = std::make_unique<Command>(record, std::move(asked), times);
        record->attach(&sink);
    }
    FakeOperation *run()
    {
        operation = new FakeOperation(EndCall{CallId(u"1"_s)}, &connector);
        command->run(operation);
        return operation;
    }
    FakeConnector connector;
    RecordingSink sink;
    std::shared_ptr<CommandRecord> record = std::make_shared<CommandRecord>();
    std::unique_ptr<Command> command;
    QPointer<FakeOperation> operation;
};

} // namespace

class CommandTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void tellsProgressAndEndsInOrder()
    {
        Bench bench(Method::CallStart);
        QSignalSpy ending(bench.command.get(), &Command::ending);
        QSignalSpy ended(bench.command.get(), &Command::ended);
        FakeOperation *operation = bench.run();
        operation->progress(ProgressEvent::CallerAnswered);
        operation->progress({ProgressEvent::TransferStart, SipCallId(u"new"_s), {}, {}, {}});
        operation->progress(ProgressEvent::CallHolding); // not of this command: never told
        QVERIFY(ended.isEmpty());
        operation->succeed();
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"CallerAnswered"_s, u"TransferStart"_s, u"Ended"_s}));
        QCOMPARE_EQ(ending.size(), 1);
        QCOMPARE_EQ(ended.size(), 1);
        QVERIFY(!bench.sink.events.back().data);
        QVERIFY(!bench.record->error());
        QVERIFY(bench.record->endedAt.isValid());
        QVERIFY(bench.command->hasEnded());
    }

    void failureHasOneErrorRightBeforeEnded()
    {
        Bench bench(Method::CallHold);
        bool endedWhenErrorWasTold = false;
        bench.sink.then = [&](const protocol::CommandEvent &event) {
            if (event.error) {
                endedWhenErrorWasTold = bench.command->hasEnded();
            }
        };
        bench.run()->fail(Errc::RejectedByParty, CallFate::Kept, 488);
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
        const auto &error = bench.sink.events.front();
        QCOMPARE_EQ(error.data, QJsonValue(u"the fake failed"_s));
        QCOMPARE_EQ(error.error->id, u"rejected_by_party"_s);
        QCOMPARE_EQ(error.error->code, -32011);
        QCOMPARE_EQ(error.error->sipStatus, 488);
        QVERIFY(error.error->callFate == CallFate::Kept);
        QVERIFY(endedWhenErrorWasTold);
        QVERIFY(bench.record->error() == error.error);
    }

    void deadlines_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<lifecycle::Times>("times");
        QTest::addColumn<bool>("answers");
        QTest::newRow("ring") << Method::CallStart << lifecycle::Times{1ms, 1h, 1h, 1h} << false;
        QTest::newRow("transfer of a CallStart")
            << Method::CallStart << lifecycle::Times{1h, 1ms, 1h, 1h} << true;
        QTest::newRow("transfer") << Method::CallBlindTransfer << lifecycle::Times{1h, 1ms, 1h, 1h} << false;
        QTest::newRow("hold") << Method::CallHold << lifecycle::Times{1h, 1h, 1ms, 1h} << false;
        QTest::newRow("unhold") << Method::CallUnhold << lifecycle::Times{1h, 1h, 1ms, 1h} << false;
        QTest::newRow("end") << Method::CallEnd << lifecycle::Times{1h, 1h, 1h, 1ms} << false;
    }
    void deadlines()
    {
        QFETCH(Method, method);
        QFETCH(lifecycle::Times, times);
        QFETCH(bool, answers);
        Bench bench(method, times);
        FakeOperation *operation = bench.run();
        if (answers) {
            operation->progress(ProgressEvent::CallerAnswered);
        }
        QTRY_VERIFY(bench.sink.ended());
        QCOMPARE_EQ(operation->stops(), QList<StopReason>{StopReason::Deadline});
        QCOMPARE_EQ(bench.sink.errorWord(), u"timeout"_s);
    }

    void answeringEndsTheRingingPhase()
    {
        Bench answered(Method::CallStart, {5ms, 1h, 1h, 1h});
        Bench ringing(Method::CallStart, {50ms, 1h, 1h, 1h}); // outlives the first deadline of the other
        FakeOperation *operation = answered.run();
        ringing.run();
        operation->progress(ProgressEvent::CallerAnswered);
        QTRY_VERIFY(ringing.sink.ended());
        QVERIFY(operation->stops().isEmpty());
        QVERIFY(!answered.command->hasEnded());
    }

    void wholeDeadlineOverridesThePhases()
    {
        Bench shorter(Method::CallStart, {1h, 1h, 1h, 1h}, 50ms);
        Bench longer(Method::CallHold, {1ms, 1ms, 1ms, 1ms}, 1h);
        FakeOperation *impatient = shorter.run();
        FakeOperation *patient = longer.run();
        impatient->progress(ProgressEvent::CallerAnswered);
        QTRY_COMPARE(impatient->stops().size(), 1);
        QVERIFY(shorter.sink.ended());
        QVERIFY(patient->stops().isEmpty());
    }

    void deadlineHoldsBeforeItRuns()
    {
        Bench bench(Method::CallHold, {1ms, 1ms, 1ms, 1ms});
        QTRY_VERIFY(bench.sink.ended());
        QCOMPARE_EQ(bench.sink.errorWord(), u"proxy_unreachable"_s);
        QVERIFY(bench.record->error()->callFate == CallFate::Kept);
    }

    void successAtTheLastMomentIsASuccess()
    {
        Bench bench(Method::CallBlindTransfer);
        FakeOperation *operation = bench.run();
        operation->onStop(Done{});
        bench.command->stop(StopReason::Cancelled);
        QCOMPARE_EQ(bench.sink.names(), QStringList{u"Ended"_s});
    }

    void aConnectorThatDoesNotStopIsNotWaitedFor()
    {
        Bench bench(Method::CallBlindTransfer);
        FakeOperation *operation = bench.run();
        operation->ignoreStop();
        bench.command->stop(StopReason::CallEnded);
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
        QCOMPARE_EQ(bench.sink.errorWord(), u"call_ended"_s);
        QVERIFY(bench.record->error()->callFate == CallFate::Unknown);
        operation->succeed();
        operation->progress(ProgressEvent::TransferSuccessful);
        QCOMPARE_EQ(bench.sink.events.size(), std::size_t(2));
    }

    void aConnectorThatGoesAwayIsAnOutcome()
    {
        Bench bench(Method::CallHold);
        delete bench.run();
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"Error"_s, u"Ended"_s}));
        QVERIFY(bench.record->error()->callFate == CallFate::Unknown);
    }

    void nothingAfterEnded()
    {
        Bench bench(Method::CallHold);
        FakeOperation *operation = bench.run();
        operation->succeed();
        operation->succeed();
        operation->fail(Errc::NoAnswer, CallFate::Unknown);
        operation->progress(ProgressEvent::CallHolding);
        bench.command->stop(StopReason::Cancelled);
        bench.command->refuse({Errc::Internal, u"late"_s});
        delete operation;
        QCOMPARE_EQ(bench.sink.names(), QStringList{u"Ended"_s});
    }

    void progressIsBounded()
    {
        Bench bench(Method::CallStart);
        FakeOperation *operation = bench.run();
        for (int i = 0; i < 1'000; ++i) {
            operation->progress(ProgressEvent::TransferPending);
        }
        operation->fail(Errc::NoAnswer, CallFate::Kept);
        QCOMPARE_EQ(bench.record->events().size(), CommandRecord::mostProgress + 2);
        QCOMPARE_EQ(bench.sink.names().mid(200), (QStringList{u"Error"_s, u"Ended"_s}));
    }

    // --- sinks ---

    void aSinkHearsWhatWasBefore()
    {
        Bench bench(Method::CallStart);
        FakeOperation *operation = bench.run();
        operation->progress(ProgressEvent::CallerAnswered);
        RecordingSink second;
        bench.record->attach(&second);
        QCOMPARE_EQ(second.names(), QStringList{u"CallerAnswered"_s});
        operation->progress(ProgressEvent::Transferring);
        operation->succeed();
        RecordingSink third;
        bench.record->attach(&third);
        QVERIFY(second.events == bench.sink.events);
        QVERIFY(third.events == bench.sink.events);
        QCOMPARE_EQ(third.methods.front(), Method::CallStart);
    }

    void attachingAgainStartsOver()
    {
        Bench bench(Method::CallStart);
        FakeOperation *operation = bench.run();
        operation->progress(ProgressEvent::CallerAnswered);
        bench.record->attach(&bench.sink);
        operation->progress(ProgressEvent::Transferring);
        QCOMPARE_EQ(
            bench.sink.names(), (QStringList{u"CallerAnswered"_s, u"CallerAnswered"_s, u"Transferring"_s}));
    }

    void aSinkMayGoWithinItsDelivery()
    {
        Bench bench(Method::CallStart);
        auto leaving = std::make_unique<RecordingSink>();
        leaving->then = [&](const protocol::CommandEvent &) {
            const auto keepCallable = leaving->then; // the lambda dies with its sink
            leaving.reset();
        };
        bench.record->attach(leaving.get());
        FakeOperation *operation = bench.run();
        operation->progress(ProgressEvent::CallerAnswered);
        QVERIFY(!leaving);
        operation->succeed();
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"CallerAnswered"_s, u"Ended"_s}));
    }

    void aSinkMayDetachAnother()
    {
        Bench bench(Method::CallStart);
        RecordingSink second;
        bench.record->attach(&second);
        bench.sink.then = [&](const protocol::CommandEvent &) { bench.record->detach(&second); };
        FakeOperation *operation = bench.run();
        operation->progress(ProgressEvent::CallerAnswered);
        operation->succeed();
        QVERIFY(second.events.empty());
        QCOMPARE_EQ(bench.sink.names(), (QStringList{u"CallerAnswered"_s, u"Ended"_s}));
    }

    void eventsMadeWithinADeliveryKeepTheirOrder()
    {
        Bench bench(Method::CallStart);
        RecordingSink second;
        bench.sink.then = [&](const protocol::CommandEvent &event) {
            if (event.event == u"CallerAnswered"_s) {
                bench.command->stop(StopReason::Cancelled);
            }
        };
        bench.record->attach(&second);
        bench.run()->progress(ProgressEvent::CallerAnswered);
        const QStringList expected{u"CallerAnswered"_s, u"Error"_s, u"Ended"_s};
        QCOMPARE_EQ(bench.sink.names(), expected);
        QCOMPARE_EQ(second.names(), expected);
    }

    /// Any behaviour of connector and client, in any order: one Ended, as the last; at most one Error, right
    /// before it.
    void endsExactlyOnceWhateverHappens()
    {
        QRandomGenerator random(42);
        for (int life = 0; life < 500; ++life) {
            Bench bench(random.bounded(2) ? Method::CallStart : Method::CallHold);
            QPointer<FakeOperation> operation;
            const int steps = random.bounded(10);
            for (int i = 0; i < steps; ++i) {
                switch (random.bounded(8)) {
                case 0:
                    if (!operation && !bench.command->hasEnded()) {
                        operation = bench.run();
                    }
                    break;
                case 1:
                    if (operation) {
                        operation->progress(
                            random.bounded(2) ? ProgressEvent::CallerAnswered : ProgressEvent::CallHolding);
                    }
                    break;
                case 2:
                    if (operation) {
                        operation->succeed();
                    }
                    break;
                case 3:
                    if (operation) {
                        operation->fail(Errc::NoAnswer, CallFate::Kept);
                    }
                    break;
                case 4:
                    if (operation) {
                        operation->ignoreStop();
                    }
                    break;
                case 5:
                    bench.command->stop(random.bounded(2) ? StopReason::Cancelled : StopReason::CallEnded);
                    break;
                case 6:
                    if (random.bounded(4) == 0) {
                        delete operation;
                    }
                    break;
                default:
                    bench.record->attach(&bench.sink);
                    bench.sink.events.clear();
                    bench.record->attach(&bench.sink);
                    break;
                }
            }
            bench.command->stop(StopReason::Deadline);
            const auto &events = bench.record->events();
            qsizetype ends = 0;
            qsizetype errors = 0;
            for (const auto &event : events) {
                ends += event.event == u"Ended"_s ? 1 : 0;
                errors += event.error ? 1 : 0;
            }
            QCOMPARE_EQ(ends, 1);
            QVERIFY(errors <= 1);
            QCOMPARE_EQ(events.back().event, u"Ended"_s);
            QVERIFY(errors == 0 || events[events.size() - 2].error);
            bench.sink.events.clear();
            bench.record->attach(&bench.sink);
            QVERIFY(bench.sink.events == events);
        }
    }
};

QTEST_GUILESS_MAIN(CommandTest)
#include "tst_command.moc"
