// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/startflow.h"
#include "tests/server/connectors/opensips/flows/flowreplay.h"
#include "tests/support/strict.h"

#include <QTest>

#include <numeric>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

using Probe = tests::FlowProbe<StartState>;
using Replay = tests::FlowReplay;

SipUri uri(QStringView text) { return *SipUri::parse(text); }

constexpr int invite = 999;
const QString callId = u"cordboard-1"_s;

StartPlan plan(bool sequential = false)
{
    return {.call = {.caller = uri(u"sip:erin@127.0.0.1:5060"),
                .callee = uri(u"sip:frank@127.0.0.1:5060"),
                .journey = {}},
        .callId = SipCallId(callId),
        .fromTag = u"t1"_s,
        .sdpVersion = 7,
        .sip = {.proxyUri = u"sip:127.0.0.1:5060"_s, .fromUri = u"sip:bob@127.0.0.1"_s, .contactUri = {}},
        .traits = {.datagram = true,
            .http = true,
            .majorVersion = 3,
            .minorVersion = 6,
            .callops = true,
            .uaSession = true,
            .sequentialHeaders = sequential}};
}
Probe begun(StartPlan what = plan()) { return Probe::begun(beginStart(std::move(what))); }

DialogSeen setup(int state)
{
    Dialog dialog;
    dialog.id = u"s.1"_s;
    dialog.callId = SipCallId(callId);
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
using T = TransferChanged::State;
TransferChanged told(T state, const QString &status = {})
{
    return {.callId = SipCallId(callId),
        .leg = {},
        .transferCallId = SipCallId(u"N"_s),
        .destination = u"sip:frank@10.0.0.3"_s,
        .state = state,
        .status = status};
}
MiAnswered status(const QString &text) { return {invite, QJsonObject{{u"Status"_s, text}}}; }
MiAnswered accepted() { return {transfer::CallTransfer, QJsonValue(u"Accepted"_s)}; }
MiFailed failed(int tag, Errc code, std::optional<int> number = {})
{
    return {tag, Error{code, u"nothing"_s, {}, number}};
}
/// The answer to the last request of this method.
MiFailed gone(const Probe &probe, const QString &method)
{
    return failed(probe.sent(method).constLast().tag, Errc::RefusedByProxy, 404);
}
MiAnswered done(const Probe &probe, const QString &method)
{
    return {probe.sent(method).constLast().tag, QJsonValue(u"OK"_s)};
}
qsizetype ends(const Probe &probe) { return probe.sent(u"dlg_end_dlg"_s).size(); }

using Events = std::vector<FlowEvent>;

std::vector<std::pair<QByteArray, Events>> states()
{
    const FlowEvent ok = status(u"200 OK"_s);
    const Events transferring{setup(2), setup(3), ok, setup(4)};
    const auto after = [](Events events, const Events &more) {
        events.insert(events.end(), more.begin(), more.end());
        return events;
    };
    return {
        {"calling", {}},
        {"ringing", {setup(2)}},
        {"lost", {failed(invite, Errc::Timeout)}},
        {"lost, ringing", {failed(invite, Errc::Timeout), setup(2)}},
        {"gone", {setup(2), setup(5)}},
        {"answered by dialog", {setup(3)}},
        {"answered by answer", {ok}},
        {"referring", transferring},
        {"referred", after(transferring, {accepted()})},
        {"callee rings", after(transferring, {accepted(), told(T::Start), fresh(2)})},
        {"callee rings, setup over", after(transferring, {accepted(), setup(5), fresh(2)})},
        {"closing", after(transferring, {accepted(), fresh(3)})},
        {"closing after failure", after(transferring, {accepted(), told(T::Fail, u"486 Busy"_s)})},
        {"watching", {setup(2), Stopped{StopReason::Cancelled}}},
        {"watching, unheard", {Stopped{StopReason::Deadline}}},
        {"watching, transferring",
            after(transferring, {accepted(), fresh(2), Stopped{StopReason::Deadline}})},
        {"over", {status(u"486 Busy Here"_s)}},
    };
}
std::vector<std::pair<QByteArray, FlowEvent>> events()
{
    return {
        {"200", status(u"200 OK"_s)},
        {"404", status(u"404 Not Found"_s)},
        {"408", status(u"408 Request Timeout"_s)},
        {"486", status(u"486 Busy Here"_s)},
        {"487", status(u"487 Request Terminated"_s)},
        {"603", status(u"603 Decline"_s)},
        {"no status", MiAnswered{invite, QJsonValue()}},
        {"odd status", status(u"hello"_s)},
        {"invite lost", failed(invite, Errc::Timeout)},
        {"invite unsent", failed(invite, Errc::ProxyUnreachable)},
        {"invite refused", failed(invite, Errc::RefusedByProxy, 500)},
        {"no t_uac_dlg", failed(invite, Errc::RefusedByProxy, -32601)},
        {"accepted", accepted()},
        {"transfer refused", failed(transfer::CallTransfer, Errc::RefusedByProxy, 404)},
        {"tag 1000 ok", MiAnswered{1000, QJsonValue(u"OK"_s)}},
        {"tag 1000 404", failed(1000, Errc::RefusedByProxy, 404)},
        {"tag 1000 lost", failed(1000, Errc::Timeout)},
        {"tag 1001 404", failed(1001, Errc::RefusedByProxy, 404)},
        {"setup 1", setup(1)},
        {"setup 2", setup(2)},
        {"setup 3", setup(3)},
        {"setup 4", setup(4)},
        {"setup 5", setup(5)},
        {"new 2", fresh(2)},
        {"new 3", fresh(3)},
        {"new 5", fresh(5)},
        {"start", told(T::Start)},
        {"notify", told(T::Notify, u"180 Ringing"_s)},
        {"ok", told(T::Ok, u"200 OK"_s)},
        {"fail", told(T::Fail, u"486 Busy Here"_s)},
        {"hold", HoldChanged{}},
        {"session", SessionChanged{}},
        {"deadline", Stopped{StopReason::Deadline}},
        {"cancelled", Stopped{StopReason::Cancelled}},
        {"call ended", Stopped{StopReason::CallEnded}},
        {"grace over", GraceOver{}},
    };
}

} // namespace

class TestStartFlow : public QObject {
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
        QCOMPARE(probe.sent(u"t_uac_dlg"_s).size(), 1); // never again (fact 48)
        QVERIFY(probe.reports().count({ProgressEvent::CallerAnswered, {}, {}, {}, {}}) <= 1);
    }

    void cells_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QString>("result");
        QTest::addColumn<int>("ended"); // dlg_end_dlg
        QTest::addColumn<int>("looked"); // dlg_list_ctx
        const auto row = [](const char *state, const char *event, const QString &result, int ended,
                             int looked) {
            QTest::newRow(qPrintable(QLatin1StringView(state) + u": "_s + QLatin1StringView(event)))
                << QByteArray(state) << QByteArray(event) << result << ended << looked;
        };
        row("calling", "200", u""_s, 0, 1); // ACK seen?
        row("calling", "404", u"rejected_by_party 404 ended"_s, 0, 0);
        row("calling", "408", u"no_answer 408 ended"_s, 0, 0);
        row("calling", "487", u"no_answer 487 ended"_s, 0, 0);
        row("calling", "603", u"rejected_by_party 603 ended"_s, 0, 0);
        row("calling", "no status", u""_s, 0, 1);
        row("calling", "invite lost", u""_s, 0, 1);
        row("calling", "invite unsent", u"proxy_unreachable kept"_s, 0, 0);
        row("calling", "invite refused", u"refused_by_proxy 500 ended"_s, 0, 0);
        row("calling", "no t_uac_dlg", u"not_supported -32601 ended"_s, 0, 0);
        row("calling", "setup 5", u""_s, 0, 1); // the status is on its way
        row("calling", "deadline", u"timeout unknown"_s, 1, 0);
        row("calling", "cancelled", u"cancelled unknown"_s, 1, 0);
        row("ringing", "486", u"rejected_by_party 486 ended"_s, 0, 0);
        row("ringing", "deadline", u"no_answer ended"_s, 1, 0);
        row("ringing", "cancelled", u"cancelled ended"_s, 1, 0);
        row("ringing", "call ended", u"call_ended ended"_s, 1, 0);
        row("lost", "tag 1000 404", u"timeout ended"_s, 0, 1);
        row("lost", "tag 1000 lost", u""_s, 0, 1);
        row("lost, ringing", "tag 1000 404", u"timeout ended"_s, 0, 1);
        row("lost, ringing", "setup 4", u""_s, 0, 1);
        row("gone", "486", u"rejected_by_party 486 ended"_s, 0, 1);
        row("gone", "tag 1000 404", u""_s, 0, 2); // patience
        row("gone", "200", u"call_ended ended"_s, 0, 1);
        row("answered by dialog", "setup 5", u"call_ended ended"_s, 0, 0);
        row("answered by dialog", "200", u""_s, 0, 1);
        row("answered by dialog", "deadline", u"timeout ended"_s, 1, 0);
        row("answered by answer", "tag 1000 404", u"call_ended ended"_s, 0, 1);
        row("answered by answer", "tag 1000 lost", u""_s, 0, 2);
        row("referring", "transfer refused", u"call_ended 404 ended"_s, 1, 1);
        row("referring", "setup 5", u""_s, 0, 1);
        row("referred", "setup 5", u""_s, 0, 1); // it may have been hasty (fact 20)
        row("referred", "fail", u"rejected_by_party 486 ended"_s, 1, 1);
        row("referred", "new 3", u"ok"_s, 1, 1);
        row("referred", "deadline", u"no_answer ended"_s, 1, 1);
        row("callee rings", "ok", u"ok"_s, 1, 1);
        row("callee rings", "cancelled", u"cancelled ended"_s, 2, 1);
        row("callee rings, setup over", "ok", u"ok"_s, 0, 1);
        row("callee rings, setup over", "fail", u"rejected_by_party 486 ended"_s, 0, 1);
        row("watching", "200", u"cancelled ended"_s, 1, 0); // its end is under way
        row("watching", "487", u"cancelled ended"_s, 1, 0);
        row("watching, unheard", "setup 2", u"timeout unknown"_s, 1, 0);
        row("watching, transferring", "ok", u"no_answer ended"_s, 2, 1);
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
        QTEST(static_cast<int>(ends(probe)), "ended");
        QTEST(static_cast<int>(probe.sent(u"dlg_list_ctx"_s).size()), "looked");
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
    }

    void request()
    {
        StartPlan what = plan();
        SendMi send = begun(what).sent(u"t_uac_dlg"_s).value(0);
        QCOMPARE(send.wait, Wait::Phone);
        QVERIFY(!send.slowOverHttp);
        QCOMPARE(send.params.value(u"ruri"_s).toString(), u"sip:erin@127.0.0.1:5060"_s);
        QCOMPARE(send.params.value(u"next_hop"_s).toString(), u"sip:127.0.0.1:5060"_s);
        QCOMPARE(send.params.value(u"headers"_s).toString(),
            u"From: <sip:bob@127.0.0.1>;tag=t1\r\nTo: <sip:erin@127.0.0.1:5060>\r\nCall-ID: cordboard-1\r\n"
            "CSeq: 1 INVITE\r\nContact: <sip:callapi@127.0.0.1:5060>\r\nContent-Type: application/sdp\r\n"_s);
        QVERIFY(send.params.value(u"body"_s).toString().startsWith(u"v=0\r\no=- 7 7 IN IP4 0.0.0.0\r\n"_s));

        what.sip = {};
        send = begun(what).sent(u"t_uac_dlg"_s).value(0);
        QVERIFY(!send.params.contains(u"next_hop"_s));
        QVERIFY(send.params.value(u"headers"_s)
                    .toString()
                    .startsWith(u"From: <sip:frank@127.0.0.1:5060>;tag=t1\r\n"_s));

        what.sip.contactUri = u"sip:cordboard@10.0.0.1:5070;transport=tcp"_s;
        send = begun(what).sent(u"t_uac_dlg"_s).value(0);
        QVERIFY(send.params.value(u"headers"_s)
                    .toString()
                    .contains(u"\r\nContact: <sip:cordboard@10.0.0.1:5070;transport=tcp>\r\n"_s));
    }

    void badRequest_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("value");
        for (const QString &evil : {u"nonsense"_s, u"sip:a@b>\r\nX: y"_s, u"sip:a\\r\\nX@b"_s}) {
            for (int which = 0; which < 5; ++which) {
                if (which < 3 || !evil.startsWith(u'n')) { // a plain word is a fine tag
                    QTest::addRow("%d with %d letters", which, static_cast<int>(evil.size()))
                        << which << evil;
                }
            }
        }
        QTest::newRow("no Call-ID") << 3 << u""_s;
        QTest::newRow("no tag") << 4 << u""_s;
    }
    void badRequest()
    {
        QFETCH(int, which);
        QFETCH(QString, value);
        StartPlan what = plan();
        (which == 0          ? what.sip.proxyUri
                : which == 1 ? what.sip.fromUri
                : which == 2 ? what.sip.contactUri
                             : what.fromTag) = value;
        if (which == 3) {
            what = plan();
            what.callId = SipCallId(value);
        }
        const Probe probe = begun(what);
        QCOMPARE(probe.result(), u"invalid_params kept"_s);
        QVERIFY(probe.sent(u"t_uac_dlg"_s).isEmpty());
        QVERIFY(probe.left);
    }

    void whole()
    {
        Probe probe = begun();
        probe.feed(setup(2)).feed(setup(3));
        QVERIFY(probe.sent(u"call_transfer"_s).isEmpty()); // a REFER must not overtake the ACK
        probe.feed(setup(4));
        QCOMPARE(probe.sent(u"call_transfer"_s).value(0).params,
            (QJsonObject{{u"callid"_s, callId}, {u"leg"_s, u"callee"_s},
                {u"destination"_s, u"sip:frank@127.0.0.1:5060"_s}}));
        probe.feed(status(u"200 OK"_s)).feed(accepted()).feed(told(T::Start)).feed(fresh(2)).feed(fresh(3));
        QCOMPARE(probe.told(), u"CallerAnswered Transferring TransferStart TransferPending CalleeAnswered"_s);
        QCOMPARE(probe.reports().last().callId, SipCallId(u"N"_s));
        QCOMPARE(probe.reports()[1].destination, u"sip:frank@127.0.0.1:5060"_s);
        QCOMPARE(probe.result(), u"ok"_s);
        QCOMPARE(ends(probe), 1);
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).first().params.value(u"dialog_id"_s).toString(), u"s.1"_s);
        QVERIFY(!probe.left);
        probe.feed(done(probe, u"dlg_end_dlg"_s));
        QVERIFY(probe.left);
    }

    void byRefer()
    {
        // With headers the refusal of a phone is told at once (fact 21).
        Probe probe = begun(plan(true));
        probe.feed(setup(4));
        QCOMPARE(probe.sent(u"dlg_send_sequential"_s).value(0).params.value(u"headers"_s).toString(),
            u"Refer-To: <sip:frank@127.0.0.1:5060;osid=s.1>\r\n"_s);
        probe.feed(MiAnswered{transfer::Refer, QJsonObject{{u"Code"_s, 603}, {u"Reason"_s, u"Decline"_s}}});
        QCOMPARE(probe.result(), u"rejected_by_party 603 ended"_s);
        QCOMPARE(ends(probe), 1);
    }

    void lostAck()
    {
        // The event of the ACK is lost; the list knows.
        Probe probe = begun();
        probe.feed(setup(3)).feed(status(u"200 OK"_s));
        const int tag = probe.sent(u"dlg_list_ctx"_s).constLast().tag;
        probe.feed(MiAnswered{tag,
            QJsonObject{
                {u"Dialog"_s, QJsonObject{{u"ID"_s, u"s.1"_s}, {u"callid"_s, callId}, {u"state"_s, 4}}}}});
        QCOMPARE(probe.sent(u"call_transfer"_s).size(), 1);

        // It does not ask for ever.
        probe = begun();
        probe.feed(setup(3)).feed(status(u"200 OK"_s));
        for (int i = 0; i < 10; ++i) {
            probe.feed(failed(probe.sent(u"dlg_list_ctx"_s).constLast().tag, Errc::Timeout));
        }
        QCOMPARE(probe.sent(u"dlg_list_ctx"_s).size(), patience);
        probe.feed(setup(4));
        QCOMPARE(probe.sent(u"call_transfer"_s).size(), 1);
    }

    void lostAnswer()
    {
        // The MI answer is lost, and nobody tells why the call is over.
        Probe probe = begun();
        probe.feed(setup(2)).feed(setup(5));
        for (int i = 0; i < patience; ++i) {
            QCOMPARE(probe.result(), QString());
            probe.feed(gone(probe, u"dlg_list_ctx"_s));
        }
        QCOMPARE(probe.result(), u"rejected_by_party ended"_s);

        // It comes within that time.
        probe = begun();
        probe.feed(setup(2))
            .feed(setup(5))
            .feed(gone(probe, u"dlg_list_ctx"_s))
            .feed(status(u"486 Busy Here"_s));
        QCOMPARE(probe.result(), u"rejected_by_party 486 ended"_s);
    }

    void stoppedThenAnswered()
    {
        // Asked to end before the proxy had the dialog: asked again once it is there.
        Probe probe = begun();
        probe.feed(Stopped{StopReason::Cancelled}).feed(gone(probe, u"dlg_end_dlg"_s));
        QCOMPARE(ends(probe), 1);
        probe.feed(setup(2));
        QCOMPARE(ends(probe), 2);
        probe.feed(done(probe, u"dlg_end_dlg"_s)).feed(setup(5));
        QVERIFY(probe.left);

        // The CANCEL crossed the answer.
        probe = begun();
        probe.feed(setup(2)).feed(Stopped{StopReason::Deadline}).feed(done(probe, u"dlg_end_dlg"_s));
        probe.feed(status(u"200 OK"_s));
        QCOMPARE(ends(probe), 2);
        probe.feed(setup(4));
        QCOMPARE(ends(probe), 2); // under way
        probe.feed(done(probe, u"dlg_end_dlg"_s)).feed(setup(4));
        QCOMPARE(ends(probe), 2); // that was late news
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
    }

    void cancelledWhileCalleeRings()
    {
        Probe probe = begun();
        probe.feed(setup(4)).feed(accepted()).feed(Stopped{StopReason::Cancelled});
        QCOMPARE(ends(probe), 1);
        probe.feed(fresh(4)); // answered after all: nobody wants it
        QCOMPARE(ends(probe), 2);
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).last().params.value(u"dialog_id"_s).toString(), u"n.1"_s);
        QCOMPARE(probe.lates(), 1);

        // At the deadline, a callee who has just answered may talk.
        probe = begun();
        probe.feed(setup(4)).feed(accepted()).feed(Stopped{StopReason::Deadline}).feed(fresh(4));
        QCOMPARE(ends(probe), 1);
        QCOMPARE(probe.lates(), 1);
    }

    void permutations()
    {
        const Events all{
            status(u"200 OK"_s), setup(2), setup(3), setup(4), fresh(3), told(T::Ok), accepted()};
        std::vector<std::size_t> order(all.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        do {
            // What the transfer brings cannot come before it was asked for, which setup(4) causes.
            const auto at = [&](std::size_t what) { return std::find(order.begin(), order.end(), what); };
            if (at(4) < at(3) || at(5) < at(3) || at(6) < at(3)) {
                continue;
            }
            Probe probe = begun();
            for (const std::size_t index : order) {
                probe.feed(all[index]).feed(all[index]);
            }
            QCOMPARE(probe.result(), u"ok"_s);
            QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
            QVERIFY(probe.told().startsWith(u"CallerAnswered Transferring TransferStart"_s));
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
            row(u"start_by_t_uac_ok"_s, u"ok"_s);
            row(u"start_by_t_uac_caller_rejects"_s, u"rejected_by_party 486 ended"_s);
            row(u"start_by_t_uac_caller_unknown"_s, u"rejected_by_party 404 ended"_s);
            row(u"start_by_t_uac_caller_hangs_up"_s, u"call_ended 404 ended"_s);
            row(u"start_by_t_uac_never_answers"_s, u"no_answer 408 ended"_s);
            row(u"start_by_t_uac_cancelled"_s, u"cancelled ended"_s, StopReason::Cancelled);
        }
    }
    void recordings()
    {
        QFETCH(QString, version);
        QFETCH(QString, flow);
        const auto recording = tests::loadRecording(version, flow);
        QVERIFY(recording.has_value());
        Replay replay(*recording);
        const qsizetype start = replay.indexOf(u"t_uac_dlg"_s);
        QVERIFY(start >= 0);
        replay.playUntil(start);
        const QJsonObject params = replay.at(start).params;
        const QString headers = params[u"headers"_s].toString();
        StartPlan what = plan();
        what.call.caller = uri(params[u"ruri"_s].toString());
        what.callId = SipCallId(headers.section(u"Call-ID: "_s, 1).section(u"\r\n"_s, 0, 0));
        what.fromTag = headers.section(u"tag="_s, 1).section(u"\r\n"_s, 0, 0);
        what.sdpVersion = 0;
        Probe probe = begun(what);
        // What was recorded, but that the recorder left the port out of To.
        QJsonObject sent = probe.sent(u"t_uac_dlg"_s).value(0).params;
        sent[u"headers"_s] = sent[u"headers"_s].toString().replace(u":5060>\r\nCall-ID"_s, u">\r\nCall-ID"_s);
        QCOMPARE(sent, params);
        QFETCH(int, reason);
        replay.play(probe, static_cast<StopReason>(reason));
        QTEST(probe.result(), "result");
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
        QVERIFY(probe.left);
        QCOMPARE(probe.lates(), 0);
        if (probe.result() == u"ok"_s) {
            QCOMPARE(
                probe.told(), u"CallerAnswered Transferring TransferStart TransferPending CalleeAnswered"_s);
            QCOMPARE(ends(probe), 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestStartFlow)
#include "tst_startflow.moc"
