// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/countcheck.h"
#include "tests/support/strict.h"

#include <QJsonObject>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

class CountCheckTest : public QObject {
    Q_OBJECT

    static bool look(CountCheck &check, DialogCounts ours, DialogCounts proxy)
    {
        return check.disagrees(ours, ours, proxy);
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void counts()
    {
        DialogTable table;
        for (int state = 1; state <= 4; ++state) {
            const QString id = QString::number(state);
            (void)table.applyListing({.id = id, .callId = SipCallId(id), .state = DialogState(state)});
        }
        QCOMPARE_EQ(countsOf(table), (DialogCounts{1, 2}));
    }

    void readsAnswers_data()
    {
        QTest::addColumn<QJsonValue>("answer");
        QTest::addColumn<bool>("readable");
        const auto answer = [](const QJsonValue &early, const QJsonValue &active) {
            return QJsonValue(
                QJsonObject{{u"dialog:early_dialogs"_s, early}, {u"dialog:active_dialogs"_s, active}});
        };
        QTest::newRow("numbers") << answer(3, 4) << true;
        QTest::newRow("texts") << answer(u"3"_s, u"4"_s) << true;
        QTest::newRow("missing") << QJsonValue(QJsonObject{{u"dialog:early_dialogs"_s, 3}}) << false;
        QTest::newRow("no number") << answer(u"3"_s, u"many"_s) << false;
        QTest::newRow("null") << answer(3, {}) << false;
        QTest::newRow("no object") << QJsonValue(u"OK"_s) << false;
    }

    void readsAnswers()
    {
        QFETCH(QJsonValue, answer);
        QFETCH(bool, readable);
        const auto counts = countsFromAnswer(answer);
        QCOMPARE_EQ(counts.has_value(), readable);
        if (readable) {
            QCOMPARE_EQ(*counts, (DialogCounts{3, 4}));
        }
    }

    void onlyTheSameDifferenceTwiceCounts()
    {
        CountCheck check;
        QVERIFY(!look(check, {0, 5}, {0, 5}));
        QVERIFY(!look(check, {0, 5}, {0, 6}));
        QVERIFY(!look(check, {0, 5}, {0, 5})); // was on its way only
        QVERIFY(!look(check, {0, 5}, {0, 6}));
        QVERIFY(!look(check, {0, 5}, {0, 7}));
        QVERIFY(look(check, {0, 5}, {0, 7}));
    }

    void aLookThatWasNotQuietTellsNothing()
    {
        CountCheck check;
        QVERIFY(!look(check, {0, 5}, {0, 6}));
        QVERIFY(!check.disagrees({0, 5}, {1, 5}, {3, 5}));
        QVERIFY(look(check, {0, 5}, {0, 6}));
    }

    void whatASweepDoesNotMendPassesForZero()
    {
        CountCheck check;
        QVERIFY(!look(check, {0, 5}, {0, 6}));
        QVERIFY(look(check, {0, 5}, {0, 6}));
        QVERIFY(!look(check, {0, 5}, {0, 6})); // swept, and nothing mended
        QVERIFY(!look(check, {0, 9}, {0, 10}));
        QVERIFY(!look(check, {0, 9}, {0, 10}));
        QVERIFY(!look(check, {0, 9}, {0, 9})); // and a lost event beside it is still found
        QVERIFY(look(check, {0, 9}, {0, 9}));
        check.reset();
        QVERIFY(!look(check, {0, 9}, {0, 9}));
        QVERIFY(!look(check, {0, 9}, {0, 9}));
    }
};

QTEST_GUILESS_MAIN(CountCheckTest)
#include "tst_countcheck.moc"
