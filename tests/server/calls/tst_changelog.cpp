// SPDX-License-Identifier: Apache-2.0
#include "server/calls/changelog.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace std::chrono_literals;

namespace {
LiveCallPtr call() { return std::make_shared<LiveCall>(); }
const ChangeLog::Time start{};
} // namespace

class ChangeLogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void numbersChanges()
    {
        ChangeLog log({});
        QCOMPARE_EQ(log.seq(), 0);
        QCOMPARE_EQ(log.reachesBackTo(), 0);
        const auto first = call();
        const auto second = call();
        log.append(nullptr, first, start);
        log.append(first, second, start);
        log.append(second, nullptr, start);
        QCOMPARE_EQ(log.seq(), 3);
        QCOMPARE_EQ(log.reachesBackTo(), 0);
        QCOMPARE_EQ(log.at(1).after, first);
        QCOMPARE_EQ(log.at(2).before, first);
        QCOMPARE_EQ(log.at(2).after, second);
        QVERIFY(!log.at(3).after);
    }

    void forgetsWhatIsOld()
    {
        ChangeLog log({.time = 180s, .bytes = 0});
        log.append(nullptr, call(), start);
        log.append(nullptr, call(), start + 100s);
        log.append(nullptr, call(), start + 180s);
        QCOMPARE_EQ(log.reachesBackTo(), 0);
        log.append(nullptr, call(), start + 181s);
        QCOMPARE_EQ(log.reachesBackTo(), 1);
        log.append(nullptr, call(), start + 1000s);
        QCOMPARE_EQ(log.reachesBackTo(), 4);
        QCOMPARE_EQ(log.seq(), 5);
    }

    void forgetsWhatIsTooMuch()
    {
        ChangeLog log({.bytes = 10 * ChangeLog::bytesOfAChange});
        for (int i = 0; i < 25; ++i) {
            log.append(nullptr, call(), start);
        }
        QCOMPARE_EQ(log.seq(), 25);
        QCOMPARE_EQ(log.reachesBackTo(), 15);
        QVERIFY(log.at(16).after);
    }

    void evenTheLastOneMayBeTooMuch()
    {
        ChangeLog log({.bytes = 1});
        log.append(nullptr, call(), start);
        QCOMPARE_EQ(log.seq(), 1);
        QCOMPARE_EQ(log.reachesBackTo(), 1);
    }
};

QTEST_GUILESS_MAIN(ChangeLogTest)
#include "tst_changelog.moc"
