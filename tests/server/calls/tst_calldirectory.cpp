// SPDX-License-Identifier: Apache-2.0
#include "server/calls/calldirectory.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

struct Cluster {
    void tell(FakeConnector &node, bool isCopy, CallState state = CallState::Ringing)
    {
        CallInfo call;
        call.id = CallId(u"1"_s);
        call.callId = SipCallId(u"a@h"_s);
        call.node = node.node();
        call.state = state;
        call.isCopy = isCopy;
        node.setCall(call);
    }
    FakeConnector one{u"one"_s};
    FakeConnector two{u"two"_s};
    CallDirectory directory{{&one, &two}};
    QSignalSpy changed{&directory, &CallDirectory::callChanged};
    QSignalSpy gone{&directory, &CallDirectory::callGone};
};

} // namespace

class CallDirectoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void resolves_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("callId");
        QTest::addColumn<QString>("found");
        QTest::addColumn<QString>("word");
        QTest::newRow("by id") << u"1"_s << QString() << u"1"_s << QString();
        QTest::newRow("by Call-ID") << QString() << u"a@x"_s << u"1"_s << QString();
        QTest::newRow("on the other node") << QString() << u"b@x"_s << u"2"_s << QString();
        QTest::newRow("both agree") << u"1"_s << u"a@x"_s << u"1"_s << QString();
        QTest::newRow("both, of two calls") << u"1"_s << u"b@x"_s << QString() << u"call_not_found"_s;
        QTest::newRow("neither") << QString() << QString() << QString() << u"invalid_params"_s;
        QTest::newRow("unknown id") << u"9"_s << QString() << QString() << u"call_not_found"_s;
        QTest::newRow("unknown Call-ID") << QString() << u"A@x"_s << QString() << u"call_not_found"_s;
        QTest::newRow("an id is no Call-ID") << QString() << u"1"_s << QString() << u"call_not_found"_s;
        QTest::newRow("shared Call-ID") << QString() << u"twice@x"_s << QString() << u"ambiguous_call"_s;
        QTest::newRow("shared, but named") << u"4"_s << u"twice@x"_s << u"4"_s << QString();
    }
    void resolves()
    {
        QFETCH(QString, id);
        QFETCH(QString, callId);
        QFETCH(QString, found);
        QFETCH(QString, word);
        FakeConnector one(u"one"_s);
        FakeConnector two(u"two"_s);
        one.setCall(u"1"_s, u"a@x"_s);
        one.setCall(u"3"_s, u"twice@x"_s);
        const CallDirectory directory({&one, &two});
        two.setCall(u"2"_s, u"b@x"_s); // known before and after the directory was made
        two.setCall(u"4"_s, u"twice@x"_s);

        const auto result = directory.resolve(id.isEmpty() ? std::nullopt : std::optional(CallId(id)),
            callId.isEmpty() ? std::nullopt : std::optional(SipCallId(callId)), u"B");
        QCOMPARE_EQ(result.has_value(), word.isEmpty());
        if (result) {
            QCOMPARE_EQ(result->id.text(), found);
        } else {
            QCOMPARE_EQ(cordboard::word(result.error().code), word);
        }
    }

    void namesTheMissingField()
    {
        const CallDirectory directory({});
        QCOMPARE_EQ(directory.resolve({}, {}).error().field, u"callid"_s);
        QCOMPARE_EQ(directory.resolve({}, {}, u"A").error().field, u"callidA"_s);
    }

    void namesTheCandidates()
    {
        FakeConnector node;
        node.setCall(u"22"_s, u"twice"_s);
        node.setCall(u"11"_s, u"twice"_s);
        const CallDirectory directory({&node});
        const auto result = directory.resolve({}, SipCallId(u"twice"_s));
        QVERIFY(!result);
        QVERIFY2(result.error().message.endsWith(u"11, 22"_s), qPrintable(result.error().message));
        const QList<CallInfo> candidates = directory.candidates(SipCallId(u"twice"_s));
        QCOMPARE_EQ(candidates.size(), 2);
        QCOMPARE_EQ(candidates.first().id, CallId(u"11"_s));
    }

    void followsCallsAndForwardsSignals()
    {
        FakeConnector node;
        CallDirectory directory({&node});
        QSignalSpy changed(&directory, &CallDirectory::callChanged);
        QSignalSpy gone(&directory, &CallDirectory::callGone);
        QSignalSpy status(&directory, &CallDirectory::statusChanged);

        node.setCall(u"1"_s, u"a"_s, CallState::Ringing);
        node.setCall(u"1"_s, u"a"_s, CallState::Answered, u"j"_s);
        QCOMPARE_EQ(changed.size(), 2);
        QCOMPARE_EQ(directory.resolve({}, SipCallId(u"a"_s))->state, CallState::Answered);
        QCOMPARE_EQ(directory.connectorOf(CallId(u"1"_s)), &node);
        QVERIFY(directory.hasJourney(JourneyId(u"j"_s)));
        QCOMPARE_EQ(directory.calls().size(), 1);

        node.endCall(u"1"_s);
        QCOMPARE_EQ(gone.size(), 1);
        QCOMPARE_EQ(gone.first().first().value<CallInfo>().state, CallState::Ended);
        QCOMPARE_EQ(directory.resolve({}, SipCallId(u"a"_s)).error().code, Errc::CallNotFound);
        QVERIFY(!directory.hasJourney(JourneyId(u"j"_s)));
        QVERIFY(directory.calls().isEmpty());

        node.setReachable(false);
        QCOMPARE_EQ(status.size(), 1);
        QVERIFY(!directory.nodes().first().reachable);
    }

    void picksWhoStartsACall()
    {
        FakeConnector one(u"one"_s);
        FakeConnector two(u"two"_s);
        const CallDirectory directory({&one, &two});
        QCOMPARE_EQ(directory.connectorForStart(), &one);
        one.setReachable(false);
        QCOMPARE_EQ(directory.connectorForStart(), &two);
        two.setReachable(false);
        QCOMPARE_EQ(directory.connectorForStart(), &one);
        QCOMPARE_EQ(directory.connectorOf(NodeName(u"two"_s)), &two);
        QCOMPARE_EQ(directory.connectorOf(NodeName(u"three"_s)), nullptr);
        QCOMPARE_EQ(CallDirectory({}).connectorForStart(), nullptr);
    }

    // --- Nodes of a cluster: one id, several that know the call ---

    void aReplicatedCallIsOneCall()
    {
        Cluster cluster;
        cluster.tell(cluster.one, false);
        cluster.tell(cluster.two, true);
        cluster.tell(cluster.two, true, CallState::Answered);
        QCOMPARE_EQ(cluster.changed.size(), 1);
        QCOMPARE_EQ(cluster.directory.calls().size(), 1);
        QCOMPARE_EQ(cluster.directory.candidates(SipCallId(u"a@h"_s)).size(), 1);
        QCOMPARE_EQ(cluster.directory.connectorOf(CallId(u"1"_s)), &cluster.one);
        QCOMPARE_EQ(cluster.directory.callsOf(cluster.one.node()), 1);
        QCOMPARE_EQ(cluster.directory.callsOf(cluster.two.node()), 0);
        cluster.one.endCall(u"1"_s);
        QCOMPARE_EQ(cluster.gone.size(), 0);
        cluster.two.endCall(u"1"_s);
        QCOMPARE_EQ(cluster.gone.size(), 1);
        QCOMPARE_EQ(cluster.changed.size(), 1); // it never seemed to move to the other node
        QVERIFY(cluster.directory.calls().isEmpty());
        QCOMPARE_EQ(cluster.directory.callsOf(cluster.two.node()), 0);
    }

    void theCopyMayComeFirst()
    {
        Cluster cluster;
        cluster.tell(cluster.two, true);
        QCOMPARE_EQ(cluster.directory.connectorOf(CallId(u"1"_s)), &cluster.two);
        cluster.tell(cluster.one, false);
        QCOMPARE_EQ(cluster.directory.connectorOf(CallId(u"1"_s)), &cluster.one);
        QCOMPARE_EQ(cluster.changed.size(), 2);
        QCOMPARE_EQ(cluster.directory.callsOf(cluster.one.node()), 1);
        QCOMPARE_EQ(cluster.directory.callsOf(cluster.two.node()), 0);
    }

    void theOwnerMayBeKnownLater()
    {
        Cluster cluster;
        cluster.tell(cluster.two, false); // nobody has asked yet
        cluster.tell(cluster.one, false);
        QCOMPARE_EQ(cluster.directory.connectorOf(CallId(u"1"_s)), &cluster.two);
        cluster.tell(cluster.two, true);
        QCOMPARE_EQ(cluster.directory.connectorOf(CallId(u"1"_s)), &cluster.one);
        QCOMPARE_EQ(cluster.changed.size(), 2);
        QCOMPARE_EQ(cluster.changed.last().first().value<CallInfo>().node, cluster.one.node());
    }

    void theOtherNodeTakesOver()
    {
        Cluster cluster;
        cluster.tell(cluster.one, false);
        cluster.tell(cluster.two, true);
        cluster.one.endCall(u"1"_s); // that proxy was restarted
        QCOMPARE_EQ(cluster.directory.connectorOf(CallId(u"1"_s)), &cluster.two);
        cluster.tell(cluster.two, false);
        QCOMPARE_EQ(cluster.gone.size(), 0);
        QCOMPARE_EQ(cluster.changed.last().first().value<CallInfo>().node, cluster.two.node());
        QCOMPARE_EQ(cluster.directory.callsOf(cluster.two.node()), 1);
    }

    void whoKnowsHowItEndedIsBelieved()
    {
        Cluster cluster;
        cluster.tell(cluster.one, false);
        cluster.tell(cluster.two, true);
        CallInfo last = *cluster.one.call(CallId(u"1"_s));
        last.endedBy = EndedBy::Callee;
        cluster.one.endCall(last);
        cluster.two.endCall(u"1"_s);
        QCOMPARE_EQ(cluster.gone.first().first().value<CallInfo>().endedBy, EndedBy::Callee);
    }

    void aNodeOfTheClusterMayGo()
    {
        auto node = std::make_unique<FakeConnector>(u"one"_s);
        FakeConnector other(u"two"_s);
        node->setCall(u"1"_s, u"a"_s);
        other.setCall(u"1"_s, u"a"_s);
        const CallDirectory directory({node.get(), &other});
        node.reset();
        QCOMPARE_EQ(directory.connectorOf(CallId(u"1"_s)), &other);
        QCOMPARE_EQ(directory.calls().size(), 1);
    }

    void survivesAConnector()
    {
        auto node = std::make_unique<FakeConnector>();
        node->setCall(u"1"_s, u"a"_s);
        const CallDirectory directory({node.get()});
        node.reset();
        QCOMPARE_EQ(directory.resolve(CallId(u"1"_s), {}).error().code, Errc::CallNotFound);
        QVERIFY(directory.calls().isEmpty());
        QVERIFY(directory.nodes().isEmpty());
    }
};

QTEST_GUILESS_MAIN(CallDirectoryTest)
#include "tst_calldirectory.moc"
