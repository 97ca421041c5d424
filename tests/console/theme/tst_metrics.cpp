// SPDX-License-Identifier: Apache-2.0
#include "console/theme/fonts.h"
#include "console/theme/metrics.h"
#include "tests/support/strict.h"

#include <QFontMetricsF>

using namespace cordboard;
using namespace cordboard::console;

class TestMetrics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void scalesFonts();
    void isTheGridAtOrdinaryFonts();
    void growsWithTheFont();
    void holdsItsLines_data();
    void holdsItsLines();
};

namespace {

QFont pixels(int size)
{
    QFont font;
    font.setPixelSize(size);
    return font;
}

} // namespace

void TestMetrics::scalesFonts()
{
    const Fonts fonts = Fonts::from(pixels(13));
    QCOMPARE(fonts.base.pixelSize(), 13);
    QCOMPARE(fonts.small.pixelSize(), 11);
    QCOMPARE(fonts.big.pixelSize(), 17);
    QCOMPARE(fonts.figure.pixelSize(), 20);
    QCOMPARE(fonts.base.weight(), QFont::Normal);
    QCOMPARE(fonts.small.weight(), QFont::Normal);
    for (const QFont &font : {fonts.strong, fonts.smallStrong, fonts.big, fonts.figure}) {
        QCOMPARE(font.weight(), QFont::DemiBold);
    }

    QFont points;
    points.setPointSizeF(10);
    QCOMPARE(Fonts::from(points).small.pointSizeF(), 8.5);
    QCOMPARE(Fonts::from(points).figure.pointSizeF(), 15.4);
    QCOMPARE(Fonts::from(points).figure.pixelSize(), -1);
}

void TestMetrics::isTheGridAtOrdinaryFonts()
{
    const Metrics metrics = Metrics::from(pixels(13));
    QCOMPARE(metrics.menuBar, 28);
    QCOMPARE(metrics.strip, 60);
    QCOMPARE(metrics.toolBar, 44);
    QCOMPARE(metrics.control, 28);
    QCOMPARE(metrics.controlTall, 32);
    QCOMPARE(metrics.rowComfortable, 36);
    QCOMPARE(metrics.rowCompact, 28);
    QCOMPARE(metrics.rowEvent, 22);
    QCOMPARE(metrics.tableHeader, 26);
}

void TestMetrics::growsWithTheFont()
{
    const Metrics small = Metrics::from(pixels(13));
    const Metrics large = Metrics::from(pixels(26));
    QCOMPARE_GT(large.rowComfortable, small.rowComfortable);
    QCOMPARE_GT(large.rowCompact, small.rowCompact);
    QCOMPARE_GT(large.strip, small.strip);
    QCOMPARE_GT(large.control, small.control);
    QCOMPARE_GT(large.statusBar, small.statusBar);
    QCOMPARE_GT(large.tableHeader, small.tableHeader);
}

void TestMetrics::holdsItsLines_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {9, 11, 13, 16, 20, 26, 39}) {
        QTest::addRow("%d", size) << size;
    }
}

void TestMetrics::holdsItsLines()
{
    QFETCH(const int, size);
    const Fonts fonts = Fonts::from(pixels(size));
    const Metrics metrics = Metrics::from(pixels(size));
    const auto height = [](const QFont &font) { return QFontMetricsF(font).height(); };
    QCOMPARE_GE(metrics.rowComfortable, height(fonts.base) + height(fonts.small) + 4);
    QCOMPARE_GE(metrics.rowCompact, height(fonts.base) + 4);
    QCOMPARE_GE(metrics.strip, height(fonts.figure) + height(fonts.small) + 4);
    QCOMPARE_GE(metrics.statusBar, height(fonts.small));
    QCOMPARE_GE(metrics.control, height(fonts.strong) + 4);
    QCOMPARE_GE(metrics.control, Metrics::minimumTarget);
}

QTEST_MAIN(TestMetrics)
#include "tst_metrics.moc"
