// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/reconciler.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ReconcilerTest : public QObject {
    Q_OBJECT

    bool m_silent = false;
    int m_sweeps = 0; // begun
    std::unique_ptr<Synchroniser> m_dialogs;
    std::unique_ptr<Reconciler> m_reconciler;

    Task<QJsonValue> answer(const QString &method, const QJsonObject &params)
    {
        if (m_silent) {
            return Task<QJsonValue>::settled(failure(Errc::Timeout, u"silent"_s));
        }
        if (method == "get_statistics"_L1) {
            ++m_looks;
            return Task<QJsonValue>::settled(QJsonValue(QJsonObject{
                {u"dialog:early_dialogs"_s, m_proxy.early}, {u"dialog:active_dialogs"_s, m_proxy.active},
                {u"dialog:processed_dialogs"_s, m_proxy.lasting + 7}, {u"dialog:failed_dialogs"_s, 7}}));
        }
        if (method != "dlg_list_ctx"_L1 || params.contains(u"callid"_s)) {
            return Task<QJsonValue>::settled(failure(Errc::RefusedByProxy, u"No such dialog"_s, {}, 404));
        }
        if (params.value(u"index"_s).toInt() == 0) {
            ++m_pages;
            m_sweeps = (m_pages + 1) / 2;
        }
        return Task<QJsonValue>::settled(
            QJsonValue(QJsonObject{{u"count"_s, 0}, {u"Dialogs"_s, QJsonArray()}}));
    }

    int m_pages = 0;
    int m_looks = 0; // at the counts
    DialogCounts m_proxy;

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_silent = false;
        m_sweeps = m_pages = m_looks = 0;
        m_proxy = {};
        const auto call = [this](const QString &method, const QJsonObject &params, Priority) {
            return answer(method, params);
        };
        m_dialogs = std::make_unique<Synchroniser>(call);
        m_reconciler = std::make_unique<Reconciler>(m_dialogs.get(), call);
    }

    void cleanup()
    {
        m_reconciler.reset();
        m_dialogs.reset();
    }

    void sweepsWhenTheNodeIsUp()
    {
        QSignalSpy changed(m_reconciler.get(), &Reconciler::synchronisedChanged);
        QSignalSpy reconciled(m_reconciler.get(), &Reconciler::reconciled);
        m_reconciler->doubt(); // down: nobody to ask
        QCOMPARE_EQ(m_sweeps, 0);
        m_reconciler->nodeUp();
        QTRY_VERIFY(m_reconciler->isSynchronised());
        QCOMPARE_EQ(changed.size(), 1);
        QCOMPARE_EQ(reconciled.size(), 1);
        QCOMPARE_EQ(m_sweeps, 1);
        m_reconciler->nodeDown();
        QVERIFY(!m_reconciler->isSynchronised());
    }

    void doubtsAreGatheredIntoOneSweep()
    {
        m_reconciler->nodeUp();
        QTRY_VERIFY(m_reconciler->isSynchronised());
        QSignalSpy reconciled(m_reconciler.get(), &Reconciler::reconciled);
        for (int i = 0; i < 100; ++i) {
            m_reconciler->doubt();
        }
        QVERIFY(!m_reconciler->isSynchronised());
        QCOMPARE_EQ(m_sweeps, 1); // not again at once
        QVERIFY(reconciled.wait(20'000));
        QVERIFY(m_reconciler->isSynchronised());
        QCOMPARE_EQ(m_sweeps, 2);
    }

    void aRecoverySweepsAtOnce()
    {
        m_reconciler->nodeUp();
        QTRY_VERIFY(m_reconciler->isSynchronised());
        m_reconciler->doubt();
        QCOMPARE_EQ(m_sweeps, 1);
        m_reconciler->recover();
        QTRY_VERIFY(m_reconciler->isSynchronised());
        QCOMPARE_EQ(m_sweeps, 2);
    }

    void aSweepThatFailsIsTriedAgain()
    {
        m_silent = true;
        QSignalSpy swept(m_dialogs.get(), &Synchroniser::swept);
        m_reconciler->nodeUp();
        QTRY_COMPARE_EQ(swept.size(), 1);
        QVERIFY(!m_reconciler->isSynchronised());
        m_silent = false;
        QSignalSpy reconciled(m_reconciler.get(), &Reconciler::reconciled);
        QVERIFY(reconciled.wait(20'000));
        QVERIFY(m_reconciler->isSynchronised());
    }

    void sweepsWithoutAReasonInARhythm()
    {
        m_reconciler->setRhythm(1ms);
        QSignalSpy reconciled(m_reconciler.get(), &Reconciler::reconciled);
        m_reconciler->nodeUp();
        QTRY_VERIFY(reconciled.size() >= 3);
        m_reconciler->nodeDown();
        const auto before = m_sweeps;
        QCoreApplication::processEvents();
        QCOMPARE_EQ(m_sweeps, before);
    }

    void manySurprisesAreADoubt()
    {
        m_reconciler->nodeUp();
        QTRY_VERIFY(m_reconciler->isSynchronised());
        for (int i = 0; i < 30; ++i) { // events of dialogs that nobody heard of before
            const QString id = QString::number(i);
            m_dialogs->handle({id, SipCallId(id), {}, {}, DialogState::Answered, DialogState::Confirmed});
        }
        QVERIFY(!m_reconciler->isSynchronised());
    }

    /// By the counts alone; the pause after the first sweep is what it takes longest.
    void aSingleLossIsFoundWithinFiveSeconds()
    {
        m_reconciler->nodeUp();
        QTRY_VERIFY(m_looks == 1);
        QElapsedTimer since;
        since.start();
        m_proxy.active = -1; // an end was lost, as the difference shows it
        QTRY_VERIFY_WITH_TIMEOUT(m_sweeps == 2, 10'000);
        QVERIFY2(since.elapsed() <= 5'000, qPrintable(QString::number(since.elapsed())));
        QVERIFY(m_reconciler->isSynchronised()); // again
    }

    void aCallThatMayBeMissingIsLookedForWithoutDistrust()
    {
        QSignalSpy changed(m_reconciler.get(), &Reconciler::synchronisedChanged);
        m_reconciler->nodeUp();
        QTRY_VERIFY(m_looks == 1);
        m_proxy.lasting = 1;
        QTRY_VERIFY_WITH_TIMEOUT(m_sweeps == 2, 10'000);
        QCOMPARE_EQ(changed.size(), 1);
        const int before = m_looks;
        QTRY_VERIFY_WITH_TIMEOUT(m_looks >= before + 3, 10'000);
        QCOMPARE_EQ(m_sweeps, 2); // it was not there, and that is that
    }

    void aScannersCallsCauseNoSweeps()
    {
        m_reconciler->nodeUp();
        QTRY_VERIFY(m_looks == 1);
        for (int i = 0; m_looks < 5; ++i) { // every other one is lost
            const QString id = QString::number(i);
            if (i % 2 == 0) {
                m_dialogs->handle({id, SipCallId(id), {}, {}, DialogState::Unconfirmed, DialogState::Ended});
            }
            QTest::qWait(1); // a thousand a second, at most
        }
        QCOMPARE_EQ(m_sweeps, 1);
    }

    void aRestartForgetsEverything()
    {
        m_reconciler->nodeUp();
        QTRY_VERIFY(m_reconciler->isSynchronised());
        m_dialogs->setJoining(false);
        m_dialogs->handle({u"1"_s, SipCallId(u"1"_s), {}, {}, DialogState::Unconfirmed, DialogState::Early});
        QCOMPARE_EQ(m_dialogs->table().size(), 1);
        m_reconciler->nodeRestarted({});
        QCOMPARE_EQ(m_dialogs->table().size(), 0);
        QVERIFY(!m_reconciler->isSynchronised());
    }
};

QTEST_GUILESS_MAIN(ReconcilerTest)
#include "tst_reconciler.moc"
