// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/transferflow.h"
#include "tests/server/connectors/opensips/flows/flowreplay.h"
#include "tests/support/strict.h"

#include <QTest>

#include <numeric>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

using Probe = tests::FlowProbe<TransferState>;
using Replay = tests::FlowReplay;

SipUri uri(QStringView text) { return *SipUri::parse(text); }

Dialog listed(const QString &id, const QString &callId, int state, const QString &from, const QString &to)
{
    Dialog dialog;
    dialog.id = id;
    dialog.callId = SipCallId(callId);
    dialog.state = static_cast<DialogState>(state);
    dialog.fromUri = from;
    dialog.toUri = to;
    dialog.callerTag = u"from"_s + id;
    dialog.callerContact = u"sip:phone-of-"_s % from.section(u':', 1).section(u'@', 0, 0) % u"@10.0.0.1"_s;
    dialog.callees = {DialogCallee{.tag = u"to"_s + id,
        .contact = u"sip:phone-of-"_s % to.section(u':', 1).section(u'@', 0, 0) % u"@10.0.0.1"_s,
        .sdp = {},
        .sentSdp = {}}};
    return dialog;
}
Dialog callA(int state = 4)
{
    return listed(u"a.1"_s, u"A"_s, state, u"sip:bob@x"_s, u"sip:alice@x;transport=udp"_s);
}
Dialog callB(int state = 4)
{
    return listed(u"b.1"_s, u"B"_s, state, u"sip:bob@x"_s, u"sip:carol@x;transport=udp"_s);
}
/// What the transfer brings.
Dialog fresh(int state, const QString &from = u"sip:alice@x:5060"_s,
    const QString &to = u"sip:carol@x:5060;osid=a.1"_s)
{
    return listed(u"n.1"_s, u"N"_s, state, from, to);
}
Dialog bare(const Dialog &dialog)
{
    Dialog bare;
    bare.id = dialog.id;
    bare.callId = dialog.callId;
    bare.state = dialog.state;
    return bare;
}

using T = TransferChanged::State;
TransferChanged told(
    T state, const QString &status = {}, const QString &call = u"A"_s, const QString &fresh = u"N"_s)
{
    return {.callId = SipCallId(call),
        .leg = u"whatever"_s,
        .transferCallId = SipCallId(fresh),
        .destination = state == T::Notify ? QString() : u"sip:carol@10.0.0.3"_s,
        .state = state,
        .status = status};
}

NodeTraits httpOnly() { return {.datagram = false, .http = true, .majorVersion = 3, .minorVersion = 6}; }
NodeTraits bothLanes() { return {.datagram = true, .http = true, .majorVersion = 3, .minorVersion = 6}; }
TransferPlan blind(const NodeTraits &traits = httpOnly())
{
    TransferPlan plan;
    plan.call = callA();
    plan.leg = LegRole::Callee;
    plan.destination = uri(u"sip:carol@x");
    plan.traits = traits;
    return plan;
}
TransferPlan attended(const NodeTraits &traits = httpOnly())
{
    TransferPlan plan = blind(traits);
    plan.destination.reset();
    plan.other = callB();
    plan.bystanders = {SipCallId(u"A"_s), SipCallId(u"B"_s)};
    return plan;
}
Probe begun(TransferPlan plan) { return Probe::begun(beginTransfer(std::move(plan))); }

constexpr int ask = transfer::CallTransfer;
constexpr int refer = transfer::Refer;
constexpr int endA = transfer::EndCall;
constexpr int endB = transfer::EndOther;
constexpr int lookN = transfer::NewCallTags;
constexpr int endN = transfer::NewCallTags + 1;

MiAnswered ok(int tag) { return {tag, QJsonValue(u"OK"_s)}; }
MiAnswered referred(int code, const QString &reason)
{
    return {refer, QJsonObject{{u"Code"_s, code}, {u"Reason"_s, reason}}};
}
MiFailed refused(int tag, int status, const QString &message = u"no"_s)
{
    return {tag, Error{Errc::RefusedByProxy, message, {}, status}};
}
MiFailed failed(int tag, Errc code) { return {tag, Error{code, u"nothing"_s}}; }
MiAnswered listing(const Dialog &dialog)
{
    return {lookN,
        QJsonObject{{u"Dialog"_s,
            QJsonObject{{u"ID"_s, dialog.id}, {u"callid"_s, dialog.callId.text()},
                {u"state"_s, static_cast<int>(dialog.state)}, {u"from_uri"_s, dialog.fromUri},
                {u"to_uri"_s, dialog.toUri}, {u"timestart"_s, dialog.startedAt}}}}};
}

using Events = std::vector<FlowEvent>;

/// Every state that matters, by the events that lead there.
std::vector<std::pair<QByteArray, std::pair<TransferPlan, Events>>> states()
{
    const MiAnswered yes{ask, QJsonValue(u"Accepted"_s)};
    return {
        {"asking", {blind(), {}}},
        {"asking by refer", {blind(bothLanes()), {}}},
        {"asking attended", {attended(), {}}},
        {"asking, lost", {blind(), {failed(ask, Errc::Timeout)}}},
        {"asking, A ended", {blind(), {DialogSeen{callA(5)}}}},
        {"accepted", {blind(), {yes}}},
        {"accepted by refer", {blind(bothLanes()), {referred(202, u"Accepted"_s)}}},
        {"accepted attended", {attended(), {yes}}},
        {"accepted, A ended", {blind(), {yes, DialogSeen{callA(5)}}}},
        {"started", {blind(), {yes, told(T::Start)}}},
        {"ringing", {blind(), {yes, told(T::Start), DialogSeen{fresh(2)}}}},
        {"ringing, unlisted", {blind(), {yes, told(T::Start), DialogSeen{bare(fresh(2))}}}},
        {"gone, looking", {blind(), {yes, told(T::Start), DialogSeen{fresh(2)}, DialogSeen{fresh(5)}}}},
        {"ok, looking", {blind(), {yes, told(T::Ok)}}},
        {"foreign", {blind(), {yes, told(T::Start), DialogSeen{fresh(2, u"sip:eve@y"_s)}}}},
        {"closing", {blind(), {yes, told(T::Start), DialogSeen{fresh(3)}}}},
        {"closing attended", {attended(), {yes, told(T::Start), DialogSeen{fresh(3)}}}},
        {"watching, nothing came", {blind(), {yes, Stopped{StopReason::Deadline}}}},
        {"watching, was ringing",
            {blind(), {yes, told(T::Start), DialogSeen{fresh(2)}, Stopped{StopReason::Cancelled}}}},
        {"watching, A ended by request", {blind(), {yes, told(T::Start), Stopped{StopReason::CallEnded}}}},
        {"watching, phone silent", {blind(bothLanes()), {refused(refer, 408)}}},
        {"over, ok", {blind(), {yes, DialogSeen{callA(5)}, DialogSeen{fresh(3)}}}},
        {"over, failed", {blind(), {yes, told(T::Fail, u"486 Busy Here"_s)}}},
    };
}
std::vector<std::pair<QByteArray, FlowEvent>> events()
{
    return {
        {"accepted", ok(ask)},
        {"refer 202", referred(202, u"Accepted"_s)},
        {"refer 603", referred(603, u"Decline"_s)},
        {"call_transfer 491", refused(ask, 491)},
        {"call_transfer 404", refused(ask, 404)},
        {"call_transfer lost", failed(ask, Errc::Timeout)},
        {"call_transfer unsent", failed(ask, Errc::ProxyUnreachable)},
        {"refer 408", refused(refer, 408)},
        {"refer -32602", refused(refer, -32602)},
        {"A ended", ok(endA)},
        {"A gone", refused(endA, 404)},
        {"A not ended", failed(endA, Errc::Timeout)},
        {"B ended", ok(endB)},
        {"N listed", listing(fresh(4))},
        {"N not found", refused(lookN, 404)},
        {"N ended", ok(endN)},
        {"N not ended", failed(endN, Errc::Timeout)},
        {"unknown tag", ok(77)},
        {"negative tag", refused(-3, 404)},
        {"dialog A 4", DialogSeen{callA()}},
        {"dialog A 5", DialogSeen{callA(5)}},
        {"dialog B 5", DialogSeen{callB(5)}},
        {"dialog N 1", DialogSeen{fresh(1)}},
        {"dialog N 2", DialogSeen{fresh(2)}},
        {"dialog N 3", DialogSeen{fresh(3)}},
        {"dialog N 4", DialogSeen{fresh(4)}},
        {"dialog N 5", DialogSeen{fresh(5)}},
        {"dialog N 5 unlisted", DialogSeen{bare(fresh(5))}},
        {"dialog of others", DialogSeen{listed(u"z.1"_s, u"Z"_s, 3, u"sip:alice@x"_s, u"sip:zoe@x"_s)}},
        {"start", told(T::Start)},
        {"notify", told(T::Notify, u"180 Ringing"_s)},
        {"ok", told(T::Ok, u"200 OK"_s)},
        {"fail", told(T::Fail, u"486 Busy Here"_s)},
        {"ok of others", told(T::Ok, u"200 OK"_s, u"Z"_s, u"Y"_s)},
        {"ok without a call", told(T::Ok, u"200 OK"_s, u"A"_s, u"unknown"_s)},
        {"fail without a call", told(T::Fail, {}, u"A"_s, {})},
        {"hold", HoldChanged{}},
        {"session", SessionChanged{}},
        {"deadline", Stopped{StopReason::Deadline}},
        {"cancelled", Stopped{StopReason::Cancelled}},
        {"call ended", Stopped{StopReason::CallEnded}},
        {"grace over", GraceOver{}},
    };
}

} // namespace

class TestTransferFlow : public QObject {
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
    /// Whatever happens in whatever state, and then again, and then the end: no promise is broken, there is
    /// exactly one outcome, and nothing after Leave.
    void everyCell()
    {
        QFETCH(int, state);
        QFETCH(int, event);
        const auto all = states();
        const auto what = events();
        const auto &[plan, way] = all[static_cast<std::size_t>(state)].second;
        Probe probe = begun(plan);
        for (const FlowEvent &step : way) {
            probe.feed(step);
        }
        const bool wasLeft = probe.left;
        const FlowEvent &now = what[static_cast<std::size_t>(event)].second;
        probe.feed(now);
        if (wasLeft) {
            QVERIFY(probe.last.empty());
        }
        probe.feed(now);
        // Whatever is done, A is never ended but after a success or a late one.
        if (!probe.outcome || !*probe.outcome) {
            QCOMPARE(static_cast<int>(probe.sent(u"dlg_end_dlg"_s).size()),
                static_cast<int>(
                    std::count_if(probe.log.begin(), probe.log.end(), [&](const FlowAction &action) {
                        const auto *send = std::get_if<SendMi>(&action);
                        return send && send->method == u"dlg_end_dlg"_s
                            && (send->tag >= transfer::NewCallTags || probe.lates() > 0);
                    })));
        }
        probe.feed(Stopped{StopReason::Deadline}).feed(GraceOver{}).feed(now);
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
        QVERIFY(probe.outcome.has_value());
        QVERIFY(probe.left);
    }

    void cells_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QString>("result");
        QTest::addColumn<int>("ends"); // dlg_end_dlg sent in all
        const auto row = [](const char *state, const char *event, const QString &result, int ends) {
            QTest::newRow(qPrintable(QLatin1StringView(state) + u": "_s + QLatin1StringView(event)))
                << QByteArray(state) << QByteArray(event) << result << ends;
        };
        row("asking", "accepted", u""_s, 0);
        row("asking", "call_transfer 491", u"refused_by_proxy 491 kept"_s, 0);
        row("asking", "call_transfer 404", u"call_ended 404 ended"_s, 0);
        row("asking", "call_transfer lost", u""_s, 0);
        row("asking", "call_transfer unsent", u"proxy_unreachable kept"_s, 0);
        row("asking", "dialog A 5", u""_s, 0); // the answer says whether it was referred first
        row("asking", "dialog N 3", u"ok"_s, 1);
        row("asking", "fail", u"rejected_by_party 486 kept"_s, 0);
        row("asking", "deadline", u"timeout unknown"_s, 0);
        row("asking", "cancelled", u"cancelled unknown"_s, 0);
        row("asking", "call ended", u"call_ended ended"_s, 0);
        row("asking, lost", "deadline", u"timeout unknown"_s, 0);
        row("asking, lost", "dialog N 4", u"ok"_s, 1);
        row("asking, A ended", "accepted", u""_s, 0);
        row("asking, A ended", "call_transfer 404", u"call_ended 404 ended"_s, 0);
        row("asking, A ended", "deadline", u"timeout ended"_s, 0);
        row("asking by refer", "refer 603", u"rejected_by_party 603 kept"_s, 0);
        row("asking by refer", "refer 408", u"no_answer 408 kept"_s, 0);
        row("asking by refer", "refer -32602", u""_s, 0);
        row("asking by refer", "accepted", u""_s, 0); // not its tag
        row("accepted", "call_transfer lost", u""_s, 0); // answered twice
        row("accepted", "dialog A 5", u""_s, 0);
        row("accepted", "dialog N 2", u""_s, 0);
        row("accepted", "dialog N 3", u"ok"_s, 1);
        row("accepted", "dialog N 5", u""_s, 0);
        row("accepted", "dialog N 5 unlisted", u""_s, 0);
        row("accepted", "dialog of others", u""_s, 0);
        row("accepted", "ok", u""_s, 0); // not before the parties are known
        row("accepted", "ok of others", u""_s, 0);
        row("accepted", "fail without a call", u"rejected_by_party kept"_s, 0);
        row("accepted", "deadline", u"no_answer kept"_s, 0);
        row("accepted", "cancelled", u"cancelled kept"_s, 0);
        row("accepted, A ended", "deadline", u"call_ended ended"_s, 0);
        row("accepted, A ended", "dialog N 3", u"ok"_s, 0);
        row("accepted, A ended", "fail", u"rejected_by_party 486 ended"_s, 0);
        row("accepted attended", "dialog B 5", u""_s, 0);
        row("accepted attended", "deadline", u"no_answer kept"_s, 0);
        row("started", "deadline", u"no_answer kept"_s, 1); // the new call
        row("ringing", "ok", u"ok"_s, 1);
        row("ringing", "dialog N 5", u""_s, 0); // one round trip for `fail`
        row("ringing", "fail", u"rejected_by_party 486 kept"_s, 0);
        row("ringing", "deadline", u"no_answer kept"_s, 1);
        row("ringing", "cancelled", u"cancelled kept"_s, 1);
        row("ringing", "call ended", u"call_ended ended"_s, 1);
        row("ringing, unlisted", "dialog N 3", u"ok"_s, 1);
        row("gone, looking", "fail", u"rejected_by_party 486 kept"_s, 0);
        row("gone, looking", "N not found", u"rejected_by_party kept"_s, 0);
        row("gone, looking", "N listed", u"rejected_by_party kept"_s, 0);
        row("gone, looking", "ok", u"ok"_s, 1);
        row("ok, looking", "N listed", u"ok"_s, 1);
        row("ok, looking", "N not found", u"ok"_s, 1);
        row("ok, looking", "dialog N 2", u"ok"_s, 1);
        row("ok, looking", "deadline", u"timeout unknown"_s, 0);
        row("foreign", "ok", u""_s, 0);
        row("foreign", "fail", u""_s, 0);
        row("foreign", "dialog N 4", u""_s, 0);
        row("foreign", "deadline", u"no_answer kept"_s, 0);
        row("closing", "A gone", u"ok"_s, 1);
        row("closing", "fail", u"ok"_s, 1);
        row("closing", "deadline", u"ok"_s, 1);
        row("closing attended", "A ended", u"ok"_s, 2);
        row("watching, nothing came", "dialog N 2", u"no_answer kept"_s, 1); // the new one
        row("watching, nothing came", "dialog N 3", u"no_answer kept"_s, 1); // A: it has happened
        row("watching, nothing came", "start", u"no_answer kept"_s, 1);
        row("watching, was ringing", "ok", u"cancelled kept"_s, 1); // ended by us, nothing more
        row("watching, was ringing", "dialog N 3", u"cancelled kept"_s, 1);
        row("watching, phone silent", "dialog N 2", u"no_answer 408 kept"_s, 1);
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
        const auto all = states();
        const auto what = events();
        const auto [plan, way] = named(all, state);
        Probe probe = begun(plan);
        for (const FlowEvent &step : way) {
            probe.feed(step);
        }
        probe.feed(named(what, event));
        QTEST(probe.result(), "result");
        QTEST(static_cast<int>(probe.sent(u"dlg_end_dlg"_s).size()), "ends");
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
    }

    void requests()
    {
        const Probe byHttp = begun(blind());
        QCOMPARE(byHttp.log.size(), std::size_t(1));
        const SendMi request = byHttp.sent(u"call_transfer"_s).value(0);
        QCOMPARE(request.params,
            (QJsonObject{
                {u"callid"_s, u"A"_s}, {u"leg"_s, u"callee"_s}, {u"destination"_s, u"sip:carol@x"_s}}));
        QCOMPARE(request.wait, Wait::Moment);

        const SendMi sequential = begun(blind(bothLanes())).sent(u"dlg_send_sequential"_s).value(0);
        QCOMPARE(sequential.params,
            (QJsonObject{{u"callid"_s, u"A"_s}, {u"mode"_s, u"callee"_s}, {u"method"_s, u"REFER"_s},
                {u"body"_s, u"none"_s}, {u"headers"_s, u"Refer-To: <sip:carol@x;osid=a.1>\r\n"_s}}));
        QCOMPARE(sequential.wait, Wait::Phone);
        QVERIFY(!sequential.slowOverHttp);

        TransferPlan plan = attended(bothLanes());
        plan.leg = LegRole::Caller;
        plan.destination = uri(u"sip:carol@10.0.0.3");
        QCOMPARE(begun(plan).sent(u"call_transfer"_s).value(0).params,
            (QJsonObject{{u"callid"_s, u"A"_s}, {u"leg"_s, u"caller"_s}, {u"transfer_callid"_s, u"B"_s},
                {u"transfer_leg"_s, u"callee"_s}, {u"destination"_s, u"sip:carol@10.0.0.3"_s}}));
    }

    /// A call that came of a transfer has its osid in To. Sent on, it would name a dialog that is over, and
    /// the proxy would not tell of this transfer.
    void staleOsid()
    {
        TransferPlan plan = attended();
        plan.other->toUri = u"sip:carol@x;osid=old.1"_s;
        const Probe probe = begun(plan);
        QCOMPARE(probe.sent(u"call_transfer"_s).value(0).params.value(u"destination"_s).toString(),
            u"sip:carol@x"_s);
        QVERIFY(!begun(attended()).sent(u"call_transfer"_s).value(0).params.contains(u"destination"_s));
    }

    void theOtherWay()
    {
        // 491 for good, and the datagram lane: as REFER with Replaces, its tags as callops sets them.
        TransferPlan plan = attended(bothLanes());
        plan.other->callId = SipCallId(u"b;2@h"_s);
        Probe probe = begun(plan);
        probe.feed(refused(ask, 491));
        QCOMPARE(probe.sent(u"dlg_send_sequential"_s).value(0).params.value(u"headers"_s).toString(),
            u"Refer-To: <sip:carol@x;transport=udp?Replaces=b%3B2%40h%3Bto-tag%3Dtob.1%3Bfrom-tag%3Dfromb.1>\r\n"_s);
        probe.feed(referred(202, u"Accepted"_s));
        probe.feed(told(T::Start, {}, u"b;2@h"_s)); // the events come for B alone then
        probe.feed(DialogSeen{fresh(2, u"sip:alice@x"_s, u"sip:carol@x"_s)});
        probe.feed(told(T::Ok, u"200 OK"_s, u"b;2@h"_s));
        QCOMPARE(probe.result(), u"ok"_s);

        plan.otherLeg = LegRole::Caller;
        probe = begun(plan);
        probe.feed(refused(ask, 491));
        QCOMPARE(probe.sent(u"dlg_send_sequential"_s).value(0).params.value(u"headers"_s).toString(),
            u"Refer-To: <sip:bob@x?Replaces=b%3B2%40h%3Bto-tag%3Dfromb.1%3Bfrom-tag%3Dtob.1>\r\n"_s);

        plan.other->callees.append(plan.other->callees.first()); // forked: which tag?
        probe = begun(plan);
        probe.feed(refused(ask, 491));
        QCOMPARE(probe.result(), u"refused_by_proxy 491 kept"_s);

        // A proxy that takes no headers after all.
        probe = begun(blind(bothLanes()));
        probe.feed(refused(refer, -32602)).feed(ok(ask)).feed(DialogSeen{fresh(3)});
        QCOMPARE(probe.result(), u"ok"_s);
        probe = begun(blind(bothLanes()));
        probe.feed(refused(refer, -32602)).feed(refused(ask, 491));
        QCOMPARE(probe.result(), u"refused_by_proxy 491 kept"_s);
        QVERIFY(probe.left);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("result");
        QTest::newRow("not answered") << 410 << u"no"_s << u"wrong_state 410 kept"_s;
        QTest::newRow("backup node") << 403 << u"no"_s << u"refused_by_proxy 403 kept"_s;
        QTest::newRow("disliked") << -32000 << u"no"_s << u"refused_by_proxy -32000 kept"_s;
        QTest::newRow("no module") << -32601 << u"no"_s << u"not_supported -32601 kept"_s;
        QTest::newRow("A gone") << 404 << u"Dialog not found"_s << u"call_ended 404 ended"_s;
        QTest::newRow("B gone") << 404 << u"Transfer dialog not found"_s << u"call_ended 404 kept"_s;
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QString, message);
        Probe probe = begun(attended());
        probe.feed(refused(ask, status, message));
        QTEST(probe.result(), "result");
        QVERIFY(probe.left);
        QVERIFY(probe.sent(u"dlg_end_dlg"_s).isEmpty());
    }

    void nothingToDoItWith()
    {
        TransferPlan plan = blind();
        plan.traits.callops = false;
        const Probe probe = begun(plan);
        QCOMPARE(probe.result(), u"not_supported kept"_s);
        QVERIFY(probe.left);
    }

    void reports()
    {
        Probe probe = begun(blind());
        probe.feed(told(T::Notify, u"100 Trying"_s)); // overtakes everything
        probe.feed(ok(ask)).feed(told(T::Start)).feed(told(T::Start)).feed(DialogSeen{fresh(2)});
        probe.feed(told(T::Notify, u"180 Ringing"_s)).feed(told(T::Notify, u"180 Ringing"_s));
        probe.feed(told(T::Notify, u"183 Progress\r\nContact: <sip:evil@x>"_s));
        probe.feed(told(T::Ok)).feed(told(T::Ok)).feed(DialogSeen{fresh(4)});
        QCOMPARE(probe.told(),
            u"Transferring TransferStart TransferPending TransferPending TransferPending "
            "TransferSuccessful"_s);
        const QList<Progress> all = probe.reports();
        QVERIFY(!all.first().callId);
        QCOMPARE(all.first().destination, u"sip:carol@x"_s);
        QCOMPARE(all[4].extra, u"183 Progress"_s);
        QCOMPARE(all.last().callId, SipCallId(u"N"_s));
        QCOMPARE(all.last().destination, u"sip:carol@10.0.0.3"_s);
        QCOMPARE(probe.result(), u"ok"_s);

        // Without notify the dialog tells that it rings, once.
        probe = begun(blind());
        probe.feed(ok(ask)).feed(DialogSeen{fresh(2)}).feed(DialogSeen{fresh(2)});
        QCOMPARE(probe.told(), u"Transferring TransferStart TransferPending"_s);
        QCOMPARE(probe.reports().last().extra, u"180 Ringing"_s);
    }

    void forgery()
    {
        // Eve knows the ID and calls with `;osid=a.1`: start and ok come, for a call of hers.
        const Dialog eves = listed(u"e.1"_s, u"E"_s, 2, u"sip:eve@y"_s, u"sip:carol@x;osid=a.1"_s);
        Probe probe = begun(blind());
        probe.feed(ok(ask)).feed(told(T::Start, {}, u"A"_s, u"E"_s)).feed(told(T::Ok, {}, u"A"_s, u"E"_s));
        QCOMPARE(probe.sent(u"dlg_list_ctx"_s).size(), 1);
        QCOMPARE(probe.result(), QString());
        probe.feed(listing(eves)).feed(DialogSeen{eves});
        Dialog answered = eves;
        answered.state = DialogState::Confirmed;
        probe.feed(DialogSeen{answered}).feed(told(T::Fail, u"486 Busy"_s, u"A"_s, u"E"_s));
        QCOMPARE(probe.result(), QString());
        // The true one still counts.
        probe.feed(DialogSeen{fresh(3)});
        QCOMPARE(probe.result(), u"ok"_s);
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).size(), 1);

        // At the stop hers is not ours to end.
        probe = begun(blind());
        probe.feed(ok(ask)).feed(told(T::Start, {}, u"A"_s, u"E"_s)).feed(DialogSeen{eves});
        probe.feed(Stopped{StopReason::Deadline});
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).size(), 0);

        // The ID of another call, and the right parties: not ours.
        probe = begun(blind());
        probe.feed(ok(ask)).feed(DialogSeen{fresh(4, u"sip:alice@x"_s, u"sip:carol@x;osid=c.9"_s)});
        QCOMPARE(probe.result(), QString());
        // No ID at all, and nobody named it: a call that alice makes by herself.
        probe.feed(DialogSeen{listed(u"p.1"_s, u"P"_s, 4, u"sip:alice@x"_s, u"sip:carol@x"_s)});
        QCOMPARE(probe.result(), QString());
        // A thousand of them do not exhaust memory or tags.
        for (int i = 0; i < 1000; ++i) {
            probe.feed(told(T::Start, {}, u"A"_s, u"flood-%1"_s.arg(i)));
        }
        probe.feed(Stopped{StopReason::Deadline});
        QVERIFY(probe.sent(u"dlg_end_dlg"_s).size() <= transfer::maxNewCalls);
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
    }

    void earlierTransfers()
    {
        // A was transferred before, to the same destination: that call and its words are not this transfer's.
        TransferPlan plan = blind(bothLanes());
        plan.bystanders = {SipCallId(u"A"_s), SipCallId(u"N"_s)};
        Probe probe = begun(plan);
        probe.feed(referred(202, u"Accepted"_s))
            .feed(DialogSeen{fresh(5)})
            .feed(told(T::Notify, u"486 Busy"_s));
        probe.feed(told(T::Fail, u"486 Busy"_s));
        QCOMPARE(probe.result(), QString());
        QCOMPARE(probe.told(), u"Transferring"_s);

        // Attended: a call between the two that was there before is no success.
        plan = attended();
        plan.bystanders.insert(SipCallId(u"N"_s));
        probe = begun(plan);
        probe.feed(ok(ask)).feed(DialogSeen{fresh(4, u"sip:alice@x"_s, u"sip:carol@x"_s)});
        QCOMPARE(probe.result(), QString());
    }

    void parties_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("contact");
        QTest::addColumn<bool>("fits");
        const QString to = u"sip:carol@x;osid=a.1"_s;
        QTest::newRow("plain") << u"sip:alice@x"_s << to << u""_s << true;
        QTest::newRow("port and parameters") << u"sip:alice@x:5060;transport=tcp"_s << to << u""_s << true;
        QTest::newRow("headers") << u"sip:alice@x"_s << u"sip:carol@x;osid=a.1?Replaces=1?to-tag?2"_s << u""_s
                                 << true;
        QTest::newRow("by contact") << u"sip:100@elsewhere"_s << to << u"sip:phone-of-alice@10.0.0.1"_s
                                    << true;
        QTest::newRow("other caller") << u"sip:eve@x"_s << to << u"sip:phone-of-eve@10.0.0.9"_s << false;
        QTest::newRow("other case") << u"sip:Alice@x"_s << to << u""_s << false;
        QTest::newRow("other callee") << u"sip:alice@x"_s << u"sip:dave@x;osid=a.1"_s << u""_s << false;
        QTest::newRow("other host") << u"sip:alice@x"_s << u"sip:carol@y;osid=a.1"_s << u""_s << false;
        QTest::newRow("other ID") << u"sip:alice@x"_s << u"sip:carol@x;osid=a.2"_s << u""_s << false;
        QTest::newRow("empty ID") << u"sip:alice@x"_s << u"sip:carol@x;osid="_s << u""_s << false;
        QTest::newRow("no ID") << u"sip:alice@x"_s << u"sip:carol@x"_s << u""_s << false;
        QTest::newRow("unreadable") << u"sip:alice@x"_s << u"\u00e9<>"_s << u""_s << false;
        QTest::newRow("tel") << u"tel:+123"_s << to << u""_s << false;
        QTest::newRow("unlisted") << u""_s << u""_s << u""_s << false;
    }
    void parties()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, contact);
        Dialog dialog = fresh(3, from, to);
        dialog.callerContact = contact;
        Probe probe = begun(blind());
        probe.feed(ok(ask)).feed(DialogSeen{dialog});
        QFETCH(bool, fits);
        QCOMPARE(probe.result(), fits ? u"ok"_s : QString());
    }

    void lateSuccess()
    {
        // Stopped before anything was heard; the call comes, rings, and is answered before our end reaches
        // it.
        Probe probe = begun(blind());
        probe.feed(Stopped{StopReason::Deadline});
        QCOMPARE(probe.result(), u"timeout unknown"_s);
        probe.feed(ok(ask)).feed(told(T::Start));
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).size(), 1);
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).first().tag, endN);
        probe.feed(failed(endN, Errc::Timeout));
        QCOMPARE(probe.lates(), 1);
        probe.feed(DialogSeen{fresh(3)});
        QCOMPARE(probe.lates(), 2);
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).last().tag, endA);
        probe.feed(told(T::Ok)).feed(refused(endA, 404)).feed(GraceOver{});
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).size(), 2);
        QCOMPARE(probe.lates(), 2);
        QVERIFY(probe.left);

        // The user has ended the call: the new one ends too, answered or not.
        probe = begun(blind());
        probe.feed(ok(ask)).feed(Stopped{StopReason::CallEnded}).feed(DialogSeen{fresh(4)});
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).value(0).tag, endN);
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).value(0).params.value(u"dialog_id"_s).toString(), u"n.1"_s);
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
    }

    void answeredAndGone()
    {
        // Every event but the last was lost; that the dialog was answered still shows.
        Dialog over = fresh(5);
        over.startedAt = 1700000000;
        Probe probe = begun(blind());
        probe.feed(ok(ask)).feed(DialogSeen{over});
        QCOMPARE(probe.result(), u"ok"_s);
    }

    void ends()
    {
        Probe probe = begun(attended());
        probe.feed(ok(ask)).feed(DialogSeen{fresh(3, u"sip:alice@x"_s, u"sip:carol@x"_s)});
        QCOMPARE(probe.sent(u"dlg_end_dlg"_s).size(), 2);
        probe.feed(failed(endA, Errc::Timeout));
        QCOMPARE(probe.lates(), 1);
        QVERIFY(!probe.left);
        probe.feed(refused(endB, 404));
        QCOMPARE(probe.lates(), 1);
        QVERIFY(probe.left);
    }

    void permutations_data()
    {
        QTest::addColumn<int>("flow");
        QTest::newRow("success") << 0;
        QTest::newRow("rejected") << 1;
        QTest::newRow("attended") << 2;
        QTest::newRow("hasty, no events") << 3;
    }
    /// In any order, each event doubled: the outcome is the same, and the promises hold.
    void permutations()
    {
        QFETCH(int, flow);
        const Dialog plain = fresh(3, u"sip:alice@x"_s, u"sip:carol@x"_s);
        const std::vector<Events> flows{
            {ok(ask), told(T::Start), DialogSeen{fresh(2)}, DialogSeen{fresh(3)}, told(T::Ok),
                DialogSeen{callA(5)}},
            {ok(ask), told(T::Start), DialogSeen{fresh(2)}, DialogSeen{fresh(5)},
                told(T::Fail, u"486 Busy"_s)},
            {ok(ask), told(T::Start), told(T::Start, {}, u"B"_s), DialogSeen{callB(5)}, DialogSeen{plain},
                told(T::Ok, {}, u"B"_s)},
            {ok(ask), DialogSeen{callA(5)}, DialogSeen{fresh(2)}, DialogSeen{fresh(3)}, DialogSeen{fresh(4)}},
        };
        const Events &all = flows[static_cast<std::size_t>(flow)];
        std::vector<std::size_t> order(all.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        do {
            for (const bool doubled : {false, true}) {
                Probe probe = begun(flow == 2 ? attended() : blind());
                for (const std::size_t index : order) {
                    probe.feed(all[index]);
                    if (doubled) {
                        probe.feed(all[index]);
                    }
                }
                probe.feed(refused(lookN, 404));
                const QString expected = flow == 1 ? u"rejected_by_party 486 kept"_s : u"ok"_s;
                QCOMPARE(probe.result(), expected);
                QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
                QVERIFY(probe.sent(u"dlg_end_dlg"_s).size() <= 2);
            }
        } while (std::next_permutation(order.begin(), order.end()));
    }

    void missing()
    {
        // Any subset of the events of a success: as long as an answer shows, it is one; never a failure.
        const Events all{ok(ask), told(T::Start), DialogSeen{fresh(2)}, DialogSeen{fresh(3)}, told(T::Ok),
            DialogSeen{fresh(4)}};
        for (unsigned set = 0; set < 64; ++set) {
            Probe probe = begun(blind());
            for (unsigned i = 0; i < all.size(); ++i) {
                if ((set & (1U << i)) != 0) {
                    probe.feed(all[i]);
                }
            }
            probe.feed(refused(lookN, 404));
            const bool shows = (set & 0b111000U) != 0;
            QCOMPARE(probe.result(), shows ? u"ok"_s : QString());
        }
    }

    void recordings_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("flow");
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("which");
        QTest::addColumn<QStringList>("results");
        QTest::addColumn<bool>("byStop");
        const QStringList yes{u"ok"_s};
        const QString transferring = u"call_transfer"_s;
        const QString referring = u"dlg_send_sequential"_s;
        for (const QString &version : tests::recordedVersions()) {
            const auto row = [&](const QString &flow, const QStringList &results, const QString &method,
                                 int which = 0, bool byStop = false) {
                QTest::newRow(
                    qPrintable(version % u' ' % flow % u' ' % method % u' ' % QString::number(which)))
                    << version << flow << method << which << results << byStop;
            };
            const bool isOld = version.startsWith(u"3.4"_s);
            row(u"blind_transfer_ok"_s, yes, transferring);
            row(u"blind_transfer_caller_leg"_s, yes, transferring);
            row(u"blind_transfer_notify"_s, yes, transferring);
            row(u"blind_transfer_notify"_s, {u"refused_by_proxy 491 kept"_s}, transferring, 1);
            row(u"blind_transfer_ringing_then_answer"_s, yes, transferring);
            row(u"blind_transfer_rejected"_s, {u"rejected_by_party 486 ended"_s}, transferring);
            row(u"blind_transfer_failed_keeps_call"_s, {u"rejected_by_party 486 kept"_s}, transferring);
            row(u"blind_transfer_failed_keeps_call"_s, {u"refused_by_proxy 491 kept"_s}, transferring, 1);
            row(u"blind_transfer_unknown_user"_s, {u"no_answer 408 kept"_s, u"no_answer 408 ended"_s},
                transferring);
            row(u"blind_transfer_never_answered"_s,
                {version.startsWith(u'4') ? u"no_answer 487 kept"_s : u"no_answer 408 kept"_s}, transferring);
            row(u"blind_transfer_refer_lost"_s, {u"no_answer kept"_s}, transferring, 0, true);
            row(u"blind_transfer_refer_lost"_s, {u"refused_by_proxy 491 kept"_s}, transferring, 1);
            row(u"blind_transfer_refused_by_phone"_s, {u"no_answer kept"_s}, transferring, 0, true);
            row(u"blind_transfer_refused_by_phone"_s,
                {isOld ? u"refused_by_proxy 491 kept"_s : u"rejected_by_party 603 kept"_s}, referring);
            row(u"blind_transfer_again_by_sequential"_s, {u"rejected_by_party 486 kept"_s}, transferring);
            row(u"blind_transfer_again_by_sequential"_s, {isOld ? u"refused_by_proxy 491 kept"_s : u"ok"_s},
                referring);
            row(u"blind_transfer_twice"_s, {u"no_answer kept"_s, u"no_answer ended"_s}, transferring, 0,
                true);
            row(u"blind_transfer_twice"_s, {u"refused_by_proxy 491 kept"_s}, transferring, 1);
            row(u"attended_transfer_ok"_s, yes, transferring);
            row(u"attended_transfer_caller_legs"_s, yes, transferring);
            row(u"attended_transfer_early_bye"_s, yes, transferring);
            row(u"attended_transfer_no_replaces"_s, yes, transferring);
            row(u"attended_transfer_no_events"_s, yes, transferring);
            row(u"attended_transfer_phone_hangs_up"_s, yes, transferring);
            row(u"attended_transfer_rejected"_s, {u"rejected_by_party 486 kept"_s}, transferring);
            row(u"attended_transfer_rejected"_s, {u"refused_by_proxy 491 kept"_s}, transferring, 1);
        }
    }
    void recordings()
    {
        QFETCH(QString, version);
        QFETCH(QString, flow);
        QFETCH(QString, method);
        QFETCH(int, which);
        QFETCH(QStringList, results);
        const auto recording = tests::loadRecording(version, flow);
        QVERIFY(recording.has_value());
        Replay replay(*recording);
        const qsizetype start = replay.indexOf(method, which);
        QVERIFY(start >= 0);
        replay.playUntil(start);
        const QJsonObject params = replay.at(start).params;
        TransferPlan plan;
        plan.call = replay.dialog(params[u"callid"_s].toString());
        QVERIFY(!plan.call.id.isEmpty());
        plan.leg = params[method == u"call_transfer"_s ? u"leg"_s : u"mode"_s].toString() == u"caller"_s
            ? LegRole::Caller
            : LegRole::Callee;
        plan.traits = httpOnly();
        plan.traits.datagram = method == u"dlg_send_sequential"_s;
        if (params.contains(u"transfer_callid"_s)) {
            plan.other = replay.dialog(params[u"transfer_callid"_s].toString());
            QVERIFY(!plan.other->id.isEmpty());
            plan.otherLeg =
                params[u"transfer_leg"_s].toString() == u"caller"_s ? LegRole::Caller : LegRole::Callee;
        } else {
            const QString target = method == u"call_transfer"_s ? params[u"destination"_s].toString()
                                                                : params[u"headers"_s]
                                                                      .toString()
                                                                      .section(u'<', 1)
                                                                      .section(u'>', 0, 0)
                                                                      .section(u";osid"_s, 0, 0);
            plan.destination = uri(target);
        }
        plan.bystanders = replay.known();

        Probe probe = begun(plan);
        const SendMi first = probe.sent(method).value(0);
        QJsonObject asked = first.params;
        if (flow == u"blind_transfer_refused_by_phone"_s && method == u"dlg_send_sequential"_s) {
            asked[u"headers"_s] = u"Refer-To: <sip:carol@127.0.0.1:5060>\r\n"_s; // recorded without the ID
        }
        QCOMPARE(asked, params);
        replay.play(probe);

        QVERIFY2(results.contains(probe.result()), qPrintable(probe.result()));
        QFETCH(bool, byStop);
        QCOMPARE(replay.outcomeBeforeStop.isEmpty(), byStop);
        QVERIFY2(probe.broken.isEmpty(), qPrintable(probe.broken.join(u", "_s)));
        QVERIFY(probe.left);
        if (probe.result() == u"ok"_s) {
            QVERIFY(probe.told().startsWith(u"Transferring TransferStart"_s));
            QVERIFY(probe.told().endsWith(u"TransferSuccessful"_s));
            QCOMPARE(probe.lates(), 0);
        } else if (!byStop) {
            QVERIFY(probe.sent(u"dlg_end_dlg"_s).isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestTransferFlow)
#include "tst_transferflow.moc"
