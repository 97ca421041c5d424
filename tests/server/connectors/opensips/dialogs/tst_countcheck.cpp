// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/countcheck.h"
#include "tests/support/strict.h"

#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(cordboard::opensips::CountCheck::Verdict)
Q_DECLARE_METATYPE(cordboard::opensips::DialogCounts)

class CountCheckTest : public QObject {
    Q_OBJECT

    using Verdict = CountCheck::Verdict;

    CountCheck m_check;
    CountCheck::Time m_now{0};

    /// A quiet look, 250 ms after the last one.
    Verdict look(DialogCounts ours, DialogCounts proxy)
    {
        m_now += 250ms;
        return m_check.look(ours, ours, proxy, m_now);
    }
    /// Looks so long that a difference counts, or so often.
    Verdict lookLong(DialogCounts ours, DialogCounts proxy, int most = 20)
    {
        auto verdict = look(ours, proxy);
        while (verdict == Verdict::Unsure && --most > 0) {
            verdict = look(ours, proxy);
        }
        return verdict;
    }
    /// How many doubts come up while \a proxy tells its counts every 250 ms; a sweep follows each.
    template <class Proxy> int doubts(std::chrono::milliseconds during, Proxy proxy)
    {
        int count = 0;
        for (const auto end = m_now + during; m_now < end;) {
            const Verdict verdict = look({0, 100, 0}, {0, 100, proxy()});
            if (verdict == Verdict::Doubtful) {
                ++count;
                m_check.swept();
            }
            if (verdict == Verdict::Wrong) {
                return -1;
            }
        }
        return count;
    }

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_check = {};
        m_now = {};
    }

    void readsAnswers_data()
    {
        QTest::addColumn<QJsonValue>("answer");
        QTest::addColumn<bool>("readable");
        const auto answer = [](const QJsonValue &early, const QJsonValue &active, const QJsonValue &processed,
                                const QJsonValue &failed) {
            return QJsonValue(
                QJsonObject{{u"dialog:early_dialogs"_s, early}, {u"dialog:active_dialogs"_s, active},
                    {u"dialog:processed_dialogs"_s, processed}, {u"dialog:failed_dialogs"_s, failed}});
        };
        QTest::newRow("numbers") << answer(3, 4, 9, 2) << true;
        QTest::newRow("texts") << answer(u"3"_s, u"4"_s, u"9"_s, u"2"_s) << true;
        QTest::newRow("missing") << QJsonValue(QJsonObject{{u"dialog:early_dialogs"_s, 3}}) << false;
        QTest::newRow("no number") << answer(u"3"_s, u"many"_s, 9, 2) << false;
        QTest::newRow("null") << answer(3, {}, 9, 2) << false;
        QTest::newRow("no failed ones") << answer(3, 4, 9, {}) << false;
        QTest::newRow("no object") << QJsonValue(u"OK"_s) << false;
    }

    void readsAnswers()
    {
        QFETCH(QJsonValue, answer);
        QFETCH(bool, readable);
        const auto counts = countsFromAnswer(answer);
        QCOMPARE_EQ(counts.has_value(), readable);
        if (readable) {
            QCOMPARE_EQ(*counts, (DialogCounts{3, 4, 7}));
        }
    }

    void onlyADifferenceThatStaysCounts()
    {
        QCOMPARE_EQ(look({0, 5}, {0, 5}), Verdict::Agrees);
        QCOMPARE_EQ(look({0, 5}, {0, 6}), Verdict::Unsure);
        QCOMPARE_EQ(look({0, 5}, {0, 5}), Verdict::Agrees); // was on its way only
        QCOMPARE_EQ(look({0, 5}, {0, 6}), Verdict::Unsure);
        QCOMPARE_EQ(look({0, 5}, {0, 7}), Verdict::Unsure);
        QCOMPARE_EQ(look({0, 5}, {0, 7}), Verdict::Unsure);
        QCOMPARE_EQ(look({0, 5}, {0, 7}), Verdict::Wrong);
    }

    void aLookThatWasNotQuietTellsNothing()
    {
        QCOMPARE_EQ(look({0, 5}, {0, 6}), Verdict::Unsure);
        QCOMPARE_EQ(m_check.look({0, 5}, {1, 5}, {3, 5}, m_now + 100ms), Verdict::Unsure);
        QCOMPARE_EQ(lookLong({0, 5}, {0, 6}), Verdict::Wrong);
    }

    void whatASweepDoesNotMendPassesForZero()
    {
        QCOMPARE_EQ(lookLong({0, 5}, {0, 6}), Verdict::Wrong);
        m_check.swept(); // and nothing mended
        QCOMPARE_EQ(look({0, 5}, {0, 6}), Verdict::Agrees);
        QCOMPARE_EQ(lookLong({0, 9}, {0, 10}), Verdict::Agrees);
        QCOMPARE_EQ(lookLong({0, 9}, {0, 9}), Verdict::Wrong); // a lost event beside it is still found
        m_check.reset();
        QCOMPARE_EQ(lookLong({0, 9}, {0, 9}), Verdict::Agrees);
    }

    /// What is lost, as the counts tell of it: {early, active, lasting} of the proxy less ours.
    void findsLosses_data()
    {
        QTest::addColumn<DialogCounts>("loss");
        QTest::addColumn<Verdict>("verdict");
        QTest::newRow("an end") << DialogCounts{0, -1, 0} << Verdict::Wrong;
        QTest::newRow("an answer") << DialogCounts{-1, 1, 0} << Verdict::Wrong;
        QTest::newRow("an answer without ringing") << DialogCounts{0, 1, 1} << Verdict::Wrong;
        QTest::newRow("a call that rings") << DialogCounts{1, 0, 1} << Verdict::Wrong;
        QTest::newRow("a refusal") << DialogCounts{-1, 0, -1} << Verdict::Wrong;
        QTest::newRow("an end and the answer of one that rang") << DialogCounts{-1, 0, 0} << Verdict::Wrong;
        QTest::newRow("an end and the answer of one that did not ring")
            << DialogCounts{0, 0, 1} << Verdict::Doubtful;
        QTest::newRow("an end, an answer, and one that rings") << DialogCounts{0, 0, 1} << Verdict::Doubtful;
        QTest::newRow("a scanner's call") << DialogCounts{0, 0, 0} << Verdict::Agrees;
    }

    void findsLosses()
    {
        QFETCH(DialogCounts, loss);
        QFETCH(Verdict, verdict);
        const DialogCounts ours{7, 20, 500};
        // The proxy counts since its start, we since ours.
        QCOMPARE_EQ(lookLong(ours, {7, 20, 9'000}), Verdict::Agrees);
        const auto since = m_now;
        QCOMPARE_EQ(lookLong(ours, {7 + loss.early, 20 + loss.active, 9'000 + loss.lasting}), verdict);
        QVERIFY(m_now - since <= 3s);
    }

    void invitesUnderWayAreNoLosses()
    {
        QCOMPARE_EQ(look({}, {0, 0, 3}), Verdict::Agrees); // three of them, perhaps
        QCOMPARE_EQ(look({}, {0, 0, 1}), Verdict::Agrees);
        QCOMPARE_EQ(look({}, {0, 0, 2}), Verdict::Unsure);
        QCOMPARE_EQ(look({}, {0, 0, 1}), Verdict::Agrees);
        QCOMPARE_EQ(look({}, {0, 0, 0}), Verdict::Agrees);
        QCOMPARE_EQ(lookLong({}, {0, 0, 1}), Verdict::Doubtful); // and now there is none
    }

    void whatASweepFoundIsTheNewMeasure()
    {
        QCOMPARE_EQ(look({}, {0, 0, 0}), Verdict::Agrees);
        QCOMPARE_EQ(lookLong({}, {0, 0, 1}), Verdict::Doubtful);
        m_check.swept(); // and found nothing
        QCOMPARE_EQ(lookLong({}, {0, 0, 1}), Verdict::Agrees);
        m_now += CountCheck::shortestPause * 2;
        QCOMPARE_EQ(lookLong({}, {0, 0, 2}), Verdict::Doubtful); // another one
    }

    /// INVITEs under way are normal, in numbers that change from look to look or hardly ever.
    void aScannerDoesNotKeepUsSweeping_data()
    {
        QTest::addColumn<int>("most"); // under way
        QTest::addColumn<int>("keeps"); // looks for which their number stays
        QTest::newRow("refused at once") << 2 << 1;
        QTest::newRow("refused after seconds") << 5'000 << 1;
        QTest::newRow("few, slowly") << 3 << 20;
        QTest::newRow("many, slowly") << 200 << 20;
    }

    void aScannerDoesNotKeepUsSweeping()
    {
        QFETCH(int, most);
        QFETCH(int, keeps);
        QRandomGenerator random(7);
        int looks = 0;
        int underWay = 0;
        const int hours = 3;
        const int count = doubts(std::chrono::hours(hours), [&] {
            underWay = looks++ % keeps == 0 ? random.bounded(most + 1) : underWay;
            return underWay;
        });
        QVERIFY2(count >= 0 && count <= hours * 60 + 5, qPrintable(QString::number(count)));
    }

    /// A loss at every look: each is doubted, and no more than once a minute before long.
    void endlessLossesAreSweptOnceAMinute()
    {
        int lost = 0;
        int looks = 0;
        const int count = doubts(1h, [&] { return looks++ % 20 == 0 ? ++lost : lost; });
        QVERIFY2(count >= 50 && count <= 66, qPrintable(QString::number(count)));
    }

    void aMinuteOfPeaceMakesItQuickAgain()
    {
        int lost = 0;
        int looks = 0;
        (void)doubts(10min, [&] { return looks++ % 20 == 0 ? ++lost : lost; });
        QCOMPARE_EQ(doubts(2min, [&] { return lost; }), 1); // which was due
        const auto since = m_now;
        QCOMPARE_EQ(lookLong({0, 100, 0}, {0, 100, ++lost}), Verdict::Doubtful);
        QVERIFY(m_now - since <= 3s);
    }
};

QTEST_GUILESS_MAIN(CountCheckTest)
#include "tst_countcheck.moc"
