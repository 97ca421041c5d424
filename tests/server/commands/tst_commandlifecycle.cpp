// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandlifecycle.h"
#include "tests/support/strict.h"

#include <QRandomGenerator>
#include <QTest>

using namespace cordboard;
using namespace cordboard::lifecycle;
using namespace Qt::StringLiterals;
using protocol::Command;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const Failure phoneSaidNo{{Errc::RejectedByParty, u"486 Busy Here"_s, {}, 486}, CallFate::Kept};
const Progress callerAnswered{ProgressEvent::CallerAnswered, {}, {}, {}, {}};
const Progress pending{ProgressEvent::TransferPending, SipCallId(u"n"_s), {}, {}, u"180 Ringing"_s};

Plan planOf(Command method, std::optional<milliseconds> whole = {})
{
    return {method, Times{milliseconds(1), milliseconds(2), milliseconds(3), milliseconds(4)}, whole};
}

Failure madeHere(Errc code, CallFate fate) { return {{code, {}}, fate}; }

/// Equal but for the text of a failure.
void compareSteps(const Step &actual, const Step &expected)
{
    QCOMPARE(actual.state.index(), expected.state.index());
    QVERIFY(actual.state == expected.state);
    QCOMPARE(actual.actions.size(), expected.actions.size());
    for (std::size_t i = 0; i < actual.actions.size(); ++i) {
        const auto *end = std::get_if<TellEnd>(&actual.actions[i]);
        const auto *expectedEnd = std::get_if<TellEnd>(&expected.actions[i]);
        if (end && expectedEnd && end->failure && expectedEnd->failure) {
            QCOMPARE_EQ(word(end->failure->error.code), word(expectedEnd->failure->error.code));
            QVERIFY(end->failure->fate == expectedEnd->failure->fate);
            QVERIFY(!end->failure->error.message.isEmpty());
        } else {
            QVERIFY(actual.actions[i] == expected.actions[i]);
        }
    }
}

} // namespace

Q_DECLARE_METATYPE(cordboard::lifecycle::State)
Q_DECLARE_METATYPE(cordboard::lifecycle::Event)
Q_DECLARE_METATYPE(cordboard::lifecycle::Step)

class CommandLifecycleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    /// Every state x every event, of a CallStart.
    void cell_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<Event>("event");
        QTest::addColumn<Step>("expected");
        const auto row = [](const char *name, const State &state, const Event &event, const Step &expected) {
            QTest::newRow(name) << state << event << expected;
        };
        const Outcome failed = tl::unexpected(phoneSaidNo);
        const Outcome done = Done{};

        row("accepted, began", Accepted{}, Began{}, {Running{}, {}});
        row("accepted, progressed", Accepted{}, Progressed{pending}, {Accepted{}, {}});
        row("accepted, failed", Accepted{}, Finished{failed}, {Ended{}, {TellEnd{phoneSaidNo}}});
        row("accepted, done", Accepted{}, Finished{done}, {Ended{}, {TellEnd{}}});
        row("accepted, time up", Accepted{}, TimeUp{},
            {Ended{}, {TellEnd{madeHere(Errc::ProxyUnreachable, CallFate::Kept)}}});
        row("accepted, cancelled", Accepted{}, StopAsked{StopReason::Cancelled},
            {Ended{}, {TellEnd{madeHere(Errc::Cancelled, CallFate::Kept)}}});
        row("accepted, call ended", Accepted{}, StopAsked{StopReason::CallEnded},
            {Ended{}, {TellEnd{madeHere(Errc::CallEnded, CallFate::Kept)}}});
        row("accepted, stop returned", Accepted{}, StopReturned{}, {Accepted{}, {}});

        row("running, began", Running{}, Began{}, {Running{}, {}});
        row("running, progressed", Running{}, Progressed{pending}, {Running{}, {TellProgress{pending}}});
        row("running, caller answered", Running{}, Progressed{callerAnswered},
            {Running{true}, {ArmDeadline{milliseconds(2)}, TellProgress{callerAnswered}}});
        row("running, failed", Running{}, Finished{failed}, {Ended{}, {TellEnd{phoneSaidNo}}});
        row("running, done", Running{}, Finished{done}, {Ended{}, {TellEnd{}}});
        row("running, time up", Running{}, TimeUp{},
            {Stopping{StopReason::Deadline}, {StopOperation{StopReason::Deadline}}});
        row("running, cancelled", Running{}, StopAsked{StopReason::Cancelled},
            {Stopping{StopReason::Cancelled}, {StopOperation{StopReason::Cancelled}}});
        row("running, call ended", Running{}, StopAsked{StopReason::CallEnded},
            {Stopping{StopReason::CallEnded}, {StopOperation{StopReason::CallEnded}}});
        row("running, stop returned", Running{}, StopReturned{}, {Running{}, {}});

        row("answered, began", Running{true}, Began{}, {Running{true}, {}});
        row("answered, progressed", Running{true}, Progressed{pending},
            {Running{true}, {TellProgress{pending}}});
        row("answered, caller answered again", Running{true}, Progressed{callerAnswered},
            {Running{true}, {TellProgress{callerAnswered}}});
        row("answered, failed", Running{true}, Finished{failed}, {Ended{}, {TellEnd{phoneSaidNo}}});
        row("answered, done", Running{true}, Finished{done}, {Ended{}, {TellEnd{}}});
        row("answered, time up", Running{true}, TimeUp{},
            {Stopping{StopReason::Deadline}, {StopOperation{StopReason::Deadline}}});
        row("answered, cancelled", Running{true}, StopAsked{StopReason::Cancelled},
            {Stopping{StopReason::Cancelled}, {StopOperation{StopReason::Cancelled}}});
        row("answered, stop returned", Running{true}, StopReturned{}, {Running{true}, {}});

        const Stopping stopping{StopReason::Deadline};
        row("stopping, began", stopping, Began{}, {stopping, {}});
        row("stopping, progressed", stopping, Progressed{pending}, {stopping, {TellProgress{pending}}});
        row("stopping, caller answered", stopping, Progressed{callerAnswered},
            {stopping, {TellProgress{callerAnswered}}});
        row("stopping, failed", stopping, Finished{failed}, {Ended{}, {TellEnd{phoneSaidNo}}});
        row("stopping, done", stopping, Finished{done}, {Ended{}, {TellEnd{}}});
        row("stopping, time up", stopping, TimeUp{}, {stopping, {}});
        row("stopping, stop asked", stopping, StopAsked{StopReason::Cancelled}, {stopping, {}});
        row("stopping, stop returned", stopping, StopReturned{},
            {Ended{}, {TellEnd{madeHere(Errc::Timeout, CallFate::Unknown)}}});
        row("cancelling, stop returned", Stopping{StopReason::Cancelled}, StopReturned{},
            {Ended{}, {TellEnd{madeHere(Errc::Cancelled, CallFate::Unknown)}}});
        row("call ending, stop returned", Stopping{StopReason::CallEnded}, StopReturned{},
            {Ended{}, {TellEnd{madeHere(Errc::CallEnded, CallFate::Unknown)}}});

        row("ended, began", Ended{}, Began{}, {Ended{}, {}});
        row("ended, progressed", Ended{}, Progressed{pending}, {Ended{}, {}});
        row("ended, failed", Ended{}, Finished{failed}, {Ended{}, {}});
        row("ended, done", Ended{}, Finished{done}, {Ended{}, {}});
        row("ended, time up", Ended{}, TimeUp{}, {Ended{}, {}});
        row("ended, stop asked", Ended{}, StopAsked{StopReason::CallEnded}, {Ended{}, {}});
        row("ended, stop returned", Ended{}, StopReturned{}, {Ended{}, {}});
    }
    void cell()
    {
        QFETCH(State, state);
        QFETCH(Event, event);
        QFETCH(Step, expected);
        compareSteps(next(planOf(Command::CallStart), state, event), expected);
    }

    void firstDeadline_data()
    {
        QTest::addColumn<Command>("method");
        QTest::addColumn<int>("count");
        QTest::newRow("CallStart") << Command::CallStart << 1;
        QTest::newRow("CallBlindTransfer") << Command::CallBlindTransfer << 2;
        QTest::newRow("CallAttendedTransfer") << Command::CallAttendedTransfer << 2;
        QTest::newRow("CallHold") << Command::CallHold << 3;
        QTest::newRow("CallUnhold") << Command::CallUnhold << 3;
        QTest::newRow("CallEnd") << Command::CallEnd << 4;
    }
    void firstDeadline()
    {
        QFETCH(Command, method);
        QFETCH(int, count);
        compareSteps(begin(planOf(method)), {Accepted{}, {ArmDeadline{milliseconds(count)}}});
        compareSteps(begin(planOf(method, 77ms)), {Accepted{}, {ArmDeadline{77ms}}});
    }

    void wholeDeadlineHasNoPhases()
    {
        compareSteps(next(planOf(Command::CallStart, 77ms), Running{}, Progressed{callerAnswered}),
            {Running{true}, {TellProgress{callerAnswered}}});
    }

    void onlyCallStartHasTwoPhases()
    {
        compareSteps(next(planOf(Command::CallBlindTransfer), Running{}, Progressed{callerAnswered}),
            {Running{}, {TellProgress{callerAnswered}}});
    }

    void defaultsAreTheDocumentedOnes() { QVERIFY((Times{} == Times{60s, 130s, 10s, 5s})); }

    /// Whatever comes in whatever order: TellEnd at most once, nothing after it, and always once the time is
    /// up.
    void endsExactlyOnce()
    {
        QRandomGenerator random(4711);
        const QList<Event> events{Began{}, Progressed{pending}, Progressed{callerAnswered}, Finished{Done{}},
            Finished{tl::unexpected(phoneSaidNo)}, TimeUp{}, StopAsked{StopReason::Cancelled},
            StopAsked{StopReason::CallEnded}, StopReturned{}};
        const QList<Command> methods{Command::CallStart, Command::CallHold, Command::CallEnd};
        for (int life = 0; life < 20'000; ++life) {
            const Plan plan = planOf(methods[random.bounded(methods.size())]);
            State state = begin(plan).state;
            int ends = 0;
            const auto feed = [&](const Event &event) {
                const Step step = next(plan, state, event);
                QVERIFY(ends == 0 || step.actions.empty());
                for (const Action &action : step.actions) {
                    ends += std::holds_alternative<TellEnd>(action) ? 1 : 0;
                }
                QCOMPARE_EQ(ends == 1, std::holds_alternative<Ended>(step.state));
                state = step.state;
            };
            for (int i = random.bounded(12); i > 0; --i) {
                feed(events[random.bounded(events.size())]);
            }
            feed(TimeUp{});
            feed(StopReturned{});
            QCOMPARE_EQ(ends, 1);
        }
    }
};

QTEST_GUILESS_MAIN(CommandLifecycleTest)
#include "tst_commandlifecycle.moc"
