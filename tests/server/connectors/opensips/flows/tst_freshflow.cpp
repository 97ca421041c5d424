// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/freshflow.h"
#include "tests/server/connectors/opensips/flows/flowdriver.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

/// Writes down what it was made of and what it heard.
struct Inner final : Flow {
    explicit Inner(QList<FlowEvent> &heard)
        : events(heard)
    {
    }
    FlowActions begin() override { return {Report{{.event = ProgressEvent::CallHolding}}}; }
    FlowActions handle(const FlowEvent &event) override
    {
        events.append(event);
        return {};
    }
    QList<FlowEvent> &events;
};

Dialog known(const QString &id = u"1.a"_s)
{
    Dialog dialog;
    dialog.id = id;
    dialog.callId = SipCallId(u"call-"_s + id);
    dialog.state = DialogState::Confirmed;
    dialog.callerTag = u"tag"_s;
    return dialog;
}

QJsonObject listed(int state, const QString &contact, const QString &id = u"1.a"_s)
{
    return {{u"Dialog"_s,
        QJsonObject{{u"ID"_s, id}, {u"callid"_s, QString(u"call-"_s + id)}, {u"state"_s, state},
            {u"caller_contact"_s, contact}}}};
}

} // namespace

class FreshFlowTest : public QObject {
    Q_OBJECT

    QList<FlowEvent> m_heard;
    QList<Dialog> m_made;

    std::unique_ptr<Flow> fresh(const QList<Dialog> &dialogs)
    {
        return std::make_unique<FreshFlow>(
            dialogs, [this](const QList<Dialog> &read) -> std::unique_ptr<Flow> {
                m_made = read;
                return std::make_unique<Inner>(m_heard);
            });
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_heard.clear();
        m_made.clear();
    }

    void innerGetsWhatWasRead()
    {
        FlowDriver driver(fresh({known()}));
        const SendMi request = driver.takeOpen(u"dlg_list_ctx"_s);
        QCOMPARE_EQ(request.params.value(u"callid"_s).toString(), u"call-1.a"_s);
        QCOMPARE_EQ(request.params.value(u"from_tag"_s).toString(), u"tag"_s);
        driver.answer(request, QJsonValue(listed(4, u"sip:new@h"_s)));
        QCOMPARE_EQ(m_made.size(), 1);
        QCOMPARE_EQ(m_made.first().callerContact, u"sip:new@h"_s);
    }

    void waitsForAllAndKeepsTheirOrder()
    {
        FlowDriver driver(fresh({known(u"1.a"_s), known(u"2.b"_s)}));
        const SendMi first = driver.takeOpen(u"dlg_list_ctx"_s);
        const SendMi second = driver.takeOpen(u"dlg_list_ctx"_s);
        driver.answer(second, QJsonValue(listed(4, u"sip:two@h"_s, u"2.b"_s)));
        QVERIFY(m_made.isEmpty());
        driver.answer(first, QJsonValue(listed(4, u"sip:one@h"_s)));
        QCOMPARE_EQ(m_made.size(), 2);
        QCOMPARE_EQ(m_made.at(0).callerContact, u"sip:one@h"_s);
        QCOMPARE_EQ(m_made.at(1).callerContact, u"sip:two@h"_s);
    }

    void missesNothingThatHappensMeanwhile()
    {
        FlowDriver driver(fresh({known()}));
        const SendMi request = driver.takeOpen(u"dlg_list_ctx"_s);
        driver.feed(HoldChanged{.callId = SipCallId(u"x"_s), .leg = u"caller"_s});
        QVERIFY(m_heard.isEmpty());
        driver.answer(request, QJsonValue(listed(4, {})));
        QCOMPARE_EQ(m_heard.size(), 1);
        driver.feed(DialogSeen{known()});
        QCOMPARE_EQ(m_heard.size(), 2);
    }

    void anotherDialogOfTheSameCallIdIsNotTaken()
    {
        FlowDriver driver(fresh({known()}));
        driver.answer(driver.takeOpen(u"dlg_list_ctx"_s), QJsonValue(listed(4, u"sip:other@h"_s, u"9.z"_s)));
        QCOMPARE_EQ(m_made.first(), known());
    }

    void failuresLeaveTheCallAsItWas_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("expected"); // -1: goes on with what is known
        QTest::addColumn<int>("fate");
        QTest::newRow("unreachable") << int(Errc::ProxyUnreachable) << 0 << int(Errc::ProxyUnreachable)
                                     << int(CallFate::Kept);
        QTest::newRow("silent") << int(Errc::Timeout) << 0 << int(Errc::ProxyUnreachable)
                                << int(CallFate::Kept);
        QTest::newRow("gone") << int(Errc::RefusedByProxy) << 404 << int(Errc::CallEnded)
                              << int(CallFate::Ended);
        QTest::newRow("cannot read so") << int(Errc::RefusedByProxy) << -32602 << -1 << 0;
    }
    void failuresLeaveTheCallAsItWas()
    {
        QFETCH(int, code);
        QFETCH(int, status);
        QFETCH(int, expected);
        QFETCH(int, fate);
        FlowDriver driver(fresh({known()}));
        driver.answer(driver.takeOpen(u"dlg_list_ctx"_s), failure(Errc(code), u"x"_s, {}, status));
        if (expected < 0) {
            QCOMPARE_EQ(m_made.size(), 1);
            QVERIFY(!driver.outcome);
            return;
        }
        QVERIFY(m_made.isEmpty());
        QVERIFY(driver.outcome);
        QCOMPARE_EQ(int(driver.outcome->error().error.code), expected);
        QCOMPARE_EQ(int(driver.outcome->error().fate), fate);
    }

    void aStopSettlesOnce_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("expected");
        QTest::newRow("deadline") << int(StopReason::Deadline) << int(Errc::ProxyUnreachable);
        QTest::newRow("cancelled") << int(StopReason::Cancelled) << int(Errc::Cancelled);
        QTest::newRow("call ended") << int(StopReason::CallEnded) << int(Errc::CallEnded);
    }
    void aStopSettlesOnce()
    {
        QFETCH(int, reason);
        QFETCH(int, expected);
        FlowDriver driver(fresh({known()}));
        const SendMi request = driver.takeOpen(u"dlg_list_ctx"_s);
        driver.feed(Stopped{StopReason(reason)});
        QVERIFY(driver.outcome);
        QCOMPARE_EQ(int(driver.outcome->error().error.code), expected);
        driver.answer(request, QJsonValue(listed(4, {})));
        QVERIFY(m_made.isEmpty()); // a late answer starts nothing
    }

    void aCallThatEndedMeanwhileIsTold()
    {
        FlowDriver driver(fresh({known()}));
        driver.answer(driver.takeOpen(u"dlg_list_ctx"_s), QJsonValue(listed(5, {})));
        QCOMPARE_EQ(driver.outcome->error().error.code, Errc::CallEnded);
    }
};

QTEST_GUILESS_MAIN(FreshFlowTest)
#include "tst_freshflow.moc"
