// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/callactions.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

constexpr auto none = CallActions();
constexpr CallActions end = CallActionFlag::End;
const CallActions transfers = CallActions(CallActionFlag::BlindTransfer) | CallActionFlag::AttendedTransfer;
const CallActions all = end | transfers | CallActionFlag::Hold;

CallInfo call(CallState state, QList<std::optional<HeldBy>> legs = {{}, {}})
{
    CallInfo info{.id = CallId(u"n/1"_s), .node = NodeName(u"n"_s), .state = state};
    for (const auto &heldBy : legs) {
        info.legs.append({info.legs.isEmpty() ? LegRole::Caller : LegRole::Callee, {}, heldBy});
    }
    return info;
}

CallInfo with(CallInfo info, CallKind kind, bool isCopy = false)
{
    info.kind = kind;
    info.isCopy = isCopy;
    return info;
}

} // namespace

class CallActionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void offers_data()
    {
        QTest::addColumn<CallInfo>("info");
        QTest::addColumn<bool>("callops");
        QTest::addColumn<CallActions>("expected");
        using enum CallState;
        const CallActions unhold = CallActionFlag::Unhold;
        const CallActions both = all | unhold;
        QTest::newRow("ringing") << call(Ringing) << true << end;
        QTest::newRow("answered") << call(Answered) << true << all;
        QTest::newRow("answered, legs unknown") << call(Answered, {}) << true << all;
        QTest::newRow("no callops") << call(Answered) << false << (end | CallActionFlag::Hold);
        QTest::newRow("one leg ours") << call(Held, {HeldBy::Cordboard, {}}) << true << both;
        QTest::newRow("both legs ours")
            << call(Held, {HeldBy::Cordboard, HeldBy::Cordboard}) << true << (end | transfers | unhold);
        QTest::newRow("proxy's") << call(Held, {HeldBy::Proxy, {}}) << true << both;
        QTest::newRow("the phone's") << call(Held, {{}, HeldBy::Phone}) << true << all;
        QTest::newRow("phone's and ours") << call(Held, {HeldBy::Cordboard, HeldBy::Phone}) << true << both;
        QTest::newRow("ended") << call(Ended) << true << none;
        QTest::newRow("setup") << with(call(Answered), CallKind::Setup) << true << end;
        QTest::newRow("copy") << with(call(Answered), CallKind::Call, true) << true << none;
    }

    void offers()
    {
        QFETCH(CallInfo, info);
        QFETCH(bool, callops);
        QFETCH(CallActions, expected);
        NodeTraits traits;
        traits.callops = callops;
        QCOMPARE_EQ(actionsOf(info, traits), expected);
    }

    void refusesStarts()
    {
        const NodeName node(u"edge"_s);
        NodeTraits traits{.datagram = true, .http = true, .callops = true, .uaSession = false};
        QVERIFY(!objectionToStarts(node, traits));
        traits.datagram = false;
        QCOMPARE_EQ(objectionToStarts(node, traits).value().code, Errc::NotSupported);
        QVERIFY(objectionToStarts(node, traits)->message.contains("mi_datagram"_L1));
        traits.uaSession = true;
        QVERIFY(!objectionToStarts(node, traits));
        traits.callops = false;
        QVERIFY(objectionToStarts(node, traits).value().message.contains("callops"_L1));
        QCOMPARE_EQ(objectionToTransfers(node, traits), objectionToStarts(node, traits));
    }
};

QTEST_GUILESS_MAIN(CallActionsTest)
#include "tst_callactions.moc"
