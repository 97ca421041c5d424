// SPDX-License-Identifier: Apache-2.0
#include "console/paint/timecells.h"
#include "tests/support/canvas.h"
#include "tests/support/strict.h"

#include <QFontDatabase>

using namespace cordboard;
using namespace cordboard::console;
using cordboard::tests::Canvas;
using namespace Qt::StringLiterals;

namespace {

QFont pixels(int size)
{
    QFont font;
    font.setPixelSize(size);
    return font;
}

} // namespace

class TestTimeCells : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void doesNotDance_data();
    void doesNotDance();
    void endsAtTheRight();
    void beginsAtTheLeft();
    void keepsWithinTheLine();
    void drawsOtherCharacters();
    void endsWithAPillWhereItEndsWithout();
    void fillsAPill();
};

void TestTimeCells::doesNotDance_data()
{
    QTest::addColumn<QFont>("font");
    QTest::newRow("ordinary") << pixels(13);
    QTest::newRow("large") << pixels(40);
    // Digits of different widths, if there is such a font.
    QFont serif = pixels(20);
    serif.setStyleHint(QFont::Serif);
    serif.setItalic(true);
    QTest::newRow("another") << serif;
}

void TestTimeCells::doesNotDance()
{
    QFETCH(const QFont, font);
    const paint::TimeCells cells(font);
    const qreal width = cells.width(u"0:00"_s);
    for (const QString &time : {u"1:11"_s, u"4:48"_s, u"9:59"_s, u"7:17"_s}) {
        QCOMPARE(cells.width(time), width);
    }
    QCOMPARE_GT(cells.width(u"10:00"_s), width);
    QCOMPARE(cells.width(u""_s), 0);

    // The colon stands still, whatever the digits are.
    const auto draw = [&](const QString &time) {
        return Canvas(QSize(200, 60),
            [&](QPainter &painter) { cells.draw(painter, QRectF(0, 0, 200, 60), time, Qt::black); });
    };
    const auto colon = [&](const QString &time) {
        const QImage image = draw(time).image();
        const int from = 200 - qRound(cells.width(u"00"_s) + cells.width(u":"_s)) + 1;
        return image.copy(from, 0, qMax(1, qRound(cells.width(u":"_s)) - 2), 60);
    };
    QCOMPARE(colon(u"1:11"_s), colon(u"0:00"_s));
    QCOMPARE(colon(u"1:41"_s), colon(u"8:88"_s));
}

void TestTimeCells::endsAtTheRight()
{
    const paint::TimeCells cells(pixels(20));
    const Canvas canvas(QSize(200, 40),
        [&](QPainter &painter) { cells.draw(painter, QRectF(20, 0, 150, 40), u"10:08"_s, Qt::red); });
    QCOMPARE_LE(canvas.extent().right(), 170);
    QCOMPARE_GE(canvas.extent().right(), 164);
    QCOMPARE_GE(canvas.extent().left(), 170 - qCeil(cells.width(u"10:08"_s)));
    QCOMPARE_GT(canvas.count(Qt::red), 20);
}

void TestTimeCells::beginsAtTheLeft()
{
    const paint::TimeCells cells(pixels(20));
    const Canvas canvas(QSize(200, 40), [&](QPainter &painter) {
        cells.draw(painter, QRectF(20, 0, 150, 40), u"10:08"_s, Qt::red, Qt::AlignLeft);
    });
    QCOMPARE_GE(canvas.extent().left(), 20);
    QCOMPARE_LE(canvas.extent().left(), 26);
}

void TestTimeCells::keepsWithinTheLine()
{
    const paint::TimeCells cells(pixels(20));
    const Canvas canvas(QSize(100, 40),
        [&](QPainter &painter) { cells.draw(painter, QRectF(0, 0, 100, 40), u"00:00"_s, Qt::black); });
    const int above = canvas.extent().top();
    const int below = 39 - canvas.extent().bottom();
    QCOMPARE_LE(qAbs(above - below), 3); // in the middle
}

void TestTimeCells::drawsOtherCharacters()
{
    const paint::TimeCells cells(pixels(20));
    for (const QString &text : {u"–"_s, u"12 min"_s, u"王:08"_s}) {
        const Canvas canvas(QSize(100, 40),
            [&](QPainter &painter) { cells.draw(painter, QRectF(0, 0, 100, 40), text, Qt::black); });
        QVERIFY(!canvas.extent().isNull());
    }
}

void TestTimeCells::endsWithAPillWhereItEndsWithout()
{
    const paint::TimeCells cells(pixels(13));
    const QRectF rect(0, 0, 80, 36);
    const Canvas plain(
        QSize(100, 36), [&](QPainter &painter) { cells.draw(painter, rect, u"6:48"_s, Qt::black); });
    const Canvas pill(QSize(100, 36),
        [&](QPainter &painter) { cells.drawPill(painter, rect, u"6:48"_s, Qt::black, Qt::yellow); });
    QCOMPARE(pill.extentOf(Qt::black).right(), plain.extentOf(Qt::black).right());
    QCOMPARE(pill.extentOf(Qt::black).left(), plain.extentOf(Qt::black).left());
    QCOMPARE(pill.extent().right(), 80 + paint::pillPadding - 1);
    QCOMPARE_LE(pill.extent().height(), 24);
    QVERIFY(!pill.isDrawn(pill.extent().left(), pill.extent().top())); // round
}

void TestTimeCells::fillsAPill()
{
    const Canvas canvas(QSize(60, 20), [](QPainter &painter) {
        paint::drawPill(painter, QRectF(0, 0, 60, 20), u"<b>2"_s, pixels(13), Qt::black, Qt::yellow);
    });
    QCOMPARE(canvas.extent(), QRect(0, 0, 60, 20));
    // Letter by letter, so wider than one digit.
    QCOMPARE_GT(canvas.extentOf(Qt::black).width(), 20);
}

QTEST_MAIN(TestTimeCells)
#include "tst_timecells.moc"
