// SPDX-License-Identifier: Apache-2.0
#include "console/app/console.h"
#include "console/widgets/hangupquestion.h"
#include "console/widgets/newcalldialog.h"
#include "console/widgets/transferdialog.h"
#include "tests/console/support/strictgui.h"
#include "tests/support/serverprocess.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 20000;

/// Keeps what all of the program says, beside the test's own ears.
class LogCatcher {
public:
    LogCatcher()
    {
        said().clear();
        before() = qInstallMessageHandler(
            [](QtMsgType type, const QMessageLogContext &context, const QString &text) {
                said().append(
                    QString::number(type) + u' ' + QString::fromLatin1(context.category) + u": "_s + text);
                before()(type, context, text);
            });
        qInfo("the log is heard");
    }
    ~LogCatcher() { qInstallMessageHandler(before()); }
    LogCatcher(const LogCatcher &) = delete;
    LogCatcher &operator=(const LogCatcher &) = delete;

    [[nodiscard]] QStringList lines() const { return said(); }
    /// Of level warning and above; the platform's word on itself is no fault of ours.
    [[nodiscard]] QStringList warnings() const
    {
        QStringList found;
        for (const QString &line : said()) {
            const int level = line.section(u' ', 0, 0).toInt();
            const bool isBad = level == QtWarningMsg || level == QtCriticalMsg || level == QtFatalMsg;
            if (isBad && !line.contains(u"This plugin does not support "_s)) {
                found.append(line);
            }
        }
        return found;
    }

private:
    static QStringList &said()
    {
        static QStringList lines;
        return lines;
    }
    static QtMessageHandler &before()
    {
        static QtMessageHandler handler = nullptr;
        return handler;
    }
};

/// The real window on the real server, with the simulated proxy inside.
struct Desk {
    explicit Desk(const QStringList &arguments = {u"--demo-calls"_s, u"0"_s, u"--demo-rate"_s, u"0"_s})
        : theme(*qApp, Appearance::Light, [] { return Scheme::Light; })
        , console(theme, fast())
    {
        server.start({}, QStringList{u"--demo"_s, u"--demo-ring-ms"_s, u"100"_s} + arguments);
    }

    static ServerConnection::Options fast()
    {
        ServerConnection::Options options;
        options.statsEvery = 200ms;
        options.link.random = [] { return 0.0; };
        return options;
    }

    [[nodiscard]] bool open()
    {
        if (!QTest::qWaitFor([this] { return !server.url().isEmpty(); }, patience)) {
            return false;
        }
        console.setUser({}, u"demo.example"_s);
        console.window().show();
        QApplication::setActiveWindow(&console.window());
        const bool opened = console.open(server.url(), {}, u"test"_s).has_value();
        return opened
            && QTest::qWaitFor(
                [this] { return console.connection().feed().isFresh && console.directory().rowCount() > 10; },
                patience);
    }

    [[nodiscard]] CallRowPtr callBetween(const QString &caller, const QString &callee)
    {
        const auto is = [](const auto &party, const QString &user) {
            return party.value && party.value->uri.startsWith(u"sip:"_s + user + u'@');
        };
        for (const CallRowPtr &row : console.store().rows()) {
            const auto &call = row->live.call;
            if (!row->hasEnded() && call.kind == CallKind::Call && is(call.caller, caller)
                && is(call.callee, callee)) {
                return row;
            }
        }
        return nullptr;
    }
    [[nodiscard]] bool waitFor(const QString &caller, const QString &callee, ShownState state)
    {
        return QTest::qWaitFor(
            [&] {
                const CallRowPtr row = callBetween(caller, callee);
                return row && row->state == state && row->live.call.commands.empty()
                    && console.calls().rowOf(row->id()) >= 0;
            },
            patience);
    }

    /// Clicks on the row of a call.
    void select(const CallRowPtr &row)
    {
        LiveTable &table = console.window().table();
        const QModelIndex index = console.calls().index(console.calls().rowOf(row->id()), 1);
        table.scrollTo(index);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    }
    [[nodiscard]] QPushButton *button(const QString &text, QWidget *in = nullptr)
    {
        const auto buttons = (in ? in : &console.window())->findChildren<QPushButton *>();
        for (QPushButton *const candidate : buttons) {
            if (candidate->isVisible() && candidate->text() == text) {
                return candidate;
            }
        }
        return nullptr;
    }
    /// Waits until it can be clicked, and clicks.
    [[nodiscard]] bool click(const QString &text, QWidget *in = nullptr)
    {
        const bool there = QTest::qWaitFor(
            [&] {
                const QPushButton *const found = button(text, in);
                return found && found->isEnabled();
            },
            patience);
        if (there) {
            QTest::mouseClick(button(text, in), Qt::LeftButton);
        }
        return there;
    }
    /// A shortcut. Without a window manager nobody activates the window again that lay under a dialog.
    void key(Qt::Key key)
    {
        QApplication::setActiveWindow(&console.window());
        QTest::keyClick(&console.window(), key, Qt::ControlModifier);
    }
    template <class Dialog> [[nodiscard]] Dialog *dialog()
    {
        Dialog *found = nullptr;
        (void)QTest::qWaitFor(
            [&] {
                found = console.window().findChild<Dialog *>();
                return found && found->isVisible();
            },
            patience);
        return found;
    }
    /// By the dialog, with the keyboard.
    [[nodiscard]] bool startCall(const QString &caller, const QString &callee)
    {
        key(Qt::Key_N);
        auto *const start = dialog<NewCallDialog>();
        if (!start) {
            return false;
        }
        const auto fields = start->findChildren<PersonField *>();
        QTest::keyClicks(fields.at(0), caller);
        QTest::keyClicks(fields.at(1), callee);
        return click(u"Call"_s, start) && waitFor(caller, callee, ShownState::Talking);
    }

    tests::ServerProcess server;
    Theme theme;
    Console console;
};

} // namespace

class TestConsole : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyGuiWarning(); }

    void holdsAndResumes();
    void transfersBlind();
    void connectsTwoCalls();
    void hangsUpAfterAsking();
    void tellsWhyACommandFailed();
    void greysWhenTheServerDies();
    void saysNothingToTheLog();
};

void TestConsole::holdsAndResumes()
{
    Desk desk;
    QVERIFY(desk.open());
    QVERIFY(desk.startCall(u"alice"_s, u"bob"_s));
    desk.select(desk.callBetween(u"alice"_s, u"bob"_s));
    QVERIFY(desk.click(u"Hold"_s));
    QVERIFY(desk.waitFor(u"alice"_s, u"bob"_s, ShownState::Held));
    desk.key(Qt::Key_H);
    QVERIFY(desk.waitFor(u"alice"_s, u"bob"_s, ShownState::Talking));
    QVERIFY(desk.callBetween(u"alice"_s, u"bob"_s)->isMine);
}

void TestConsole::transfersBlind()
{
    Desk desk;
    QVERIFY(desk.open());
    QVERIFY(desk.startCall(u"alice"_s, u"bob"_s));
    desk.select(desk.callBetween(u"alice"_s, u"bob"_s));
    desk.key(Qt::Key_T);
    auto *const transfer = desk.dialog<TransferDialog>();
    QVERIFY(transfer);
    QVERIFY(!desk.button(u"Transfer"_s, transfer)->isEnabled());
    QTest::keyClicks(transfer->findChild<PersonField *>(), u"carol"_s);
    QCOMPARE(transfer->sentence(), u"Alice Adams will ring carol. bob leaves."_s);
    QVERIFY(desk.click(u"Transfer"_s, transfer));
    QVERIFY(desk.waitFor(u"alice"_s, u"carol"_s, ShownState::Talking));
    QTRY_VERIFY_WITH_TIMEOUT(!desk.callBetween(u"alice"_s, u"bob"_s), patience);
}

void TestConsole::connectsTwoCalls()
{
    Desk desk;
    QVERIFY(desk.open());
    QVERIFY(desk.startCall(u"alice"_s, u"bob"_s));
    QVERIFY(desk.startCall(u"dave"_s, u"erin"_s));
    desk.select(desk.callBetween(u"alice"_s, u"bob"_s));
    QVERIFY(desk.click(u"Transfer…"_s));
    auto *const transfer = desk.dialog<TransferDialog>();
    QVERIFY(transfer);
    transfer->setSecondCall(desk.callBetween(u"dave"_s, u"erin"_s)->id());
    QCOMPARE(transfer->sentence(), u"Alice Adams will talk with erin. bob and Dave Davis leave."_s);
    QVERIFY(desk.click(u"Connect"_s, transfer));
    QVERIFY(desk.waitFor(u"alice"_s, u"erin"_s, ShownState::Talking));
    QTRY_COMPARE_WITH_TIMEOUT(desk.console.store().liveCount(), 1, patience);
}

void TestConsole::hangsUpAfterAsking()
{
    Desk desk;
    QVERIFY(desk.open());
    QVERIFY(desk.startCall(u"alice"_s, u"bob"_s));
    desk.select(desk.callBetween(u"alice"_s, u"bob"_s));
    QVERIFY(desk.click(u"Hang up"_s));
    auto *question = desk.dialog<HangUpQuestion>();
    QVERIFY(question);
    QCOMPARE(question->text(), u"Hang up the call between Alice Adams and bob?"_s);
    QTest::keyClick(question, Qt::Key_Return);
    QTRY_VERIFY(!desk.console.window().findChild<HangUpQuestion *>());
    QVERIFY(desk.callBetween(u"alice"_s, u"bob"_s));
    desk.key(Qt::Key_Delete);
    question = desk.dialog<HangUpQuestion>();
    QVERIFY(question);
    QVERIFY(desk.click(u"Hang up"_s, question));
    QTRY_COMPARE_WITH_TIMEOUT(desk.console.store().liveCount(), 0, patience);
    // It stays for a moment, greyed, and leaves.
    QTRY_COMPARE_WITH_TIMEOUT(desk.console.calls().rowCount(), 0, patience);
}

void TestConsole::tellsWhyACommandFailed()
{
    Desk desk;
    QVERIFY(desk.open());
    QVERIFY(desk.startCall(u"alice"_s, u"bob"_s));
    const CallRowPtr row = desk.callBetween(u"alice"_s, u"bob"_s);
    desk.select(row);
    QVERIFY(desk.click(u"Transfer…"_s));
    auto *const transfer = desk.dialog<TransferDialog>();
    QVERIFY(transfer);
    QTest::keyClicks(transfer->findChild<PersonField *>(), u"busy"_s);
    QVERIFY(desk.click(u"Transfer"_s, transfer));
    QTRY_VERIFY_WITH_TIMEOUT(desk.console.store().row(row->id())->failure.has_value(), patience);
    const auto *const note = desk.console.window().findChild<CommandNote *>();
    QTRY_VERIFY(note->isVisible());
    QCOMPARE(note->accessibleName(),
        u"Transfer failed. busy is busy. The call was kept: Alice Adams and bob still talk."_s);
    QCOMPARE(desk.console.figures().calls.attention, 1);
    QTest::mouseClick(desk.button(u"Dismiss"_s), Qt::LeftButton);
    QTRY_VERIFY(!note->isVisible());
    QCOMPARE(desk.console.figures().calls.attention, 0);
}

void TestConsole::greysWhenTheServerDies()
{
    Desk desk;
    QVERIFY(desk.open());
    QVERIFY(desk.startCall(u"alice"_s, u"bob"_s));
    desk.select(desk.callBetween(u"alice"_s, u"bob"_s));
    QTRY_VERIFY(desk.button(u"Hold"_s)->isEnabled());
    const auto port = static_cast<quint16>(desk.server.url().port());
    desk.server.kill();
    QTRY_VERIFY_WITH_TIMEOUT(desk.console.calls().isStale(), patience);
    for (const QString &name : {u"Hold"_s, u"Transfer…"_s, u"Hang up"_s, u"New call…"_s}) {
        QVERIFY2(!desk.button(name)->isEnabled(), qPrintable(name));
    }
    QVERIFY(desk.button(u"Hold"_s)->toolTip().contains(u"No connection"_s));
    QVERIFY(desk.callBetween(u"alice"_s, u"bob"_s));
    QTRY_VERIFY(!desk.server.isRunning());
    desk.server.setPort(port);
    desk.server.start({}, {u"--demo"_s, u"--demo-calls"_s, u"0"_s, u"--demo-rate"_s, u"0"_s});
    QTRY_VERIFY_WITH_TIMEOUT(!desk.console.calls().isStale(), patience);
    // The simulated proxy died with it, and its calls too.
    QTRY_COMPARE_WITH_TIMEOUT(desk.console.store().liveCount(), 0, patience);
    QTRY_VERIFY(desk.button(u"New call…"_s)->isEnabled());
}

void TestConsole::saysNothingToTheLog()
{
    const LogCatcher log;
    {
        Desk desk;
        QVERIFY(desk.open());
        MainWindow &window = desk.console.window();
        QVERIFY(desk.startCall(u"alice"_s, u"bob"_s));
        QVERIFY(desk.startCall(u"dave"_s, u"erin"_s));
        desk.select(desk.callBetween(u"alice"_s, u"bob"_s));
        QVERIFY(desk.click(u"Hold"_s));
        QVERIFY(desk.waitFor(u"alice"_s, u"bob"_s, ShownState::Held));
        QVERIFY(desk.click(u"Resume"_s));
        QVERIFY(desk.waitFor(u"alice"_s, u"bob"_s, ShownState::Talking));
        for (QAction *const action : {&window.actions().compact, &window.actions().group,
                 &window.actions().attentionOnTop, &window.actions().nextLit, &window.actions().nextPane,
                 &window.actions().findPerson, &window.actions().find}) {
            action->trigger();
        }
        for (QAction *const look : window.actions().appearance.actions()) {
            look->trigger();
        }
        for (QAction *const dialog :
            {&window.actions().keys, &window.actions().about, &window.actions().exportRows}) {
            dialog->trigger();
            auto *const opened = desk.dialog<QDialog>();
            QVERIFY2(opened, qPrintable(dialog->text()));
            opened->reject();
            QTRY_VERIFY(!window.findChild<QDialog *>());
        }
        window.actions().columns.trigger();
        QTRY_VERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
        QTest::keyClicks(window.findChild<QLineEdit *>(), u"alice"_s);
        QTRY_COMPARE(desk.console.calls().shownCalls(), 1);
        QTest::keyClick(window.findChild<QLineEdit *>(), Qt::Key_Escape);
        const auto port = static_cast<quint16>(desk.server.url().port());
        desk.server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(desk.console.calls().isStale(), patience);
        QTRY_VERIFY(!desk.server.isRunning());
        desk.server.setPort(port);
        desk.server.start({}, {u"--demo"_s, u"--demo-calls"_s, u"3"_s, u"--demo-rate"_s, u"0"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!desk.console.calls().isStale(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(desk.console.store().liveCount(), 3, patience);
        QTRY_COMPARE_WITH_TIMEOUT(desk.console.calls().rowCount(), 3, patience);
        desk.select(desk.console.calls().entry(0).row);
        QVERIFY(desk.click(u"Hang up"_s));
        auto *const question = desk.dialog<HangUpQuestion>();
        QVERIFY(question);
        QVERIFY(desk.click(u"Hang up"_s, question));
        QTRY_COMPARE_WITH_TIMEOUT(desk.console.store().liveCount(), 2, patience);
    }
    QVERIFY2(log.warnings().isEmpty(), qPrintable(log.warnings().join(u'\n')));
    QVERIFY2(log.lines().join(u'\n').contains(u"the log is heard"_s), "nothing is caught");
}

QTEST_MAIN(TestConsole)
#include "tst_console.moc"
