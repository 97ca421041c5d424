// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/endflow.h"
#include "tests/server/connectors/opensips/flows/flowdriver.h"
#include "tests/support/recording.h"
#include "tests/support/strict.h"

#include <algorithm>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using tests::FlowDriver;

namespace {

const QString endDialog = u"dlg_end_dlg"_s;
const QString list = u"dlg_list"_s;

Dialog call(DialogState state = DialogState::Confirmed, const QString &id = u"9ca.9c2d7513"_s)
{
    Dialog dialog;
    dialog.id = id;
    dialog.callId = SipCallId(u"abc@host"_s);
    dialog.state = state;
    return dialog;
}

std::unique_ptr<Flow> flow(const Dialog &dialog = call()) { return std::make_unique<EndFlow>(dialog); }

Result<QJsonValue> refused(int status) { return failure(Errc::RefusedByProxy, u"words"_s, {}, status); }

Result<QJsonValue> listed(const QString &id, int state)
{
    return QJsonObject{{u"Dialog"_s, QJsonObject{{u"ID"_s, id}, {u"state"_s, state}}}};
}

/// What may happen, by name.
struct Happening {
    const char *name;
    FlowEvent event;
};

QList<Happening> happenings()
{
    const Error gone{Errc::RefusedByProxy, u"words"_s, {}, 404};
    return {{"OK", MiAnswered{1, u"OK"_s}}, {"404", MiFailed{1, gone}},
        {"lost", MiFailed{1, Error{Errc::Timeout, u"lost"_s}}},
        {"listed", MiAnswered{2, *listed(u"9ca.9c2d7513"_s, 4)}}, {"not listed", MiFailed{2, gone}},
        {"unknown tag", MiAnswered{77, QJsonValue()}}, {"confirmed", DialogSeen{call()}},
        {"ended", DialogSeen{call(DialogState::Ended)}}, {"transfer", TransferChanged{}},
        {"hold", HoldChanged{}}, {"session", SessionChanged{}}, {"deadline", Stopped{StopReason::Deadline}},
        {"cancelled", Stopped{StopReason::Cancelled}}, {"grace over", GraceOver{}}};
}

} // namespace

class TestEndFlow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void asksByTheUnambiguousName();
    void answers_data();
    void answers();
    void lostAnswer_data();
    void lostAnswer();
    void seenEnded();
    void stops_data();
    void stops();
    void everyThreeHappenings();
    void recorded_data();
    void recorded();
};

void TestEndFlow::asksByTheUnambiguousName()
{
    FlowDriver byId(flow());
    QCOMPARE(byId.sent.size(), 1);
    QCOMPARE(byId.sent[0].method, endDialog);
    QCOMPARE(byId.sent[0].params, (QJsonObject{{u"dialog_id"_s, u"9ca.9c2d7513"_s}}));
    QCOMPARE(byId.sent[0].wait, Wait::Moment);
    FlowDriver byCallId(flow(call(DialogState::Early, {})));
    QCOMPARE(byCallId.sent[0].params, (QJsonObject{{u"dialog_id"_s, u"abc@host"_s}}));
    FlowDriver over(flow(call(DialogState::Ended)));
    QVERIFY(over.succeeded() && over.left && over.sent.isEmpty());
}

void TestEndFlow::answers_data()
{
    using R = Result<QJsonValue>;
    QTest::addColumn<R>("answer");
    QTest::addColumn<std::optional<Errc>>("error");
    QTest::addColumn<std::optional<CallFate>>("fate");
    using E = std::optional<Errc>;
    using C = std::optional<CallFate>;
    QTest::newRow("OK") << R(QJsonValue(u"OK"_s)) << E() << C();
    QTest::newRow("anything else that is an answer") << R(QJsonValue()) << E() << C();
    QTest::newRow("404") << refused(404) << E(Errc::CallNotFound) << C(CallFate::Ended);
    QTest::newRow("403: a backup") << refused(403) << E(Errc::RefusedByProxy) << C(CallFate::Kept);
    QTest::newRow("500") << refused(500) << E(Errc::RefusedByProxy) << C(CallFate::Unknown);
    QTest::newRow("-32602") << refused(-32602) << E(Errc::RefusedByProxy) << C(CallFate::Kept);
    QTest::newRow("down") << R(failure(Errc::ProxyUnreachable, u"down"_s)) << E(Errc::ProxyUnreachable)
                          << C(CallFate::Kept);
    QTest::newRow("abandoned") << R(failure(Errc::Abandoned, u"x"_s)) << E(Errc::Abandoned)
                               << C(CallFate::Unknown);
}

void TestEndFlow::answers()
{
    QFETCH(Result<QJsonValue>, answer);
    FlowDriver run(flow());
    QCOMPARE(run.answerAll(endDialog, answer), 1);
    QTEST(run.error(), "error");
    QTEST(run.fate(), "fate");
    QVERIFY(run.outcome && run.left && run.told.isEmpty());
    QCOMPARE(run.sent.size(), 1); // never sent again
    QCOMPARE(run.faults, QStringList());
}

void TestEndFlow::lostAnswer_data()
{
    using R = Result<QJsonValue>;
    QTest::addColumn<R>("look");
    QTest::addColumn<bool>("success");
    QTest::newRow("gone") << refused(404) << true;
    QTest::newRow("in state 5") << listed(u"9ca.9c2d7513"_s, 5) << true;
    QTest::newRow("still there") << listed(u"9ca.9c2d7513"_s, 4) << false;
    QTest::newRow("another dialog of that Call-ID") << listed(u"1.2"_s, 5) << false;
    QTest::newRow("nonsense") << R(QJsonArray{1}) << false;
    QTest::newRow("refused otherwise") << refused(500) << false;
    QTest::newRow("lost as well") << R(failure(Errc::Timeout, u"lost"_s)) << false;
    QTest::newRow("down by now") << R(failure(Errc::ProxyUnreachable, u"down"_s)) << false;
}

void TestEndFlow::lostAnswer()
{
    QFETCH(Result<QJsonValue>, look);
    QFETCH(bool, success);
    FlowDriver run(flow());
    run.answerAll(endDialog, failure(Errc::Timeout, u"lost"_s));
    QVERIFY(!run.outcome);
    QCOMPARE(run.sent.last().params, (QJsonObject{{u"callid"_s, u"abc@host"_s}}));
    QCOMPARE(run.answerAll(list, look), 1);
    QCOMPARE(run.succeeded(), success);
    if (!success) {
        QCOMPARE(run.error(), Errc::Timeout);
        QCOMPARE(run.fate(), CallFate::Unknown);
    }
    QVERIFY(run.left);
    QCOMPARE(run.sent.size(), 2);
}

void TestEndFlow::seenEnded()
{
    FlowDriver run(flow());
    run.feed(DialogSeen{call(DialogState::Ended, u"other.1"_s)}); // shares the Call-ID, is another dialog
    run.feed(DialogSeen{call()});
    QVERIFY(!run.outcome);
    run.feed(DialogSeen{call(DialogState::Ended)});
    QVERIFY(run.succeeded() && run.left);
    run.answerAll(endDialog, refused(404)); // the phone was faster
    QCOMPARE(run.faults, QStringList());
}

void TestEndFlow::stops_data()
{
    QTest::addColumn<StopReason>("reason");
    QTest::addColumn<Errc>("error");
    QTest::addColumn<CallFate>("fate");
    QTest::newRow("deadline") << StopReason::Deadline << Errc::Timeout << CallFate::Unknown;
    QTest::newRow("cancelled") << StopReason::Cancelled << Errc::Cancelled << CallFate::Unknown;
    QTest::newRow("ended by another") << StopReason::CallEnded << Errc::CallEnded << CallFate::Ended;
}

void TestEndFlow::stops()
{
    QFETCH(StopReason, reason);
    for (const auto &late : {Result<QJsonValue>(QJsonValue(u"OK"_s)), refused(404)}) {
        FlowDriver run(flow());
        run.feed(Stopped{reason});
        QTEST(*run.error(), "error");
        QTEST(*run.fate(), "fate");
        QVERIFY(!run.left);
        run.answerAll(endDialog, late);
        QCOMPARE(run.late.size(), late ? 1 : 0);
        QVERIFY(run.left);
        QCOMPARE(run.faults, QStringList());
    }
}

/// The table: any three happenings after one another, then a stop. One outcome, whatever comes.
void TestEndFlow::everyThreeHappenings()
{
    const auto all = happenings();
    for (const Happening &a : all) {
        for (const Happening &b : all) {
            for (const Happening &c : all) {
                FlowDriver run(flow());
                for (const Happening *happening : {&a, &b, &c}) {
                    const bool premature =
                        std::holds_alternative<GraceOver>(happening->event) && !run.outcome;
                    if (!premature) {
                        run.feed(happening->event);
                    }
                }
                run.feed(Stopped{StopReason::Deadline});
                QVERIFY2(run.outcome && run.faults.isEmpty() && run.sentCount(endDialog) == 1
                        && run.sentCount(list) <= 1,
                    QByteArray(a.name).append(", ").append(b.name).append(", ").append(c.name).constData());
                run.feed(GraceOver{});
                QVERIFY(run.left);
            }
        }
    }
}

void TestEndFlow::recorded_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("name");
    for (const QString &version : tests::recordedVersions()) {
        for (const char *name : {"call_end", "end_while_ringing", "bye_lost"}) {
            QTest::addRow("%s %s", qPrintable(version), name) << version << QString::fromLatin1(name);
        }
    }
}

void TestEndFlow::recorded()
{
    QFETCH(QString, version);
    QFETCH(QString, name);
    const auto recording = tests::loadRecording(version, name);
    QVERIFY(recording);
    QList<Result<QJsonValue>> answers;
    for (const auto &entry : recording->only(tests::RecordedEntry::Kind::MiAnswer)) {
        if (entry.method == endDialog) {
            answers.append(entry.outcome);
        }
    }
    QCOMPARE(answers.size(), 2); // the second time the call is gone
    const DialogState state = name == u"end_while_ringing"_s ? DialogState::Early : DialogState::Confirmed;
    for (const bool eventFirst : {true, false}) {
        FlowDriver first(flow(call(state)));
        if (eventFirst) {
            first.feed(DialogSeen{call(DialogState::Ended)});
        }
        first.answerAll(endDialog, answers[0]);
        QVERIFY(first.succeeded() && first.left);
    }
    FlowDriver second(flow(call(state)));
    second.answerAll(endDialog, answers[1]);
    QCOMPARE(second.error(), Errc::CallNotFound);
    QCOMPARE(second.fate(), CallFate::Ended);
}

QTEST_GUILESS_MAIN(TestEndFlow)
#include "tst_endflow.moc"
