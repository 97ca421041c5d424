// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/visibility.h"
#include "tests/support/fakeconnector.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Principal inDomain(const QString &domain)
{
    return {.user = u"op"_s,
        .role = Role::Operator,
        .scope = {.kind = ScopeKind::Domain, .addresses = {}, .domains = {domain}}};
}

Principal own(const QStringList &addresses)
{
    return {.user = u"op"_s,
        .role = Role::Operator,
        .scope = {.kind = ScopeKind::Own, .addresses = addresses, .domains = {}}};
}

struct World {
    World()
        : directory({&connector})
        , visibility(directory, {.domains = {{connector.node(), u"home.example"_s}}, .keepEnded = 40ms})
    {
    }
    CallInfo call(const QString &id, const QString &caller, const QString &callee)
    {
        CallInfo info;
        info.id = CallId(id);
        info.callId = SipCallId(id + u"@h"_s);
        info.node = connector.node();
        info.caller = caller;
        info.callee = callee;
        connector.setCall(info);
        return info;
    }
    FakeConnector connector;
    CallDirectory directory;
    Visibility visibility;
};

} // namespace

class VisibilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void calls_data()
    {
        QTest::addColumn<QString>("caller");
        QTest::addColumn<QString>("callee");
        QTest::addColumn<bool>("domain"); ///< seen by the domain a.example
        QTest::addColumn<bool>("ownSees"); ///< seen by who owns anna@a.example
        const auto row = [](const char *name, const char *caller, const char *callee, bool domain, bool own) {
            QTest::newRow(name) << QString::fromLatin1(caller) << QString::fromLatin1(callee) << domain
                                << own;
        };
        row("callee", "sip:x@y.example", "sip:anna@a.example", true, true);
        row("other callee", "sip:x@y.example", "sip:bob@a.example", true, false);
        row("callee in upper case", "sip:x@y.example", "sip:anna@A.EXAMPLE", true, true);
        row("user in upper case", "sip:x@y.example", "sip:ANNA@a.example", true, false);
        row("registered caller", "sip:anna@a.example", "sip:x@y.example", true, true);
        row("caller that is not registered", "sip:eve@a.example", "sip:x@y.example", false, false);
        row("caller of another domain", "sip:bob@b.example", "sip:x@y.example", false, false);
        row("nobody", "", "", false, false);
        row("no URI", "anna@a.example", "+4930", false, false);
        row("sub domain", "sip:x@y.example", "sip:anna@x.a.example", false, false);
        row("domain as user", "sip:x@y.example", "sip:a.example@y.example", false, false);
    }
    void calls()
    {
        QFETCH(QString, caller);
        QFETCH(QString, callee);
        QFETCH(bool, domain);
        QFETCH(bool, ownSees);
        World world;
        world.connector.setRegistration(u"anna@a.example"_s, {u"sip:anna@10.0.0.1"_s});
        const CallInfo call = world.call(u"1"_s, caller, callee);
        QCOMPARE_EQ(world.visibility.sees(inDomain(u"a.example"_s), call), domain);
        const bool seen = world.visibility.sees(::own({u"anna@a.example"_s}), call);
        QCOMPARE_EQ(seen, ownSees);
        QVERIFY(world.visibility.sees(Principal{}, call));
        LiveCall live;
        live.info = call;
        live.parties = {partyKey(call.caller), partyKey(call.callee)};
        QCOMPARE_EQ(world.visibility.sees(inDomain(u"a.example"_s), live), domain);
    }

    void provenCallersStay()
    {
        World world;
        QSignalSpy widened(&world.visibility, &Visibility::widened);
        world.connector.setRegistration(u"anna@a.example"_s, {u"sip:anna@10.0.0.1"_s});
        const CallInfo call = world.call(u"1"_s, u"sip:anna@a.example"_s, u"sip:x@y.example"_s);
        world.connector.setRegistration(u"anna@a.example"_s, {});
        QVERIFY(world.visibility.sees(inDomain(u"a.example"_s), call));
        const CallInfo next = world.call(u"2"_s, u"sip:anna@a.example"_s, u"sip:x@y.example"_s);
        QVERIFY(!world.visibility.sees(inDomain(u"a.example"_s), next));
        QCOMPARE_EQ(widened.size(), 0);
    }

    void whoRegistersLaterIsTold()
    {
        World world;
        const CallInfo call = world.call(u"1"_s, u"sip:anna@a.example"_s, u"sip:x@y.example"_s);
        QVERIFY(!world.visibility.sees(inDomain(u"a.example"_s), call));
        QSignalSpy widened(&world.visibility, &Visibility::widened);
        world.connector.setRegistration(u"bob@a.example"_s, {u"sip:bob@10.0.0.1"_s});
        QCOMPARE_EQ(widened.size(), 0);
        world.connector.setRegistration(u"anna@a.example"_s, {u"sip:anna@10.0.0.1"_s});
        QCOMPARE_EQ(widened.size(), 1);
        QVERIFY(world.visibility.sees(inDomain(u"a.example"_s), call));
    }

    /// Whom a call was shown with at first, before the proxy told who calls, says nothing later.
    void onlyTheLastCallerCounts()
    {
        World world;
        world.call(u"1"_s, u"sip:anna@a.example"_s, u"sip:x@y.example"_s);
        const CallInfo call = world.call(u"1"_s, u"sip:carl@c.example"_s, u"sip:x@y.example"_s);
        QSignalSpy widened(&world.visibility, &Visibility::widened);
        world.connector.setRegistration(u"anna@a.example"_s, {u"sip:anna@10.0.0.1"_s});
        QCOMPARE_EQ(widened.size(), 0);
        QVERIFY(!world.visibility.sees(inDomain(u"a.example"_s), call));
        world.connector.setRegistration(u"carl@c.example"_s, {u"sip:carl@10.0.0.1"_s});
        QCOMPARE_EQ(widened.size(), 1);
        QVERIFY(world.visibility.sees(inDomain(u"c.example"_s), call));
    }

    void endedCallsAreForgottenLater()
    {
        World world;
        world.connector.setRegistration(u"anna@a.example"_s, {u"sip:anna@10.0.0.1"_s});
        const CallInfo call = world.call(u"1"_s, u"sip:anna@a.example"_s, u"sip:x@y.example"_s);
        world.connector.endCall(u"1"_s);
        QVERIFY(world.visibility.sees(inDomain(u"a.example"_s), call));
        QTRY_VERIFY(!world.visibility.sees(inDomain(u"a.example"_s), call));
    }

    void addressesWithoutADomainAreTheNodes()
    {
        World world;
        world.connector.setRegistration(u"anna"_s, {u"sip:anna@10.0.0.1"_s});
        const CallInfo home = world.call(u"1"_s, u"sip:anna@home.example"_s, u"sip:x@y.example"_s);
        const CallInfo forged = world.call(u"2"_s, u"sip:anna@a.example"_s, u"sip:x@y.example"_s);
        QVERIFY(world.visibility.sees(inDomain(u"home.example"_s), home));
        QVERIFY(!world.visibility.sees(inDomain(u"a.example"_s), forged));
    }

    void registrations()
    {
        World world;
        const auto seen = [&](const Principal &principal, const QString &aor) {
            return world.visibility.sees(principal, Registration{world.connector.node(), aor, {}});
        };
        QVERIFY(seen(inDomain(u"a.example"_s), u"anna@a.example"_s));
        QVERIFY(!seen(inDomain(u"a.example"_s), u"anna@b.example"_s));
        QVERIFY(!seen(inDomain(u"a.example"_s), u"anna"_s));
        QVERIFY(seen(inDomain(u"home.example"_s), u"anna"_s));
        QVERIFY(seen(own({u"anna@a.example"_s}), u"anna@a.example"_s));
        QVERIFY(!seen(own({u"anna@a.example"_s}), u"bob@a.example"_s));
        QVERIFY(seen(Principal{}, u"anything"_s));
    }
};

QTEST_GUILESS_MAIN(VisibilityTest)
#include "tst_visibility.moc"
