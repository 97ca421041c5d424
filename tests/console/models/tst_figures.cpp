// SPDX-License-Identifier: Apache-2.0
#include "console/models/figures.h"
#include "tests/console/support/callworld.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;
using tests::present;

class TestFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void counts()
    {
        tests::CallWorld world;
        world.fill(tests::busyDesk());
        const Figures figures = figuresOf(world.store.rows(), {}, present);
        QCOMPARE(figures.calls, 25);
        QCOMPARE(figures.ringing, 5);
        QCOMPARE(figures.held, 4);
        QCOMPARE(figures.attention, 4);
        QCOMPARE(figures.longest, std::optional(4328s));
        world.store.apply({}, {CallId(u"a1"_s)});
        world.store.flush();
        QCOMPARE(figuresOf(world.store.rows(), {}, present).calls, 24);
        QCOMPARE(figuresOf({}, {}, present), Figures());
    }
    void remembersAnHour()
    {
        CallCurve curve;
        QCOMPARE(curve.most(), 0);
        const qint64 step = CallCurve::every.count();
        curve.add(0, 3);
        curve.add(step / 2, 7);
        curve.add(step - 1, 5);
        QCOMPARE(curve.values(), QList{7});
        curve.add(step, 4);
        curve.add(4 * step + 1, 9);
        QCOMPARE(curve.values(), (QList{7, 4, 4, 4, 9}));
        // A clock that goes back adds to the present place.
        curve.add(0, 11);
        QCOMPARE(curve.most(), 11);
        curve.add(5000 * step, 1);
        QCOMPARE(curve.values().size(), CallCurve::places);
        QCOMPARE(curve.values().last(), 1);
        for (qint64 i = 5001; i < 6000; ++i) {
            curve.add(i * step, 2);
        }
        QCOMPARE(curve.values().size(), CallCurve::places);
        QCOMPARE(curve.most(), 2);
    }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
