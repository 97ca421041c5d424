// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/dialogvariables.h"
#include "server/connectors/opensips/management/dialoglist.h"
#include "server/connectors/opensips/management/utf8.h"
#include "tests/support/proxyrecordings.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

/// Who holds a leg, as the dialog's variables tell.
class TestDialogVariables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    /// Fact 41: "hold" on 3.x, a number on 4.0; and a leg that refused is not held.
    void holdsOfTheProxyAsEachVersionShowsThem()
    {
        QMap<QString, QStringList> seen;
        for (const auto &recording : tests::proxyRecordings()) {
            for (const QJsonValue entry : recording.log) {
                if (!entry["request"_L1].toString().contains("dlg_list_ctx"_L1)) {
                    continue;
                }
                const QByteArray response = repairUtf8(entry["response"_L1].toString().toUtf8());
                const auto dialog =
                    listedDialog(QJsonDocument::fromJson(response).object().value("result"_L1));
                QVERIFY(dialog);
                seen[recording.name()].append(
                    (heldBy(*dialog, LegRole::Caller) == HeldBy::Proxy ? u"A"_s : u"-"_s)
                    + (heldBy(*dialog, LegRole::Callee) == HeldBy::Proxy ? u"B"_s : u"-"_s));
            }
        }
        const QMap<QString, QStringList> expected{
            {u"3.4.18/hold_refused"_s, {u"--"_s}},
            {u"3.4.18/hold_unhold"_s, {u"AB"_s}},
            {u"3.6.8/hold_refused"_s, {u"--"_s}},
            {u"3.6.8/hold_unhold"_s, {u"AB"_s}},
            {u"4.0.1/hold_refused"_s, {u"--"_s}},
            {u"4.0.1/hold_unhold"_s, {u"AB"_s}},
        };
        QCOMPARE_EQ(seen, expected);
    }

    void oursGoesBeforeTheProxys()
    {
        Dialog dialog{.id = u"1.2"_s};
        QVERIFY(!heldBy(dialog, LegRole::Caller));
        dialog.variables.insert(proxyHoldVariable(LegRole::Caller), u"hold"_s);
        QCOMPARE_EQ(heldBy(dialog, LegRole::Caller), HeldBy::Proxy);
        dialog.variables.insert(holdVariable(LegRole::Caller), encodeHold({.held = true, .version = u"7"_s}));
        QCOMPARE_EQ(heldBy(dialog, LegRole::Caller), HeldBy::Cordboard);
        QVERIFY(!heldBy(dialog, LegRole::Callee));
    }

    void aPhoneResumesWhatWeHold_data()
    {
        QTest::addColumn<QString>("direction");
        QTest::addColumn<bool>("stillHeld");
        QTest::newRow("offers both ways") << u"a=sendrecv\r\n"_s << false;
        QTest::newRow("says nothing, which means both ways") << QString() << false;
        QTest::newRow("wants to hold the other") << u"a=sendonly\r\n"_s << false;
        QTest::newRow("refreshes, held") << u"a=inactive\r\n"_s << true;
        QTest::newRow("listens to a phone that holds it") << u"a=recvonly\r\n"_s << false;
    }
    void aPhoneResumesWhatWeHold()
    {
        QFETCH(QString, direction);
        QFETCH(bool, stillHeld);
        const auto sdp = [](int version, const QString &line) {
            return u"v=0\r\no=- 1 %1 IN IP4 h\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n%2"_s.arg(version)
                .arg(line);
        };
        for (const LegRole leg : {LegRole::Caller, LegRole::Callee}) {
            Dialog dialog{.id = u"1.2"_s,
                .callerSdp = sdp(1, {}),
                .callees = {DialogCallee{u"t"_s, {}, sdp(1, {}), {}}}};
            const HoldMemory held{.held = true, .version = u"7"_s, .sdpMark = sdpMarkOf(dialog, leg)};
            dialog.variables.insert(holdVariable(leg), encodeHold(held));
            QCOMPARE_EQ(heldBy(dialog, leg), HeldBy::Cordboard);
            QString &own = leg == LegRole::Caller ? dialog.callerSdp : dialog.callees.first().sdp;
            own = sdp(2, direction);
            QCOMPARE_EQ(heldBy(dialog, leg) == HeldBy::Cordboard, stillHeld);
        }
    }
};

QTEST_GUILESS_MAIN(TestDialogVariables)
#include "tst_dialogvariables.moc"
