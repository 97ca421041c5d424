// SPDX-License-Identifier: Apache-2.0
#include "console/paint/marks.h"
#include "tests/support/canvas.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::console;
using cordboard::tests::Canvas;

class TestMarks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void drawsHairlines_data();
    void drawsHairlines();
    void drawsRows();
    void drawsFocusInside();
    void fillsProgress_data();
    void fillsProgress();
};

void TestMarks::drawsHairlines_data()
{
    QTest::addColumn<Qt::Edge>("edge");
    QTest::addColumn<QRect>("extent");
    QTest::newRow("top") << Qt::TopEdge << QRect(5, 5, 20, 1);
    QTest::newRow("bottom") << Qt::BottomEdge << QRect(5, 14, 20, 1);
    QTest::newRow("left") << Qt::LeftEdge << QRect(5, 5, 1, 10);
    QTest::newRow("right") << Qt::RightEdge << QRect(24, 5, 1, 10);
}

void TestMarks::drawsHairlines()
{
    QFETCH(const Qt::Edge, edge);
    QFETCH(const QRect, extent);
    const Canvas canvas(QSize(30, 20),
        [edge](QPainter &painter) { paint::drawHairline(painter, QRectF(5, 5, 20, 10), edge, Qt::red); });
    QCOMPARE(canvas.extent(), extent);
    QCOMPARE(canvas.count(Qt::red), extent.width() * extent.height());
}

void TestMarks::drawsRows()
{
    const Tokens &t = tokens(Scheme::Light);
    const auto row = [&t](const paint::RowLook &look) {
        return Canvas(QSize(40, 36),
            [&](QPainter &painter) { paint::drawRowGround(painter, QRectF(0, 0, 40, 36), look, t); });
    };
    const Canvas plain = row({});
    QVERIFY(!plain.isDrawn(20, 10)); // the view's own base
    QCOMPARE(plain.at(20, 35), t.hair);
    QCOMPARE(row({.hovered = true}).at(20, 10), t.alt);
    QCOMPARE(row({.section = true}).at(20, 10), t.alt);
    const Canvas selected = row({.selected = true, .focused = true, .hovered = true, .firstCell = true});
    QCOMPARE(selected.at(20, 10), t.sel);
    QCOMPARE(selected.at(2, 10), t.accent);
    QCOMPARE(selected.at(3, 10), t.sel);
    QCOMPARE(row({.selected = true, .focused = true}).at(1, 10), t.sel); // no bar between cells
    const Canvas quiet = row({.selected = true, .firstCell = true});
    QCOMPARE(quiet.at(20, 10), t.selq);
    QCOMPARE(quiet.at(1, 10), t.edge);
    const Canvas stale = row({.selected = true, .focused = true, .firstCell = true, .stale = true});
    QCOMPARE(stale.image(), quiet.image());
}

void TestMarks::drawsFocusInside()
{
    const Canvas canvas(
        QSize(40, 28), [](QPainter &painter) { paint::drawFocus(painter, QRectF(0, 0, 40, 28), Qt::red); });
    QCOMPARE(canvas.extent(), QRect(1, 1, 38, 26));
    QCOMPARE(canvas.at(20, 1), QColor(Qt::red));
    QCOMPARE(canvas.at(20, 2), QColor(Qt::red));
    QVERIFY(!canvas.isDrawn(20, 3));
    QVERIFY(!canvas.isDrawn(20, 0));
}

void TestMarks::fillsProgress_data()
{
    QTest::addColumn<double>("part");
    QTest::addColumn<int>("width");
    QTest::newRow("nothing") << 0.0 << 0;
    QTest::newRow("half") << 0.5 << 100;
    QTest::newRow("all") << 1.0 << 200;
    QTest::newRow("late") << 7.5 << 200;
    QTest::newRow("clocks differ") << -0.5 << 0;
}

void TestMarks::fillsProgress()
{
    QFETCH(const double, part);
    QFETCH(const int, width);
    const Tokens &t = tokens(Scheme::Light);
    const Canvas canvas(QSize(200, 5),
        [&](QPainter &painter) { paint::drawProgress(painter, QRectF(0, 1, 200, 3), part, Qt::red, t); });
    QVERIFY(qAbs(canvas.extentOf(Qt::red).width() - width) <= 3);
    QCOMPARE(canvas.at(199 - 3, 2) == t.hair, width < 200);
}

QTEST_MAIN(TestMarks)
#include "tst_marks.moc"
