// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/dialogtable.h"
#include "server/connectors/opensips/events/event.h"
#include "server/connectors/opensips/scriptside.h"
#include "tests/server/simulator/world.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tests::SimulatedWorld;

/// ScriptSide and a DialogTable, fed with what a simulated proxy and its phones tell.
class ScriptSideTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SimulatedWorld> m_world;
    std::unique_ptr<ScriptSide> m_script;
    DialogTable m_table;
    QHash<QString, JourneyId> m_ownJourneys; // by dialog
    QHash<QString, CallInfo> m_last; // of calls that are over, by Call-ID
    QSet<QString> m_changed; // Call-IDs of calls that note() named
    ScriptSide::Time m_now = {};

    [[nodiscard]] CallInfo info(const Dialog &dialog, CallState state) const
    {
        CallInfo info{.callId = dialog.callId, .journey = m_ownJourneys.value(dialog.id), .state = state};
        info.legs = {{LegRole::Caller}, {LegRole::Callee}};
        m_script->apply(dialog.id, info);
        return info;
    }
    [[nodiscard]] CallInfo call(const QString &callId) const
    {
        const QList<Dialog> dialogs = m_table.byCallId(SipCallId(callId));
        return dialogs.size() == 1 ? info(dialogs.first(), CallState::Answered) : CallInfo();
    }
    [[nodiscard]] QString dialogId(const QString &callId) const
    {
        return m_table.byCallId(SipCallId(callId)).value(0).id;
    }
    /// Takes the events in as the connector does.
    void hear()
    {
        for (const QJsonObject &event : m_world->events()) {
            const auto read = decodeEvent(QJsonDocument(event).toJson());
            QVERIFY(read);
            if (const auto *change = std::get_if<DialogStateChanged>(&*read)) {
                const DialogTable::Change done = m_table.apply(*change);
                if (done.kind == DialogTable::Change::Kind::Gone) {
                    m_last.insert(done.dialog.callId.text(), info(done.dialog, CallState::Ended));
                    m_script->bury(done.dialog.id, m_last.value(done.dialog.callId.text()).journey, m_now);
                }
            } else if (const auto *told = std::get_if<ScriptEvent>(&*read)) {
                for (const QString &id : m_script->note(*told, m_now)) {
                    if (const Dialog *dialog = m_table.find(id)) {
                        m_changed.insert(dialog->callId.text());
                    }
                }
            }
        }
    }
    [[nodiscard]] QString placed(const QString &caller, const QString &callee)
    {
        const QString callId = m_world->call(caller, callee);
        hear();
        return callId;
    }
    void pass()
    {
        m_world->clock().advance(1s);
        hear();
    }

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_world = std::make_unique<SimulatedWorld>(SimulatedWorld::quiet());
        QVERIFY(m_world->subscribe(u"E_CORDBOARD"_s));
        QVERIFY(m_world->subscribe(u"E_DLG_STATE_CHANGED"_s));
        m_table = {};
        m_ownJourneys.clear();
        m_last.clear();
        m_changed.clear();
        m_script = std::make_unique<ScriptSide>([this](const SipCallId &callId) {
            QList<ScriptSide::KnownCall> known;
            for (const Dialog &dialog : m_table.byCallId(callId)) {
                known.append({dialog, m_ownJourneys.value(dialog.id)});
            }
            return known;
        });
    }
    void cleanup() { m_world.reset(); }

    void namesWithoutAListing()
    {
        const QString callId = placed(u"mallory"_s, u"grace"_s);
        const CallInfo call = this->call(callId);
        QVERIFY(m_script->knowsParties(dialogId(callId)));
        QVERIFY(!m_script->knowsParties(u"1.1"_s));
        QCOMPARE_EQ(call.caller, u"sip:mallory@demo.example"_s);
        QCOMPARE_EQ(call.callee, u"sip:grace@demo.example"_s);
        QCOMPARE_EQ(call.callerName, u"Mallory \"Mal\" Moore"_s);
        QCOMPARE_EQ(call.calleeName, u"Grace Gómez"_s);
        QVERIFY(call.legs.first().contact.startsWith(u"sip:mallory@127.0.0.1:"_s));
        QVERIFY(call.journey.isEmpty() && !call.endedBy);
    }

    void howCallsEnd()
    {
        const QString hungUp = placed(u"alice"_s, u"bob"_s);
        QVERIFY(m_world->simulator().hangUp(u"bob"_s, hungUp, u"Q.850;cause=16;text=\"Normal\""_s));
        const QString refused = placed(u"alice"_s, u"busy"_s);
        const QString unanswered = m_world->simulator().placeCall(u"alice"_s, u"silent"_s);
        m_world->clock().advance(61s);
        hear();
        QVERIFY(m_last.value(hungUp).endedBy == EndedBy::Callee);
        QCOMPARE_EQ(m_last.value(hungUp).reason, u"Q.850 16 Normal"_s);
        QVERIFY(!m_last.value(hungUp).callerName.isEmpty());
        QVERIFY(m_last.value(refused).endedBy == EndedBy::Callee);
        QCOMPARE_EQ(m_last.value(refused).reason, u"486 Busy Here"_s);
        QVERIFY(m_last.value(unanswered).endedBy == EndedBy::Proxy);
        QCOMPARE_EQ(m_last.value(unanswered).reason, u"408 Request Timeout"_s);
    }

    void anEndByCommandIsNobodys()
    {
        const QString callId = placed(u"alice"_s, u"bob"_s);
        QCOMPARE_EQ(m_world->ask(u"dlg_end_dlg"_s, {{u"dialog_id"_s, callId}}), u"OK"_s);
        hear();
        QVERIFY(m_last.contains(callId) && !m_last.value(callId).endedBy);
    }

    void aPhonesHold()
    {
        const QString callId = placed(u"alice"_s, u"bob"_s);
        m_changed.clear();
        QVERIFY(m_world->simulator().holdByPhone(u"bob"_s, callId, true));
        hear();
        QCOMPARE_EQ(m_changed, QSet<QString>{callId});
        QVERIFY(call(callId).state == CallState::Held);
        QVERIFY(call(callId).legs.at(0).heldBy == HeldBy::Phone);
        QVERIFY(!call(callId).legs.at(1).heldBy);
        m_now += 2s;
        QCOMPARE_EQ(m_script->expire(m_now), QStringList{dialogId(callId)});
        QVERIFY(call(callId).state == CallState::Answered); // the listing, which tells of no hold
        QVERIFY(m_world->simulator().holdByPhone(u"bob"_s, callId, true));
        QVERIFY(m_world->simulator().holdByPhone(u"bob"_s, callId, false));
        hear();
        QVERIFY(call(callId).state == CallState::Answered);
    }

    void anExpiredHoldIsToldByTheNextEvent()
    {
        const QString callId = placed(u"alice"_s, u"bob"_s);
        QVERIFY(m_world->simulator().holdByPhone(u"bob"_s, callId, true));
        hear();
        m_changed.clear();
        m_now += 2s;
        (void)placed(u"carol"_s, u"dave"_s);
        QVERIFY(m_changed.contains(callId));
    }

    void aBlindTransferByAPhone()
    {
        const QString callId = placed(u"alice"_s, u"bob"_s);
        m_changed.clear();
        QVERIFY(m_world->simulator().transferByPhone(u"alice"_s, callId, u"carol"_s));
        hear();
        QCOMPARE_EQ(m_changed, QSet<QString>{callId});
        const JourneyId journey = call(callId).journey;
        QVERIFY(!journey.isEmpty());
        pass();
        QCOMPARE_EQ(m_last.value(callId).journey, journey);
        QVERIFY(m_last.value(callId).endedBy == EndedBy::Caller);
        const QString next = m_world->simulator().callsOf(u"carol"_s).value(0);
        QCOMPARE_EQ(call(next).journey, journey);
        QCOMPARE_EQ(m_script->journeyOf(dialogId(next)), journey);
    }

    /// The events of a call that is transferred at once overtake one another, or come when it is over.
    void aReferBeforeAllElse()
    {
        const SipCallId oldCall(u"old@h"_s);
        const ScriptEvent refer{oldCall, u"1.1"_s, ScriptEvent::Refer{LegRole::Caller, u"sip:carol@h"_s}};
        const ScriptEvent::Invite first{
            .from = u"sip:alice@h"_s, .to = u"sip:bob@h"_s, .requestUri = u"sip:bob@h"_s};
        const ScriptEvent::Invite second{.from = u"sip:bob@h"_s,
            .to = u"sip:carol@h"_s,
            .requestUri = u"sip:carol@h"_s,
            .referredBy = u"<sip:alice@h>"_s};
        QCOMPARE_EQ(m_script->note(refer, m_now), QStringList());
        QCOMPARE_EQ(m_script->note({SipCallId(u"new@h"_s), u"2.2"_s, second}, m_now), QStringList{u"2.2"_s});
        QVERIFY(m_script->journeyOf(u"2.2"_s).isEmpty());
        m_script->bury(u"1.1"_s, {}, m_now);
        QCOMPARE_EQ(m_script->note({oldCall, u"1.1"_s, first}, m_now), (QStringList{u"1.1"_s, u"2.2"_s}));
        QVERIFY(!m_script->journeyOf(u"2.2"_s).isEmpty());
        QCOMPARE_EQ(m_script->journeyOf(u"2.2"_s), m_script->journeyOf(u"1.1"_s));
    }

    void theConnectorsJourneyIsCarriedOn()
    {
        const QString callId = placed(u"alice"_s, u"bob"_s);
        m_ownJourneys.insert(dialogId(callId), JourneyId(u"J"_s));
        QVERIFY(m_world->simulator().transferByPhone(u"bob"_s, callId, u"carol"_s));
        pass();
        QCOMPARE_EQ(m_last.value(callId).journey, JourneyId(u"J"_s));
        const QString next = m_world->simulator().callsOf(u"carol"_s).value(0);
        QCOMPARE_EQ(call(next).journey, JourneyId(u"J"_s));
        m_ownJourneys.insert(dialogId(next), JourneyId(u"K"_s));
        QCOMPARE_EQ(call(next).journey, JourneyId(u"K"_s)); // what the connector knows counts
    }

    void anAttendedTransferByAPhone()
    {
        const QString first = placed(u"bob"_s, u"alice"_s);
        const QString second = placed(u"alice"_s, u"carol"_s);
        const QString stranger = placed(u"dave"_s, u"erin"_s);
        QVERIFY(m_world->simulator().attendedTransferByPhone(u"alice"_s, first, second));
        pass();
        const QString joined = m_world->simulator().callsOf(u"carol"_s).value(0);
        const JourneyId journey = call(joined).journey;
        QVERIFY(!journey.isEmpty());
        QCOMPARE_EQ(m_last.value(first).journey, journey);
        QCOMPARE_EQ(m_last.value(second).journey, journey);
        QVERIFY(call(stranger).journey.isEmpty());
    }

    void aTransferThatFailsLinksWhatItTried()
    {
        const QString callId = placed(u"alice"_s, u"bob"_s);
        QVERIFY(m_world->simulator().transferByPhone(u"bob"_s, callId, u"busy"_s));
        pass();
        QVERIFY(!call(callId).journey.isEmpty());
        QCOMPARE_EQ(m_last.size(), 1);
        QCOMPARE_EQ(m_last.begin()->journey, call(callId).journey);
        QCOMPARE_EQ(m_last.begin()->reason, u"486 Busy Here"_s);
    }

    void aLostInviteEventDoesNotBreakATransfer()
    {
        const QString callId = m_world->call(u"alice"_s, u"bob"_s);
        // Who they are is known by a listing alone, as of a call that is older than we are.
        Dialog dialog{.id = u"old.1"_s, .callId = SipCallId(callId), .state = DialogState::Confirmed};
        dialog.fromUri = u"sip:alice@demo.example"_s;
        dialog.toUri = u"sip:bob@demo.example"_s;
        for (const QJsonObject &event : m_world->events()) {
            dialog.id = event[u"params"_s][u"did"_s].toString(dialog.id);
        }
        QVERIFY(m_table.applyListing(dialog).kind == DialogTable::Change::Kind::New);
        QVERIFY(m_world->simulator().transferByPhone(u"alice"_s, callId, u"carol"_s));
        pass();
        const QString next = m_world->simulator().callsOf(u"carol"_s).value(0);
        QVERIFY(!call(next).journey.isEmpty());
        QCOMPARE_EQ(call(next).journey, m_last.value(callId).journey);
    }

    void aReferOfADialogThatNobodyKnows()
    {
        const ScriptEvent refer{
            SipCallId(u"c"_s), u"1.1"_s, ScriptEvent::Refer{LegRole::Caller, u"sip:x@h"_s}};
        QCOMPARE_EQ(m_script->note(refer, m_now), QStringList());
        const ScriptEvent invite{SipCallId(u"c"_s), u"1.1"_s, ScriptEvent::Invite{.from = u"sip:a@h"_s}};
        QCOMPARE_EQ(m_script->note(invite, m_now), QStringList{u"1.1"_s});
        QVERIFY(!m_script->journeyOf(u"1.1"_s).isEmpty()); // it was in time
        const ScriptEvent late{
            SipCallId(u"d"_s), u"2.2"_s, ScriptEvent::Refer{LegRole::Caller, u"sip:x@h"_s}};
        QCOMPARE_EQ(m_script->note(late, m_now), QStringList());
        m_now += 3s;
        const ScriptEvent second{SipCallId(u"d"_s), u"2.2"_s, ScriptEvent::Invite{.from = u"sip:a@h"_s}};
        QCOMPARE_EQ(m_script->note(second, m_now), QStringList{u"2.2"_s});
        QVERIFY(m_script->journeyOf(u"2.2"_s).isEmpty());
    }

    void eventsWithoutADialogAreIgnored()
    {
        const ScriptEvent event{SipCallId(u"c"_s), QString(), ScriptEvent::Invite{.fromName = u"A"_s}};
        QCOMPARE_EQ(m_script->note(event, m_now), QStringList());
        CallInfo info;
        m_script->apply(QString(), info);
        QVERIFY(info == CallInfo());
    }

    void aRestartForgetsAll()
    {
        const QString callId = placed(u"alice"_s, u"bob"_s);
        QVERIFY(m_world->simulator().transferByPhone(u"alice"_s, callId, u"carol"_s));
        hear();
        m_script->clear();
        QVERIFY(call(callId).callerName.isEmpty() && call(callId).journey.isEmpty());
        pass();
        QVERIFY(call(m_world->simulator().callsOf(u"carol"_s).value(0)).journey.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ScriptSideTest)
#include "tst_scriptside.moc"
