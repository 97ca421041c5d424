// SPDX-License-Identifier: Apache-2.0
#include "common/client/backoff.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace std::chrono_literals;

class BackoffTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void growsToItsLimit_data()
    {
        QTest::addColumn<double>("random");
        QTest::addColumn<QList<int>>("expected");
        QTest::newRow("lowest") << 0.0 << QList<int>{250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000};
        QTest::newRow("middle") << 0.5 << QList<int>{375, 750, 1500, 3000, 6000, 12000, 22500, 22500, 22500};
        QTest::newRow("highest") << 1.0
                                 << QList<int>{500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000};
        QTest::newRow("broken, low") << -7.0 << QList<int>{250, 500};
        QTest::newRow("broken, high") << 7.0 << QList<int>{500, 1000};
    }
    void growsToItsLimit()
    {
        QFETCH(double, random);
        QFETCH(QList<int>, expected);
        Backoff backoff([&] { return random; });
        for (const int ms : expected) {
            QCOMPARE(backoff.next().count(), ms);
        }
        backoff.reset();
        QCOMPARE(backoff.next().count(), expected.first());
    }

    void neverOverflows()
    {
        Backoff backoff([] { return 0.999; });
        for (int i = 0; i < 10000; ++i) {
            const auto pause = backoff.next();
            QVERIFY(pause >= 250ms && pause <= 30s);
        }
    }
};

QTEST_GUILESS_MAIN(BackoffTest)
#include "tst_backoff.moc"
