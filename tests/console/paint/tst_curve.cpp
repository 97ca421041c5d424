// SPDX-License-Identifier: Apache-2.0
#include "console/paint/curve.h"
#include "tests/support/canvas.h"
#include "tests/support/strict.h"

#include <limits>

using namespace cordboard;
using namespace cordboard::console;
using cordboard::tests::Canvas;
using paint::CurveLook;

namespace {

const QRectF frame(0, 0, 123, 43); // 120 px for the places, 40 for the values

Canvas drawn(const CurveLook &look, const QRectF &rect = frame)
{
    return Canvas(QSize(130, 50),
        [&](QPainter &painter) { paint::drawCurve(painter, rect, look, tokens(Scheme::Light)); });
}

} // namespace

class TestCurve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void placesPoints_data();
    void placesPoints();
    void marksTheLastPoint();
    void losesColourWhenStale();
    void bearsAnything_data();
    void bearsAnything();
    void drawsBars();
};

void TestCurve::placesPoints_data()
{
    QTest::addColumn<CurveLook>("look");
    QTest::addColumn<QPolygonF>("points");
    QTest::newRow("nothing") << CurveLook{} << QPolygonF();
    QTest::newRow("from zero to the greatest") << CurveLook{.values = {0, 5, 10}, .places = 3}
                                               << QPolygonF(QList<QPointF>{{0, 43}, {60, 23}, {120, 3}});
    QTest::newRow("zero is the bottom, not the least")
        << CurveLook{.values = {10, 10}, .places = 2} << QPolygonF(QList<QPointF>{{0, 3}, {120, 3}});
    QTest::newRow("short, at the right")
        << CurveLook{.values = {10, 0}, .places = 4} << QPolygonF(QList<QPointF>{{80, 3}, {120, 43}});
    QTest::newRow("short, at the left")
        << CurveLook{.values = {10, 0}, .places = 4, .align = CurveLook::Align::Left}
        << QPolygonF(QList<QPointF>{{0, 3}, {40, 43}});
    QTest::newRow("higher ceiling") << CurveLook{.values = {10, 0}, .places = 2, .ceiling = 20}
                                    << QPolygonF(QList<QPointF>{{0, 23}, {120, 43}});
    QTest::newRow("ceiling too low") << CurveLook{.values = {10, 0}, .places = 2, .ceiling = 5}
                                     << QPolygonF(QList<QPointF>{{0, 3}, {120, 43}});
    QTest::newRow("more values than places") << CurveLook{.values = {1, 1, 1}, .places = 2}
                                             << QPolygonF(QList<QPointF>{{0, 3}, {60, 3}, {120, 3}});
    QTest::newRow("all zero") << CurveLook{.values = {0, 0}, .places = 2}
                              << QPolygonF(QList<QPointF>{{0, 43}, {120, 43}});
    QTest::newRow("below zero") << CurveLook{.values = {-5, 1}, .places = 2}
                                << QPolygonF(QList<QPointF>{{0, 43}, {120, 3}});
}

void TestCurve::placesPoints()
{
    QFETCH(const CurveLook, look);
    QFETCH(const QPolygonF, points);
    QCOMPARE(paint::curvePoints(frame, look), points);
}

void TestCurve::marksTheLastPoint()
{
    const Tokens &t = tokens(Scheme::Light);
    const Canvas canvas = drawn({.values = {5, 5, 5, 5}, .places = 4, .ceiling = 10});
    QCOMPARE(canvas.at(119, 23), t.accent);
    QVERIFY(canvas.at(119, 21).alpha() > 200); // higher than the line
    QVERIFY(canvas.at(60, 20).alpha() < 30);
    // The area is faint.
    const QColor area = canvas.at(60, 35);
    QVERIFY(area.alpha() > 15 && area.alpha() < 40);
    QCOMPARE_LE(canvas.extent().right(), 122);
}

void TestCurve::losesColourWhenStale()
{
    const Tokens &t = tokens(Scheme::Light);
    const Canvas canvas = drawn(
        {.values = {5, 5, 5}, .places = 4, .ceiling = 10, .stale = true, .align = CurveLook::Align::Left});
    QCOMPARE(canvas.count(t.accent), 0);
    // It ends in a dashed line of the whole height.
    int dashes = 0;
    for (int y = 1; y < 43; ++y) {
        dashes += (canvas.at(80, y).alpha() > 100) != (canvas.at(80, y - 1).alpha() > 100) ? 1 : 0;
    }
    QCOMPARE_GT(dashes, 6);
    QVERIFY(!canvas.isDrawn(100, 30));
}

void TestCurve::bearsAnything_data()
{
    QTest::addColumn<CurveLook>("look");
    QTest::newRow("nothing") << CurveLook{};
    QTest::newRow("one") << CurveLook{.values = {3}};
    QTest::newRow("no places") << CurveLook{.values = {3, 4}, .places = 0};
    QTest::newRow("huge") << CurveLook{.values = {std::numeric_limits<int>::max(), 0}};
    QTest::newRow("below zero") << CurveLook{.values = {std::numeric_limits<int>::min(), -1}};
}

void TestCurve::bearsAnything()
{
    QFETCH(const CurveLook, look);
    QCOMPARE(drawn(look).extent().isNull(), look.values.isEmpty());
    drawn(look, QRectF());
    drawn(look, QRectF(0, 0, 1, 1));
}

void TestCurve::drawsBars()
{
    const auto draw = [](const QList<int> &values, bool unfinished) {
        return Canvas(QSize(120, 40), [&](QPainter &painter) {
            paint::drawBars(painter, QRectF(0, 0, 120, 40), values, unfinished, tokens(Scheme::Light));
        });
    };
    const Canvas canvas = draw({10, 5, 0, 10}, true);
    QVERIFY(canvas.at(10, 0).alpha() > 150);
    QVERIFY(!canvas.isDrawn(40, 15) && canvas.isDrawn(40, 25)); // half as high
    QVERIFY(!canvas.isDrawn(70, 39)); // nothing is nothing
    QVERIFY(canvas.at(100, 10).alpha() < canvas.at(10, 10).alpha()); // not finished
    QVERIFY(!canvas.isDrawn(28, 39)); // gaps between
    QCOMPARE(draw({10, 10}, false).at(10, 10).alpha(), draw({10, 10}, false).at(70, 10).alpha());
    QVERIFY(draw({1000, 1}, false).isDrawn(70, 39)); // never as if nothing were
    QVERIFY(draw({}, true).extent().isNull());
}

QTEST_MAIN(TestCurve)
#include "tst_curve.moc"
