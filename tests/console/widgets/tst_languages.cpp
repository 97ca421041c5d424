// SPDX-License-Identifier: Apache-2.0
#include "console/text/translations.h"
#include "console/widgets/connectiondialog.h"
#include "console/widgets/hangupquestion.h"
#include "console/widgets/mainwindow.h"
#include "console/widgets/newcalldialog.h"
#include "console/widgets/preferencesdialog.h"
#include "console/widgets/transferdialog.h"
#include "tests/console/support/callworld.h"
#include "tests/console/support/strictgui.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;

namespace {

/// What the sources say where the language says something else. A source with places in it matches whatever
/// stands there.
QList<QRegularExpression> foreignTo(const QString &language)
{
    QFile file(QStringLiteral(CORDBOARD_SOURCE_DIR "/resources/translations/cordboard_%1.ts").arg(language));
    QList<QRegularExpression> patterns;
    if (!file.open(QIODevice::ReadOnly)) {
        return patterns;
    }
    static const QRegularExpression place(u"%L?(?:[0-9]|n)"_s);
    static const QRegularExpression word(u"[A-Za-z]{3}"_s);
    QXmlStreamReader xml(&file);
    QString source;
    QSet<QString> said;
    QStringList sources;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == "source"_L1) {
            source = xml.readElementText();
        } else if (xml.name() == "translation"_L1 || xml.name() == "numerusform"_L1) {
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            said.insert(QString(text).remove(u'&'));
            if (text != source && QString(source).remove(place).contains(word)) {
                sources.append(QString(source).remove(u'&'));
            }
        }
    }
    for (const QString &foreign : std::as_const(sources)) {
        if (!said.contains(foreign)) {
            QStringList parts;
            for (const QString &part : foreign.split(place)) {
                parts.append(QRegularExpression::escape(part));
            }
            patterns.append(QRegularExpression(QRegularExpression::anchoredPattern(parts.join(u".+"_s))));
        }
    }
    return patterns;
}

/// All that the user can read or hear in a window.
QStringList textsOf(const QWidget &window)
{
    QStringList texts;
    QList<const QWidget *> widgets{&window};
    for (const QWidget *const widget : window.findChildren<QWidget *>()) {
        widgets.append(widget);
    }
    for (const QWidget *const widget : widgets) {
        texts += {widget->windowTitle(), widget->accessibleName(), widget->toolTip()};
        if (const auto *const button = qobject_cast<const QAbstractButton *>(widget)) {
            texts.append(button->text());
        } else if (const auto *const label = qobject_cast<const QLabel *>(widget)) {
            texts.append(label->text());
        } else if (const auto *const field = qobject_cast<const QLineEdit *>(widget)) {
            texts.append(field->placeholderText());
        } else if (const auto *const view = qobject_cast<const QTableView *>(widget)) {
            const QAbstractItemModel &model = *view->model();
            for (int column = 0; column < model.columnCount(); ++column) {
                texts += {model.headerData(column, Qt::Horizontal).toString(),
                    model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString()};
                for (int row = 0; row < model.rowCount(); ++row) {
                    texts += {model.index(row, column).data().toString(),
                        model.index(row, column).data(Qt::AccessibleTextRole).toString()};
                }
            }
        }
    }
    for (const QAction *const action : window.findChildren<QAction *>()) {
        texts += {action->text(), action->toolTip()};
    }
    texts.removeAll(QString());
    return texts;
}

/// Buttons whose words do not fit into them.
QStringList cutButtons(const QWidget &window)
{
    QStringList cut;
    for (const QAbstractButton *const button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->text().isEmpty()
            && button->width() < button->sizeHint().width()) {
            cut.append(
                u"%1: %2 of %3"_s.arg(button->text()).arg(button->width()).arg(button->sizeHint().width()));
        }
    }
    return cut;
}

Feed freshFeed()
{
    Feed feed;
    feed.link = Feed::Link::Connected;
    feed.hasList = true;
    feed.isFresh = true;
    feed.age = std::chrono::milliseconds(400);
    return feed;
}

} // namespace

/// The whole window in each language and in the fonts of the systems it runs on: nothing is left in English,
/// no word is cut.
class TestLanguages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyGuiWarning(); }
    void cleanup()
    {
        QApplication::setFont(m_font);
        text::installTranslations(QLocale(QLocale::English));
    }

    void speaksOneLanguage_data();
    void speaksOneLanguage();
    void cutsNothing_data();
    void cutsNothing();

private:
    const QFont m_font = QApplication::font();
};

void TestLanguages::speaksOneLanguage_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("German") << u"de"_s;
    QTest::newRow("Romanian") << u"ro"_s;
}

void TestLanguages::speaksOneLanguage()
{
    QFETCH(const QString, language);
    QCOMPARE(text::installTranslations(QLocale(language)), language);
    Theme theme(*qApp, Appearance::Light, [] { return Scheme::Light; });
    tests::CallWorld world;
    world.fill(tests::busyDesk());
    world.registerPeople({u"261"_s, u"247"_s, u"214"_s});
    MainWindow window(
        {world.store, world.calls, world.directory, world.events, world.story}, theme, world.clock);
    window.resize(1280, 800);
    window.show();
    window.showFeed(freshFeed(), u"Nordhaven"_s);
    window.table().selectCall(CallId(u"a1"_s));
    auto *const transfer =
        new TransferDialog(world.store, world.directory, theme, world.clock, CallId(u"a1"_s), &window);
    transfer->setSecondCall(CallId(u"a2"_s));
    new NewCallDialog(world.directory, theme, world.clock, &window);
    new HangUpQuestion({world.store.row(CallId(u"a1"_s))}, &window);
    new PreferencesDialog({}, &window);
    new ConnectionDialog({}, {}, &window);
    const QList<QRegularExpression> foreign = foreignTo(language);
    QVERIFY(foreign.size() > 200);
    const QStringList texts = textsOf(window);
    QVERIFY(texts.size() > 300);
    QStringList left;
    for (const QString &text : texts) {
        const QString plain = QString(text).remove(u'&').section(u'\n', 0, 0);
        for (const QRegularExpression &pattern : foreign) {
            if (pattern.match(plain).hasMatch()) {
                left.append(text + u" <- "_s + pattern.pattern());
            }
        }
    }
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
}

void TestLanguages::cutsNothing_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("family");
    const QStringList families = QFontDatabase::families();
    for (const QString &language : text::languages()) {
        for (const QString &family : {QString(), u"Noto Sans"_s, u"DejaVu Sans"_s}) {
            if (family.isEmpty() || families.contains(family)) {
                QTest::newRow(qPrintable(language + u' ' + family)) << language << family;
            }
        }
    }
}

void TestLanguages::cutsNothing()
{
    QFETCH(const QString, language);
    QFETCH(const QString, family);
    if (!family.isEmpty()) {
        QApplication::setFont(QFont(family, m_font.pointSize()));
    }
    text::installTranslations(QLocale(language));
    Theme theme(*qApp, Appearance::Light, [] { return Scheme::Light; });
    tests::CallWorld world;
    world.fill(tests::busyDesk());
    MainWindow window(
        {world.store, world.calls, world.directory, world.events, world.story}, theme, world.clock);
    window.resize(1280, 800);
    window.arrangeDocks();
    window.show();
    window.showFeed(freshFeed(), u"Nordhaven"_s);
    for (const auto &call : {u"a1"_s, u"c1"_s}) {
        window.table().selectCall(CallId(call));
        QTRY_VERIFY2(cutButtons(window).isEmpty(), qPrintable(cutButtons(window).join(u'\n')));
    }
    // What the second line of the state column says of a held call stands there in full.
    const int width = window.table().columnWidth(static_cast<int>(CallColumn::State));
    for (const auto side : {text::HeldSide::Caller, text::HeldSide::Callee, text::HeldSide::Both}) {
        const QString note = text::heldLine(side);
        QVERIFY2(StateDelegate::textLeft + QFontMetrics(theme.fonts().small).horizontalAdvance(note) < width,
            qPrintable(note));
    }
    auto *const transfer =
        new TransferDialog(world.store, world.directory, theme, world.clock, CallId(u"a1"_s), &window);
    auto *const start = new NewCallDialog(world.directory, theme, world.clock, &window);
    auto *const hangUp = new HangUpQuestion({world.store.row(CallId(u"a1"_s))}, &window);
    auto *const preferences = new PreferencesDialog({}, &window);
    auto *const connection = new ConnectionDialog({}, {}, &window);
    for (QDialog *const dialog :
        std::initializer_list<QDialog *>{transfer, start, hangUp, preferences, connection}) {
        dialog->show();
        QTRY_VERIFY2(cutButtons(*dialog).isEmpty(), qPrintable(cutButtons(*dialog).join(u'\n')));
    }
}

QTEST_MAIN(TestLanguages)
#include "tst_languages.moc"
