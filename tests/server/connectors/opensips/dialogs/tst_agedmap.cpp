// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/agedmap.h"
#include "tests/support/strict.h"

#include <QTest>

#include <map>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace std::chrono_literals;

class AgedMapTest : public QObject {
    Q_OBJECT

    using Map = AgedMap<int, int>;
    const Map::Time m_start = {};

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void keepsAndTakes()
    {
        Map map(3, 10s);
        QVERIFY(!map.find(1) && !map.edit(1));
        QCOMPARE_EQ(map.take(1), 0);
        QCOMPARE_EQ(map.touch(1, m_start), 0); // made
        map.touch(1, m_start) = 11;
        QCOMPARE_EQ(*map.find(1), 11);
        *map.edit(1) = 12;
        QCOMPARE_EQ(map.take(1), 12);
        QVERIFY(!map.find(1));
        QCOMPARE_EQ(map.size(), 0);
    }

    void pastTheLimitTheOldestGoes()
    {
        Map map(3, 10s);
        for (const int key : {1, 2, 3}) {
            map.touch(key, m_start) = key;
        }
        map.touch(1, m_start + 1s);
        *map.edit(2) = 22; // does not make it younger
        map.touch(4, m_start + 1s) = 4;
        QVERIFY(!map.find(2));
        QVERIFY(map.find(1) && map.find(3) && map.find(4));
        QCOMPARE_EQ(map.size(), 3);
    }

    void ageCountsFromTheLastTouch()
    {
        Map map(9, 10s);
        map.touch(1, m_start);
        map.touch(2, m_start + 1s);
        map.touch(3, m_start + 2s);
        map.touch(1, m_start + 5s);
        QCOMPARE_EQ(map.expire(m_start + 11s - 1ns), QList<int>());
        QCOMPARE_EQ(map.expire(m_start + 12s), (QList<int>{2, 3}));
        QCOMPARE_EQ(map.expire(m_start + 15s), QList<int>{1});
        QCOMPARE_EQ(map.size(), 0);
    }

    /// Against a plain model: the same keys and values after thousands of steps.
    void asAModel()
    {
        constexpr int limit = 20;
        Map map(limit, 10s);
        std::map<int, std::pair<int, Map::Time>> model;
        unsigned seed = 7;
        const auto random = [&seed](unsigned below) {
            seed = seed * 1103515245U + 12345U;
            return int((seed >> 16U) % below);
        };
        Map::Time now = m_start;
        for (int step = 0; step < 20000; ++step) {
            now += std::chrono::milliseconds(random(300) + 1);
            const int key = random(60);
            switch (random(4)) {
            case 0:
            case 1:
                map.touch(key, now) = step;
                if (!model.contains(key) && model.size() == limit) {
                    model.erase(std::min_element(model.begin(), model.end(),
                        [](const auto &a, const auto &b) { return a.second.second < b.second.second; }));
                }
                model[key] = {step, now};
                break;
            case 2:
                QCOMPARE_EQ(map.take(key), model.contains(key) ? model[key].first : 0);
                model.erase(key);
                break;
            default:
                QCOMPARE_EQ(map.expire(now).size(), qsizetype(std::erase_if(model, [&](const auto &one) {
                    return now - one.second.second >= 10s;
                })));
            }
            QCOMPARE_EQ(map.size(), qsizetype(model.size()));
            for (const auto &[wanted, value] : model) {
                QVERIFY(map.find(wanted));
                QCOMPARE_EQ(*map.find(wanted), value.first);
            }
        }
    }
};

QTEST_GUILESS_MAIN(AgedMapTest)
#include "tst_agedmap.moc"
