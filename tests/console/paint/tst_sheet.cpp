// SPDX-License-Identifier: Apache-2.0
#include "console/paint/cord.h"
#include "console/paint/curve.h"
#include "console/paint/lamp.h"
#include "console/paint/marks.h"
#include "console/paint/timecells.h"
#include "console/theme/icons.h"
#include "console/theme/style.h"
#include "console/theme/theme.h"
#include "tests/support/strict.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;

namespace {

/// All that is drawn by hand, in one picture.
class Drawings : public QWidget {
public:
    explicit Drawings(const Theme &theme)
        : m_theme(theme)
    {
        setFixedSize(760, 460);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &tokens = m_theme.tokens();
        painter.fillRect(rect(), tokens.base);
        icons(painter, tokens);
        lamps(painter, tokens);
        rows(painter, tokens);
        cords(painter, tokens);
        curves(painter, tokens);
    }

private:
    static void icons(QPainter &painter, const Tokens &tokens)
    {
        const qreal ratio = painter.device()->devicePixelRatio();
        for (int i = 0; i < int(iconNames.size()); ++i) {
            const auto icon = static_cast<Icon>(i);
            painter.drawPixmap(10 + i * 22, 8, icons::pixmap(icon, tokens.text, 16, ratio));
            painter.drawPixmap(10 + i * 22, 30, icons::pixmap(icon, tokens.accent, 20, ratio));
        }
        painter.drawPixmap(600, 380, icons::pixmap(Icon::App, {}, 64, ratio));
        painter.drawPixmap(680, 396, icons::pixmap(Icon::App, {}, 32, ratio));
        painter.drawPixmap(720, 404, icons::pixmap(Icon::App, {}, 16, ratio));
    }

    static void lamps(QPainter &painter, const Tokens &tokens)
    {
        for (int i = 0; i < 7; ++i) {
            const auto lamp = static_cast<paint::Lamp>(i);
            const int x = 10 + i * 40;
            paint::drawLamp(painter, QRectF(x, 60, 20, 20), {lamp, false, false}, tokens);
            paint::drawLamp(painter, QRectF(x, 84, 20, 20), {lamp, true, false}, tokens);
            paint::drawLamp(painter, QRectF(x, 108, 20, 20), {lamp, true, true}, tokens);
            paint::drawLamp(painter, QRectF(x, 132, 28, 28), {lamp, true, false}, tokens);
            paint::drawLamp(painter, QRectF(x, 164, 28, 28), {lamp, true, true}, tokens);
        }
        paint::drawLamp(painter, QRectF(300, 60, 52, 52), {paint::Lamp::Held, true, false}, tokens);
        paint::drawLamp(painter, QRectF(360, 60, 88, 88), {paint::Lamp::Attention, true, false}, tokens);
        for (int i = 0; i < 6; ++i) {
            const auto presence = static_cast<text::Presence>(i);
            paint::drawPresence(painter, QRectF(300 + i * 20, 160, 12, 12), presence, false, tokens);
            paint::drawPresence(painter, QRectF(300 + i * 20, 178, 12, 12), presence, true, tokens);
        }
        paint::drawLight(painter, QRectF(430, 160, 12, 12), true, tokens);
        paint::drawLight(painter, QRectF(450, 160, 12, 12), false, tokens);
        paint::drawLight(painter, QRectF(432, 180, 8, 8), true, tokens);
        paint::drawLight(painter, QRectF(452, 180, 8, 8), false, tokens);
    }

    void rows(QPainter &painter, const Tokens &tokens) const
    {
        struct Row {
            paint::LampLook lamp;
            text::ShownState state;
            QString second;
            QString time;
            paint::RowLook look;
            int cord;
        };
        using enum text::ShownState;
        const Row all[]{
            {{paint::Lamp::Held, true, false}, Held, text::heldLine(text::HeldSide::Caller), u"6:48"_s,
                {.selected = true, .focused = true, .firstCell = true}, 0},
            {{paint::Lamp::Talking, false, false}, Talking, {}, u"1:02"_s, {}, 1},
            {{paint::Lamp::Ringing, true, false}, Ringing, {}, u"0:47"_s, {}, 2},
            {{paint::Lamp::Failed, true, false}, Talking, text::failedLine(text::CommandKind::Transfer),
                u"1:12:08"_s, {.selected = true, .firstCell = true}, -1},
            {{paint::Lamp::Held, true, true}, Held, text::heldLine(text::HeldSide::Both), u"11:11"_s, {}, -1},
        };
        const paint::TimeCells strong(m_theme.fonts().strong);
        const paint::TimeCells base(m_theme.fonts().base);
        QRectF row(10, 206, 330, m_theme.metrics().rowComfortable);
        for (const Row &one : all) {
            paint::drawRowGround(painter, row, one.look, tokens);
            if (one.cord >= 0) {
                paint::drawCordPart(painter, QRectF(row.left() + 4, row.top(), 10, row.height()),
                    static_cast<paint::CordPart>(one.cord), tokens.accent);
            }
            paint::drawLamp(painter, QRectF(row.left() + 18, row.top() + 8, 20, 20), one.lamp, tokens);
            const bool attention = one.lamp.lit && !one.lamp.stale;
            const QColor ink = one.lamp.stale ? tokens.stale : tokens.text;
            painter.setPen(ink);
            painter.setFont(attention ? m_theme.fonts().strong : m_theme.fonts().base);
            const QRectF words(row.left() + 46, row.top() + 2, 150, row.height() - 4);
            painter.drawText(
                words, one.second.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop, text::stateWord(one.state));
            painter.setFont(m_theme.fonts().small);
            painter.setPen(one.lamp.stale ? tokens.stale : tokens.text2);
            painter.drawText(words, Qt::AlignBottom, one.second);
            const QRectF time(row.left() + 200, row.top(), 110, row.height());
            if (attention) {
                strong.drawPill(painter, time, one.time, paint::inkOf(one.lamp.lamp, tokens),
                    paint::tintOf(one.lamp.lamp, tokens));
            } else {
                base.draw(painter, time, one.time, ink);
            }
            row.translate(0, row.height());
        }
        paint::drawFocus(painter, QRectF(10, 400, 120, 28), tokens.accent);
        paint::drawNoteGround(painter, QRectF(140, 400, 200, 48), tokens.move.tint);
        paint::drawProgress(painter, QRectF(152, 430, 170, 3), 0.38, tokens.move.ink, tokens);
        const paint::TimeCells figure(m_theme.fonts().figure);
        figure.draw(painter, QRectF(10, 430, 120, 28), u"1:12:08"_s, tokens.text, Qt::AlignLeft);
    }

    static void cords(QPainter &painter, const Tokens &tokens)
    {
        const QColor inks[]{tokens.talk.ink, tokens.ring.ink, tokens.held.ink, tokens.move.ink, tokens.text2};
        for (int i = 0; i < 5; ++i) {
            const auto kind = static_cast<paint::CordKind>(i);
            paint::drawCord(painter, QRectF(370 + i * 40, 210, 20, 66), kind, inks[i]);
            paint::drawCord(painter, QRectF(370, 290 + i * 18, 100, 12), kind, inks[i]);
        }
    }

    static void curves(QPainter &painter, const Tokens &tokens)
    {
        const QList<int> load{14, 16, 15, 17, 16, 18, 18, 20, 19, 21, 22, 21, 23, 22, 24, 23, 22, 24, 25, 24,
            26, 27, 26, 25, 27, 28, 27, 29, 28, 27, 28, 29, 30, 31, 30, 29, 28, 29, 27, 26, 27, 28, 27, 25,
            24, 25, 26, 28, 27, 26, 25, 24, 23, 24, 26, 27, 26, 24, 24, 25};
        paint::drawCurve(painter, QRectF(480, 60, 270, 40), {.values = load}, tokens);
        paint::drawCurve(painter, QRectF(480, 110, 270, 40), {.values = load.first(20)}, tokens);
        paint::drawCurve(painter, QRectF(480, 160, 270, 40),
            {.values = load.first(57), .stale = true, .align = paint::CurveLook::Align::Left}, tokens);
        paint::drawBars(painter, QRectF(580, 210, 170, 44),
            {21, 32, 58, 140, 248, 301, 284, 229, 182, 251, 322, 205}, true, tokens);
        paint::drawPill(
            painter, QRectF(580, 270, 60, 20), u"same"_s, QFont(), tokens.talk.ink, tokens.talk.tint);
    }

    const Theme &m_theme;
};

void addButtons(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    const auto push = [row](const QString &text, Icon icon, ButtonLook look, bool enabled) {
        auto *button = new QPushButton(icons::themed(icon), text);
        setLook(button, look);
        setControlSize(button, ControlSize::Tall);
        button->setEnabled(enabled);
        row->addWidget(button);
    };
    push(u"Resume"_s, Icon::Resume, ButtonLook::Go, true);
    push(u"Transfer…"_s, Icon::Transfer, ButtonLook::Plain, true);
    push(u"Hang up"_s, Icon::Hangup, ButtonLook::Danger, true);
    push(u"Resume"_s, Icon::Resume, ButtonLook::Go, false);
    push(u"Hang up"_s, Icon::Hangup, ButtonLook::Danger, false);
    auto *focused = new QPushButton(u"Keep call"_s);
    focused->setObjectName(u"focused"_s);
    row->addWidget(focused);
    row->addStretch();
    column->addLayout(row);

    row = new QHBoxLayout;
    row->setSpacing(4);
    const auto tool = [row](const QString &text, std::optional<Icon> icon, ButtonLook look, bool checked) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolButtonStyle(icon ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextOnly);
        if (icon) {
            button->setIcon(icons::themed(*icon));
        }
        setLook(button, look);
        button->setCheckable(true);
        button->setChecked(checked);
        row->addWidget(button);
    };
    tool(u"Live calls"_s, {}, ButtonLook::Page, true);
    tool(u"History"_s, {}, ButtonLook::Page, false);
    tool(u"All"_s, {}, ButtonLook::Chip, true);
    tool(u"Attention"_s, {}, ButtonLook::Chip, false);
    tool(u"Ringing"_s, {}, ButtonLook::Chip, false);
    tool(u"Group"_s, Icon::Group, ButtonLook::Flat, true);
    tool(u"Columns"_s, Icon::Columns, ButtonLook::Flat, false);
    tool(u"Export"_s, Icon::Export, ButtonLook::Flat, false);
    tool(u"To a person or number"_s, {}, ButtonLook::Segment, true);
    tool(u"Connect two calls"_s, {}, ButtonLook::SegmentEnd, false);
    row->addStretch();
    column->addLayout(row);
}

void addFields(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(u"Name, number, journey…"_s);
    edit->addAction(icons::themed(Icon::Search), QLineEdit::LeadingPosition);
    row->addWidget(edit);
    auto *combo = new QComboBox;
    combo->addItems({u"System"_s, u"Light"_s, u"Dark"_s});
    row->addWidget(combo);
    auto *spin = new QSpinBox;
    spin->setValue(20);
    spin->setSuffix(u" s"_s);
    row->addWidget(spin);
    auto *check = new QCheckBox(u"Do not ask again"_s);
    check->setChecked(true);
    row->addWidget(check);
    row->addWidget(new QCheckBox(u"Not"_s));
    auto *radio = new QRadioButton(u"Ana Ferreira"_s);
    radio->setChecked(true);
    row->addWidget(radio);
    auto *other = new QRadioButton(u"Luca"_s);
    other->setAutoExclusive(false);
    row->addWidget(other);
    auto *disabled = new QLineEdit(u"off"_s);
    disabled->setEnabled(false);
    row->addWidget(disabled);
    column->addLayout(row);
}

void addTable(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    auto *table = new QTableWidget(20, 3);
    table->setHorizontalHeaderLabels({u"State"_s, u"Caller"_s, u"Callee"_s});
    table->setSortingEnabled(true);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    for (int i = 0; i < 20; ++i) {
        table->setItem(i, 0, new QTableWidgetItem(u"Talking"_s));
        table->setItem(i, 1, new QTableWidgetItem(u"Pieter van den Berg"_s));
    }
    table->selectRow(1);
    table->setFixedHeight(130);
    row->addWidget(table);
    auto *tabs = new QTabWidget;
    tabs->addTab(new QLabel(u"General page"_s), u"General"_s);
    tabs->addTab(new QLabel(u"Lamps"_s), u"Lamps"_s);
    row->addWidget(tabs);
    auto *menu = new QMenu;
    menu->addAction(icons::themed(Icon::Hold), u"&Hold"_s, QKeySequence(u"Ctrl+H"_s), menu, [] {});
    QAction *checked = menu->addAction(u"&Group by journey"_s);
    checked->setCheckable(true);
    checked->setChecked(true);
    menu->addSeparator();
    menu->addAction(icons::themed(Icon::Hangup), u"Hang &up"_s)->setEnabled(false);
    menu->setActiveAction(menu->actions().first());
    menu->setWindowFlags(Qt::Widget);
    row->addWidget(menu);
    column->addLayout(row);
}

} // namespace

/// Draws everything once in each scheme, and with a large font, into sheet-*.png beside the programs, for
/// people to look at. What it checks is only that drawing warns of nothing and leaves nothing empty.
class TestSheet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWindowWarning(); }
    void draws_data();
    void draws();
};

void TestSheet::draws_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::addColumn<int>("fontSize");
    QTest::addColumn<QString>("name");
    QTest::newRow("light") << Appearance::Light << 13 << u"light"_s;
    QTest::newRow("dark") << Appearance::Dark << 13 << u"dark"_s;
    QTest::newRow("large") << Appearance::Light << 26 << u"large"_s;
}

void TestSheet::draws()
{
    QFETCH(const Appearance, appearance);
    QFETCH(const int, fontSize);
    QFETCH(const QString, name);
    QFont font;
    font.setPixelSize(fontSize);
    QApplication::setFont(font);
    Theme theme(*qApp, appearance);

    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *menuBar = new QMenuBar;
    for (const QString &title : {u"&Call"_s, u"&Edit"_s, u"&View"_s}) {
        menuBar->addMenu(title);
    }
    column->setMenuBar(menuBar);
    column->addWidget(new Drawings(theme));
    addButtons(column);
    addFields(column);
    addTable(column);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.show();
    window.activateWindow();
    window.findChild<QPushButton *>(u"focused"_s)->setFocus();

    QImage image(window.size() * 2, QImage::Format_RGB32);
    image.setDevicePixelRatio(2);
    window.render(&image);
    QVERIFY(image.save(QStringLiteral(CORDBOARD_BIN_DIR "/sheet-%1.png").arg(name)));
    QCOMPARE(image.pixelColor(2, image.height() - 3), theme.tokens().window);
}

QTEST_MAIN(TestSheet)
#include "tst_sheet.moc"
