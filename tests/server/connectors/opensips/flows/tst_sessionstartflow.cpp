// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/sessionstartflow.h"
#include "tests/server/connectors/opensips/flows/flowreplay.h"
#include "tests/support/strict.h"

#include <QTest>

#include <numeric>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

using Probe = tests::FlowProbe<SessionStartState>;
using Replay = tests::FlowReplay;

SipUri uri(QStringView text) { return *SipUri::parse(text); }

constexpr int open = 999;
const QString key = u"B2B.1.2"_s;

StartPlan plan()
{
    return {.call = {.caller = uri(u"sip:erin@127.0.0.1:5060"),
                .callee = uri(u"sip:frank@127.0.0.1:5060"),
                .journey = {}},
        .callId = {},
        .fromTag = {},
        .sdpVersion = 0,
        .sip = {.proxyUri = u"sip:127.0.0.1:5060"_s, .fromUri = u"sip:bob@127.0.0.1"_s, .contactUri = {}},
        .traits = {.datagram = false, .http = true, .majorVersion = 3, .minorVersion = 6}};
}
Probe begun(StartPlan what = plan()) { return Probe::begun(beginSessionStart(std::move(what))); }

DialogSeen setup(int state)
{
    Dialog dialog;
    dialog.id = u"s.1"_s;
    dialog.callId = SipCallId(key);
    dialog.state = static_cast<DialogState>(state);
    return {dialog};
}
DialogSeen fresh(int state)
{
    Dialog dialog;
    dialog.id = u"n.1"_s;
    dialog.callId = SipCallId(u"N"_s);
    dialog.state = static_cast<DialogState>(state);
    dialog.fromUri = u"sip:erin@127.0.0.1"_s;
    dialog.toUri = u"sip:frank@127.0.0.1:5060;osid=s.1"_s;
    return {dialog};
}
using S = SessionChanged::Type;
SessionChanged session(
    S type, int status = 0, const QString &reason = {}, const QString &method = u"INVITE"_s)
{
    return {.key = SipCallId(key), .type = type, .status = status, .reason = reason, .method = method};
}
using T = TransferChanged::State;
TransferChanged told(T state, const QString &status = {})
{
    return {.callId = SipCallId(key),
        .leg = {},
        .transferCallId = SipCallId(u"N"_s),
        .destination = u"sip:frank@10.0.0.3"_s,
        .state = state,
        .status = status};
}
MiAnswered opened() { return {open, QJsonValue(key)}; }
MiAnswered accepted() { return {transfer::CallTransfer, QJsonValue(u"Accepted"_s)}; }
MiFailed failed(int tag, Errc code, std::optional<int> number = {})
{
    return {tag, Error{code, u"nothing"_s, {}, number}};
}
MiAnswered done(const Probe &probe, const QString &method)
{
    return {probe.sent(method).constLast().tag, QJsonValue(u"OK"_s)};
}

using Events = std::vector<FlowEvent>;

std::vector<std::pair<QByteArray, Events>> states()
{
    const Events referring{opened(), setup(2), setup(3), session(S::Answered, 200, u"OK"_s)};
    const auto after = [](Events events, const Events &more) {
        events.insert(events.end(), more.begin(), more.end());
        return events;
    };
    return {
        {"opening", {}},
        {"opening, early events", {setup(2), session(S::Early, 180)}},
        {"ringing", {opened(), setup(2), session(S::Early, 180)}},
        {"gone", {opened(), setup(2), setup(5)}},
        {"referring", referring},
        {"referred", after(referring, {accepted()})},
        {"callee rings", after(referring, {accepted(), told(T::Start), fresh(2)})},
        {"hung up", after(referring, {accepted(), session(S::Terminated)})},
        {"closing", after(referring, {accepted(), fresh(3)})},
        {"watching", {opened(), setup(2), Stopped{StopReason::Cancelled}}},
        {"watching without a key", {Stopped{StopReason::Deadline}}},
        {"over", {opened(), session(S::Rejected, 486, u"Busy Here"_s)}},
    };
}
std::vector<std::pair<QByteArray, FlowEvent>> events()
{
    SessionChanged others = session(S::Answered, 200);
    others.key = SipCallId(u"other"_s);
    return {
        {"opened", opened()},
        {"no key", MiAnswered{open, QJsonValue()}},
        {"open lost", failed(open, Errc::Timeout)},
        {"open unsent", failed(open, Errc::ProxyUnreachable)},
        {"open 500", failed(open, Errc::RefusedByProxy, 500)},
        {"no module", failed(open, Errc::RefusedByProxy, -32601)},
        {"accepted", accepted()},
        {"transfer refused", failed(transfer::CallTransfer, Errc::RefusedByProxy, 491)},
        {"tag 1000 ok", MiAnswered{1000, QJsonValue(u"OK"_s)}},
        {"tag 1000 404", failed(1000, Errc::RefusedByProxy, 404)},
        {"tag 1001 lost", failed(1001, Errc::Timeout)},
        {"early", session(S::Early, 180)},
        {"answered", session(S::Answered, 200, u"OK"_s)},
        {"answered of others", others},
        {"rejected", session(S::Rejected, 486, u"Busy Here"_s)},
        {"rejected 408", session(S::Rejected, 408, u"Timeout"_s)},
        {"rejected 0", session(S::Rejected)},
        {"terminated", session(S::Terminated)},
        {"notify", session(S::Updated, 0, {}, u"NOTIFY"_s)},
        {"update", session(S::Updated, 0, {}, u"INFO"_s)},
        {"other", session(S::Other)},
        {"setup 2", setup(2)},
        {"setup 3", setup(3)},
        {"setup 5", setup(5)},
        {"new 2", fresh(2)},
        {"new 3", fresh(3)},
        {"new 5", fresh(5)},
        {"ok", told(T::Ok, u"200 OK"_s)},
        {"fail", told(T::Fail, u"486 Busy Here"_s)},
        {"hold", HoldChanged{}},
        {"deadline", Stopped{StopReason::Deadline}},
        {"cancelled", Stopped{StopReason::Cancelled}},
        {"call ended", Stopped{StopReason::CallEnded}},
        {"grace over", GraceOver{}},
    };
}

} // namespace

class TestSessionStartFlow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void everyCell_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("event");
        const auto all = states();
        const auto what = events();
        for (std::size_t s = 0; s < all.size(); ++s) {
            for (std::size_t e = 0; e < what.size(); ++e) {
                QTest::newRow(QByteArray(all[s].first + ": " + what[e].first).constData())
                    << static_cast<int>(s) << static_cast<int>(e);
            }
        }
    }
    void everyCell()
    {
        QFETCH(int, state);
        QFETCH(int, event);
        Probe probe = begun();
        const Events way = states()[static_cast<std::size_t>(state)].second;
        for (const FlowEvent &step : way) {
            probe.feed(step);
        }
        const bool wasLeft = probe.left;
        const FlowEvent now = events()[static_cast<std::size_t>(event)].second;
        probe.feed(now);
        if (wasLeft) {
            QVERIFY(probe.last.empty());
        }
        probe.feed(now).feed(Stopped{StopReason::Deadline}).feed(GraceOver{}).feed(now);
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
        QVERIFY(probe.outcome.has_value());
        QVERIFY(probe.left);
        QCOMPARE(probe.sent(u"ua_session_client_start"_s).size(), 1);
    }

    void cells_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QString>("result");
        QTest::addColumn<QString>("sent"); // by the event
        const auto row = [](const char *state, const char *event, const QString &result,
                             const QString &sent) {
            QTest::newRow(qPrintable(QLatin1StringView(state) + u": "_s + QLatin1StringView(event)))
                << QByteArray(state) << QByteArray(event) << result << sent;
        };
        const QString both = u"ua_session_terminate dlg_end_dlg"_s;
        row("opening", "opened", u""_s, u""_s);
        row("opening", "no key", u"timeout unknown"_s, u""_s);
        row("opening", "open lost", u"timeout unknown"_s, u""_s);
        row("opening", "open unsent", u"proxy_unreachable kept"_s, u""_s);
        row("opening", "open 500", u"refused_by_proxy 500 ended"_s, u""_s);
        row("opening", "no module", u"not_supported -32601 ended"_s, u""_s);
        row("opening", "deadline", u"timeout unknown"_s, u""_s);
        row("ringing", "answered", u""_s, u"call_transfer"_s);
        row("ringing", "answered of others", u""_s, u""_s);
        row("ringing", "setup 3", u""_s, u"call_transfer"_s);
        row("ringing", "setup 5", u""_s, u"dlg_list_ctx"_s);
        row("ringing", "rejected", u"rejected_by_party 486 ended"_s, u""_s);
        row("ringing", "rejected 408", u"no_answer 408 ended"_s, u""_s);
        row("ringing", "rejected 0", u"rejected_by_party ended"_s, u""_s);
        row("ringing", "terminated", u"call_ended ended"_s,
            both.section(u' ', 1)); // the dialog stays (fact 38)
        row("ringing", "deadline", u"no_answer ended"_s, both);
        row("ringing", "cancelled", u"cancelled ended"_s, both);
        row("ringing", "notify", u""_s, u"ua_session_reply"_s);
        row("ringing", "update", u""_s, u""_s);
        row("gone", "rejected", u"rejected_by_party 486 ended"_s, u""_s);
        row("referring", "transfer refused", u"refused_by_proxy 491 ended"_s, both);
        row("referred", "notify", u""_s, u"ua_session_reply"_s);
        row("referred", "fail", u"rejected_by_party 486 ended"_s, both);
        row("referred", "new 3", u"ok"_s, both);
        row("referred", "terminated", u""_s, u""_s);
        row("referred", "deadline", u"no_answer ended"_s, both);
        row("callee rings", "ok", u"ok"_s, both);
        row("callee rings", "cancelled", u"cancelled ended"_s, u"dlg_end_dlg "_s + both);
        row("hung up", "new 3", u"ok"_s, u"dlg_end_dlg"_s);
        row("hung up", "deadline", u"call_ended ended"_s, u"dlg_end_dlg"_s);
        row("closing", "notify", u"ok"_s, u"ua_session_reply"_s);
        row("watching", "answered", u"cancelled ended"_s, u""_s); // the end is under way
        row("watching without a key", "opened", u"timeout unknown"_s, both);
        row("watching without a key", "no key", u"timeout unknown"_s, u""_s);
    }
    void cells()
    {
        QFETCH(QByteArray, state);
        QFETCH(QByteArray, event);
        const auto named = [](const auto &all, const QByteArray &name) {
            return std::find_if(all.begin(), all.end(), [&](const auto &row) {
                return row.first == name;
            })->second;
        };
        Probe probe = begun();
        const Events way = named(states(), state);
        for (const FlowEvent &step : way) {
            probe.feed(step);
        }
        probe.feed(named(events(), event));
        QTEST(probe.result(), "result");
        QStringList sent;
        for (const FlowAction &action : probe.last) {
            if (const auto *send = std::get_if<SendMi>(&action)) {
                sent.append(send->method);
                QCOMPARE(send->wait, Wait::Moment); // it has only the HTTP lane (fact 1)
            }
        }
        QTEST(sent.join(u' '), "sent");
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
    }

    void request()
    {
        const SendMi send = begun().sent(u"ua_session_client_start"_s).value(0);
        QCOMPARE(send.params.value(u"flags"_s).toString(), u"r"_s);
        QCOMPARE(send.params.value(u"proxy"_s).toString(), u"sip:127.0.0.1:5060"_s);
        StartPlan what = plan();
        what.sip.fromUri = u"sip:a@b>\r\nX: y"_s;
        const Probe bad = begun(what);
        QCOMPARE(bad.result(), u"invalid_params kept"_s);
        QVERIFY(bad.left);
    }

    void notifyReply()
    {
        Probe probe = begun();
        probe.feed(opened()).feed(session(S::Answered, 200)).feed(session(S::Updated, 0, {}, u"NOTIFY"_s));
        QCOMPARE(probe.sent(u"ua_session_reply"_s).value(0).params,
            (QJsonObject{
                {u"key"_s, key}, {u"method"_s, u"NOTIFY"_s}, {u"code"_s, 200}, {u"reason"_s, u"OK"_s}}));
        probe.feed(session(S::Updated, 0, {}, u"NOTIFY"_s));
        QCOMPARE(probe.sent(u"ua_session_reply"_s).size(), 2); // each
    }

    void earlyEvents()
    {
        // The phone answers before the key has reached us; a busy node's other events do not pile up.
        Probe probe = begun();
        for (int i = 0; i < 100; ++i) {
            probe.feed(DialogSeen{});
        }
        probe.feed(setup(2)).feed(session(S::Early, 180)).feed(session(S::Answered, 200)).feed(setup(3));
        QCOMPARE(probe.told(), QString());
        probe.feed(opened());
        QCOMPARE(probe.told(), u"CallerAnswered"_s);
        QCOMPARE(probe.sent(u"call_transfer"_s).size(), 1);
        for (int i = 0; i < 5000; ++i) {
            probe.feed(DialogSeen{});
        }
        probe = begun();
        for (int i = 0; i < 5000; ++i) {
            probe.feed(DialogSeen{});
        }
        QVERIFY(std::get<sessionstart::Opening>(probe.state.phase).early.size() <= 256);
    }

    void whole()
    {
        Probe probe = begun();
        probe.feed(opened())
            .feed(session(S::Answered, 200))
            .feed(accepted()); // before any word of the dialog
        probe.feed(setup(3)).feed(fresh(2)).feed(fresh(3));
        QCOMPARE(probe.told(), u"CallerAnswered Transferring TransferStart TransferPending CalleeAnswered"_s);
        QCOMPARE(probe.result(), u"ok"_s);
        QVERIFY(!probe.left);
        probe.feed(failed(probe.sent(u"ua_session_terminate"_s).constLast().tag, Errc::RefusedByProxy, 500));
        QVERIFY(!probe.left);
        probe.feed(done(probe, u"dlg_end_dlg"_s));
        QVERIFY(probe.left);
        QCOMPARE(probe.lates(), 0);
    }

    void stoppedThenAnswered()
    {
        Probe probe = begun();
        probe.feed(opened()).feed(Stopped{StopReason::Cancelled});
        probe.feed(done(probe, u"ua_session_terminate"_s));
        probe.feed(failed(probe.sent(u"dlg_end_dlg"_s).constLast().tag, Errc::RefusedByProxy, 404));
        probe.feed(session(S::Answered, 200)); // crossed
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).size(), 2);
        probe.feed(setup(5));
        QVERIFY(probe.left);
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
    }

    void permutations()
    {
        const Events all{opened(), setup(2), setup(3), session(S::Early, 180), session(S::Answered, 200),
            fresh(3), accepted()};
        std::vector<std::size_t> order(all.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        do {
            // What the transfer brings cannot come before it was asked for.
            const auto at = [&](std::size_t what) { return std::find(order.begin(), order.end(), what); };
            const auto asked = std::max(at(0), std::min(at(2), at(4)));
            if (at(5) < asked || at(6) < asked || at(5) < std::min(at(1), at(2))) {
                continue;
            }
            Probe probe = begun();
            for (const std::size_t index : order) {
                probe.feed(all[index]).feed(all[index]);
            }
            QCOMPARE(probe.result(), u"ok"_s);
            QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
        } while (std::next_permutation(order.begin(), order.end()));
    }

    void recordings_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("flow");
        QTest::addColumn<QString>("result");
        QTest::addColumn<int>("reason");
        for (const QString &version : tests::recordedVersions()) {
            const auto row = [&](const QString &flow, const QString &result,
                                 StopReason reason = StopReason::Deadline) {
                QTest::newRow(qPrintable(version % u' ' % flow))
                    << version << flow << result << static_cast<int>(reason);
            };
            row(u"start_ok"_s, u"ok"_s);
            row(u"start_notify"_s, u"ok"_s);
            row(u"start_notify_answered"_s, u"ok"_s);
            row(u"start_caller_rejects"_s, u"rejected_by_party 486 ended"_s);
            row(u"start_caller_unknown"_s, u"rejected_by_party 404 ended"_s);
            row(u"start_caller_never_answers"_s, u"no_answer 408 ended"_s);
            row(u"start_callee_rejects"_s, u"rejected_by_party 486 ended"_s);
            row(u"start_cancelled_while_ringing"_s, u"cancelled ended"_s, StopReason::Cancelled);
            // Nobody tells of these two (facts 38, 39): the deadline has to.
            row(u"start_caller_hangs_up"_s, u"no_answer ended"_s);
            row(u"start_refer_refused"_s, u"no_answer ended"_s);
        }
    }
    void recordings()
    {
        QFETCH(QString, version);
        QFETCH(QString, flow);
        const auto recording = tests::loadRecording(version, flow);
        QVERIFY(recording.has_value());
        Replay replay(*recording);
        const qsizetype start = replay.indexOf(u"ua_session_client_start"_s);
        QVERIFY(start >= 0);
        replay.playUntil(start);
        const QJsonObject params = replay.at(start).params;
        StartPlan what = plan();
        what.call.caller = uri(params[u"ruri"_s].toString());
        const qsizetype moved = replay.indexOf(u"call_transfer"_s);
        if (moved >= 0) {
            what.call.callee = uri(replay.at(moved).params[u"destination"_s].toString());
        }
        Probe probe = begun(what);
        QJsonObject sent = probe.sent(u"ua_session_client_start"_s).value(0).params;
        sent[u"to"_s] = sent[u"to"_s].toString().remove(u":5060"_s); // so the recorder wrote it
        sent[u"flags"_s] = params[u"flags"_s];
        QCOMPARE(sent, params);
        QFETCH(int, reason);
        replay.play(probe, static_cast<StopReason>(reason));
        QTEST(probe.result(), "result");
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
        QVERIFY(probe.left);
        QCOMPARE(probe.lates(), 0);
        if (moved >= 0) {
            QCOMPARE(probe.sent(u"ua_session_terminate"_s).size(), 1);
            QCOMPARE(probe.sent(u"dlg_end_dlg"_s).size(), 1);
        }
        if (probe.result() == u"ok"_s) {
            QVERIFY(probe.told().startsWith(u"CallerAnswered Transferring TransferStart"_s));
            QVERIFY(probe.told().endsWith(u"CalleeAnswered"_s));
        }
    }
};

QTEST_GUILESS_MAIN(TestSessionStartFlow)
#include "tst_sessionstartflow.moc"
