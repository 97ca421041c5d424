// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/journeylinks.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A call of alice with bob.
LinkedCall oldCall(const QString &journey = {})
{
    return {.dialogId = u"1.1"_s,
        .callId = SipCallId(u"old@h"_s),
        .callerTag = u"alicetag"_s,
        .journey = JourneyId(journey),
        .callerUris = {u"sip:alice@example.com"_s, u"sip:alice@10.0.0.1:5070"_s},
        .calleeUris = {u"sip:bob@example.com"_s, u"sip:100@example.com;user=phone"_s, QString()}};
}

/// bob, sent by alice, calls carol.
ScriptEvent::Invite toCarol(const QString &referredBy = u"<sip:alice@example.com>"_s)
{
    return {.from = u"sip:bob@example.com"_s,
        .to = u"sip:carol@example.com"_s,
        .requestUri = u"sip:carol@example.com:5060"_s,
        .referredBy = referredBy};
}

const SipCallId newCallId(u"new@h"_s);
const QString newId = u"2.2"_s;
const QString carol = u"sip:carol@example.com"_s;

} // namespace

class JourneyLinksTest : public QObject {
    Q_OBJECT

    JourneyLinks m_links;
    JourneyLinks::Time m_now = {};

    QStringList invited(const ScriptEvent::Invite &invite, const QList<LinkedCall> &replaced = {},
        const QString &dialogId = newId, const SipCallId &callId = newCallId)
    {
        return m_links.invited(callId, dialogId, invite, replaced, m_now);
    }

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_links = {};
        m_now = {};
    }

    void aTransferByAPhone()
    {
        QCOMPARE_EQ(m_links.referred(oldCall(), LegRole::Caller, carol, m_now), QStringList{u"1.1"_s});
        const JourneyId journey = m_links.journeyOf(u"1.1"_s);
        QVERIFY(!journey.isEmpty());
        m_links.bury(u"1.1"_s, journey, m_now); // gone before the INVITE comes
        QCOMPARE_EQ(invited(toCarol()), QStringList{newId});
        QCOMPARE_EQ(m_links.journeyOf(newId), journey);
        QVERIFY(m_links.journeyOf(u"3.3"_s).isEmpty());
    }

    /// Each process of the proxy tells by itself, so the REFER may come after what came of it.
    void aTransferWhoseReferIsToldLate()
    {
        QCOMPARE_EQ(invited(toCarol()), QStringList());
        QCOMPARE_EQ(
            m_links.referred(oldCall(), LegRole::Caller, carol, m_now + 1s), (QStringList{u"1.1"_s, newId}));
        QVERIFY(!m_links.journeyOf(newId).isEmpty());
        QCOMPARE_EQ(m_links.journeyOf(newId), m_links.journeyOf(u"1.1"_s));
        // It has made its call: the next one is a stranger's.
        QCOMPARE_EQ(invited(toCarol(), {}, u"3.3"_s, SipCallId(u"third@h"_s)), QStringList());
    }

    /// alice sends bob to carol, and before that came to anything another one of hers.
    void whoWasSentCounts()
    {
        LinkedCall another = oldCall(u"K"_s);
        another.dialogId = u"9.9"_s;
        another.calleeUris = {u"sip:dave@example.com"_s};
        m_links.referred(another, LegRole::Caller, carol, m_now);
        m_links.referred(oldCall(u"J"_s), LegRole::Caller, carol, m_now);
        QCOMPARE_EQ(invited(toCarol()), QStringList{newId});
        QCOMPARE_EQ(m_links.journeyOf(newId), JourneyId(u"J"_s));
    }

    void aReferThatIsToldTooLateOrBySomebodyElse()
    {
        QCOMPARE_EQ(invited(toCarol()), QStringList());
        QCOMPARE_EQ(m_links.referred(oldCall(), LegRole::Callee, carol, m_now), QStringList{u"1.1"_s});
        QVERIFY(m_links.journeyOf(newId).isEmpty());
        QCOMPARE_EQ(m_links.referred(oldCall(u"J"_s), LegRole::Caller, carol, m_now + 2s), QStringList());
        QVERIFY(m_links.journeyOf(newId).isEmpty());
    }

    /// The INVITE names a call that it replaces before the REFER tells of the other one.
    void anAttendedTransferWhoseReferIsToldLate()
    {
        LinkedCall consultation = oldCall();
        consultation.dialogId = u"7.7"_s;
        consultation.callId = SipCallId(u"consultation@h"_s);
        ScriptEvent::Invite invite = toCarol();
        invite.replaces = u"consultation@h;to-tag=x;from-tag=alicetag"_s;
        QCOMPARE_EQ(invited(invite, {consultation}), (QStringList{u"7.7"_s, newId}));
        QCOMPARE_EQ(m_links.referred(oldCall(), LegRole::Caller, carol, m_now), QStringList{u"1.1"_s});
        QCOMPARE_EQ(m_links.journeyOf(u"1.1"_s), m_links.journeyOf(newId));
    }

    void aCommandSaysInWhichJourneyACallIsReplaced()
    {
        LinkedCall consultation = oldCall();
        consultation.dialogId = u"7.7"_s;
        ScriptEvent::Invite invite = toCarol({});
        invite.replaces = u"old@h;to-tag=x;from-tag=alicetag"_s;
        m_links.expectReplacement(u"7.7"_s, JourneyId(u"J"_s), m_now);
        QCOMPARE_EQ(invited(invite, {consultation}), (QStringList{u"7.7"_s, newId}));
        QCOMPARE_EQ(m_links.journeyOf(newId), JourneyId(u"J"_s));
        QCOMPARE_EQ(m_links.journeyOf(u"7.7"_s), JourneyId(u"J"_s));
    }

    void theJourneyOfTheOldCallIsCarriedOn()
    {
        QCOMPARE_EQ(m_links.referred(oldCall(u"J"_s), LegRole::Caller, carol, m_now), QStringList());
        QVERIFY(m_links.journeyOf(u"1.1"_s).isEmpty()); // its own is known elsewhere
        QCOMPARE_EQ(invited(toCarol()), QStringList{newId});
        QCOMPARE_EQ(m_links.journeyOf(newId), JourneyId(u"J"_s));
    }

    void everybodyFindsTheSameJourney()
    {
        JourneyLinks other;
        other.referred(oldCall(), LegRole::Callee, u"sip:dave@h"_s, m_now + 5s);
        m_links.referred(oldCall(), LegRole::Caller, carol, m_now);
        QCOMPARE_EQ(other.journeyOf(u"1.1"_s), m_links.journeyOf(u"1.1"_s));
        // SHA-1 of "old@h": the form in which calls of several nodes are linked, too.
        QCOMPARE_EQ(m_links.journeyOf(u"1.1"_s).text().size(), 23);
        QVERIFY(m_links.journeyOf(u"1.1"_s).text().startsWith(u"callid-"_s));
    }

    void aChainOfTransfersIsOneJourney()
    {
        m_links.referred(oldCall(), LegRole::Caller, carol, m_now);
        invited(toCarol());
        LinkedCall second{.dialogId = newId,
            .callId = newCallId,
            .callerUris = {u"sip:bob@example.com"_s},
            .calleeUris = {carol}};
        QCOMPARE_EQ(
            m_links.referred(second, LegRole::Callee, u"sip:dave@example.com"_s, m_now), QStringList());
        ScriptEvent::Invite toDave{.to = u"sip:dave@example.com"_s, .referredBy = carol};
        QCOMPARE_EQ(invited(toDave, {}, u"3.3"_s, SipCallId(u"third"_s)), QStringList{u"3.3"_s});
        QCOMPARE_EQ(m_links.journeyOf(u"3.3"_s), m_links.journeyOf(u"1.1"_s));
    }

    void whoIsMeant_data()
    {
        QTest::addColumn<LegRole>("side");
        QTest::addColumn<QString>("referTo");
        QTest::addColumn<QString>("requestUri");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("referredBy");
        QTest::addColumn<bool>("linked");
        const auto row = [](const char *name, LegRole side, const QString &referTo, const QString &requestUri,
                             const QString &to, const QString &referredBy, bool linked) {
            QTest::newRow(name) << side << referTo << requestUri << to << referredBy << linked;
        };
        const QString alice = u"sip:alice@example.com"_s;
        using enum LegRole;
        row("by the request URI", Caller, carol, carol, u"sip:x@h"_s, alice, true);
        row("by To", Caller, carol, u"sip:x@h"_s, carol, alice, true);
        row("parameters do not count", Caller, u"sip:carol@Example.COM:5060;transport=tcp"_s, carol, carol,
            alice, true);
        row("headers do not count", Caller, u"sip:carol@example.com?Replaces=a%40b%3Bto-tag%3D1"_s, carol,
            carol, alice, true);
        row("in brackets", Caller, u"<sip:carol@example.com>;x=y"_s, carol, carol, alice, true);
        row("by the contact", Caller, carol, carol, carol, u"\"A\" <sip:alice@10.0.0.1>;cid=1"_s, true);
        row("by the callee", Callee, carol, carol, carol, u"sip:bob@example.com"_s, true);
        row("by the callee as he was dialled", Callee, carol, carol, carol, u"<sip:100@example.com>"_s, true);
        row("escaped", Caller, u"sip:%63arol@example.com"_s, carol, carol, alice, true);
        row("another target", Caller, carol, u"sip:dave@example.com"_s, u"sip:dave@example.com"_s, alice,
            false);
        row("another domain", Caller, carol, u"sip:carol@h"_s, u"sip:carol@h"_s, alice, false);
        row("users have case", Caller, carol, u"sip:Carol@example.com"_s, u"sip:Carol@example.com"_s, alice,
            false);
        row("the other side", Callee, carol, carol, carol, alice, false);
        row("another referrer", Caller, carol, carol, carol, u"<sip:eve@example.com>"_s, false);
        row("no URI of a referrer", Caller, carol, carol, carol, u"alice"_s, false);
        row("no referrer", Caller, carol, carol, carol, QString(), false);
        row("no URI", Caller, u"carol"_s, u"carol"_s, u"carol"_s, alice, false);
        row("nothing", Caller, QString(), QString(), QString(), QString(), false);
    }
    void whoIsMeant()
    {
        QFETCH(LegRole, side);
        QFETCH(QString, referTo);
        QFETCH(QString, requestUri);
        QFETCH(QString, to);
        QFETCH(QString, referredBy);
        QFETCH(bool, linked);
        m_links.referred(oldCall(u"J"_s), side, referTo, m_now);
        invited({.to = to, .requestUri = requestUri, .referredBy = referredBy});
        QCOMPARE_EQ(m_links.journeyOf(newId), linked ? JourneyId(u"J"_s) : JourneyId());
    }

    void oneReferMakesOneCall()
    {
        m_links.referred(oldCall(u"J"_s), LegRole::Caller, carol, m_now);
        QCOMPARE_EQ(invited(toCarol()), QStringList{newId});
        QCOMPARE_EQ(invited(toCarol()), QStringList()); // doubled
        // Challenged: the same call in a new dialog.
        QCOMPARE_EQ(invited(toCarol(), {}, u"2.3"_s), QStringList{u"2.3"_s});
        QCOMPARE_EQ(invited(toCarol(), {}, u"4.4"_s, SipCallId(u"later"_s)), QStringList());
    }

    void twoRefersToOneTarget()
    {
        m_links.referred(oldCall(u"J"_s), LegRole::Caller, carol, m_now);
        LinkedCall other{.dialogId = u"5.5"_s,
            .callId = SipCallId(u"other"_s),
            .journey = JourneyId(u"K"_s),
            .callerUris = {u"sip:eve@example.com"_s}};
        m_links.referred(other, LegRole::Caller, carol, m_now);
        invited(toCarol(u"sip:eve@example.com"_s), {}, u"6.6"_s, SipCallId(u"eves"_s));
        invited(toCarol());
        QCOMPARE_EQ(m_links.journeyOf(u"6.6"_s), JourneyId(u"K"_s));
        QCOMPARE_EQ(m_links.journeyOf(newId), JourneyId(u"J"_s));
    }

    void aPhoneThatDoesNotSayByWhomItWasSent_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<LegRole>("side");
        QTest::addColumn<int>("ms");
        QTest::addColumn<bool>("linked");
        const QString bob = u"sip:bob@example.com;transport=udp"_s;
        QTest::newRow("at once") << bob << LegRole::Caller << 0 << true;
        QTest::newRow("soon") << bob << LegRole::Caller << 4999 << true;
        QTest::newRow("late") << bob << LegRole::Caller << 5000 << false;
        QTest::newRow("somebody else") << u"sip:eve@example.com"_s << LegRole::Caller << 0 << false;
        QTest::newRow("who sent it") << bob << LegRole::Callee << 0 << false;
        QTest::newRow("the caller is sent") << u"sip:alice@example.com"_s << LegRole::Callee << 0 << true;
        QTest::newRow("nobody") << QString() << LegRole::Caller << 0 << false;
    }
    void aPhoneThatDoesNotSayByWhomItWasSent()
    {
        QFETCH(QString, from);
        QFETCH(LegRole, side);
        QFETCH(int, ms);
        QFETCH(bool, linked);
        m_links.referred(oldCall(u"J"_s), side, carol, m_now);
        m_now += std::chrono::milliseconds(ms);
        ScriptEvent::Invite invite = toCarol(QString());
        invite.from = from;
        invited(invite);
        QCOMPARE_EQ(m_links.journeyOf(newId), linked ? JourneyId(u"J"_s) : JourneyId());
    }

    void aLateInviteIsAnother()
    {
        m_links.referred(oldCall(u"J"_s), LegRole::Caller, carol, m_now);
        m_now += 59s;
        LinkedCall other{.dialogId = u"5.5"_s, .journey = JourneyId(u"K"_s), .callerUris = {u"sip:eve@h"_s}};
        m_links.referred(other, LegRole::Caller, carol, m_now); // keeps the target, not the old REFER
        m_now += 1s;
        QCOMPARE_EQ(invited(toCarol()), QStringList());
    }

    void replacesLinks_data()
    {
        QTest::addColumn<QString>("replaces");
        QTest::addColumn<bool>("linked");
        QTest::newRow("the callee's side") << u"old@h;to-tag=bobtag;from-tag=alicetag"_s << true;
        QTest::newRow("the caller's side") << u"old@h;from-tag=bobtag;to-tag=alicetag;early-only"_s << true;
        QTest::newRow("spaces") << u" old@h ; To-Tag = alicetag ; FROM-TAG=bobtag"_s << true;
        QTest::newRow("wrong tags") << u"old@h;to-tag=bobtag;from-tag=guess"_s << false;
        QTest::newRow("no tags") << u"old@h"_s << false;
        QTest::newRow("the tag elsewhere") << u"old@h;alicetag;x=alicetag"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void replacesLinks()
    {
        QFETCH(QString, replaces);
        QFETCH(bool, linked);
        const QStringList changed = invited({.replaces = replaces}, {oldCall()});
        QCOMPARE_EQ(changed, linked ? QStringList({u"1.1"_s, newId}) : QStringList());
        QCOMPARE_EQ(m_links.journeyOf(newId), m_links.journeyOf(u"1.1"_s));
        QCOMPARE_EQ(m_links.journeyOf(newId).isEmpty(), !linked);
    }

    void replacesOfACallWhoseTagsAreUnknown()
    {
        LinkedCall unknown = oldCall();
        unknown.callerTag.clear();
        QCOMPARE_EQ(invited({.replaces = u"old@h;to-tag=;from-tag="_s}, {unknown}), QStringList());
    }

    void anAttendedTransferJoinsThreeCalls()
    {
        // alice talks to bob (old) and to carol (consultation), and connects the two.
        const LinkedCall consultation{.dialogId = u"7.7"_s,
            .callId = SipCallId(u"consultation"_s),
            .callerTag = u"t"_s,
            .callerUris = {u"sip:alice@example.com"_s}};
        m_links.referred(oldCall(), LegRole::Caller, u"sip:carol@example.com?Replaces=consultation"_s, m_now);
        ScriptEvent::Invite invite = toCarol();
        invite.replaces = u"consultation;to-tag=x;from-tag=t"_s;
        QCOMPARE_EQ(invited(invite, {consultation}), (QStringList{u"7.7"_s, newId}));
        QCOMPARE_EQ(m_links.journeyOf(newId), m_links.journeyOf(u"1.1"_s));
        QCOMPARE_EQ(m_links.journeyOf(u"7.7"_s), m_links.journeyOf(u"1.1"_s));
    }

    void forgetsAndExpires()
    {
        m_links.referred(oldCall(), LegRole::Caller, carol, m_now);
        invited(toCarol());
        QCOMPARE_EQ(m_links.size(), 2);
        m_links.expire(m_now + 24h);
        QCOMPARE_EQ(m_links.size(), 0);
        m_links.referred(oldCall(), LegRole::Caller, carol, m_now + 24h);
        m_links.clear();
        m_now += 24h;
        QCOMPARE_EQ(invited(toCarol()), QStringList());
    }

    void isBounded()
    {
        for (int i = 0; i < 60000; ++i) {
            LinkedCall call = oldCall();
            call.dialogId = u"s.%1"_s.arg(i);
            m_links.referred(call, LegRole::Caller, i % 2 == 0 ? carol : u"sip:t%1@h"_s.arg(i), m_now);
        }
        QCOMPARE_EQ(m_links.size(), 50000);
        // Of the many to one target the last ones count.
        QCOMPARE_EQ(invited(toCarol()), QStringList{newId});
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address");
        QTest::newRow("plain") << u"sip:a@h"_s << u"a@h"_s;
        QTest::newRow("secure") << u"SIPS:a@H:5061;lr"_s << u"a@h"_s;
        QTest::newRow("name") << u"\"<A>\" <sip:a@h>;tag=1"_s << u"a@h"_s;
        QTest::newRow("password") << u"sip:a:secret@h"_s << u"a@h"_s;
        QTest::newRow("user parameters") << u"sip:+49;phone-context=x?y@h"_s << u"+49;phone-context=x?y@h"_s;
        QTest::newRow("no user") << u"sip:h:5060"_s << u"@h"_s;
        QTest::newRow("IPv6") << u"sip:a@[2001:DB8::1]:5060;x"_s << u"a@[2001:db8::1]"_s;
        QTest::newRow("headers") << u"sip:a@h?Subject=b@c"_s << u"a@h"_s;
        QTest::newRow("not ASCII") << u"sip:%C3%A4@h"_s << u"ä@h"_s;
        QTest::newRow("open bracket") << u"<sip:a@h"_s << QString();
        QTest::newRow("other scheme") << u"tel:+49"_s << QString();
        QTest::newRow("no host") << u"sip:a@"_s << QString();
        QTest::newRow("no scheme") << u"a@h"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void addresses()
    {
        QFETCH(QString, text);
        QTEST(comparableAddress(text), "address");
    }
};

QTEST_GUILESS_MAIN(JourneyLinksTest)
#include "tst_journeylinks.moc"
