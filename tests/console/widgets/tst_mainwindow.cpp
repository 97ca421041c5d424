// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/filterbar.h"
#include "console/widgets/hangupquestion.h"
#include "console/widgets/mainwindow.h"
#include "console/widgets/searchfield.h"
#include "console/widgets/stalebanner.h"
#include "console/widgets/transferdialog.h"
#include "tests/console/support/callworld.h"
#include "tests/console/support/strictgui.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;
using What = CommandRequest::What;

namespace {

Feed freshFeed()
{
    Feed feed;
    feed.link = Feed::Link::Connected;
    feed.hasList = true;
    feed.isFresh = true;
    feed.age = 400ms;
    return feed;
}

struct Bench {
    Theme theme{*qApp, Appearance::Light, [] { return Scheme::Light; }};
    tests::CallWorld world;
    MainWindow window{
        {world.store, world.calls, world.directory, world.events, world.story}, theme, world.clock};
    QSignalSpy commands{&window, &MainWindow::commandWanted};

    explicit Bench(const QList<LiveCall> &calls = tests::busyDesk())
    {
        world.fill(calls);
        window.QWidget::show();
        window.showFeed(freshFeed(), u"test"_s);
        QApplication::setActiveWindow(&window);
    }
    void select(const char *call) { window.table().selectCall(CallId(QString::fromLatin1(call))); }
    [[nodiscard]] CommandRequest command() const { return commands.last().first().value<CommandRequest>(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QApplication::setActiveWindow(&window);
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, key, modifiers);
    }
};

CallId id(const char *text) { return CallId(QString::fromLatin1(text)); }

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyGuiWarning(); }

    void enablesWhatTheServerAllows_data();
    void enablesWhatTheServerAllows();
    void holdsSeveralCallsAtOnce();
    void asksBeforeItHangsUp();
    void turnsOffWhatCannotBeKnown();
    void filtersAsOneTypes();
    void goesToWhatNeedsAttention();
    void keepsTheSelectionOfACall();
    void opensTheDialogOnADrop();
    void connectsWithTheCallItShows();
    void tellsHowManyAreShown();
    void exportsPlainText();
    void showsStrangersTextAsText();
    void saysWhyThereIsNothing();
    void jumpsToACaller();
    void givesColumnsAway();
};

void TestMainWindow::enablesWhatTheServerAllows_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("hold");
    QTest::addColumn<bool>("canHold");
    QTest::addColumn<bool>("canTransfer");
    QTest::addColumn<bool>("canHangUp");
    QTest::newRow("talking") << u"c1"_s << u"Hold"_s << true << true << true;
    QTest::newRow("held") << u"b6"_s << u"Resume"_s << true << true << true;
    QTest::newRow("ringing") << u"b1"_s << u"Hold"_s << false << false << true;
    QTest::newRow("transferring") << u"b4"_s << u"Hold"_s << false << false << true;
}

void TestMainWindow::enablesWhatTheServerAllows()
{
    QFETCH(QString, call);
    Bench bench;
    CallActions &actions = bench.window.callActions();
    QVERIFY(!actions.hold().isEnabled());
    QVERIFY(actions.hold().toolTip().contains(u"Select a call first"_s));
    bench.select(call.toLatin1().constData());
    QTEST(actions.hold().text(), "hold");
    QTEST(actions.hold().isEnabled(), "canHold");
    QTEST(actions.transfer().isEnabled(), "canTransfer");
    QTEST(actions.hangUp().isEnabled(), "canHangUp");
    if (!actions.hold().isEnabled()) {
        const bool transfers = call == u"b4"_s;
        QVERIFY(actions.hold().toolTip().contains(
            text::offReason(transfers ? text::OffReason::TransferRuns : text::OffReason::NotAnswered)));
    }
}

void TestMainWindow::holdsSeveralCallsAtOnce()
{
    Bench bench;
    bench.select("c1");
    const int row = bench.world.calls.rowOf(id("c2"));
    bench.window.table().selectionModel()->select(
        bench.world.calls.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QVERIFY(!bench.window.callActions().transfer().isEnabled());
    bench.key(Qt::Key_H, Qt::ControlModifier);
    QCOMPARE(bench.commands.count(), 2);
    QCOMPARE(bench.command().what, What::Hold);
    // One of them cannot be held: none is.
    bench.window.table().selectionModel()->select(
        bench.world.calls.index(bench.world.calls.rowOf(id("b1")), 0),
        QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QVERIFY(!bench.window.callActions().hold().isEnabled());
    QVERIFY(bench.window.callActions().hangUp().isEnabled());
}

void TestMainWindow::asksBeforeItHangsUp()
{
    Bench bench;
    QSignalSpy silenced(&bench.window, &MainWindow::askBeforeHangUpChanged);
    bench.select("c1");
    bench.key(Qt::Key_Delete, Qt::ControlModifier);
    QPointer<HangUpQuestion> question = bench.window.findChild<HangUpQuestion *>();
    QVERIFY(question);
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!question);
    QCOMPARE(bench.commands.count(), 0);
    bench.key(Qt::Key_Delete, Qt::ControlModifier);
    question = bench.window.findChild<HangUpQuestion *>();
    question->checkBox()->setChecked(true);
    for (QAbstractButton *const button : question->buttons()) {
        if (button->text() == u"Hang up"_s) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    }
    QTRY_VERIFY(!question);
    QCOMPARE(bench.commands.count(), 1);
    QCOMPARE(bench.command().what, What::End);
    QCOMPARE(bench.command().call, id("c1"));
    QCOMPARE(silenced.count(), 1);
    bench.key(Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(bench.commands.count(), 2);
    QVERIFY(!bench.window.findChild<HangUpQuestion *>());
}

void TestMainWindow::turnsOffWhatCannotBeKnown()
{
    Bench bench;
    bench.select("c1");
    const auto *const banner = bench.window.findChild<StaleBanner *>();
    QVERIFY(!banner->isVisible());
    Feed lost = freshFeed();
    lost.isFresh = false;
    lost.link = Feed::Link::Waiting;
    lost.age = 38s;
    lost.heardAt = QDateTime(QDate(2026, 11, 24), QTime(14, 32, 7));
    bench.window.showFeed(lost, u"test"_s);
    QVERIFY(banner->isVisible());
    QVERIFY(banner->accessibleName().startsWith(u"No connection since 14:32:07 (38 s)."_s));
    CallActions &actions = bench.window.callActions();
    for (QAction *const action :
        {&actions.hold(), &actions.transfer(), &actions.hangUp(), &actions.newCall()}) {
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
        QVERIFY2(action->toolTip().contains(u"No connection"_s), qPrintable(action->toolTip()));
    }
    bench.key(Qt::Key_H, Qt::ControlModifier);
    bench.window.openNewCall();
    QCOMPARE(bench.commands.count(), 0);
    QVERIFY(bench.world.calls.isStale());
    QVERIFY(bench.world.calls.index(1, 0).data(CallListModel::StaleRole).toBool());
    // Looking still works.
    bench.window.findChild<FilterBar *>()->setQuick(CallFilter::Quick::Held);
    QCOMPARE(bench.world.calls.shownCalls(), 4);
    bench.window.showFeed(freshFeed(), u"test"_s);
    QVERIFY(!banner->isVisible());
    bench.select("b6");
    QVERIFY(actions.hangUp().isEnabled());
}

void TestMainWindow::filtersAsOneTypes()
{
    Bench bench;
    bench.key(Qt::Key_F, Qt::ControlModifier);
    auto *const field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(field);
    QTest::keyClicks(field, u"kru"_s);
    QCOMPARE(bench.world.calls.shownCalls(), 1);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(bench.world.calls.shownCalls(), 25);
    QTest::keyClick(field, Qt::Key_Down);
    QVERIFY(bench.window.table().hasFocus());
    bench.key(Qt::Key_3, Qt::AltModifier);
    QTRY_COMPARE(bench.world.calls.shownCalls(), 5);
    bench.key(Qt::Key_1, Qt::AltModifier);
    QTRY_COMPARE(bench.world.calls.shownCalls(), 25);
}

void TestMainWindow::goesToWhatNeedsAttention()
{
    Bench bench;
    bench.key(Qt::Key_F8);
    QCOMPARE(bench.window.table().selectedCalls(), QList{id("a1")});
    bench.key(Qt::Key_F8);
    QCOMPARE(bench.window.table().selectedCalls(), QList{id("a3")});
    bench.key(Qt::Key_F8, Qt::ShiftModifier);
    bench.key(Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(bench.window.table().selectedCalls(), QList{id("a5")});
}

void TestMainWindow::keepsTheSelectionOfACall()
{
    Bench bench;
    QSignalSpy story(&bench.window, &MainWindow::storyWanted);
    bench.select("c5");
    QCOMPARE(story.count(), 1);
    auto *const filter = bench.window.findChild<FilterBar *>();
    filter->setQuick(CallFilter::Quick::Talking);
    QCOMPARE(bench.window.table().selectedCalls(), QList{id("c5")});
    bench.world.calls.sort(1, Qt::DescendingOrder);
    QCOMPARE(bench.window.table().selectedCalls(), QList{id("c5")});
    bench.world.fill(tests::busyDesk());
    QCOMPARE(bench.window.table().selectedCalls(), QList{id("c5")});
    filter->setQuick(CallFilter::Quick::Held);
    QVERIFY(bench.window.table().selectedCalls().isEmpty());
}

void TestMainWindow::opensTheDialogOnADrop()
{
    Bench bench;
    Q_EMIT bench.window.table().connectWanted(id("a1"), id("a2"));
    auto *dialog = bench.window.findChild<TransferDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->request()->what, What::AttendedTransfer);
    QCOMPARE(dialog->request()->second, id("a2"));
    QCOMPARE(dialog->request()->stays, LegRole::Caller);
    QCOMPARE(dialog->request()->secondStays, LegRole::Callee);
    QCOMPARE(bench.commands.count(), 0);
    dialog->reject();
    delete dialog;
    Q_EMIT bench.window.table().transferWanted(id("c1"), u"sip:227@demo.example"_s);
    dialog = bench.window.findChild<TransferDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->request()->what, What::BlindTransfer);
    QCOMPARE(dialog->request()->destination, u"sip:227@demo.example"_s);
    QCOMPARE(bench.commands.count(), 0);
}

/// The list of second calls is another one by the time it is looked at.
void TestMainWindow::connectsWithTheCallItShows()
{
    const auto ann = tests::party("Ann", "1");
    Bench bench({tests::someCall("a", ann, tests::party("Ben", "2"), CallState::Answered, 30, 30),
        tests::someCall("b", ann, tests::party("Carl", "3"), CallState::Answered, 20, 20)});
    auto *const dialog = new TransferDialog(
        bench.world.store, bench.world.directory, bench.theme, bench.world.clock, id("a"), &bench.window);
    dialog->show();
    bench.world.store.apply(
        {tests::someCall("c", ann, tests::party("Dora", "4"), CallState::Answered, 1, 1)}, {});
    bench.world.store.flush();
    for (QToolButton *const button : dialog->findChildren<QToolButton *>()) {
        if (button->text() == u"Connect two calls"_s) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QVERIFY(dialog->request());
    QCOMPARE(dialog->request()->second, id("b"));
    QCOMPARE(dialog->sentence(), u"Ben will talk with Carl. Ann leaves both calls."_s);
    QStringList chosen;
    for (const ChoiceRow *const row : dialog->findChildren<ChoiceRow *>()) {
        if (row->isVisible() && row->isChecked()) {
            chosen.append(row->accessibleName().section(u',', 0, 0));
        }
    }
    chosen.sort();
    QCOMPARE(chosen, (QStringList{u"Ann with Carl"_s, u"Ben"_s, u"Carl"_s}));
    bench.world.store.apply({}, {id("b")});
    bench.world.store.flush();
    QVERIFY(!dialog->request());
    QCOMPARE(dialog->sentence(), u"The second call has ended. Choose another one."_s);
}

void TestMainWindow::tellsHowManyAreShown()
{
    Bench bench;
    const auto words = [&bench] {
        QStringList all;
        for (const QLabel *const label : bench.window.statusBar()->findChildren<QLabel *>()) {
            all.append(label->text());
        }
        return all;
    };
    QVERIFY(words().contains(u"25 calls"_s));
    bench.window.findChild<FilterBar *>()->setQuick(CallFilter::Quick::Held);
    QVERIFY2(words().contains(u"4 of 25 calls"_s), qPrintable(words().join(u'|')));
}

void TestMainWindow::exportsPlainText()
{
    Bench bench({tests::someCall(
        "x", tests::party("=HYPERLINK(\"http://x\")", "1"), tests::party("a,\"b\"", "+49"))});
    const QStringList lines = bench.window.csv().split(u"\r\n"_s);
    QVERIFY2(lines.first().startsWith(u"State,Caller,Caller's number,Callee,Callee's number,In state"_s),
        qPrintable(lines.first()));
    QVERIFY2(
        lines.at(1).startsWith(u"Talking,\"'=HYPERLINK(\"\"http://x\"\")\",1,\"a,\"\"b\"\"\",+49,1:00"_s),
        qPrintable(lines.at(1)));
    QCOMPARE(lines.size(), 3);
    bench.select("x");
    bench.window.table().setFocus();
    bench.key(Qt::Key_C, Qt::ControlModifier);
    const QString copied = QApplication::clipboard()->text();
    QVERIFY2(copied.contains(u"'=HYPERLINK"_s), qPrintable(copied));
}

void TestMainWindow::showsStrangersTextAsText()
{
    const QString nasty = u"<img src=x onerror=1><b>\u202eevil\u0007\n</b>"_s;
    Bench bench(
        {tests::someCall("x", tests::party(nasty.toUtf8().constData(), "1"), tests::party("Ben", "2"))});
    bench.select("x");
    const CallRowPtr row = bench.world.store.row(id("x"));
    QVERIFY(row->caller.name.startsWith(u"<img src=x"_s));
    for (const char16_t hidden : {u'\u202e', u'\u0007', u'\n'}) {
        QVERIFY(!row->caller.name.contains(hidden));
    }
    const QModelIndex cell = bench.world.calls.index(bench.world.calls.rowOf(id("x")), 1);
    QVERIFY(!Qt::mightBeRichText(cell.data(Qt::ToolTipRole).toString())
        || cell.data(Qt::ToolTipRole).toString().contains(u"&lt;img"_s));
    bench.key(Qt::Key_Delete, Qt::ControlModifier);
    const auto *const question = bench.window.findChild<HangUpQuestion *>();
    QCOMPARE(question->textFormat(), Qt::PlainText);
    for (const QLabel *const label : bench.window.findChildren<QLabel *>()) {
        const bool ofOurs = !label->objectName().startsWith(u"qt_"_s);
        QVERIFY2(!ofOurs || label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }
}

void TestMainWindow::saysWhyThereIsNothing()
{
    Bench bench{QList<LiveCall>()};
    const auto says = [&bench](const QString &words) {
        for (const QLabel *const label : bench.window.table().findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == words) {
                return true;
            }
        }
        return false;
    };
    QVERIFY(says(u"No calls now. New calls appear here by themselves."_s));
    bench.world.fill(tests::busyDesk());
    QVERIFY(!says(u"No calls now. New calls appear here by themselves."_s));
    CallFilter none;
    none.setText(u"zzz"_s);
    bench.window.findChild<SearchField *>()->setText(u"zzz"_s);
    QVERIFY(says(u"No call matches “zzz”."_s));
}

void TestMainWindow::jumpsToACaller()
{
    Bench bench;
    bench.window.table().setFocus();
    QTest::keyClicks(&bench.window.table(), u"pri"_s);
    QCOMPARE(bench.window.table().selectedCalls(), QList{id("c2")});
}

void TestMainWindow::givesColumnsAway()
{
    Bench bench;
    bench.window.showNodes({{u"a"_s, 1, true, {}, {}}, {u"b"_s, 1, true, {}, {}}});
    LiveTable &table = bench.window.table();
    table.resize(900, 400);
    QVERIFY(table.shownColumns().contains(CallColumn::Node));
    QVERIFY(table.shownColumns().contains(CallColumn::Journey));
    table.resize(640, 400);
    QVERIFY(!table.shownColumns().contains(CallColumn::Journey));
    table.resize(420, 400);
    QCOMPARE(table.shownColumns(),
        (QList{CallColumn::State, CallColumn::Caller, CallColumn::Callee, CallColumn::InState}));
    table.resize(1300, 400);
    table.setCompact(true);
    QCOMPARE(table.shownColumns().size(), 10);
    table.setUnwantedColumns({CallColumn::Total, CallColumn::Note});
    QCOMPARE(table.shownColumns().size(), 8);
    bench.window.showNodes({{u"a"_s, 1, true, {}, {}}});
    QVERIFY(!table.shownColumns().contains(CallColumn::Node));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
