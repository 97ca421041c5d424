// SPDX-License-Identifier: Apache-2.0
#include "console/paint/cord.h"
#include "tests/support/canvas.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::console;
using cordboard::tests::Canvas;
using paint::CordKind;
using paint::CordPart;

namespace {

Canvas part(CordPart which)
{
    return Canvas(QSize(10, 36),
        [which](QPainter &painter) { paint::drawCordPart(painter, QRectF(0, 0, 10, 36), which, Qt::red); });
}

/// A cord of 92 px between the middles of its ends, upright or lying.
Canvas cord(CordKind kind, bool upright)
{
    const QSize size = upright ? QSize(20, 92) : QSize(92, 20);
    return Canvas(
        size, [&](QPainter &painter) { paint::drawCord(painter, QRectF(QPointF(), size), kind, Qt::red); });
}

/// How often the cord begins and ends along its middle.
int changes(const Canvas &canvas, bool upright)
{
    int count = 0;
    for (int i = 1; i < 92; ++i) {
        const auto drawn = [&](int at) {
            return upright ? canvas.at(10, at).alpha() > 60 : canvas.at(at, 10).alpha() > 60;
        };
        count += drawn(i) != drawn(i - 1) ? 1 : 0;
    }
    return count;
}

} // namespace

class TestCord : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void joinsRows();
    void ends_data();
    void ends();
    void isTheSameLying();
    void leavesAHollowEnd();
};

void TestCord::joinsRows()
{
    // Above and below the dot, up to the very edge of the row, where the next one goes on.
    const Canvas first = part(CordPart::First);
    QVERIFY(!first.isDrawn(5, 5));
    QVERIFY(first.isDrawn(5, 35));
    const Canvas middle = part(CordPart::Middle);
    QVERIFY(middle.isDrawn(5, 0) && middle.isDrawn(5, 35));
    const Canvas last = part(CordPart::Last);
    QVERIFY(last.isDrawn(5, 0));
    QVERIFY(!last.isDrawn(5, 30));
    for (const Canvas &canvas : {first, middle, last}) {
        QCOMPARE(canvas.at(5, 18), QColor(Qt::red));
        QVERIFY(canvas.isDrawn(3, 18) && canvas.isDrawn(7, 18)); // a dot of 6 px
        QVERIFY(!canvas.isDrawn(1, 18) && !canvas.isDrawn(9, 18));
    }
    QCOMPARE(first.extent().left(), last.extent().left());
}

void TestCord::ends_data()
{
    QTest::addColumn<CordKind>("kind");
    QTest::addColumn<bool>("unbroken");
    QTest::addColumn<bool>("dotted");
    QTest::newRow("talking") << CordKind::Talking << true << false;
    QTest::newRow("ringing") << CordKind::Ringing << false << true;
    QTest::newRow("held") << CordKind::Held << false << true;
    QTest::newRow("leaving") << CordKind::Leaving << false << true;
    QTest::newRow("apart") << CordKind::Apart << false << false;
}

void TestCord::ends()
{
    QFETCH(const CordKind, kind);
    QFETCH(const bool, unbroken);
    QFETCH(const bool, dotted);
    for (const bool upright : {true, false}) {
        const Canvas canvas = cord(kind, upright);
        QCOMPARE(changes(canvas, upright) <= 2, unbroken);
        QCOMPARE(changes(canvas, upright) > 10, dotted);
        // The first end is always filled.
        QCOMPARE(upright ? canvas.at(10, 5) : canvas.at(5, 10), QColor(Qt::red));
        const QRect extent = canvas.extent();
        QCOMPARE_GE(upright ? extent.height() : extent.width(), 90);
        QCOMPARE_LE(upright ? extent.width() : extent.height(), 11);
    }
}

void TestCord::isTheSameLying()
{
    for (const CordKind kind : {CordKind::Talking, CordKind::Ringing, CordKind::Leaving, CordKind::Apart}) {
        QCOMPARE(changes(cord(kind, true), true), changes(cord(kind, false), false));
    }
    // The two bars stand upright in both.
    const auto middle = [](bool upright) {
        const QImage image = cord(CordKind::Held, upright).image();
        return image.copy(upright ? QRect(4, 39, 12, 14) : QRect(39, 4, 14, 12));
    };
    const auto bars = [](const QImage &image) {
        int count = 0;
        for (int x = 1; x < image.width(); ++x) {
            const auto drawn = [&](int at) { return qAlpha(image.pixel(at, image.height() / 2)) > 100; };
            count += drawn(x) && !drawn(x - 1) ? 1 : 0;
        }
        return count;
    };
    QCOMPARE(bars(middle(true)), 2);
    QCOMPARE(bars(middle(false)), 2);
}

void TestCord::leavesAHollowEnd()
{
    for (const CordKind kind : {CordKind::Leaving, CordKind::Apart}) {
        QVERIFY(cord(kind, true).at(10, 87).alpha() < 60);
        QVERIFY(cord(kind, false).at(87, 10).alpha() < 60);
    }
    QCOMPARE(cord(CordKind::Talking, true).at(10, 87), QColor(Qt::red));
}

QTEST_MAIN(TestCord)
#include "tst_cord.moc"
