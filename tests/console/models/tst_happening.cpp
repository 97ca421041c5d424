// SPDX-License-Identifier: Apache-2.0
#include "console/models/eventlogmodel.h"
#include "console/models/storymodel.h"
#include "tests/console/support/callworld.h"
#include "tests/support/strict.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using tests::party;
using tests::someCall;
using Kind = Happening::Kind;

namespace {

CallRow row(CallState state, bool transferring = false)
{
    LiveCall live = someCall("x", party("Ann", "1"), party("Ben", "2"), state);
    if (transferring) {
        live.call.commands = {{CommandId(u"c"_s), u"CallBlindTransfer"_s}};
    }
    return callRow(live, {});
}

const QDateTime &noon()
{
    static const QDateTime time(QDate(2026, 11, 24), QTime(12, 0));
    return time;
}

Happening happening(const QString &text) { return {noon(), u"n"_s, Kind::Note, text, {}}; }

protocol::TimelineEntry entry(const char *event)
{
    return {u"2026-11-24T12:00:00.000Z"_s, QString::fromLatin1(event), {}, {}, {}, {}, {}};
}

} // namespace

class TestHappening : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tellsWhatIsNew()
    {
        const CallRow rings = row(CallState::Ringing);
        const CallRow talks = row(CallState::Answered);
        const CallRow held = row(CallState::Held);
        const CallRow moves = row(CallState::Answered, true);
        const CallRow ended = row(CallState::Ended);
        const auto text = [](const CallRow *before, const CallRow &now) {
            const auto told = happeningOf(before, now, noon());
            return told ? told->text : QString();
        };
        QCOMPARE(text(nullptr, rings), u"Ann (1) rings at Ben"_s);
        QCOMPARE(text(&rings, rings), QString());
        QCOMPARE(text(&rings, talks), u"Ann (1) talks with Ben"_s);
        QCOMPARE(text(&talks, held), u"Ann waits for Ben"_s);
        QCOMPARE(text(&held, talks), u"Ann and Ben talk again"_s);
        QCOMPARE(text(&talks, moves), u"Ann and Ben: a transfer has begun"_s);
        QCOMPARE(text(&moves, talks), QString());
        QCOMPARE(text(&talks, ended), u"Ann and Ben: Ended"_s);
        QCOMPARE(text(nullptr, ended), QString());
    }
    void tellsWhatFailed()
    {
        const CallRow talks = row(CallState::Answered);
        CommandState command;
        command.request.what = CommandRequest::What::BlindTransfer;
        command.request.destinationName = u"Eve"_s;
        QVERIFY(!happeningOf(command, &talks, noon()));
        command.phase = CommandState::Phase::Failed;
        command.error.code = Errc::NoAnswer;
        command.fate = CallFate::Kept;
        QCOMPARE(happeningOf(command, &talks, noon())->text,
            u"Transfer failed. Eve did not answer. The call was kept: Ann and Ben still talk."_s);
        command.request.what = CommandRequest::What::Start;
        QVERIFY(!happeningOf(command, nullptr, noon())->text.contains(u"kept"_s));
    }
    void tellsTheStoryOfACall()
    {
        const CallRow talks = row(CallState::Answered);
        CommandState mine;
        mine.id = CommandId(u"m"_s);
        mine.request.destinationName = u"Eve"_s;
        mine.error.code = Errc::NoAnswer;
        auto held = entry("held");
        held.leg.value = LegRole::Caller;
        auto begun = entry("command_begun");
        begun.command.value = protocol::RunningCommand{mine.id, u"CallBlindTransfer"_s};
        auto failed = entry("command_ended");
        failed.command = begun.command;
        failed.text.value = u"no answer"_s;
        auto foreign = entry("command_begun");
        foreign.command.value = protocol::RunningCommand{CommandId(u"f"_s), u"CallHold"_s};
        foreign.by.value = u"jan\u202e"_s;
        auto good = entry("command_ended");
        good.command = foreign.command;
        auto odd = entry("command_begun");
        odd.command.value = protocol::RunningCommand{CommandId(u"o"_s), u"CallTickle"_s};
        const auto story = storyOf({entry("ringing"), entry("answered"), held, begun, failed, foreign, good,
                                       odd, entry("something new"), entry("ended")},
            talks, {{mine.id, mine}});
        QStringList lines;
        for (const Happening &line : story) {
            lines.append(line.by.isEmpty() ? line.text : QString(line.text % u" | "_s % line.by));
        }
        const QStringList expected{u"Rings at Ben"_s, u"Answered"_s, u"Held: Ann waits"_s,
            u"Transfer to Eve | by you"_s, u"Eve did not answer. | by you"_s, u"Hold | by jan‹U+202E›"_s,
            u"Ended"_s};
        QCOMPARE(lines, expected);
    }
    void theLogForgetsTheOldest()
    {
        EventLogModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({happening(u"one"_s), happening(u"two"_s)});
        model.add({happening(u"three"_s)});
        QCOMPARE(model.index(0, EventLogModel::Text).data().toString(), u"three"_s);
        QCOMPARE(model.index(2, EventLogModel::Text).data().toString(), u"one"_s);
        model.add(QList<Happening>(EventLogModel::most - 1, happening(u"many"_s)));
        QCOMPARE(model.rowCount(), EventLogModel::most);
        QCOMPARE(model.index(EventLogModel::most - 1, EventLogModel::Text).data().toString(), u"three"_s);
        model.add(QList<Happening>(EventLogModel::most + 50, happening(u"flood"_s)));
        QCOMPARE(model.rowCount(), EventLogModel::most);
        model.add({});
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
    void theStoryKeepsWhatIsTheSame()
    {
        StoryModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setStory({happening(u"one"_s), happening(u"two"_s)});
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.setStory({happening(u"one"_s), happening(u"two"_s), happening(u"three"_s)});
        QCOMPARE(removed.count(), 0);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted.first().at(1).toInt(), 2);
        model.setStory({happening(u"one"_s), happening(u"four"_s)});
        QCOMPARE(model.index(1, 0).data().toString(), u"four"_s);
        model.setStory({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHappening)
#include "tst_happening.moc"
