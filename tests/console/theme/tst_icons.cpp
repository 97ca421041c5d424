// SPDX-License-Identifier: Apache-2.0
#include "console/theme/icons.h"
#include "tests/support/strict.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QPixmapCache>

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

namespace {

/// Pixels that are at least half covered.
int drawn(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += qAlpha(image.pixel(x, y)) > 127 ? 1 : 0;
        }
    }
    return count;
}

bool touchesTheEdge(const QImage &image)
{
    for (int i = 0; i < image.width(); ++i) {
        for (const QPoint &at :
            {QPoint(i, 0), QPoint(i, image.height() - 1), QPoint(0, i), QPoint(image.width() - 1, i)}) {
            if (qAlpha(image.pixel(at)) > 127) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class TestIcons : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        QPixmapCache::clear();
    }
    void drawsEach_data();
    void drawsEach();
    void hasNoOthers();
    void keepsTheStroke();
    void isCached();
    void followsThePalette();
    void keepsItsColour();
    void drawsOnThePixelGrid();
};

void TestIcons::drawsEach_data()
{
    QTest::addColumn<Icon>("icon");
    for (std::size_t i = 0; i < iconNames.size(); ++i) {
        QTest::newRow(iconNames.at(i)) << static_cast<Icon>(i);
    }
}

void TestIcons::drawsEach()
{
    QFETCH(const Icon, icon);
    const QColor colour(Qt::red);
    for (const int size : {12, 16, 20, 32, 64}) {
        for (const qreal ratio : {1.0, 1.25, 2.0}) {
            const QPixmap pixmap = icons::pixmap(icon, colour, size, ratio);
            QCOMPARE(pixmap.size(), QSize(qCeil(size * ratio), qCeil(size * ratio)));
            QCOMPARE(pixmap.devicePixelRatio(), ratio);
            const QImage image = pixmap.toImage();
            QCOMPARE_GT(drawn(image), 3);
            QVERIFY2(size < 16 || !touchesTheEdge(image), "there is a margin around each");
        }
    }
    if (icon == Icon::App) {
        return;
    }
    // One colour, and only that.
    const QImage image = icons::pixmap(icon, colour, 32, 1).toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            QVERIFY(qAlpha(pixel) < 16 || (qRed(pixel) > 230 && qGreen(pixel) < 25 && qBlue(pixel) < 25));
        }
    }
}

void TestIcons::hasNoOthers()
{
    QStringList names;
    for (const char *name : iconNames) {
        names.append(QLatin1StringView(name) + u".svg"_s);
    }
    names.sort();
    const QDir folder(QStringLiteral(CORDBOARD_SOURCE_DIR "/resources/icons"));
    QCOMPARE(folder.entryList({u"*.svg"_s}, QDir::Files, QDir::Name), names);
    QCOMPARE(QDir(u":/cordboard/icons"_s).entryList(QDir::Files, QDir::Name), names);
}

/// The bars of Hold at 16, 20 and 40 px: 1.5, 1.5 and 3 px thick.
void TestIcons::keepsTheStroke()
{
    const auto thickness = [](int size) {
        const QImage image = icons::pixmap(Icon::Hold, Qt::black, size, 4).toImage();
        double covered = 0;
        for (int x = 0; x < image.width() / 2; ++x) {
            covered += qAlpha(image.pixel(x, image.height() / 2)) / 255.0;
        }
        return qRound(covered * 10 / 4) / 10.0;
    };
    QCOMPARE(thickness(16), 1.5);
    QCOMPARE(thickness(20), 1.5);
    QCOMPARE(thickness(40), 3.0);
}

void TestIcons::isCached()
{
    const QPixmap first = icons::pixmap(Icon::Held, Qt::red, 16, 2);
    QCOMPARE(icons::pixmap(Icon::Held, Qt::red, 16, 2).cacheKey(), first.cacheKey());
    QVERIFY(icons::pixmap(Icon::Held, Qt::blue, 16, 2).cacheKey() != first.cacheKey());
    QVERIFY(icons::pixmap(Icon::Held, Qt::red, 16, 1).cacheKey() != first.cacheKey());
    QVERIFY(icons::pixmap(Icon::Held, Qt::red, 20, 2).cacheKey() != first.cacheKey());
    QVERIFY(icons::pixmap(Icon::Hold, Qt::red, 16, 2).cacheKey() != first.cacheKey());
}

void TestIcons::followsThePalette()
{
    const QIcon icon = icons::themed(Icon::Hold);
    QVERIFY(!icon.isNull());
    const auto colourOf = [&icon](QIcon::Mode mode) {
        const QImage image = icon.pixmap(QSize(16, 16), 2, mode).toImage();
        return QColor(image.pixel(11, 16)).name();
    };
    const QPalette before = QApplication::palette();
    QPalette palette = before;
    palette.setColor(QPalette::ButtonText, Qt::green);
    palette.setColor(QPalette::Disabled, QPalette::ButtonText, Qt::blue);
    QApplication::setPalette(palette);
    QCOMPARE(colourOf(QIcon::Normal), QColor(Qt::green).name());
    QCOMPARE(colourOf(QIcon::Disabled), QColor(Qt::blue).name());
    palette.setColor(QPalette::ButtonText, Qt::red);
    QApplication::setPalette(palette);
    QCOMPARE(colourOf(QIcon::Normal), QColor(Qt::red).name());
    QApplication::setPalette(before);
}

void TestIcons::keepsItsColour()
{
    const QIcon icon = icons::coloured(Icon::Hold, Qt::magenta);
    QCOMPARE(QColor(icon.pixmap(QSize(16, 16), 2).toImage().pixel(11, 16)), QColor(Qt::magenta));
    QCOMPARE(icon.pixmap(QSize(16, 16), 2).size(), QSize(32, 32));
    QCOMPARE(icon.pixmap(QSize(20, 16), 1).size(), QSize(16, 16));
}

void TestIcons::drawsOnThePixelGrid()
{
    // An even icon in the middle of an odd square would lie between the pixels.
    QImage odd(21, 21, QImage::Format_ARGB32_Premultiplied);
    odd.fill(Qt::transparent);
    QPainter painter(&odd);
    icons::draw(painter, odd.rect(), Icon::Hold, Qt::black, 16);
    painter.end();
    const QImage icon = icons::pixmap(Icon::Hold, Qt::black, 16, 1).toImage();
    QCOMPARE(drawn(odd), drawn(icon));
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
