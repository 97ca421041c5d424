// SPDX-License-Identifier: Apache-2.0
#include "console/theme/style.h"
#include "console/theme/systemscheme.h"
#include "console/theme/theme.h"
#include "tests/support/strict.h"

#include <QApplication>
#include <QDBusVariant>
#include <QMenu>
#include <QSignalSpy>
#include <QTimer>
#include <QToolTip>
#include <QWidget>

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

namespace {

class PaletteCounter : public QWidget {
public:
    int count = 0;

protected:
    void changeEvent(QEvent *event) override
    {
        count += event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange
            ? 1
            : 0;
        QWidget::changeEvent(event);
    }
};

} // namespace

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void makesAPalette_data();
    void makesAPalette();
    void tellsSchemesApart();
    void readsThePortal_data();
    void readsThePortal();
    void asksThePaletteFirst_data();
    void asksThePaletteFirst();
    void followsTheSystem();
    void comesToRest();
    void obeysThePreference();
    void followsTheFont();
    void overridesPalettesOfClasses();
    void stylesTheApplication();
};

void TestTheme::makesAPalette_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
}

void TestTheme::makesAPalette()
{
    QFETCH(const Scheme, scheme);
    const Tokens &t = tokens(scheme);
    const QPalette palette = paletteOf(t);
    QCOMPARE(palette.color(QPalette::Window), t.window);
    QCOMPARE(palette.color(QPalette::Base), t.base);
    QCOMPARE(palette.color(QPalette::AlternateBase), t.alt);
    QCOMPARE(palette.color(QPalette::Text), t.text);
    QCOMPARE(palette.color(QPalette::PlaceholderText), t.text2);
    QCOMPARE(palette.color(QPalette::Link), t.accent);
    QCOMPARE(palette.color(QPalette::Active, QPalette::Highlight), t.sel);
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), t.selq);
    QCOMPARE(palette.color(QPalette::HighlightedText), t.text);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        QCOMPARE(palette.color(QPalette::Disabled, role), t.stale);
    }
    QCOMPARE(schemeOf(palette), scheme);
}

void TestTheme::tellsSchemesApart()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x30, 0x30, 0x30));
    palette.setColor(QPalette::WindowText, Qt::white);
    QCOMPARE(schemeOf(palette), Scheme::Dark);
    palette.setColor(QPalette::Window, QColor(0xef, 0xef, 0xef));
    palette.setColor(QPalette::WindowText, Qt::black);
    QCOMPARE(schemeOf(palette), Scheme::Light);
    palette.setColor(QPalette::WindowText, QColor(0xef, 0xef, 0xef));
    QCOMPARE(schemeOf(palette), Scheme::Light);
}

void TestTheme::readsThePortal_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<int>("scheme"); // -1: nothing
    const auto wrapped = [](const QVariant &value) { return QVariant::fromValue(QDBusVariant(value)); };
    QTest::newRow("no preference") << QVariant(0U) << -1;
    QTest::newRow("dark") << QVariant(1U) << int(Scheme::Dark);
    QTest::newRow("light") << QVariant(2U) << int(Scheme::Light);
    QTest::newRow("dark, wrapped") << wrapped(1U) << int(Scheme::Dark);
    QTest::newRow("of tomorrow") << QVariant(3U) << -1;
    QTest::newRow("text") << QVariant(u"dark"_s) << -1;
    QTest::newRow("nothing") << QVariant() << -1;
    QTest::newRow("nothing, wrapped") << wrapped({}) << -1;
}

void TestTheme::readsThePortal()
{
    QFETCH(const QVariant, value);
    QFETCH(const int, scheme);
    const std::optional<Scheme> read = PortalScheme::read(value);
    QCOMPARE(read ? int(*read) : -1, scheme);
}

void TestTheme::asksThePaletteFirst_data() { makesAPalette_data(); }

/// What a desktop with a dark or light palette gives every program.
void TestTheme::asksThePaletteFirst()
{
    QFETCH(const Scheme, scheme);
    QPalette system;
    system.setColor(QPalette::Window, scheme == Scheme::Dark ? Qt::black : Qt::white);
    system.setColor(QPalette::WindowText, scheme == Scheme::Dark ? Qt::white : Qt::black);
    const Theme theme(*qApp, Appearance::System, [system] { return schemeOf(system); });
    QCOMPARE(theme.scheme(), scheme);
    QCOMPARE(QApplication::palette().color(QPalette::Window), tokens(scheme).window);
}

void TestTheme::followsTheSystem()
{
    Scheme system = Scheme::Light;
    int asked = 0;
    Theme theme(*qApp, Appearance::System, [&] {
        ++asked;
        return system;
    });
    QCOMPARE(theme.scheme(), Scheme::Light);
    QSignalSpy changed(&theme, &Theme::changed);

    system = Scheme::Dark;
    // The system tells each window.
    QWidget first;
    QWidget second;
    QEvent event(QEvent::ThemeChange);
    QApplication::sendEvent(&first, &event);
    QApplication::sendEvent(&second, &event);
    QVERIFY(changed.wait());
    QCOMPARE(theme.scheme(), Scheme::Dark);
    QCOMPARE(theme.tokens(), tokens(Scheme::Dark));
    QCOMPARE(QApplication::palette().color(QPalette::Base), tokens(Scheme::Dark).base);
    // Qt tells widgets a turn of the event loop later.
    QTRY_COMPARE(first.palette().color(QPalette::Base), tokens(Scheme::Dark).base);

    // Told again, and nothing is different: nobody needs to repaint.
    asked = 0;
    QApplication::sendEvent(&first, &event);
    QTRY_COMPARE(asked, 1);
    QCOMPARE(changed.count(), 1);
    system = Scheme::Light;
    QApplication::sendEvent(&second, &event);
    QTRY_COMPARE(theme.scheme(), Scheme::Light);
    QCOMPARE(changed.count(), 2);
}

/// Its own palette must not look to it like a change of the system's: that would never end.
void TestTheme::comesToRest()
{
    const Theme theme(*qApp, Appearance::System);
    PaletteCounter widget;
    QEvent event(QEvent::ThemeChange);
    QApplication::sendEvent(&widget, &event);
    int turns = 0;
    QTimer turn;
    connect(&turn, &QTimer::timeout, &widget, [&turns] { ++turns; });
    turn.start(0);
    QTRY_COMPARE_GE(turns, 100);
    QCOMPARE_LE(widget.count, 4);
    const int before = widget.count;
    QTRY_COMPARE_GE(turns, 200);
    QCOMPARE(widget.count, before);
    QCOMPARE(QApplication::palette().color(QPalette::Base), theme.tokens().base);
}

void TestTheme::obeysThePreference()
{
    Theme theme(*qApp, Appearance::Dark, [] { return Scheme::Light; });
    QCOMPARE(theme.scheme(), Scheme::Dark);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setAppearance(Appearance::System);
    QCOMPARE(theme.scheme(), Scheme::Light);
    QCOMPARE(changed.count(), 1);
    theme.setAppearance(Appearance::Light);
    QCOMPARE(changed.count(), 1);
    theme.setAppearance(Appearance::Dark);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(theme.appearance(), Appearance::Dark);
}

void TestTheme::followsTheFont()
{
    const QFont before = QApplication::font();
    Theme theme(*qApp, Appearance::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    QFont large = before;
    large.setPixelSize(30);
    QApplication::setFont(large);
    QVERIFY(changed.count() == 1 || changed.wait());
    QCOMPARE(theme.fonts().base.pixelSize(), 30);
    QCOMPARE_GT(theme.metrics().rowComfortable, 60);
    QApplication::setFont(before);
}

/// Desktops do this: their menus would stay light in a dark window.
void TestTheme::overridesPalettesOfClasses()
{
    QPalette system;
    system.setColor(QPalette::Base, Qt::magenta);
    system.setColor(QPalette::Window, Qt::magenta);
    QApplication::setPalette(system, "QMenu");
    QApplication::setPalette(system, "QHeaderView");
    QToolTip::setPalette(system);
    const Theme theme(*qApp, Appearance::Dark);
    for (const char *name : {"QMenu", "QHeaderView", "QLabel", "QToolButton"}) {
        QCOMPARE(QApplication::palette(name).color(QPalette::Base), theme.tokens().base);
    }
    QCOMPARE(QToolTip::palette().color(QPalette::ToolTipText), theme.tokens().text);
    const QMenu menu;
    QCOMPARE(menu.palette().color(QPalette::Window), theme.tokens().window);
}

void TestTheme::stylesTheApplication()
{
    const Theme theme(*qApp, Appearance::Dark);
    const auto *style = qobject_cast<const ConsoleStyle *>(QApplication::style());
    QVERIFY(style);
    QCOMPARE(style->tokens(), tokens(Scheme::Dark));
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
