// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/connectiondialog.h"
#include "console/widgets/hangupquestion.h"
#include "console/widgets/mainwindow.h"
#include "console/widgets/newcalldialog.h"
#include "console/widgets/preferencesdialog.h"
#include "console/widgets/transferdialog.h"
#include "console/widgets/wallboard.h"
#include "tests/console/support/callworld.h"
#include "tests/console/support/strictgui.h"

#include <QApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;

/// Renders the window in each of its states. CORDBOARD_PICTURES names a folder to keep the pictures in.
class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyGuiWarning(); }

    void main_data();
    void main();
    void dialogs();
    void settings();
    void wallboard();

private:
    static void keep(const QPixmap &picture, const QString &name)
    {
        const QString folder = qEnvironmentVariable("CORDBOARD_PICTURES");
        if (!folder.isEmpty()) {
            QVERIFY(picture.save(folder + u'/' + name + u".png"_s));
        }
    }
    /// Lets the layouts do their work.
    static void settle()
    {
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }
    static void fill(tests::CallWorld &world)
    {
        world.fill(tests::busyDesk());
        world.registerPeople({u"261"_s, u"247"_s, u"214"_s, u"227"_s, u"205"_s, u"233"_s, u"218"_s, u"240"_s,
            u"222"_s, u"263"_s, u"256"_s, u"236"_s, u"232"_s, u"209"_s, u"258"_s});
        using What = CommandRequest::What;
        auto failed =
            world.command("f1", What::BlindTransfer, "a6", "Hanna Lindqvist", CommandState::Phase::Failed);
        failed.error.code = Errc::NoAnswer;
        failed.fate = CallFate::Kept;
        world.now -= 21000;
        world.store.noteCommand(failed);
        world.store.flush();
        world.now += 21000;
        world.store.noteCommand(world.command("t1", What::BlindTransfer, "b4", "Tomás Herrera"));
        world.store.noteCommand(world.command("t2", What::BlindTransfer, "b5", "Billing"));
        world.store.flush();
        world.calls.sort(1, Qt::AscendingOrder);
        world.calls.sort(0, Qt::AscendingOrder);
        QList<Happening> story;
        const auto line = [&](int before, Happening::Kind kind, const char *text, const char *by) {
            story.append({QDateTime::fromMSecsSinceEpoch(world.now - before * 1000), u"edge-1"_s, kind,
                QString::fromUtf8(text), QString::fromUtf8(by)});
        };
        line(680, Happening::Kind::Rings, "Rings at Bob Keller", "");
        line(672, Happening::Kind::Answered, "Answered", "");
        line(408, Happening::Kind::Held, "Held", "by you");
        line(74, Happening::Kind::Rings, "Bob Keller calls Carol Meyer", "");
        line(62, Happening::Kind::Answered, "Carol Meyer answered", "");
        world.story.setStory(story);
        world.events.add(story);
    }
    static Feed fresh()
    {
        Feed feed;
        feed.link = Feed::Link::Connected;
        feed.hasList = true;
        feed.isFresh = true;
        feed.age = 400ms;
        return feed;
    }
    static StripFigures figures(const tests::CallWorld &world, bool stale)
    {
        StripFigures figures{.calls = figuresOf(world.store.rows(), {}, world.now),
            .startedLastHour = 318,
            .most = 31,
            .curve = {},
            .stale = stale};
        for (int i = 0; i < 90; ++i) {
            figures.curve.append(16 + (i * 7 % 5) + i / 12);
        }
        return figures;
    }
};

void TestPictures::main_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("select");
    QTest::addColumn<bool>("stale");
    const QSize small(1280, 800);
    const QSize wide(1920, 1080);
    QTest::newRow("light") << Appearance::Light << small << u"a1"_s << false;
    QTest::newRow("dark") << Appearance::Dark << small << u"a6"_s << false;
    QTest::newRow("wide") << Appearance::Light << wide << u"b4"_s << false;
    QTest::newRow("stale") << Appearance::Light << small << u"a1"_s << true;
}

void TestPictures::main()
{
    QFETCH(Appearance, appearance);
    QFETCH(QSize, size);
    QFETCH(QString, select);
    QFETCH(bool, stale);
    Theme theme(*qApp, appearance, [] { return Scheme::Light; });
    tests::CallWorld world;
    fill(world);
    MainWindow window(
        {world.store, world.calls, world.directory, world.events, world.story}, theme, world.clock);
    if (size.width() > 1600) {
        window.actions().compact.setChecked(true);
    }
    window.resize(size);
    window.arrangeDocks();
    window.show();
    Feed feed = fresh();
    if (stale) {
        feed.link = Feed::Link::Waiting;
        feed.isFresh = false;
        feed.age = 38s;
        feed.retryIn = 4s;
        feed.heardAt = QDateTime(QDate(2026, 11, 24), QTime(14, 32, 7));
    }
    window.showNodes(
        {{u"edge-1"_s, 14, !stale, feed.heardAt, {}}, {u"edge-2"_s, 11, !stale, feed.heardAt, {}}});
    window.showFeed(feed, u"Nordhaven"_s);
    window.showFigures(figures(world, stale));
    window.showUser(u"Marta Oliveira · operator"_s);
    QApplication::setActiveWindow(&window);
    window.table().setFocus();
    window.table().selectCall(CallId(select));
    QTRY_VERIFY(window.table().hasFocus());
    QCOMPARE(window.table().selectedCalls(), QList{CallId(select)});
    settle();
    keep(window.grab(), QString::fromLatin1(QTest::currentDataTag()));
}

void TestPictures::dialogs()
{
    Theme theme(*qApp, Appearance::Light, [] { return Scheme::Light; });
    tests::CallWorld world;
    fill(world);
    QWidget parent;
    auto *const blind =
        new TransferDialog(world.store, world.directory, theme, world.clock, CallId(u"a6"_s), &parent);
    blind->setDestination(u"sip:227@demo.example"_s);
    blind->show();
    QVERIFY(blind->request());
    QCOMPARE(blind->sentence(),
        u"Ana Ferreira will ring Carol Meyer (227). Luca Romano leaves. Carol Meyer is in a call."_s);
    settle();
    keep(blind->grab(), u"transfer-blind"_s);
    auto *const attended =
        new TransferDialog(world.store, world.directory, theme, world.clock, CallId(u"a1"_s), &parent);
    attended->setSecondCall(CallId(u"a2"_s));
    attended->show();
    QVERIFY(attended->request());
    QCOMPARE(attended->sentence(),
        u"Krankenhaus St. Elisabeth, Notaufnahme will talk with Carol Meyer. Bob Keller leaves both calls."_s);
    settle();
    keep(attended->grab(), u"transfer-attended"_s);
    auto *const start = new NewCallDialog(world.directory, theme, world.clock, &parent);
    start->setParties(u"sip:214@demo.example"_s, u"sip:227@demo.example"_s);
    start->show();
    QVERIFY(start->request());
    settle();
    keep(start->grab(), u"newcall"_s);
}

void TestPictures::settings()
{
    Theme theme(*qApp, Appearance::Light, [] { return Scheme::Light; });
    QWidget parent;
    auto *const preferences = new PreferencesDialog({}, &parent);
    preferences->show();
    settle();
    QCOMPARE(preferences->preferences(), Preferences());
    keep(preferences->grab(), u"preferences"_s);
    const Profile profile{u"Nordhaven"_s, QUrl(u"wss://calls.nordhaven.example/call-api"_s), u"214"_s, {}};
    auto *const connection = new ConnectionDialog({profile}, u"Nordhaven"_s, &parent);
    connection->show();
    settle();
    keep(connection->grab(), u"connection"_s);
    tests::CallWorld world;
    fill(world);
    auto *const question = new HangUpQuestion({world.store.row(CallId(u"a1"_s))}, &parent);
    question->show();
    settle();
    keep(question->grab(), u"hangup"_s);
}

void TestPictures::wallboard()
{
    Theme theme(*qApp, Appearance::Light, [] { return Scheme::Light; });
    tests::CallWorld world;
    fill(world);
    Wallboard board(world.calls, world.store, world.clock);
    board.resize(1920, 1080);
    board.show({figures(world, false), fresh(), u"Customer service"_s,
        {{u"edge-1"_s, 14, true, {}, {}}, {u"edge-2"_s, 11, true, {}, {}}}});
    board.QWidget::show();
    settle();
    keep(board.grab(), u"wallboard"_s);
}

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
