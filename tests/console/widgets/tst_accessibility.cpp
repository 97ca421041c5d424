// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/connectiondialog.h"
#include "console/widgets/hangupquestion.h"
#include "console/widgets/mainwindow.h"
#include "console/widgets/newcalldialog.h"
#include "console/widgets/preferencesdialog.h"
#include "console/widgets/transferdialog.h"
#include "tests/console/support/callworld.h"
#include "tests/console/support/strictgui.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;

namespace {

/// Everything that can be used must say what it is.
bool mustHaveName(const QAccessibleInterface &item)
{
    switch (item.role()) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::List:
    case QAccessible::Table:
    case QAccessible::MenuItem:
    case QAccessible::ButtonMenu:
        return true;
    default:
        return false;
    }
}

QStringList nameless(QAccessibleInterface *item, const QString &path = {})
{
    QStringList found;
    if (!item || !item->isValid() || item->state().invisible) {
        return found;
    }
    const QObject *const object = item->object();
    const QString here = path + u'/'
        + (object ? QString::fromLatin1(object->metaObject()->className()) : QString::number(item->role()));
    // What belongs to a control of Qt's own is that control's affair.
    const bool isInner = object && object->objectName().startsWith(u"qt_"_s);
    if (mustHaveName(*item) && item->text(QAccessible::Name).isEmpty() && !isInner) {
        found.append(here);
    }
    // Rows are many, and have tests of their own.
    if (item->role() == QAccessible::Table || item->role() == QAccessible::List
        || item->role() == QAccessible::ComboBox || item->role() == QAccessible::SpinBox) {
        return found;
    }
    for (int i = 0; i < item->childCount(); ++i) {
        found += nameless(item->child(i), here);
    }
    return found;
}

/// The widgets that Tab reaches, from the first on.
QList<QWidget *> tabOrder(QWidget &window)
{
    QList<QWidget *> order;
    for (int i = 0; i < 200; ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, Qt::Key_Tab);
        QWidget *const focused = QApplication::focusWidget();
        if (!focused || order.contains(focused)) {
            break;
        }
        order.append(focused);
    }
    return order;
}

struct Bench {
    Theme theme{*qApp, Appearance::Light, [] { return Scheme::Light; }};
    tests::CallWorld world;
    MainWindow window{
        {world.store, world.calls, world.directory, world.events, world.story}, theme, world.clock};

    Bench()
    {
        world.fill(tests::busyDesk());
        world.registerPeople({u"214"_s, u"227"_s, u"261"_s});
        window.resize(1920, 1080);
        window.arrangeDocks();
        window.QWidget::show();
        Feed feed;
        feed.link = Feed::Link::Connected;
        feed.hasList = true;
        feed.isFresh = true;
        feed.age = 400ms;
        window.showFeed(feed, u"Nordhaven"_s);
        window.showNodes({{u"edge-1"_s, 14, true, {}, {}}, {u"edge-2"_s, 11, true, {}, {}}});
        QApplication::setActiveWindow(&window);
        window.table().selectCall(CallId(u"b7"_s));
        QCoreApplication::processEvents();
    }
};

} // namespace

class TestAccessibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyGuiWarning(); }

    void everyControlHasAName();
    void everyDialogHasNames_data();
    void everyDialogHasNames();
    void tabReachesEveryPane();
    void f6WalksThePanes();
    void everyActionOfTheMenusHasAWay();
    void iconsAloneHaveToolTipsWithTheirKey();
    void rowsSpeak();
};

void TestAccessibility::everyControlHasAName()
{
    Bench bench;
    const QStringList found = nameless(QAccessible::queryAccessibleInterface(&bench.window));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    QCOMPARE(bench.window.table().accessibleName(), u"Live calls"_s);
}

void TestAccessibility::everyDialogHasNames_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("transfer") << 0;
    QTest::newRow("new call") << 1;
    QTest::newRow("hang up") << 2;
    QTest::newRow("preferences") << 3;
    QTest::newRow("connection") << 4;
}

void TestAccessibility::everyDialogHasNames()
{
    QFETCH(int, which);
    Bench bench;
    QDialog *dialog = nullptr;
    switch (which) {
    case 0: {
        auto *const transfer = new TransferDialog(bench.world.store, bench.world.directory, bench.theme,
            bench.world.clock, CallId(u"a1"_s), &bench.window);
        transfer->setSecondCall(CallId(u"a2"_s));
        dialog = transfer;
        break;
    }
    case 1:
        dialog = new NewCallDialog(bench.world.directory, bench.theme, bench.world.clock, &bench.window);
        break;
    case 2:
        dialog = new HangUpQuestion({bench.world.store.row(CallId(u"a1"_s))}, &bench.window);
        break;
    case 3:
        dialog = new PreferencesDialog({}, &bench.window);
        break;
    default:
        dialog = new ConnectionDialog({}, {}, &bench.window);
        break;
    }
    dialog->open();
    QApplication::setActiveWindow(dialog);
    QTRY_VERIFY(dialog->isVisible());
    const QStringList found = nameless(QAccessible::queryAccessibleInterface(dialog));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    // Every button can be reached by Tab.
    const QList<QWidget *> reached = tabOrder(*dialog);
    for (QPushButton *const button : dialog->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->isEnabled()) {
            QVERIFY2(reached.contains(button), qPrintable(button->text()));
        }
    }
}

void TestAccessibility::tabReachesEveryPane()
{
    Bench bench;
    bench.window.setFocus();
    const QList<QWidget *> order = tabOrder(bench.window);
    QStringList names;
    for (const QWidget *const widget : order) {
        QVERIFY2(!widget->accessibleName().isEmpty() || qobject_cast<const QAbstractButton *>(widget),
            widget->metaObject()->className());
        names.append(widget->accessibleName());
    }
    for (const auto &expected : {u"Filter calls"_s, u"Quick filter: All"_s, u"Live calls"_s, u"Resume call"_s,
             u"Transfer call"_s, u"Hang up call"_s, u"What happened to the call"_s, u"Find a person"_s,
             u"Directory"_s, u"Event log"_s}) {
        QVERIFY2(names.contains(expected), qPrintable(expected + u" is not in "_s + names.join(u", "_s)));
    }
    QVERIFY(names.indexOf(u"Filter calls"_s) < names.indexOf(u"Live calls"_s));
    QVERIFY(names.indexOf(u"Live calls"_s) < names.indexOf(u"Resume call"_s));
    QVERIFY(names.indexOf(u"Hang up call"_s) < names.indexOf(u"Find a person"_s));
    QVERIFY(names.indexOf(u"Directory"_s) < names.indexOf(u"Event log"_s));
}

void TestAccessibility::f6WalksThePanes()
{
    Bench bench;
    bench.window.table().setFocus();
    QStringList names;
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(&bench.window, Qt::Key_F6);
        names.append(QApplication::focusWidget()->accessibleName());
    }
    QCOMPARE(names.at(0), u"Resume call"_s);
    QCOMPARE(names.at(1), u"Find a person"_s);
    QCOMPARE(names.at(2), u"Event log"_s);
    QVERIFY(names.at(3).contains(u"need attention"_s));
    QCOMPARE(names.at(4), u"Filter calls"_s);
    QCOMPARE(names.at(5), u"Live calls"_s);
    QTest::keyClick(&bench.window, Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Filter calls"_s);
}

void TestAccessibility::everyActionOfTheMenusHasAWay()
{
    Bench bench;
    QSet<QKeySequence> keys;
    for (const QMenu *const menu : bench.window.menuBar()->findChildren<QMenu *>()) {
        for (const QAction *const action : menu->actions()) {
            if (action->isSeparator() || action->menu()) {
                continue;
            }
            QVERIFY(!action->text().isEmpty());
            if (!action->shortcut().isEmpty()) {
                QVERIFY2(!keys.contains(action->shortcut()), qPrintable(action->text()));
                keys.insert(action->shortcut());
            }
        }
    }
    for (const QKeySequence &key : {QKeySequence(Qt::CTRL | Qt::Key_H), QKeySequence(Qt::CTRL | Qt::Key_T),
             QKeySequence(Qt::CTRL | Qt::Key_Delete), QKeySequence(Qt::CTRL | Qt::Key_N),
             QKeySequence(Qt::Key_F8), QKeySequence(Qt::SHIFT | Qt::Key_F8), QKeySequence(Qt::Key_F6),
             QKeySequence(Qt::Key_F11), QKeySequence(Qt::CTRL | Qt::Key_G),
             QKeySequence(Qt::CTRL | Qt::Key_P), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)}) {
        QVERIFY2(keys.contains(key), qPrintable(key.toString()));
    }
}

void TestAccessibility::iconsAloneHaveToolTipsWithTheirKey()
{
    Bench bench;
    for (const QToolButton *const button : bench.window.findChildren<QToolButton *>()) {
        if (!button->isVisible() || button->objectName().startsWith(u"qt_"_s)
            || button->toolButtonStyle() != Qt::ToolButtonIconOnly || button->icon().isNull()) {
            continue;
        }
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->accessibleName()));
        const QAction *const action = button->defaultAction();
        if (action && !action->shortcut().isEmpty()) {
            QVERIFY2(button->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)),
                qPrintable(button->toolTip()));
        }
    }
}

void TestAccessibility::rowsSpeak()
{
    Bench bench;
    const int row = bench.world.calls.rowOf(CallId(u"a1"_s));
    const QString words = bench.world.calls.index(row, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(words.startsWith(u"Held, caller waits, "_s), qPrintable(words));
    QVERIFY2(words.endsWith(u"needs attention, journey J-4F2, call 1 of 2"_s), qPrintable(words));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
