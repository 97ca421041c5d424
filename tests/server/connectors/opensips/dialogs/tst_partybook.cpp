// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/partybook.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString dialogId = u"9.8"_s;

ScriptEvent::Invite invite()
{
    return {.from = u"sip:alice@h:5070;transport=udp"_s,
        .fromName = u"Alice"_s,
        .to = u"sip:bob@h"_s,
        .toName = u"Bob"_s,
        .requestUri = u"sip:bob@h:5080"_s,
        .contact = u"sip:alice@10.0.0.1:5070"_s};
}

/// As the proxy's list tells a call: which legs a phone holds.
CallInfo listed(CallState state, std::optional<HeldBy> caller = {}, std::optional<HeldBy> callee = {})
{
    CallInfo info{.state = state};
    info.legs = {
        {LegRole::Caller, u"sip:listed@h"_s, caller}, {LegRole::Callee, u"sip:bob@h:5080"_s, callee}};
    return info;
}

} // namespace

Q_DECLARE_METATYPE(cordboard::opensips::ScriptEvent::Direction)
Q_DECLARE_METATYPE(std::optional<cordboard::EndedBy>)

class PartyBookTest : public QObject {
    Q_OBJECT

    using Direction = ScriptEvent::Direction;
    PartyBook m_book;
    PartyBook::Time m_now = {};

    [[nodiscard]] CallInfo applied(CallInfo info) const
    {
        m_book.apply(dialogId, info);
        return info;
    }
    bool hold(LegRole side, Direction direction)
    {
        return m_book.note(dialogId, ScriptEvent::Hold{side, direction}, m_now);
    }
    /// Who holds: "caller leg, callee leg, state".
    static QString holds(const CallInfo &info)
    {
        QStringList words;
        for (const Leg &leg : info.legs) {
            words.append(leg.heldBy ? json::wireName(*leg.heldBy) : u"-"_s);
        }
        words.append(json::wireName(info.state));
        return words.join(u' ');
    }

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_book = {};
        m_now = {};
    }

    void whoTalksToWhom()
    {
        QVERIFY(m_book.note(dialogId, invite(), m_now));
        const CallInfo info =
            applied({.state = CallState::Ringing, .legs = {{LegRole::Caller}, {LegRole::Callee}}});
        QCOMPARE_EQ(info.callerName, u"Alice"_s);
        QCOMPARE_EQ(info.calleeName, u"Bob"_s);
        QCOMPARE_EQ(info.caller, u"sip:alice@h:5070"_s);
        QCOMPARE_EQ(info.callee, u"sip:bob@h"_s);
        QCOMPARE_EQ(info.legs.at(0).contact, u"sip:alice@10.0.0.1:5070"_s);
        QVERIFY(info.legs.at(1).contact.isEmpty());
        QVERIFY(m_book.parties(dialogId)->requestUri == u"sip:bob@h:5080"_s);
        QVERIFY(!m_book.parties(u"1.1"_s));
        QVERIFY(m_book.knowsParties(dialogId));
        m_book.note(u"1.1"_s, ScriptEvent::Bye{}, m_now);
        QVERIFY(m_book.parties(u"1.1"_s) && !m_book.knowsParties(u"1.1"_s));
    }

    void theSameAgainChangesNothing()
    {
        QVERIFY(m_book.note(dialogId, invite(), m_now));
        QVERIFY(!m_book.note(dialogId, invite(), m_now));
        QCOMPARE_EQ(m_book.size(), 1);
    }

    void whatTheProxyListsStays()
    {
        m_book.note(dialogId, invite(), m_now);
        CallInfo info = listed(CallState::Answered);
        info.caller = u"sip:other@h"_s;
        info.callerName = u"Other"_s;
        info.endedBy = EndedBy::Cordboard;
        const CallInfo filled = applied(info);
        QCOMPARE_EQ(filled.caller, info.caller);
        QCOMPARE_EQ(filled.callerName, info.callerName);
        QVERIFY(filled.legs == info.legs);
    }

    void aSetupCallKeepsWhatWasAskedFor()
    {
        m_book.note(dialogId, invite(), m_now);
        const CallInfo info{.kind = CallKind::Setup, .legs = {{LegRole::Caller}}};
        QVERIFY(applied(info) == info);
    }

    void strangersWithTheSameCallIdAreOthers()
    {
        m_book.note(dialogId, invite(), m_now);
        ScriptEvent::Invite forged = invite();
        forged.fromName = u"Mallory"_s;
        m_book.note(u"9.9"_s, forged, m_now);
        m_book.note(u"9.9"_s, ScriptEvent::Failed{404, u"Not Found"_s}, m_now);
        m_book.bury(u"9.9"_s, m_now);
        const CallInfo info = applied(listed(CallState::Ended));
        QCOMPARE_EQ(info.callerName, u"Alice"_s);
        QVERIFY(!info.endedBy && info.reason.isEmpty());
    }

    void unreadableAddressesAreShownAsTheyAre()
    {
        ScriptEvent::Invite odd = invite();
        odd.from = u"tel:+4930"_s;
        odd.fromName = QString(60000, u'ñ');
        m_book.note(dialogId, odd, m_now);
        const CallInfo info = applied({});
        QCOMPARE_EQ(info.caller, u"tel:+4930"_s);
        QCOMPARE_EQ(info.callerName, QString(512, u'ñ'));
    }

    void whoHungUp()
    {
        for (const auto &[side, by] :
            {std::pair{LegRole::Caller, EndedBy::Caller}, {LegRole::Callee, EndedBy::Callee}}) {
            m_book.clear();
            m_book.note(dialogId, invite(), m_now);
            // It shows with the end, so there is nothing to tell yet.
            QVERIFY(!m_book.note(dialogId, ScriptEvent::Bye{side, u"SIP;cause=200"_s}, m_now));
            QVERIFY(!applied(listed(CallState::Answered)).endedBy);
            const CallInfo last = applied(listed(CallState::Ended));
            QVERIFY(last.endedBy == by);
            QCOMPARE_EQ(last.reason, u"200"_s);
            QCOMPARE_EQ(last.callerName, u"Alice"_s);
        }
    }

    void theFirstEndCounts()
    {
        m_book.note(dialogId, ScriptEvent::Bye{LegRole::Callee, {}}, m_now);
        m_book.note(dialogId, ScriptEvent::Bye{LegRole::Caller, u"SIP;cause=500"_s}, m_now);
        m_book.note(dialogId, ScriptEvent::Failed{486, u"Busy Here"_s}, m_now);
        const CallInfo last = applied(listed(CallState::Ended));
        QVERIFY(last.endedBy == EndedBy::Callee);
        QVERIFY(last.reason.isEmpty());
        QCOMPARE_EQ(m_book.size(), 1);
    }

    void overtakenByTheEndTheNamesStay()
    {
        m_book.note(dialogId, ScriptEvent::Failed{486, u"Busy Here"_s}, m_now);
        m_book.note(dialogId, invite(), m_now);
        const CallInfo last = applied(listed(CallState::Ended));
        QCOMPARE_EQ(last.callerName, u"Alice"_s);
        QCOMPARE_EQ(last.reason, u"486 Busy Here"_s);
        QCOMPARE_EQ(m_book.size(), 1);
    }

    void whoEndedItByCommandStays()
    {
        m_book.note(dialogId, ScriptEvent::Failed{487, u"Request Terminated"_s}, m_now);
        CallInfo info = listed(CallState::Ended);
        info.endedBy = EndedBy::Cordboard;
        QVERIFY(applied(info) == info);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("phrase");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<std::optional<EndedBy>>("by");
        const auto row = [](int code, const char *phrase, std::optional<EndedBy> by) {
            QTest::addRow("%d", code)
                << code << QString::fromLatin1(phrase)
                << QString(QString::number(code) + u' ' + QString::fromLatin1(phrase)) << by;
        };
        row(302, "Moved Temporarily", EndedBy::Callee);
        row(404, "Not Found", EndedBy::Proxy);
        row(407, "Proxy Authentication Required", EndedBy::Proxy);
        row(408, "Request Timeout", EndedBy::Proxy);
        row(480, "Temporarily Unavailable", EndedBy::Callee);
        row(486, "Busy Here", EndedBy::Callee);
        row(487, "Request Terminated", EndedBy::Caller);
        row(488, "Not Acceptable Here", EndedBy::Callee);
        row(503, "Service Unavailable", EndedBy::Proxy);
        row(603, "Decline", EndedBy::Callee);
        QTest::newRow("unknown") << 0 << QString() << QString() << std::optional<EndedBy>();
        QTest::newRow("words alone") << 0 << u"no idea"_s << u"no idea"_s << std::optional<EndedBy>();
        QTest::newRow("code alone") << 486 << QString() << u"486"_s << std::optional(EndedBy::Callee);
    }
    void refusals()
    {
        QFETCH(int, code);
        QFETCH(QString, phrase);
        QVERIFY(!m_book.note(dialogId, ScriptEvent::Failed{code, phrase}, m_now));
        const CallInfo last = applied(listed(CallState::Ended));
        QTEST(last.reason, "reason");
        QTEST(last.endedBy, "by");
    }

    void reasons_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("SIP") << u"SIP ;cause=480 ;text=\"Gone away\""_s << u"480 Gone away"_s;
        QTest::newRow("order") << u"sip;text=\"Gone\";cause=480"_s << u"480 Gone"_s;
        QTest::newRow("Q.850") << u"Q.850;cause=16;text=\"Normal call clearing\""_s
                               << u"Q.850 16 Normal call clearing"_s;
        QTest::newRow("the first of two")
            << u"SIP;cause=600;text=\"a, b; c\", Q.850;cause=16"_s << u"600 a, b; c"_s;
        QTest::newRow("escaped quotes") << u"SIP;text=\"say \\\"no\\\"\""_s << u"say \"no\""_s;
        QTest::newRow("bare text") << u"SIP;cause=200;text=OK"_s << u"200 OK"_s;
        QTest::newRow("protocol alone") << u"Q.850"_s << u"Q.850"_s;
        QTest::newRow("no such header") << u"because I say so"_s << u"because I say so"_s;
        QTest::newRow("other parameters") << u"SIP;ppi=\"x\""_s << u"SIP;ppi=\"x\""_s;
        QTest::newRow("open quote") << u"SIP;cause=1;text=\"x"_s << u"1 \"x"_s;
        QTest::newRow("open escape") << u"SIP;cause=1;text=\"x\\"_s << u"1 \"x\\"_s;
        QTest::newRow("not ASCII") << u"SIP;cause=480;text=\"Zürich\""_s << u"480 Zürich"_s;
    }
    void reasons()
    {
        QFETCH(QString, header);
        QTEST(reasonText(header), "text");
    }

    void holds_data()
    {
        QTest::addColumn<Direction>("direction");
        QTest::addColumn<QString>("onFree"); // by the callee's phone, on a call that is listed as free
        QTest::addColumn<QString>("onHeld"); // ... as held on both legs
        QTest::newRow("sendonly") << Direction::SendOnly << u"phone - held"_s << u"phone phone held"_s;
        QTest::newRow("inactive") << Direction::Inactive << u"phone phone held"_s << u"phone phone held"_s;
        QTest::newRow("recvonly") << Direction::RecvOnly << u"- phone held"_s << u"- phone held"_s;
        QTest::newRow("sendrecv") << Direction::SendRecv << u"- - answered"_s << u"- phone held"_s;
    }
    void holds()
    {
        QFETCH(Direction, direction);
        QVERIFY(hold(LegRole::Callee, direction));
        QTEST(holds(applied(listed(CallState::Answered))), "onFree");
        QTEST(holds(applied(listed(CallState::Held, HeldBy::Phone, HeldBy::Phone))), "onHeld");
    }

    void theCallersHoldIsTheOtherWayRound()
    {
        hold(LegRole::Caller, Direction::SendOnly);
        QCOMPARE_EQ(holds(applied(listed(CallState::Answered))), u"- phone held"_s);
        hold(LegRole::Caller, Direction::SendRecv);
        QCOMPARE_EQ(holds(applied(listed(CallState::Held, {}, HeldBy::Phone))), u"- - answered"_s);
    }

    void otherHoldsStay()
    {
        hold(LegRole::Callee, Direction::SendOnly);
        QCOMPARE_EQ(holds(applied(listed(CallState::Held, HeldBy::Cordboard, HeldBy::Proxy))),
            u"cordboard proxy held"_s);
        hold(LegRole::Callee, Direction::SendRecv);
        QCOMPARE_EQ(holds(applied(listed(CallState::Held, HeldBy::Proxy))), u"proxy - held"_s);
    }

    void ringingAndEndedCallsHaveNoHold()
    {
        hold(LegRole::Callee, Direction::SendOnly);
        QVERIFY(applied(listed(CallState::Ringing)).state == CallState::Ringing);
        QVERIFY(applied(listed(CallState::Ended)).state == CallState::Ended);
    }

    void afterTwoSecondsTheListingCounts()
    {
        hold(LegRole::Callee, Direction::SendOnly);
        m_now += 2s - 1ms;
        QCOMPARE_EQ(m_book.expire(m_now), QStringList());
        QCOMPARE_EQ(holds(applied(listed(CallState::Answered))), u"phone - held"_s);
        m_now += 1ms;
        QCOMPARE_EQ(m_book.expire(m_now), QStringList{dialogId});
        QCOMPARE_EQ(holds(applied(listed(CallState::Answered))), u"- - answered"_s);
        QCOMPARE_EQ(m_book.expire(m_now), QStringList());
    }

    void doubledHoldsLastFromTheLast()
    {
        hold(LegRole::Callee, Direction::SendOnly);
        m_now += 1s;
        hold(LegRole::Callee, Direction::SendOnly);
        QCOMPARE_EQ(m_book.expire(m_now + 1999ms), QStringList());
        QCOMPARE_EQ(m_book.expire(m_now + 2s), QStringList{dialogId});
    }

    void namesLastForADayAndEndsForAMinute()
    {
        m_book.note(dialogId, invite(), m_now);
        m_book.note(u"1.1"_s, invite(), m_now);
        m_book.note(u"1.1"_s, ScriptEvent::Bye{}, m_now);
        QVERIFY(m_book.expire(m_now + 59s).isEmpty());
        QCOMPARE_EQ(m_book.size(), 2);
        QVERIFY(m_book.expire(m_now + 60s).isEmpty());
        QVERIFY(!m_book.parties(u"1.1"_s));
        QVERIFY(m_book.parties(dialogId));
        QVERIFY(m_book.expire(m_now + 24h).isEmpty());
        QCOMPARE_EQ(m_book.size(), 0);
    }

    /// What is told of an ended call late still finds its parties; its hold is over.
    void buries()
    {
        m_book.note(dialogId, invite(), m_now);
        hold(LegRole::Callee, Direction::SendOnly);
        m_book.bury(dialogId, m_now);
        QVERIFY(applied(listed(CallState::Answered)).legs == listed(CallState::Answered).legs);
        QVERIFY(m_book.knowsParties(dialogId));
        m_book.note(dialogId, ScriptEvent::Bye{}, m_now);
        m_book.bury(dialogId, m_now);
        QCOMPARE_EQ(m_book.size(), 1);
        QVERIFY(m_book.expire(m_now + 1min).isEmpty());
        QCOMPARE_EQ(m_book.size(), 0);
    }

    /// A scanner whose calls nobody forgets pushes out what ended, and nobody's names.
    void isBounded()
    {
        m_book.note(dialogId, invite(), m_now);
        for (int i = 0; i < 30000; ++i) {
            const QString id = u"s.%1"_s.arg(i);
            m_book.note(id, invite(), m_now);
            m_book.note(id, ScriptEvent::Failed{404, u"Not Found"_s}, m_now);
        }
        QCOMPARE_EQ(m_book.size(), 20001);
        QCOMPARE_EQ(applied({}).callerName, u"Alice"_s);
        for (int i = 0; i < 60000; ++i) {
            m_book.note(u"t.%1"_s.arg(i), invite(), m_now);
        }
        QCOMPARE_EQ(m_book.size(), 70000);
    }
};

QTEST_GUILESS_MAIN(PartyBookTest)
#include "tst_partybook.moc"
