// SPDX-License-Identifier: Apache-2.0
#include "console/app/desktop.h"
#include "console/widgets/connectiondialog.h"
#include "console/widgets/preferencesdialog.h"
#include "tests/common/client/streamserver.h"
#include "tests/console/support/callworld.h"
#include "tests/console/support/strictgui.h"

#include <QApplication>
#include <QDockWidget>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;

namespace {

struct Bench {
    QTemporaryDir folder;
    Theme theme{*qApp, Appearance::Light, [] { return Scheme::Light; }};
    QSettings settings{folder.filePath(u"console.ini"_s), QSettings::IniFormat};
    std::unique_ptr<Desktop> desktop;

    Bench() { start(); }
    void start(std::unique_ptr<Keychain> keychain = nullptr)
    {
        desktop.reset();
        desktop = std::make_unique<Desktop>(
            theme, settings, std::move(keychain), folder.filePath(u"tokens"_s), ServerConnection::Options{});
    }
};

} // namespace

class TestDesktop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyGuiWarning(); }
    void cleanup() { QApplication::setQuitOnLastWindowClosed(true); }

    void remembersPreferences();
    void remembersTheLayout();
    void readsDamagedSettings();
    void connectsWithAProfile();
    void removesAProfileWithItsToken();
    void notifiesOfWhatTheUserChose();
    void showsTheWallboard();
};

void TestDesktop::remembersPreferences()
{
    Bench bench;
    QCOMPARE(bench.desktop->preferences(), Preferences());
    Preferences chosen;
    chosen.attention = {5s, std::nullopt, 60s};
    chosen.asksBeforeHangUp = false;
    chosen.notifies = {Preferences::NotifyOn::CommandFailed};
    chosen.language = u"ro"_s;
    bench.desktop->openPreferences();
    auto *const dialog = bench.desktop->console().window().findChild<PreferencesDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->confirmed(chosen);
    QCOMPARE(bench.desktop->console().calls().order().rules, chosen.attention);
    bench.start();
    QCOMPARE(bench.desktop->preferences(), chosen);
    Q_EMIT bench.desktop->console().window().askBeforeHangUpChanged(true);
    bench.start();
    QVERIFY(bench.desktop->preferences().asksBeforeHangUp);
}

void TestDesktop::remembersTheLayout()
{
    Bench bench;
    MainWindow *window = &bench.desktop->console().window();
    window->QWidget::show();
    window->actions().compact.setChecked(true);
    window->actions().group.setChecked(false);
    window->table().setUnwantedColumns({CallColumn::Total});
    window->findChild<QDockWidget *>(u"directoryDock"_s)->close();
    bench.theme.setAppearance(Appearance::Dark);
    window->close();
    bench.start();
    window = &bench.desktop->console().window();
    window->QWidget::show();
    QVERIFY(window->table().isCompact());
    QVERIFY(!bench.desktop->console().calls().order().groupJourneys);
    QCOMPARE(window->table().unwantedColumns(), QSet{CallColumn::Total});
    QVERIFY(!window->findChild<QDockWidget *>(u"directoryDock"_s)->isVisible());
    QCOMPARE(Settings(bench.settings).appearance(), Appearance::Dark);
}

void TestDesktop::readsDamagedSettings()
{
    Bench bench;
    bench.settings.setValue(u"attention/ringing"_s, u"soon"_s);
    bench.settings.setValue(u"attention/held"_s, -7);
    bench.settings.setValue(u"notifyOn"_s, QStringList{u"everything"_s});
    bench.settings.setValue(u"appearance"_s, u"pink"_s);
    bench.settings.setValue(u"layout"_s, QVariantMap{{u"state"_s, QByteArray("garbage")}});
    bench.start();
    QCOMPARE(bench.desktop->preferences().attention, AttentionRules());
    QVERIFY(bench.desktop->preferences().notifies.isEmpty());
    QCOMPARE(Settings(bench.settings).appearance(), Appearance::System);
}

void TestDesktop::connectsWithAProfile()
{
    Bench bench;
    tests::StreamServer server;
    QSignalSpy arrived(&bench.desktop->console().connection(), &ServerConnection::feedChanged);
    bench.desktop->openConnection();
    auto *const dialog = bench.desktop->console().window().findChild<ConnectionDialog *>();
    QVERIFY(dialog);
    const Profile profile{u"fake"_s, server.url(), u"sip:214@demo.example"_s, {}};
    Q_EMIT dialog->connectWanted(profile, QByteArray("secret"));
    QTRY_COMPARE(server.connections, 1);
    QCOMPARE(server.handshake.rawHeader("Authorization"), QByteArray("Bearer secret"));
    QCOMPARE(bench.desktop->console().profile(), u"fake"_s);
    QVERIFY(bench.desktop->console().window().statusBar()->currentMessage().contains(u"only you can read"_s));
    bench.start();
    QVERIFY(bench.desktop->openProfile(QString()));
    QTRY_COMPARE(server.connections, 2);
    QCOMPARE(server.handshake.rawHeader("Authorization"), QByteArray("Bearer secret"));
    QVERIFY(!bench.desktop->openProfile(u"none"_s));
}

void TestDesktop::removesAProfileWithItsToken()
{
    Bench bench;
    ProfileStore(bench.settings).setProfiles({{u"old"_s, QUrl(u"ws://127.0.0.1:1/x"_s), {}, {}}});
    const TokenStore tokens(bench.folder.filePath(u"tokens"_s));
    QVERIFY(tokens.write(u"old"_s, "secret"));
    bench.desktop->openConnection();
    Q_EMIT bench.desktop->console().window().findChild<ConnectionDialog *>()->removeWanted(u"old"_s);
    QVERIFY(ProfileStore(bench.settings).profiles().isEmpty());
    QCOMPARE(*tokens.read(u"old"_s), QByteArray());
}

void TestDesktop::notifiesOfWhatTheUserChose()
{
    Theme theme(*qApp, Appearance::Light, [] { return Scheme::Light; });
    const auto row =
        std::make_shared<const CallRow>(callRow(tests::someCall("x", tests::party("<b>Ann</b>", "1"),
                                                    tests::party("Ben\u202e", "2"), CallState::Ringing),
            {}));
    {
        Tray tray(theme);
        QSignalSpy notified(&tray, &Tray::notified);
        tray.callsNeedAttention({row});
        QCOMPARE(notified.count(), 1);
        const QString text = notified.first().at(1).toString();
        QVERIFY2(!text.contains(u'<') && !text.contains(QChar(0x202e)), qPrintable(text));
        QVERIFY(text.contains(u"Ben"_s));
        // Not one for each.
        tray.commandFailed(u"no"_s);
        QCOMPARE(notified.count(), 1);
    }
    Tray tray(theme);
    QSignalSpy notified(&tray, &Tray::notified);
    Preferences none;
    none.notifies.clear();
    tray.setPreferences(none);
    tray.callsNeedAttention({row});
    tray.commandFailed(u"no"_s);
    tray.connectionLost(u"no"_s);
    QCOMPARE(notified.count(), 0);
    none.notifies = {Preferences::NotifyOn::ConnectionLost};
    tray.setPreferences(none);
    tray.commandFailed(u"no"_s);
    tray.connectionLost(u"lost"_s);
    QCOMPARE(notified.count(), 1);
    QCOMPARE(notified.first().at(1).toString(), u"lost"_s);
}

void TestDesktop::showsTheWallboard()
{
    Bench bench;
    bench.desktop->console().window().QWidget::show();
    QVERIFY(!bench.desktop->wallboard());
    bench.desktop->console().window().actions().wallboard.trigger();
    QVERIFY(bench.desktop->wallboard());
    QVERIFY(bench.desktop->wallboard()->windowFlags().testFlag(Qt::WindowStaysOnTopHint));
    QTest::keyClick(bench.desktop->wallboard(), Qt::Key_Escape);
    QTRY_VERIFY(!bench.desktop->wallboard());
    QVERIFY(bench.desktop->console().window().isVisible());
}

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
