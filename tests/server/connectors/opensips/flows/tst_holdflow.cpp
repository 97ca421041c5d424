// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/dialogvariables.h"
#include "server/connectors/opensips/flows/holdflow.h"
#include "server/connectors/opensips/flows/sdp.h"
#include "tests/server/connectors/opensips/flows/flowdriver.h"
#include "tests/support/recording.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <deque>
#include <functional>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using tests::FlowDriver;

namespace {

using Variables = QHash<QString, QString>;

const QString sequential = u"dlg_send_sequential"_s;
const QString pushVar = u"dlg_push_var"_s;
const QString callHold = u"call_hold"_s;
const QString callUnhold = u"call_unhold"_s;

const NodeTraits bothLanes36{.datagram = true, .http = true, .majorVersion = 3, .minorVersion = 6};
const NodeTraits bothLanes40{.datagram = true, .http = true, .majorVersion = 4};
const NodeTraits httpOnly36{.http = true, .majorVersion = 3, .minorVersion = 6};
const NodeTraits httpOnly40{.http = true, .majorVersion = 4};

QString sdp(int version)
{
    return u"v=0\r\no=- 7 %1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP "
           u"0\r\n"
           "a=sendrecv\r\n"_s.arg(version);
}

Dialog call(const Variables &variables = {})
{
    Dialog dialog;
    dialog.id = u"9ca.9c2d7513"_s;
    dialog.callId = SipCallId(u"abc@host"_s);
    dialog.state = DialogState::Confirmed;
    dialog.callerSdp = sdp(20);
    dialog.callees = {DialogCallee{u"t"_s, u"sip:callee@host"_s, sdp(10), {}}};
    dialog.variables = variables;
    return dialog;
}

const Variables heldByUs{
    {u"cordboard_hold_caller"_s, u"held 11"_s}, {u"cordboard_hold_callee"_s, u"held 21"_s}};
const Variables heldBy3{{u"call_hold_caller"_s, u"hold"_s}, {u"call_hold_callee"_s, u"hold"_s}};
const Variables heldBy4{{u"call_hold_caller"_s, u"12"_s}, {u"call_hold_callee"_s, u"12"_s}};

std::unique_ptr<Flow> flow(
    const Dialog &dialog, std::optional<LegRole> leg, bool resume, const NodeTraits &traits)
{
    return std::make_unique<HoldFlow>(dialog, leg, resume, traits);
}

Result<QJsonValue> code(int status, const QString &reason = u"Reason"_s)
{
    return QJsonObject{{u"Code"_s, status}, {u"Reason"_s, reason}};
}

Result<QJsonValue> ok() { return QJsonValue(u"OK"_s); }

HoldChanged holdEvent(const QString &leg, bool resume, HoldChanged::State state)
{
    return {.callId = SipCallId(u"abc@host"_s), .leg = leg, .resume = resume, .state = state};
}

using S = HoldChanged::State;

Dialog ended()
{
    Dialog dialog = call();
    dialog.state = DialogState::Ended;
    return dialog;
}

QString bodyOf(const SendMi &mi) { return mi.params.value(u"body"_s).toString().section(u':', 2); }

} // namespace

class TestHoldFlow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void holdsBothLegsAtOnce();
    void holdsOneAfterAnotherOverHttp();
    void resumesWhatItHeld();
    void offersRiseOverOurRestart();
    void means_data();
    void means();
    void refusesAtOnce_data();
    void refusesAtOnce();
    void halfAHold_data();
    void halfAHold();
    void resumeThatFails();
    void callopsEvents_data();
    void callopsEvents();
    void callopsAnswers_data();
    void callopsAnswers();
    void stops_data();
    void stops();
    void lateAnswersAreActedUpon();
    void endOfTheCall();
    void reservationRefused();
    void resumesTheProxysOwnHold();
    void recordedByCallops();
    void recordedBySequential();
    void recordedOneLegAndRinging();
    void anyOrder_data();
    void anyOrder();
};

void TestHoldFlow::holdsBothLegsAtOnce()
{
    FlowDriver run(flow(call(), {}, false, bothLanes36));
    QCOMPARE(run.told, QStringList());
    QCOMPARE(run.sentCount(pushVar), 2);
    QCOMPARE(run.sent.size(), 2); // no phone hears anything before the proxy has written it down
    QCOMPARE(run.sent[0].params.value(u"dlg_val_name"_s).toString(), u"cordboard_hold_caller"_s);
    QCOMPARE(run.sent[0].params.value(u"dlg_val_value"_s).toString(), u"free 11"_s);
    QCOMPARE(run.sent[0].params.value(u"DID"_s).toArray(), QJsonArray{u"9ca.9c2d7513"_s});
    QCOMPARE(run.sent[0].wait, Wait::Moment);

    run.answerAll(pushVar, ok());
    QCOMPARE(run.told, QStringList({u"CallHolding"_s, u"CallHoldStart caller"_s, u"CallHoldStart callee"_s}));
    QCOMPARE(run.sentCount(sequential), 2);
    const SendMi caller = run.takeOpen(sequential, u"caller"_s);
    const SendMi callee = run.takeOpen(sequential, u"callee"_s);
    QCOMPARE(caller.params.value(u"callid"_s).toString(), u"abc@host"_s);
    QCOMPARE(caller.params.value(u"method"_s).toString(), u"INVITE"_s);
    QCOMPARE(caller.params.value(u"body"_s).toString(), u"custom:application/sdp:"_s + *holdOffer(sdp(10)));
    QCOMPARE(bodyOf(callee), *holdOffer(sdp(20)));
    QCOMPARE(caller.wait, Wait::Phone);

    run.answer(callee, code(200));
    QCOMPARE(run.told.last(), u"CallHoldSuccessful callee"_s);
    QCOMPARE(run.sent.last().params.value(u"dlg_val_value"_s).toString(),
        u"held 21 "_s + sdpMarkOf(call(), LegRole::Callee));
    run.answer(caller, code(202));
    QVERIFY(!run.outcome);
    QCOMPARE(run.answerAll(pushVar, ok()), 2);
    QCOMPARE(run.told.last(), u"CallHoldSuccessful caller"_s);
    QVERIFY(run.succeeded() && run.left);
    QCOMPARE(run.faults, QStringList());
}

void TestHoldFlow::holdsOneAfterAnotherOverHttp()
{
    for (const NodeTraits &traits : {httpOnly36, NodeTraits{.http = true}}) {
        FlowDriver run(flow(call(), {}, false, traits));
        run.answerAll(pushVar, ok());
        QCOMPARE(run.sentCount(sequential), 1);
        const SendMi first = run.takeOpen(sequential);
        QVERIFY(first.slowOverHttp);
        QCOMPARE(run.told, QStringList({u"CallHolding"_s, u"CallHoldStart caller"_s}));
        run.answer(first, code(200));
        const SendMi second = run.takeOpen(sequential);
        QCOMPARE(second.params.value(u"mode"_s).toString(), u"callee"_s);
        run.answer(second, code(200));
        run.answerAll(pushVar, ok());
        QVERIFY(run.succeeded() && run.left);
        QCOMPARE(run.sentCount(callHold), 0);
        QCOMPARE(run.faults, QStringList());
    }
    // The first one refuses: the second is not even asked.
    FlowDriver run(flow(call(), {}, false, httpOnly36));
    run.answerAll(pushVar, ok());
    run.answerAll(sequential, code(488));
    QCOMPARE(run.error(), Errc::RejectedByParty);
    QCOMPARE(run.sentCount(sequential), 1);
    QVERIFY(run.left);
}

void TestHoldFlow::resumesWhatItHeld()
{
    FlowDriver run(flow(call(heldByUs), {}, true, bothLanes36));
    QCOMPARE(run.sent[1].params.value(u"dlg_val_value"_s).toString(), u"held 22"_s);
    run.answerAll(pushVar, ok());
    const SendMi callee = run.takeOpen(sequential, u"callee"_s);
    QCOMPARE(bodyOf(callee), *resumeOffer(sdp(20), u"21"_s));
    QVERIFY(!callee.params.value(u"body"_s).toString().contains(u"outbound"_s));
    run.answer(callee, code(200));
    run.answerAll(sequential, code(200));
    QCOMPARE(run.sent.last().params.value(u"dlg_val_value"_s).toString(), u"free 12"_s);
    run.answerAll(pushVar, ok());
    QVERIFY(run.succeeded() && run.left);
    QCOMPARE(run.told,
        QStringList({u"CallUnholding"_s, u"CallUnholdStart caller"_s, u"CallUnholdStart callee"_s,
            u"CallUnholdSuccessful callee"_s, u"CallUnholdSuccessful caller"_s}));
    QCOMPARE(run.faults, QStringList());
}

void TestHoldFlow::offersRiseOverOurRestart()
{
    FlowDriver run(
        flow(call({{u"cordboard_hold_caller"_s, u"free 99"_s}}), LegRole::Caller, false, bothLanes36));
    QCOMPARE(run.sent[0].params.value(u"dlg_val_value"_s).toString(), u"free 100"_s);
    run.answerAll(pushVar, ok());
    QCOMPARE(*sdpVersion(bodyOf(run.sent.last())), u"100"_s);
    QCOMPARE(run.sentCount(sequential), 1);
}

void TestHoldFlow::means_data()
{
    QTest::addColumn<NodeTraits>("traits");
    QTest::addColumn<bool>("resume");
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<int>("leg"); // 0: both
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("times");
    const Variables none;
    QTest::newRow("3.x hold") << bothLanes36 << false << none << 0 << sequential << 2;
    QTest::newRow("4.x hold") << bothLanes40 << false << none << 0 << sequential << 2;
    QTest::newRow("version unknown") << NodeTraits{.datagram = true} << false << none << 0 << sequential << 2;
    QTest::newRow("4.x HTTP hold") << httpOnly40 << false << none << 0 << callHold << 1;
    QTest::newRow("4.x HTTP, no callops") << NodeTraits{.http = true, .majorVersion = 4, .callops = false}
                                          << false << none << 0 << sequential << 1;
    QTest::newRow("4.x HTTP one leg") << httpOnly40 << false << none << 1 << sequential << 1;
    QTest::newRow("4.x HTTP, one held already")
        << httpOnly40 << false << Variables{{u"call_hold_caller"_s, u"12"_s}} << 0 << sequential << 1;
    QTest::newRow("3.x HTTP hold") << httpOnly36 << false << none << 0 << sequential << 1;
    QTest::newRow("3.x resume of callops' hold") << bothLanes36 << true << heldBy3 << 0 << sequential << 2;
    QTest::newRow("3.x HTTP resume of callops' hold")
        << httpOnly36 << true << heldBy3 << 0 << sequential << 1;
    QTest::newRow("4.x resume of callops' hold") << bothLanes40 << true << heldBy4 << 0 << callUnhold << 1;
    QTest::newRow("4.x HTTP resume of ours") << httpOnly40 << true << heldByUs << 0 << sequential << 1;
    QTest::newRow("4.x resume one of callops' legs")
        << bothLanes40 << true << Variables{{u"call_hold_caller"_s, u"12"_s}} << 1 << callUnhold << 1;
    QTest::newRow("hold again") << bothLanes36 << false << heldByUs << 0 << QString() << 0;
    QTest::newRow("hold what callops holds") << bothLanes36 << false << heldBy3 << 0 << QString() << 0;
}

void TestHoldFlow::means()
{
    QFETCH(NodeTraits, traits);
    QFETCH(bool, resume);
    QFETCH(Variables, variables);
    QFETCH(int, leg);
    QFETCH(QString, method);
    QFETCH(int, times);
    FlowDriver run(
        flow(call(variables), leg ? std::optional(LegRole::Caller) : std::nullopt, resume, traits));
    run.answerAll(pushVar, ok());
    QCOMPARE(run.sentCount(sequential), method == sequential ? times : 0);
    QCOMPARE(run.sentCount(callHold), method == callHold ? times : 0);
    QCOMPARE(run.sentCount(callUnhold), method == callUnhold ? times : 0);
    QCOMPARE(run.succeeded(), times == 0);
    if (times == 0) {
        QCOMPARE(run.told,
            QStringList({u"CallHolding"_s, u"CallHoldStart caller"_s, u"CallHoldSuccessful caller"_s,
                u"CallHoldStart callee"_s, u"CallHoldSuccessful callee"_s}));
        QVERIFY(run.left && run.sent.isEmpty());
    }
    for (const SendMi &mi : run.sent) {
        QCOMPARE(mi.slowOverHttp, mi.wait == Wait::Phone);
    }
    QCOMPARE(run.faults, QStringList());
}

void TestHoldFlow::refusesAtOnce_data()
{
    QTest::addColumn<Dialog>("dialog");
    QTest::addColumn<bool>("resume");
    QTest::addColumn<NodeTraits>("traits");
    QTest::addColumn<Errc>("error");
    QTest::addColumn<CallFate>("fate");
    const auto changed = [](const std::function<void(Dialog &)> &change) {
        Dialog dialog = call();
        change(dialog);
        return dialog;
    };
    QTest::newRow("rings") << changed([](Dialog &d) { d.state = DialogState::Early; }) << false << bothLanes36
                           << Errc::WrongState << CallFate::Kept;
    QTest::newRow("ended") << ended() << false << bothLanes36 << Errc::CallEnded << CallFate::Ended;
    QTest::newRow("not held") << call() << true << bothLanes36 << Errc::WrongState << CallFate::Kept;
    QTest::newRow("a phone's own hold")
        << changed([](Dialog &d) { d.callerSdp.replace(u"sendrecv"_s, u"sendonly"_s); }) << true
        << bothLanes36 << Errc::WrongState << CallFate::Kept;
    QTest::newRow("no SDP listed") << changed([](Dialog &d) { d.callees.clear(); }) << false << bothLanes36
                                   << Errc::NotSupported << CallFate::Kept;
    QTest::newRow("SDP without o=") << changed([](Dialog &d) { d.callerSdp = u"v=0\r\n"_s; }) << false
                                    << bothLanes36 << Errc::NotSupported << CallFate::Kept;
    QTest::newRow("one of two proxy-held legs")
        << call(heldBy4) << true << bothLanes40 << Errc::NotSupported << CallFate::Kept;
}

void TestHoldFlow::refusesAtOnce()
{
    QFETCH(Dialog, dialog);
    QFETCH(bool, resume);
    QFETCH(NodeTraits, traits);
    const bool one = dialog.variables == heldBy4;
    FlowDriver run(flow(dialog, one ? std::optional(LegRole::Callee) : std::nullopt, resume, traits));
    QTEST(*run.error(), "error");
    QTEST(*run.fate(), "fate");
    QVERIFY(run.left && run.sent.isEmpty() && run.told.isEmpty());
    QCOMPARE(run.faults, QStringList());
}

void TestHoldFlow::halfAHold_data()
{
    QTest::addColumn<Result<QJsonValue>>("answer");
    QTest::addColumn<Errc>("error");
    QTest::addColumn<int>("status"); // 0: none
    QTest::addColumn<CallFate>("fate");
    QTest::addColumn<int>("resumes"); // how many legs are given back
    using R = Result<QJsonValue>;
    const auto refused = [](int status) { return R(failure(Errc::RefusedByProxy, u"words"_s, {}, status)); };
    QTest::newRow("488") << code(488) << Errc::RejectedByParty << 488 << CallFate::Kept << 1;
    QTest::newRow("491 glare") << code(491) << Errc::RejectedByParty << 491 << CallFate::Kept << 1;
    QTest::newRow("603") << code(603) << Errc::RejectedByParty << 603 << CallFate::Kept << 1;
    QTest::newRow("phone says 408") << code(408) << Errc::NoAnswer << 408 << CallFate::Kept << 1;
    QTest::newRow("phone says 481") << code(481) << Errc::CallEnded << 481 << CallFate::Unknown << 1;
    QTest::newRow("silence") << refused(408) << Errc::NoAnswer << 408 << CallFate::Kept << 1;
    QTest::newRow("500") << refused(500) << Errc::RefusedByProxy << 500 << CallFate::Kept << 1;
    QTest::newRow("404") << refused(404) << Errc::CallEnded << 0 << CallFate::Ended << 0;
    QTest::newRow("lane lost it") << R(failure(Errc::Timeout, u"lost"_s)) << Errc::Timeout << 0
                                  << CallFate::Kept << 2;
    QTest::newRow("lane down") << R(failure(Errc::ProxyUnreachable, u"down"_s)) << Errc::ProxyUnreachable << 0
                               << CallFate::Kept << 1;
    QTest::newRow("Accepted") << R(QJsonValue(u"Accepted"_s)) << Errc::RefusedByProxy << 0 << CallFate::Kept
                              << 2;
    QTest::newRow("null") << R(QJsonValue()) << Errc::RefusedByProxy << 0 << CallFate::Kept << 2;
    QTest::newRow("Code is a text") << R(QJsonObject{{u"Code"_s, u"200"_s}}) << Errc::RefusedByProxy << 0
                                    << CallFate::Kept << 2;
    QTest::newRow("provisional") << code(183) << Errc::RefusedByProxy << 0 << CallFate::Kept << 2;
}

void TestHoldFlow::halfAHold()
{
    QFETCH(Result<QJsonValue>, answer);
    QFETCH(Errc, error);
    QFETCH(int, status);
    QFETCH(CallFate, fate);
    QFETCH(int, resumes);
    for (const bool badFirst : {true, false}) {
        for (const bool undoWorks : {true, false}) {
            FlowDriver run(flow(call(), {}, false, bothLanes36));
            run.answerAll(pushVar, ok());
            const SendMi caller = run.takeOpen(sequential, u"caller"_s);
            const SendMi callee = run.takeOpen(sequential, u"callee"_s);
            if (badFirst) {
                run.answer(callee, answer);
                run.answer(caller, code(200));
            } else {
                run.answer(caller, code(200));
                run.answer(callee, answer);
            }
            run.answerAll(pushVar, ok());
            QCOMPARE(run.sentCount(sequential), 2 + resumes);
            if (resumes) {
                QVERIFY(!run.outcome);
                const SendMi undo = run.takeOpen(sequential, u"caller"_s);
                QCOMPARE(bodyOf(undo), *resumeOffer(sdp(10), u"11"_s));
                run.answer(undo, undoWorks ? code(200) : code(500));
                run.answerAll(sequential, code(200));
                run.answerAll(pushVar, ok());
            }
            QCOMPARE(run.error(), error);
            QCOMPARE(run.fate(), fate);
            QCOMPARE(run.outcome->error().error.status.value_or(0), status);
            QCOMPARE(run.outcome->error().error.message.contains(
                         u"caller could not be resumed and is still on hold"_s),
                resumes && !undoWorks);
            QVERIFY(!run.told.contains(u"CallHoldSuccessful callee"_s));
            QVERIFY(run.told.filter(u"Unhold"_s).isEmpty());
            QVERIFY(run.left);
            QCOMPARE(run.faults, QStringList());
        }
    }
}

void TestHoldFlow::resumeThatFails()
{
    FlowDriver run(flow(call(heldByUs), {}, true, bothLanes36));
    run.answerAll(pushVar, ok());
    run.answer(run.takeOpen(sequential, u"callee"_s), code(488, u"Not Here"_s));
    run.answerAll(sequential, code(200));
    run.answerAll(pushVar, ok());
    QCOMPARE(run.error(), Errc::RejectedByParty);
    QCOMPARE(run.fate(), CallFate::Kept);
    QCOMPARE(run.outcome->error().error.message, u"The callee's phone refused: 488 Not Here"_s);
    QCOMPARE(run.sentCount(sequential), 2); // the other leg stays resumed
    QVERIFY(run.left);
}

void TestHoldFlow::callopsEvents_data()
{
    using Events = QList<HoldChanged>;
    QTest::addColumn<Events>("events");
    QTest::addColumn<bool>("success");
    const auto e = [](const char *leg, S state) { return holdEvent(QString::fromLatin1(leg), false, state); };
    QTest::newRow("in order") << Events{e("caller", S::Start), e("callee", S::Start), e("caller", S::Ok),
        e("callee", S::Ok)} << true;
    QTest::newRow("ok before start") << Events{e("callee", S::Ok), e("callee", S::Start), e("caller", S::Ok),
        e("caller", S::Start)} << true;
    QTest::newRow("starts lost") << Events{e("callee", S::Ok), e("caller", S::Ok)} << true;
    QTest::newRow("doubled") << Events{e("caller", S::Start), e("caller", S::Start), e("caller", S::Ok),
        e("caller", S::Ok), e("callee", S::Start), e("callee", S::Ok), e("callee", S::Ok)}
                             << true;
    QTest::newRow("one fails") << Events{e("callee", S::Fail), e("callee", S::Fail), e("caller", S::Ok)}
                               << false;
    QTest::newRow("one fails late") << Events{e("caller", S::Ok), e("callee", S::Start), e("callee", S::Fail)}
                                    << false;
    QTest::newRow("fail, then a contradiction")
        << Events{e("callee", S::Fail), e("callee", S::Ok), e("caller", S::Ok)} << false;
}

void TestHoldFlow::callopsEvents()
{
    QFETCH(QList<HoldChanged>, events);
    QFETCH(bool, success);
    for (const bool answerFirst : {true, false}) {
        FlowDriver run(flow(call(), {}, false, httpOnly40));
        QCOMPARE(run.sent.size(), 1);
        QCOMPARE(run.sent[0].params, (QJsonObject{{u"callid"_s, u"abc@host"_s}}));
        const SendMi asked = run.takeOpen(callHold);
        if (answerFirst) {
            run.answer(asked, ok());
        }
        HoldChanged foreign = holdEvent(u"caller"_s, false, S::Fail);
        foreign.callId = SipCallId(u"other"_s);
        run.feed(foreign);
        run.feed(holdEvent(u"caller"_s, true, S::Ok));
        run.feed(holdEvent(u"x"_s, false, S::Ok));
        for (const HoldChanged &changed : events) {
            run.feed(changed);
        }
        if (!answerFirst) {
            run.answer(asked, ok());
        }
        QCOMPARE(run.told[0], u"CallHolding"_s);
        QCOMPARE(run.told.count(u"CallHolding"_s), 1);
        QCOMPARE(run.told.count(u"CallHoldStart caller"_s), 1);
        QVERIFY(
            run.told.indexOf(u"CallHoldStart caller"_s) < run.told.indexOf(u"CallHoldSuccessful caller"_s));
        QCOMPARE(run.told.count(u"CallHoldSuccessful callee"_s), success ? 1 : 0);
        QCOMPARE(run.succeeded(), success);
        QCOMPARE(run.sentCount(callUnhold), success ? 0 : 1);
        if (!success) {
            QVERIFY(!run.outcome);
            run.answerAll(callUnhold, ok());
            run.feed(holdEvent(u"caller"_s, true, S::Start));
            run.feed(holdEvent(u"caller"_s, true, S::Ok));
            QCOMPARE(run.error(), Errc::RejectedByParty);
            QCOMPARE(run.fate(), CallFate::Kept);
        }
        QVERIFY(run.left);
        QCOMPARE(run.faults, QStringList());
    }
}

void TestHoldFlow::callopsAnswers_data()
{
    QTest::addColumn<bool>("resume");
    QTest::addColumn<Error>("answer");
    QTest::addColumn<std::optional<Errc>>("error"); // nothing: success
    using E = std::optional<Errc>;
    const auto refused = [](int status) { return Error{Errc::RefusedByProxy, u"words"_s, {}, status}; };
    QTest::newRow("already held") << false << refused(480) << E();
    QTest::newRow("nothing held") << true << refused(480) << E();
    QTest::newRow("not ready") << false << refused(410) << E(Errc::WrongState);
    QTest::newRow("gone") << false << refused(404) << E(Errc::CallEnded);
    QTest::newRow("backup") << false << refused(403) << E(Errc::RefusedByProxy);
    QTest::newRow("params") << false << refused(-32602) << E(Errc::RefusedByProxy);
    QTest::newRow("down") << true << Error{Errc::ProxyUnreachable, u"down"_s} << E(Errc::ProxyUnreachable);
}

void TestHoldFlow::callopsAnswers()
{
    QFETCH(bool, resume);
    QFETCH(Error, answer);
    QFETCH(std::optional<Errc>, error);
    FlowDriver run(flow(call(resume ? heldBy4 : Variables()), {}, resume, httpOnly40));
    run.answerAll(resume ? callUnhold : callHold, tl::unexpected(answer));
    QCOMPARE(run.error(), error);
    QCOMPARE(run.told.size(), error ? 0 : 5);
    QVERIFY(run.outcome && run.left);
    QCOMPARE(run.faults, QStringList());

    // A lost answer decides nothing; the events do.
    FlowDriver lost(flow(call(), {}, false, httpOnly40));
    lost.answerAll(callHold, failure(Errc::Timeout, u"lost"_s));
    QVERIFY(!lost.outcome);
    lost.feed(holdEvent(u"caller"_s, false, S::Ok));
    Dialog seen = call({{u"call_hold_callee"_s, u"12"_s}}); // this leg's event is lost, too
    lost.feed(DialogSeen{seen});
    QVERIFY(lost.succeeded());
}

void TestHoldFlow::stops_data()
{
    QTest::addColumn<StopReason>("reason");
    QTest::addColumn<QString>("when");
    QTest::addColumn<std::optional<Errc>>("error");
    using E = std::optional<Errc>;
    const auto rows = [](StopReason reason, const char *name, E early, E asking, E half, E stored,
                          E refused) {
        QTest::addRow("%s reserving", name) << reason << u"reserving"_s << early;
        QTest::addRow("%s asking", name) << reason << u"asking"_s << asking;
        QTest::addRow("%s half", name) << reason << u"half"_s << half;
        QTest::addRow("%s storing", name) << reason << u"storing"_s << stored;
        QTest::addRow("%s undoing", name) << reason << u"undoing"_s << refused;
    };
    rows(StopReason::Deadline, "deadline", Errc::Timeout, Errc::NoAnswer, Errc::NoAnswer, E(),
        Errc::RejectedByParty);
    rows(StopReason::Cancelled, "cancelled", Errc::Cancelled, Errc::Cancelled, Errc::Cancelled, E(),
        Errc::RejectedByParty);
    rows(StopReason::CallEnded, "call ended", Errc::CallEnded, Errc::CallEnded, Errc::CallEnded,
        Errc::CallEnded, Errc::CallEnded);
}

void TestHoldFlow::stops()
{
    QFETCH(StopReason, reason);
    QFETCH(QString, when);
    QFETCH(std::optional<Errc>, error);
    FlowDriver run(flow(call(), {}, false, bothLanes36));
    if (when != u"reserving"_s) {
        run.answerAll(pushVar, ok());
    }
    if (when != u"reserving"_s && when != u"asking"_s) {
        run.answer(run.takeOpen(sequential, u"caller"_s), code(200));
    }
    if (when == u"storing"_s || when == u"undoing"_s) {
        run.answer(run.takeOpen(sequential, u"callee"_s), code(when == u"storing"_s ? 200 : 488));
    }
    if (when == u"undoing"_s) {
        run.answerAll(pushVar, ok());
    }
    QVERIFY(!run.outcome);
    run.feed(Stopped{reason});
    QVERIFY(run.outcome);
    QCOMPARE(run.error(), error);
    if (error) {
        QCOMPARE(run.fate(), reason == StopReason::CallEnded ? CallFate::Ended : CallFate::Kept);
    }
    run.feed(Stopped{reason});
    run.answerAll(pushVar, ok());
    const bool alive = reason != StopReason::CallEnded;
    const bool gaveBack = (alive && when == u"half"_s) || when == u"undoing"_s;
    QCOMPARE(run.sentCount(sequential), when == u"reserving"_s ? 0 : 2 + (gaveBack ? 1 : 0));
    run.feed(GraceOver{});
    QVERIFY(run.left);
    QCOMPARE(run.faults, QStringList());
}

void TestHoldFlow::lateAnswersAreActedUpon()
{
    FlowDriver run(flow(call(), {}, false, bothLanes36));
    run.answerAll(pushVar, ok());
    run.feed(Stopped{StopReason::Deadline});
    QCOMPARE(run.error(), Errc::NoAnswer);
    QVERIFY(!run.left);
    run.answer(run.takeOpen(sequential, u"caller"_s), code(200)); // late: held now
    run.answerAll(pushVar, ok());
    const SendMi undo = run.takeOpen(sequential, u"caller"_s);
    QCOMPARE(bodyOf(undo), *resumeOffer(sdp(10), u"11"_s));
    run.answer(undo, code(200));
    run.answerAll(pushVar, ok());
    QCOMPARE(run.late.size(), 1);
    QVERIFY(run.late[0].contains(u"caller"_s));
    QVERIFY(!run.left); // the callee may still answer
    run.answer(
        run.takeOpen(sequential, u"callee"_s), failure(Errc::RefusedByProxy, u"Request Timeout"_s, {}, 408));
    QVERIFY(run.left);
    QCOMPARE(run.faults, QStringList());

    FlowDriver resume(flow(call(heldByUs), LegRole::Caller, true, bothLanes36));
    resume.answerAll(pushVar, ok());
    resume.feed(Stopped{StopReason::Deadline});
    resume.answerAll(sequential, code(200));
    resume.answerAll(pushVar, ok());
    QCOMPARE(resume.late.size(), 1);
    QVERIFY(resume.left);
    QCOMPARE(resume.sentCount(sequential), 1);

    FlowDriver stuck(flow(call(), LegRole::Caller, false, bothLanes36));
    stuck.answerAll(pushVar, ok());
    stuck.feed(Stopped{StopReason::Deadline});
    stuck.answerAll(sequential, code(200));
    stuck.answerAll(pushVar, ok());
    stuck.answerAll(sequential, code(500));
    QCOMPARE(stuck.late.size(), 1);
    QVERIFY(stuck.late[0].contains(u"still on hold"_s));
    QVERIFY(stuck.left);

    // By callops: the hold may have happened, its event lost.
    FlowDriver callops(flow(call(), {}, false, httpOnly40));
    callops.answerAll(callHold, ok());
    callops.feed(Stopped{StopReason::Deadline});
    QCOMPARE(callops.error(), Errc::NoAnswer);
    QCOMPARE(callops.sentCount(callUnhold), 1);
    callops.feed(holdEvent(u"callee"_s, false, S::Ok)); // the phone was slow
    QCOMPARE(callops.sentCount(callUnhold), 2);
    QCOMPARE(callops.faults, QStringList());

    // The proxy holds nothing any more: that settles the leg that was given back, not the one still asked.
    FlowDriver half(flow(call(), {}, false, httpOnly40));
    half.answerAll(callHold, ok());
    half.feed(holdEvent(u"caller"_s, false, S::Ok));
    half.feed(Stopped{StopReason::Deadline});
    half.answerAll(callUnhold, failure(Errc::RefusedByProxy, u"No dialog legs on hold"_s, {}, 480));
    QCOMPARE(half.sentCount(callUnhold), 1);
    QVERIFY(!half.left);
    half.feed(holdEvent(u"callee"_s, false, S::Ok));
    QCOMPARE(half.sentCount(callUnhold), 2);
    half.answerAll(callUnhold, ok());
    half.feed(holdEvent(u"callee"_s, true, S::Ok));
    QVERIFY(half.left);
    QCOMPARE(half.faults, QStringList());
}

void TestHoldFlow::endOfTheCall()
{
    for (int steps = 0; steps < 4; ++steps) {
        FlowDriver run(flow(call(), {}, false, bothLanes36));
        if (steps > 0) {
            run.answerAll(pushVar, ok());
        }
        if (steps > 1) {
            run.answer(run.takeOpen(sequential), code(200));
        }
        if (steps > 2) {
            run.answer(run.takeOpen(sequential), code(488));
            run.answerAll(pushVar, ok());
        }
        Dialog other = ended();
        other.id = u"other.1"_s; // shares the Call-ID, but is another dialog
        run.feed(DialogSeen{other});
        QVERIFY(!run.outcome);
        const auto sent = run.sent.size();
        run.feed(DialogSeen{ended()});
        QCOMPARE(run.error(), Errc::CallEnded);
        QCOMPARE(run.fate(), CallFate::Ended);
        run.answerAll(sequential, code(200));
        run.feed(DialogSeen{ended()});
        QVERIFY(run.left);
        QCOMPARE(run.sent.size(), sent);
        QCOMPARE(run.faults, QStringList());
    }
}

void TestHoldFlow::reservationRefused()
{
    for (const bool lastFails : {true, false}) {
        FlowDriver run(flow(call(), {}, false, bothLanes36));
        const Result<QJsonValue> backup = failure(Errc::RefusedByProxy, u"backup"_s, {}, 403);
        run.answer(run.takeOpen(pushVar), lastFails ? ok() : backup);
        run.answer(run.takeOpen(pushVar), backup);
        QCOMPARE(run.error(), Errc::RefusedByProxy);
        QCOMPARE(run.outcome->error().error.status, 403);
        QCOMPARE(run.outcome->error().error.message, u"backup"_s);
        QCOMPARE(run.sentCount(sequential), 0);
        QVERIFY(run.left && run.told.isEmpty());
    }
    FlowDriver down(flow(call(), {}, false, bothLanes36));
    down.answerAll(pushVar, failure(Errc::ProxyUnreachable, u"down"_s));
    QCOMPARE(down.error(), Errc::ProxyUnreachable);
    QCOMPARE(down.fate(), CallFate::Kept);
}

void TestHoldFlow::resumesTheProxysOwnHold()
{
    // 3.x: by our own offer, and its mark is wiped out so that call_unhold stays as it is for everybody else.
    FlowDriver old(flow(call(heldBy3), LegRole::Callee, true, bothLanes36));
    old.answerAll(pushVar, ok());
    old.answerAll(sequential, code(200));
    QVERIFY(!old.outcome);
    const SendMi memory = old.takeOpen(pushVar);
    const SendMi mark = old.takeOpen(pushVar);
    QCOMPARE(mark.params.value(u"dlg_val_name"_s).toString(), u"call_hold_callee"_s);
    QCOMPARE(mark.params.value(u"dlg_val_value"_s), QJsonValue(QString()));
    old.answer(memory, ok());
    QVERIFY(!old.outcome);
    old.answer(mark, failure(Errc::Timeout, u"lost"_s));
    QVERIFY(old.succeeded() && old.left);
    QCOMPARE(old.sentCount(callUnhold), 0);

    // 4.x, one leg held by us and one by the proxy.
    FlowDriver mixed(
        flow(call({{u"cordboard_hold_caller"_s, u"held 11"_s}, {u"call_hold_callee"_s, u"12"_s}}), {}, true,
            bothLanes40));
    mixed.answerAll(pushVar, ok());
    QCOMPARE(mixed.sentCount(callUnhold), 1);
    QCOMPARE(mixed.sentCount(sequential), 1);
    mixed.answerAll(callUnhold, ok());
    mixed.feed(holdEvent(u"callee"_s, true, S::Ok));
    mixed.answerAll(sequential, code(200));
    mixed.answerAll(pushVar, ok());
    QVERIFY(mixed.succeeded() && mixed.left);
    QCOMPARE(mixed.faults, QStringList());
}

// --- recordings ---

namespace {

/// One `call_hold` or `call_unhold` as it was recorded, with the hold events up to the next MI request.
struct Segment {
    QString method;
    Result<QJsonValue> outcome = QJsonValue();
    QList<HoldChanged> events = {};
};

QList<Segment> segments(const QString &version, const QString &name)
{
    QList<Segment> found;
    const auto recording = tests::loadRecording(version, name);
    for (const auto &entry : recording->entries) {
        if (entry.kind == tests::RecordedEntry::Kind::MiAnswer && entry.method.startsWith(u"call_"_s)) {
            for (Segment &segment : found) {
                if (segment.method == u"?"_s) { // its events came before its answer
                    segment.method = entry.method;
                    segment.outcome = entry.outcome;
                }
            }
        } else if (entry.kind == tests::RecordedEntry::Kind::MiRequest
            && entry.method.startsWith(u"call_"_s)) {
            found.append({.method = u"?"_s});
        } else if (entry.kind == tests::RecordedEntry::Kind::Event && !found.isEmpty()) {
            const QJsonObject json = QJsonDocument::fromJson(entry.text).object();
            const QJsonObject params = json.value(u"params"_s).toObject();
            if (json.value(u"method"_s) == u"E_CALL_HOLD"_s) {
                const QString state = params.value(u"state"_s).toString();
                found.last().events.append(holdEvent(params.value(u"leg"_s).toString(),
                    params.value(u"action"_s).toString() == u"unhold"_s,
                    state == u"ok"_s         ? S::Ok
                        : state == u"fail"_s ? S::Fail
                                             : S::Start));
            }
        }
    }
    return found;
}

void play(FlowDriver &run, const Segment &segment)
{
    QCOMPARE(run.answerAll(segment.method, segment.outcome), 1);
    for (const HoldChanged &changed : segment.events) {
        run.feed(changed);
    }
}

} // namespace

void TestHoldFlow::recordedByCallops()
{
    const auto again = segments(u"4.0.1"_s, u"hold_unhold"_s);
    QCOMPARE(again.size(), 4);
    for (int i = 0; i < 4; ++i) { // held, held already, resumed, resumed already
        const bool resume = i > 1;
        FlowDriver run(flow(call(resume ? heldBy4 : Variables()), {}, resume, httpOnly40));
        play(run, again[i]);
        QVERIFY2(run.succeeded() && run.left, qPrintable(QString::number(i)));
        QCOMPARE(run.told.filter(u"Successful"_s).size(), 2);
    }

    const auto refused = segments(u"4.0.1"_s, u"hold_refused"_s);
    FlowDriver run(flow(call(), {}, false, httpOnly40));
    play(run, refused[0]);
    QCOMPARE(refused[2].method, callUnhold);
    play(run, refused[2]);
    QCOMPARE(run.error(), Errc::RejectedByParty);
    QCOMPARE(run.fate(), CallFate::Kept);
    QVERIFY(run.left);
    FlowDriver willing(flow(call(), {}, false, httpOnly40));
    play(willing, refused[4]);
    QVERIFY(willing.succeeded());
    FlowDriver back(flow(call(heldBy4), {}, true, httpOnly40));
    play(back, refused[5]);
    QVERIFY(back.succeeded());

    // Silence looks like a refusal here: the event tells no code.
    const auto silent = segments(u"4.0.1"_s, u"hold_no_answer"_s);
    FlowDriver mute(flow(call(), {}, false, httpOnly40));
    play(mute, silent[0]);
    QCOMPARE(mute.sentCount(callUnhold), 1);
    mute.answerAll(callUnhold, ok());
    mute.feed(holdEvent(u"caller"_s, true, S::Ok));
    QCOMPARE(mute.error(), Errc::RejectedByParty);
    QVERIFY(mute.left);
}

void TestHoldFlow::recordedBySequential()
{
    for (const QString &version : tests::recordedVersions()) {
        const auto recording = tests::loadRecording(version, u"hold_by_sequential"_s);
        QVERIFY(recording);
        QList<Result<QJsonValue>> answers;
        for (const auto &entry : recording->only(tests::RecordedEntry::Kind::MiAnswer)) {
            if (entry.method == sequential) {
                answers.append(entry.outcome);
            }
        }
        QCOMPARE(answers.size(), 4); // taken, refused, no answer, resumed
        const std::optional<Errc> errors[]{{}, Errc::RejectedByParty, Errc::NoAnswer, {}};
        for (NodeTraits traits : {bothLanes36, httpOnly36}) {
            traits.majorVersion = version.left(1).toInt();
            for (int i = 0; i < 4; ++i) {
                const bool resume = i == 3;
                FlowDriver run(flow(call(resume ? heldByUs : Variables()), LegRole::Callee, resume, traits));
                run.answerAll(pushVar, ok());
                QCOMPARE(run.answerAll(sequential, answers[i]), 1);
                run.answerAll(pushVar, ok());
                QCOMPARE(run.error(), errors[i]);
                QVERIFY(run.outcome && run.left);
                QCOMPARE(run.sentCount(callHold) + run.sentCount(callUnhold), 0);
            }
            // hold_no_answer with both legs, where call_hold kills 3.x: one leg taken, the other one silent
            if (traits.datagram) {
                FlowDriver run(flow(call(), {}, false, traits));
                run.answerAll(pushVar, ok());
                run.answer(run.takeOpen(sequential, u"callee"_s), answers[2]);
                run.answerAll(sequential, answers[0]);
                run.answerAll(pushVar, ok());
                QCOMPARE(run.answerAll(sequential, answers[3]), 1);
                run.answerAll(pushVar, ok());
                QCOMPARE(run.error(), Errc::NoAnswer);
                QCOMPARE(run.fate(), CallFate::Kept);
                QVERIFY(run.left);
                QCOMPARE(run.sentCount(callHold) + run.sentCount(callUnhold), 0);
            }
        }
    }
}

void TestHoldFlow::recordedOneLegAndRinging()
{
    for (const QString &version : tests::recordedVersions()) {
        const auto ringing = tests::loadRecording(version, u"hold_ringing"_s);
        const auto answers = ringing->only(tests::RecordedEntry::Kind::MiAnswer);
        const auto refused =
            std::find_if(answers.begin(), answers.end(), [](const auto &e) { return e.method == callHold; });
        QVERIFY(refused != answers.end());
        FlowDriver run(flow(call(), {}, false, httpOnly40));
        run.answerAll(callHold, refused->outcome);
        QCOMPARE(run.error(), Errc::WrongState);

        // A named leg never goes to callops, which holds both legs (4.0.1) or refuses the parameter (3.x).
        for (NodeTraits traits : {httpOnly40, bothLanes40}) {
            traits.majorVersion = version.left(1).toInt();
            FlowDriver one(flow(call(), LegRole::Caller, false, traits));
            one.answerAll(pushVar, ok());
            QCOMPARE(one.answerAll(sequential, code(200)), 1);
            one.answerAll(pushVar, ok());
            QVERIFY(one.succeeded());
            QCOMPARE(one.sentCount(callHold), 0);
        }
    }
}

// --- any order ---

namespace {

/// A proxy with two phones that decide as the dice fall, and a network that delivers in any order.
class World {
public:
    World(quint32 seed, const NodeTraits &traits, bool resume, std::optional<LegRole> leg)
        : m_dice(seed)
        , m_traits(traits)
        , m_resume(resume)
    {
        m_dialog = call();
        if (resume) {
            for (const QString &role : roles) {
                const bool proxy = !leg && chance(30);
                m_dialog.variables.insert((proxy ? u"call_hold_"_s : u"cordboard_hold_"_s) + role,
                    proxy ? (traits.majorVersion == 4 ? u"12"_s : u"hold"_s) : u"held 50"_s);
                held[role] = true;
                m_lastVersion[role] = proxy ? QString() : u"50"_s;
            }
        }
        run = std::make_unique<FlowDriver>(flow(m_dialog, leg, resume, traits));
    }

    void live()
    {
        const bool stopsEarly = chance(30);
        for (int round = 0; round < 500; ++round) {
            hear();
            if (stopsEarly && !m_stopped && chance(15)) {
                stop(chance(50) ? StopReason::Deadline : StopReason::Cancelled);
                continue;
            }
            if (m_coming.empty()) {
                if (run->outcome) {
                    break;
                }
                stop(StopReason::Deadline);
                continue;
            }
            const auto which = m_dice.bounded(static_cast<quint32>(m_coming.size()));
            const auto happen = std::move(m_coming[which]);
            m_coming.erase(m_coming.begin() + which);
            happen();
        }
        run->feed(GraceOver{});
    }

    std::unique_ptr<FlowDriver> run;
    QHash<QString, bool> held;
    QStringList faults;
    static inline const QStringList roles{u"caller"_s, u"callee"_s};

private:
    bool chance(int percent) { return m_dice.bounded(100) < percent; }

    void stop(StopReason reason)
    {
        m_stopped = true;
        run->feed(Stopped{reason});
        if (!run->outcome) {
            faults.append(u"no outcome after a stop"_s);
        }
    }

    void hear()
    {
        while (!run->open.isEmpty()) {
            const SendMi mi = run->open.takeFirst();
            if (mi.method == pushVar) {
                m_coming.push_back([this, mi] {
                    m_dialog.variables.insert(mi.params.value(u"dlg_val_name"_s).toString(),
                        mi.params.value(u"dlg_val_value"_s).toString());
                    run->answer(mi, ok());
                });
            } else if (mi.method == sequential) {
                hearOffer(mi);
            } else {
                hearCallops(mi);
            }
        }
    }

    void hearOffer(const SendMi &mi)
    {
        const QString role = mi.params.value(u"mode"_s).toString();
        const QString body = bodyOf(mi);
        const QString version = *sdpVersion(body);
        if (version == m_lastVersion[role] || laterVersion(version, m_lastVersion[role]) != version) {
            faults.append(u"a version did not rise"_s);
        }
        m_lastVersion[role] = version;
        if (m_busy.value(role)
            || (!m_traits.datagram && (m_busy.value(u"caller"_s) || m_busy.value(u"callee"_s)))) {
            faults.append(u"an offer while another one is out"_s);
        }
        m_busy[role] = true;
        const bool holds = heldDirection(body) == MediaDirection::Inactive;
        m_coming.push_back([this, mi, role, holds] {
            m_busy[role] = false;
            const bool undo = !holds && !m_resume;
            const auto dice = undo ? 0 : m_dice.bounded(100);
            if (dice < 60) {
                held[role] = holds;
                run->answer(mi, code(200));
            } else if (dice < 75) {
                run->answer(mi, code(488));
            } else if (dice < 90) {
                run->answer(mi, failure(Errc::RefusedByProxy, u"Request Timeout"_s, {}, 408));
            } else {
                held[role] = dice < 95 ? holds : held[role];
                run->answer(mi, failure(Errc::Timeout, u"lost"_s));
            }
        });
    }

    void hearCallops(const SendMi &mi)
    {
        if (m_traits.majorVersion != 4) {
            faults.append(u"callops on 3.x"_s);
        }
        const bool resume = mi.method == callUnhold;
        m_coming.push_back([this, mi, resume] {
            bool any = false;
            for (const QString &role : roles) {
                const QString value = m_dialog.variables.value(u"call_hold_"_s + role);
                if ((value.isEmpty() || value == u"0"_s) == resume) {
                    continue;
                }
                any = true;
                tell(holdEvent(role, resume, S::Start));
                m_coming.push_back([this, role, resume] { decide(role, resume); });
            }
            if (chance(10)) {
                run->answer(mi, failure(Errc::Timeout, u"lost"_s));
            } else {
                run->answer(mi, any ? ok() : failure(Errc::RefusedByProxy, u"as it is"_s, {}, 480));
            }
        });
    }

    void decide(const QString &role, bool resume)
    {
        const bool undo = resume && !m_resume;
        const bool agrees = undo || chance(70);
        if (agrees) {
            held[role] = !resume;
            m_dialog.variables.insert(u"call_hold_"_s + role, resume ? u"0"_s : u"12"_s);
        }
        tell(holdEvent(role, resume, agrees ? S::Ok : S::Fail));
    }

    /// Lost (then the table notices by and by), once or twice.
    void tell(const HoldChanged &what)
    {
        if (chance(10)) {
            m_coming.push_back([this] { run->feed(DialogSeen{m_dialog}); });
            return;
        }
        m_coming.push_back([this, what] { run->feed(what); });
        if (chance(10)) {
            m_coming.push_back([this, what] { run->feed(what); });
        }
    }

    QRandomGenerator m_dice;
    NodeTraits m_traits;
    bool m_resume = false;
    bool m_stopped = false;
    Dialog m_dialog;
    Variables m_lastVersion;
    QHash<QString, bool> m_busy;
    std::deque<std::function<void()>> m_coming;
};

} // namespace

void TestHoldFlow::anyOrder_data()
{
    QTest::addColumn<NodeTraits>("traits");
    QTest::newRow("3.6") << bothLanes36;
    QTest::newRow("3.6 over HTTP") << httpOnly36;
    QTest::newRow("4.0") << bothLanes40;
    QTest::newRow("4.0 over HTTP") << httpOnly40;
}

void TestHoldFlow::anyOrder()
{
    QFETCH(NodeTraits, traits);
    int successes = 0;
    int failures = 0;
    for (quint32 seed = 0; seed < 600; ++seed) {
        const bool resume = seed % 3 == 0;
        const auto leg = seed % 5 == 0 ? std::optional(LegRole::Callee) : std::nullopt;
        World world(seed, traits, resume, leg);
        world.live();
        const QByteArray where = "seed " + QByteArray::number(seed) + ": "
            + world.run->faults.join(u", "_s).toUtf8() + world.faults.join(u", "_s).toUtf8();
        QVERIFY2(world.run->faults.isEmpty() && world.faults.isEmpty(), where.constData());
        QVERIFY2(world.run->outcome && world.run->left, where.constData());
        const bool success = world.run->succeeded();
        (success ? successes : failures)++;
        for (const QString &role : World::roles) {
            if (leg && role != u"callee"_s) {
                continue;
            }
            if (success) {
                QVERIFY2(world.held.value(role) == !resume, where.constData());
            } else if (!resume) {
                QVERIFY2(!world.held.value(role), where.constData());
            }
        }
    }
    QVERIFY(successes > 50 && failures > 50);
}

QTEST_GUILESS_MAIN(TestHoldFlow)
#include "tst_holdflow.moc"
