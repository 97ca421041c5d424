// SPDX-License-Identifier: Apache-2.0
#include "console/theme/icons.h"
#include "console/theme/metrics.h"
#include "console/theme/style.h"
#include "console/theme/theme.h"
#include "tests/support/strict.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleOption>
#include <QToolButton>

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

namespace {

QImage drawn(const QPushButton &button, QStyle::State state)
{
    QStyleOptionButton option;
    option.initFrom(&button);
    option.rect = QRect(0, 0, 80, 32);
    option.text = button.text();
    option.state = state;
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(tokens(Scheme::Light).window);
    QPainter painter(&image);
    button.style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, &button);
    return image;
}

const QPoint inside(40, 6); // above the text
const QColor nothing(tokens(Scheme::Light).window);

} // namespace

class TestStyle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Appearance::Light); }
    void init() { tests::failOnAnyWindowWarning(); }
    void cleanupTestCase() { m_theme.reset(); }
    void fillsOnlyThePrimaryButton();
    void fillsDangerWhilePressed();
    void showsFocus_data();
    void showsFocus();
    void keepsHeights();
    void growsIconsWithTheText();
    void keepsTheSortArrowBesideTheText_data();
    void keepsTheSortArrowBesideTheText();
    void doesNotJumpWhenChecked();
    void paintsTheIconLikeTheText();
    void scrollsToEveryPlace();
    void movesNothing();
    void hidesAmpersands();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestStyle::fillsOnlyThePrimaryButton()
{
    const Tokens &t = m_theme->tokens();
    QPushButton button(u"Hold"_s);
    QCOMPARE(drawn(button, QStyle::State_Enabled).pixelColor(inside), t.base);
    setLook(&button, ButtonLook::Go);
    QCOMPARE(drawn(button, QStyle::State_Enabled).pixelColor(inside), t.go);
    // Off: no ground at all, whatever it is.
    QCOMPARE(drawn(button, QStyle::State_None).pixelColor(inside), nothing);
    setLook(&button, ButtonLook::Link);
    QCOMPARE(drawn(button, QStyle::State_Enabled).pixelColor(inside), nothing);
}

void TestStyle::fillsDangerWhilePressed()
{
    const Tokens &t = m_theme->tokens();
    QPushButton button(u"Hang up"_s);
    setLook(&button, ButtonLook::Danger);
    QCOMPARE(lookOf(&button), ButtonLook::Danger);
    QCOMPARE(drawn(button, QStyle::State_Enabled).pixelColor(inside), t.base);
    QCOMPARE(drawn(button, QStyle::State_Enabled | QStyle::State_Sunken).pixelColor(inside), t.fail.ink);
}

void TestStyle::showsFocus_data()
{
    QTest::addColumn<ButtonLook>("look");
    QTest::newRow("plain") << ButtonLook::Plain;
    QTest::newRow("go") << ButtonLook::Go;
    QTest::newRow("danger") << ButtonLook::Danger;
    QTest::newRow("flat") << ButtonLook::Flat;
    QTest::newRow("chip") << ButtonLook::Chip;
    QTest::newRow("page") << ButtonLook::Page;
    QTest::newRow("segment") << ButtonLook::Segment;
    QTest::newRow("last segment") << ButtonLook::SegmentEnd;
    QTest::newRow("tile") << ButtonLook::Tile;
    QTest::newRow("link") << ButtonLook::Link;
}

void TestStyle::showsFocus()
{
    QFETCH(const ButtonLook, look);
    QPushButton button(u"Hold"_s);
    setLook(&button, look);
    const QStyle::State states[]{QStyle::State_Enabled, QStyle::State_Enabled | QStyle::State_On,
        QStyle::State_Enabled | QStyle::State_MouseOver};
    for (const QStyle::State state : states) {
        const QImage without = drawn(button, state);
        const QImage with = drawn(button, state | QStyle::State_HasFocus);
        int different = 0;
        for (int x = 0; x < with.width(); ++x) {
            for (int y = 0; y < with.height(); ++y) {
                different += with.pixel(x, y) != without.pixel(x, y)
                        && contrast(with.pixelColor(x, y), without.pixelColor(x, y)) >= 3
                    ? 1
                    : 0;
            }
        }
        // An outline of 2 px around 80 × 32, at least.
        QCOMPARE_GT(different, 300);
    }
}

void TestStyle::keepsHeights()
{
    QFont font;
    font.setPixelSize(13);
    QPushButton push(u"Hold"_s);
    QToolButton tool;
    QLineEdit edit;
    QComboBox combo;
    for (QWidget *widget : std::initializer_list<QWidget *>{&push, &tool, &edit, &combo}) {
        widget->setFont(font);
        QCOMPARE(widget->sizeHint().height(), 28);
        setControlSize(widget, ControlSize::Tall);
        QCOMPARE(widget->sizeHint().height(), 32);
        setControlSize(widget, ControlSize::Note);
        QCOMPARE(widget->sizeHint().height(), 24);
        setControlSize(widget, ControlSize::Normal);
        QFont large = font;
        large.setPixelSize(30);
        widget->setFont(large);
        QCOMPARE_GT(widget->sizeHint().height(), 38);
    }
    QToolButton icon;
    icon.setIcon(icons::themed(Icon::Columns));
    QCOMPARE_GE(icon.sizeHint().width(), Metrics::minimumTarget);
}

void TestStyle::growsIconsWithTheText()
{
    QPushButton button(u"Hold"_s);
    QFont font;
    const auto size = [&](int pixels) {
        font.setPixelSize(pixels);
        button.setFont(font);
        return button.style()->pixelMetric(QStyle::PM_ButtonIconSize, nullptr, &button);
    };
    QCOMPARE(size(9), 16);
    QCOMPARE(size(13), 16);
    QCOMPARE_GE(size(26), 24);
}

void TestStyle::keepsTheSortArrowBesideTheText_data()
{
    QTest::addColumn<Qt::Alignment>("alignment");
    QTest::addColumn<int>("width");
    for (const int width : {20, 60, 300}) {
        QTest::addRow("left %d", width) << Qt::Alignment(Qt::AlignLeft) << width;
        QTest::addRow("right %d", width) << Qt::Alignment(Qt::AlignRight) << width;
        QTest::addRow("middle %d", width) << Qt::Alignment(Qt::AlignHCenter) << width;
    }
}

void TestStyle::keepsTheSortArrowBesideTheText()
{
    QFETCH(const Qt::Alignment, alignment);
    QFETCH(const int, width);
    QStyleOptionHeader option;
    option.rect = QRect(0, 0, width, 26);
    option.text = u"Caller"_s;
    option.textAlignment = alignment;
    option.sortIndicator = QStyleOptionHeader::SortDown;
    const QStyle *style = QApplication::style();
    const QRect label = style->subElementRect(QStyle::SE_HeaderLabel, &option);
    const QRect arrow = style->subElementRect(QStyle::SE_HeaderArrow, &option);
    QVERIFY(option.rect.adjusted(0, 0, 1, 1).contains(arrow) && option.rect.contains(label.center()));
    if (alignment != Qt::AlignHCenter && width > 20) {
        const int text = option.fontMetrics.horizontalAdvance(option.text);
        // Where the text fills its place, nothing of it lies below the arrow.
        QVERIFY(!label.intersects(arrow) || text < label.width());
        const int distance = alignment == Qt::AlignLeft
            ? arrow.left() - (label.left() + qMin(text, label.width()))
            : label.right() - qMin(text, label.width()) - arrow.right();
        QVERIFY2(distance >= 0 && distance <= 8, qPrintable(QString::number(distance)));
    }
}

void TestStyle::doesNotJumpWhenChecked()
{
    QToolButton chip;
    chip.setText(u"Ringing"_s);
    chip.setCheckable(true);
    setLook(&chip, ButtonLook::Chip);
    const QSize before = chip.sizeHint();
    chip.setChecked(true);
    QCOMPARE(chip.sizeHint(), before);
    QFont strong = chip.font();
    strong.setWeight(QFont::DemiBold);
    QCOMPARE_GE(before.width(), QFontMetrics(strong).horizontalAdvance(chip.text()) + 20);
}

void TestStyle::paintsTheIconLikeTheText()
{
    QPushButton button;
    button.setIcon(icons::themed(Icon::Busy));
    setLook(&button, ButtonLook::Danger);
    button.resize(button.sizeHint());
    QImage image(button.size(), QImage::Format_RGB32);
    button.render(&image);
    QCOMPARE(image.pixelColor(image.rect().center()), m_theme->tokens().fail.ink);
    button.setEnabled(false);
    button.render(&image);
    QCOMPARE(image.pixelColor(image.rect().center()), m_theme->tokens().stale);
}

void TestStyle::scrollsToEveryPlace()
{
    QScrollBar bar(Qt::Vertical);
    bar.resize(12, 400);
    bar.setRange(0, 100000);
    bar.setPageStep(20);
    const auto slider = [&bar] {
        QStyleOptionSlider option;
        option.initFrom(&bar);
        option.minimum = bar.minimum();
        option.maximum = bar.maximum();
        option.sliderPosition = bar.value();
        option.sliderValue = bar.value();
        option.pageStep = bar.pageStep();
        option.orientation = Qt::Vertical;
        return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, &bar);
    };
    // Large enough to grasp, and at both ends where it belongs.
    QCOMPARE_GE(slider().height(), 24);
    QCOMPARE(slider().top(), 0);
    bar.setValue(bar.maximum());
    QCOMPARE(slider().bottom(), 399);
    bar.setRange(0, 0);
    QCOMPARE(slider(), bar.rect());
}

void TestStyle::movesNothing()
{
    QCOMPARE(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
}

/// Text of a button is no rich text and shows a doubled ampersand once.
void TestStyle::hidesAmpersands()
{
    QPushButton with(u"A && B"_s);
    QPushButton without(u"A + B"_s);
    const int difference = qAbs(with.sizeHint().width() - without.sizeHint().width());
    QCOMPARE_LT(difference, 10);
}

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
