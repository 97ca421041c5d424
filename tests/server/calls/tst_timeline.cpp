// SPDX-License-Identifier: Apache-2.0
#include "server/calls/timeline.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now({2026, 1, 1}, {12, 0}, Qt::UTC);

LiveCall inState(CallState state, std::optional<HeldBy> caller = {}, std::optional<HeldBy> callee = {})
{
    LiveCall call;
    call.info.state = state;
    call.info.legs = {{LegRole::Caller, {}, caller}, {LegRole::Callee, {}, callee}};
    return call;
}

QStringList told(const Timeline &timeline)
{
    QStringList lines;
    for (const protocol::TimelineEntry &entry : timeline.entries()) {
        QString line = entry.event;
        if (entry.leg.value) {
            line += u' ' + json::wireName(*entry.leg.value);
        }
        if (entry.heldBy.value) {
            line += u' ' + json::wireName(*entry.heldBy.value);
        }
        for (const auto &text : {entry.by, entry.text}) {
            line += text.value ? QString(u' ' + *text.value) : QString();
        }
        lines.append(line);
    }
    return lines;
}

} // namespace

class TimelineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void aLife()
    {
        Timeline timeline;
        const QList<LiveCall> moments{inState(CallState::Ringing), inState(CallState::Ringing),
            inState(CallState::Answered), inState(CallState::Held, HeldBy::Cordboard),
            inState(CallState::Held, HeldBy::Cordboard, HeldBy::Phone),
            inState(CallState::Held, {}, HeldBy::Phone), inState(CallState::Held, {}, HeldBy::Proxy),
            inState(CallState::Answered), inState(CallState::Ended, {}, HeldBy::Phone)};
        for (qsizetype i = 0; i < moments.size(); ++i) {
            timeline.addChange(now, i ? &moments.at(i - 1) : nullptr, moments.at(i));
        }
        QCOMPARE_EQ(told(timeline),
            (QStringList{u"ringing"_s, u"answered"_s, u"held caller cordboard"_s, u"held callee phone"_s,
                u"resumed caller cordboard"_s, u"held callee proxy"_s, u"resumed callee proxy"_s,
                u"ended"_s}));
        QCOMPARE_EQ(timeline.entries().front().at, u"2026-01-01T12:00:00.000Z"_s);
    }

    void howItEnded()
    {
        Timeline timeline;
        LiveCall ended = inState(CallState::Ended);
        ended.info.endedBy = EndedBy::Callee;
        ended.info.reason = u"486 Busy Here"_s;
        const LiveCall before = inState(CallState::Ringing);
        timeline.addChange(now, &before, ended);
        QCOMPARE_EQ(told(timeline), QStringList{u"ended callee 486 Busy Here"_s});
    }

    void firstSeenWhileHeld()
    {
        Timeline timeline;
        timeline.addChange(now, nullptr, inState(CallState::Held, HeldBy::Phone));
        QCOMPARE_EQ(told(timeline), (QStringList{u"answered"_s, u"held caller phone"_s}));
    }

    void keepsTheLast()
    {
        Timeline timeline;
        for (int i = 0; i < 250; ++i) {
            protocol::TimelineEntry entry;
            entry.event = QString::number(i);
            timeline.add(now, std::move(entry));
        }
        QCOMPARE_EQ(timeline.entries().size(), Timeline::mostEntries);
        QCOMPARE_EQ(timeline.entries().front().event, u"150"_s);
        QCOMPARE_EQ(timeline.entries().back().event, u"249"_s);
    }
};

QTEST_GUILESS_MAIN(TimelineTest)
#include "tst_timeline.moc"
