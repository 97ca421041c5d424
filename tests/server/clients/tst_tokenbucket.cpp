// SPDX-License-Identifier: Apache-2.0
#include "server/clients/tokenbucket.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace std::chrono_literals;

class TokenBucketTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void givesABurstAndThenTheRate()
    {
        const TokenBucket::Clock::time_point start{};
        TokenBucket bucket(10, 3, start);
        QVERIFY(bucket.take(1, start) && bucket.take(2, start));
        QVERIFY(!bucket.take(1, start));
        QVERIFY(!bucket.take(1, start + 90ms));
        QVERIFY(bucket.take(1, start + 101ms));
        QVERIFY(!bucket.take(1, start + 102ms));
    }

    void takesAllOrNothing()
    {
        const TokenBucket::Clock::time_point start{};
        TokenBucket bucket(10, 3, start);
        QVERIFY(!bucket.take(4, start));
        QVERIFY(bucket.take(3, start));
    }

    void neverHoldsMoreThanABurst()
    {
        const TokenBucket::Clock::time_point start{};
        TokenBucket bucket(10, 3, start);
        QVERIFY(!bucket.take(4, start + 1h));
        QVERIFY(bucket.take(3, start + 1h));
    }

    void burstIsTwiceTheRateUnlessSet()
    {
        const TokenBucket::Clock::time_point start{};
        TokenBucket bucket(10, 0, start);
        QVERIFY(bucket.take(20, start));
        QVERIFY(!bucket.take(1, start));
    }

    void noRateNoLimit()
    {
        const TokenBucket::Clock::time_point start{};
        TokenBucket bucket(0, 1, start);
        QVERIFY(!bucket.isLimited());
        QVERIFY(bucket.take(1000000, start));
    }

    void survivesATimeBeforeTheLast()
    {
        const TokenBucket::Clock::time_point start = TokenBucket::Clock::time_point{} + 1h;
        TokenBucket bucket(10, 3, start);
        QVERIFY(bucket.take(3, start));
        QVERIFY(!bucket.take(1, start - 30min));
        QVERIFY(!bucket.take(1, start));
    }
};

QTEST_GUILESS_MAIN(TokenBucketTest)
#include "tst_tokenbucket.moc"
