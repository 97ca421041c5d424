// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/resumedholds.h"

#include "server/connectors/opensips/flows/dialogvariables.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include <vector>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

const SipCallId callId(u"c@h"_s);

QString sdp(const char *direction)
{
    return u"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
           "m=audio 4000 RTP/AVP 0\r\na=%1\r\n"_s.arg(QLatin1String(direction));
}

/// A call whose caller we hold; \a now is what its phone has said since.
Dialog held(const char *now = "inactive")
{
    Dialog dialog{.id = u"1.a"_s, .callId = callId, .state = DialogState::Confirmed};
    dialog.callerSdp = sdp("sendrecv");
    dialog.callees = {{.tag = u"t"_s, .contact = {}, .sdp = sdp("sendrecv")}};
    dialog.variables.insert(holdVariable(LegRole::Caller),
        encodeHold({.held = true, .version = u"17"_s, .sdpMark = sdpMarkOf(dialog, LegRole::Caller)}));
    dialog.callerSdp = sdp(now) + u"a=ptime:20\r\n"_s; // other than at the time of the hold
    return dialog;
}

QJsonValue listing(const Dialog &dialog)
{
    QJsonObject variables;
    for (auto it = dialog.variables.begin(); it != dialog.variables.end(); ++it) {
        variables.insert(it.key(), it.value());
    }
    return QJsonObject{{u"Dialog"_s,
        QJsonObject{{u"ID"_s, dialog.id}, {u"callid"_s, dialog.callId.text()}, {u"state"_s, 4},
            {u"caller_sdp"_s, dialog.callerSdp},
            {u"CALLEES"_s,
                QJsonArray{
                    QJsonObject{{u"callee_tag"_s, u"t"_s}, {u"callee_sdp"_s, dialog.callees.first().sdp}}}},
            {u"context"_s, QJsonObject{{u"values"_s, variables}}}}}};
}

} // namespace

class ResumedHoldsTest : public QObject {
    Q_OBJECT

    std::vector<Promise<QJsonValue>> m_answers;
    QStringList m_methods;
    QList<QJsonObject> m_asked;
    std::unique_ptr<ResumedHolds> m_holds;

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_answers.clear();
        m_methods.clear();
        m_asked.clear();
        m_holds = std::make_unique<ResumedHolds>(
            [this](const QString &method, const QJsonObject &params, Priority) {
                m_methods.append(method);
                m_asked.append(params);
                return m_answers.emplace_back().task();
            });
    }

    void clearsWhatThePhoneEnded()
    {
        QSignalSpy cleared(m_holds.get(), &ResumedHolds::cleared);
        m_holds->see(held("sendrecv"));
        m_holds->see(held("sendrecv"));
        QCOMPARE_EQ(m_methods, QStringList{u"dlg_list_ctx"_s});
        m_answers.at(0).finish(listing(held("sendrecv")));
        QTRY_COMPARE_EQ(m_methods.size(), 2);
        QCOMPARE_EQ(m_methods.at(1), u"dlg_push_var"_s);
        QCOMPARE_EQ(m_asked.at(1),
            (QJsonObject{{u"dlg_val_name"_s, u"cordboard_hold_caller"_s}, {u"dlg_val_value"_s, u"free 17"_s},
                {u"DID"_s, QJsonArray{u"1.a"_s}}}));
        m_answers.at(1).finish(QJsonValue(u"OK"_s));
        QTRY_COMPARE_EQ(cleared.size(), 1);
        Dialog free = held("sendrecv");
        free.variables.insert(u"cordboard_hold_caller"_s, u"free 17"_s);
        m_holds->see(free);
        QCOMPARE_EQ(m_methods.size(), 2);
    }

    /// Two phones may have agreed on a hold of their own between two listings.
    void believesWhatTheScriptTold()
    {
        m_holds->offered(callId);
        m_holds->see(held());
        QCOMPARE_EQ(m_methods, QStringList{u"dlg_list_ctx"_s});
        m_answers.at(0).finish(listing(held()));
        QTRY_COMPARE_EQ(m_methods.size(), 2);
        m_answers.at(1).finish(QJsonValue(u"OK"_s));
        QCoreApplication::processEvents();
        m_holds->see(held()); // the script's word was used
        QCOMPARE_EQ(m_methods.size(), 2);
        m_holds->offered(callId);
        m_holds->begin(callId); // a command's hold is newer
        m_holds->end(callId);
        m_holds->see(held());
        QCOMPARE_EQ(m_methods.size(), 2);
    }

    void leavesAlone_data()
    {
        QTest::addColumn<Dialog>("dialog");
        QTest::newRow("a call that nobody holds") << Dialog{.id = u"1.a"_s, .callId = callId};
        QTest::newRow("a hold of ours") << held();
        Dialog over = held("sendrecv");
        over.state = DialogState::Ended;
        QTest::newRow("a call that is over") << over;
    }

    void leavesAlone()
    {
        QFETCH(Dialog, dialog);
        m_holds->see(dialog);
        QVERIFY(m_methods.isEmpty());
    }

    void aListingThatSaysOtherwiseIsBelieved_data()
    {
        QTest::addColumn<QJsonValue>("answer");
        QTest::newRow("it is held again") << listing(held());
        Dialog other = held("sendrecv");
        other.id = u"2.b"_s;
        QTest::newRow("another dialog") << listing(other);
        QTest::newRow("nonsense") << QJsonValue(u"OK"_s);
    }

    void aListingThatSaysOtherwiseIsBelieved()
    {
        QFETCH(QJsonValue, answer);
        m_holds->see(held("sendrecv"));
        m_answers.at(0).finish(answer);
        QCoreApplication::processEvents();
        QCOMPARE_EQ(m_methods.size(), 1);
        m_holds->see(held("sendrecv")); // and it is looked at again
        QCOMPARE_EQ(m_methods.size(), 2);
    }

    void aCommandHasTheWord()
    {
        m_holds->begin(callId);
        m_holds->begin(callId);
        m_holds->see(held("sendrecv"));
        m_holds->end(callId);
        m_holds->see(held("sendrecv"));
        QVERIFY(m_methods.isEmpty());
        m_holds->end(callId);
        m_holds->see(held("sendrecv"));
        QCOMPARE_EQ(m_methods.size(), 1);
        m_holds->begin(callId); // begins and ends while the question is under way
        m_holds->end(callId);
        m_answers.at(0).finish(listing(held("sendrecv")));
        QCoreApplication::processEvents();
        QCOMPARE_EQ(m_methods.size(), 1);
    }

    void aRefusalIsTriedAgainWhenSeenAgain()
    {
        QSignalSpy cleared(m_holds.get(), &ResumedHolds::cleared);
        m_holds->see(held("sendrecv"));
        m_answers.at(0).finish(listing(held("sendrecv")));
        QTRY_COMPARE_EQ(m_methods.size(), 2);
        m_answers.at(1).finish(failure(Errc::RefusedByProxy, u"backup"_s, {}, 403));
        QCoreApplication::processEvents();
        QCOMPARE_EQ(cleared.size(), 0);
        m_holds->see(held("sendrecv"));
        QCOMPARE_EQ(m_methods.size(), 3);
    }
};

QTEST_GUILESS_MAIN(ResumedHoldsTest)
#include "tst_resumedholds.moc"
