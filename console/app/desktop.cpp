// SPDX-License-Identifier: Apache-2.0
#include "console/app/desktop.h"

#include "console/text/connection.h"
#include "console/widgets/connectiondialog.h"
#include "console/widgets/preferencesdialog.h"

#include <QApplication>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

Profile thisMachine()
{
    return {Desktop::tr("This machine"), QUrl(u"ws://127.0.0.1:5059/call-api"_s), {}, {}};
}

} // namespace

Desktop::Desktop(Theme &theme, QSettings &settings, std::unique_ptr<Keychain> keychain,
    const QString &tokenFolder, const ServerConnection::Options &options, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_profiles(settings)
    , m_tokens(std::move(keychain), TokenStore(tokenFolder))
    , m_settings(settings)
    , m_console(theme, options)
    , m_tray(theme)
{
    MainWindow &window = m_console.window();
    connect(&window, &MainWindow::preferencesWanted, this, &Desktop::openPreferences);
    connect(&window, &MainWindow::connectionSettingsWanted, this, &Desktop::openConnection);
    connect(&window, &MainWindow::wallboardWanted, this, &Desktop::toggleWallboard);
    connect(&window, &MainWindow::closing, this, &Desktop::saveLayout);
    connect(&window, &MainWindow::askBeforeHangUpChanged, this, [this](bool ask) {
        m_preferences.asksBeforeHangUp = ask;
        m_settings.setPreferences(m_preferences);
    });
    connect(&m_console.connection(), &ServerConnection::feedChanged, this, &Desktop::onFeed);
    connect(&m_console, &Console::ticked, this, [this] {
        m_tray.showAttention(m_console.connection().feed().isFresh ? m_console.figures().calls.attention : 0);
        refreshWallboard();
    });
    connect(&m_console, &Console::needAttention, &m_tray, &Tray::callsNeedAttention);
    connect(&m_console, &Console::happened, this, [this](const Happening &happening) {
        if (happening.kind == Happening::Kind::Failed) {
            m_tray.commandFailed(happening.text);
        }
    });
    connect(&m_tray, &Tray::windowWanted, this, &Desktop::showWindow);
    connect(&m_tray, &Tray::newCallWanted, this, [this] {
        showWindow();
        m_console.window().openNewCall();
    });
    connect(&m_tray, &Tray::quitWanted, this, [this] {
        saveLayout();
        QApplication::quit();
    });
    connect(&m_tokens, &TokenKeeper::keychainFailed, &window, [&window](const QString &why) {
        window.showMessage(why.isEmpty() ? tr("The keychain does not answer.")
                                         : tr("The keychain does not work: %1").arg(why));
    });
    setPreferences(m_settings.preferences());
    const QVariantMap layout = m_settings.layout();
    if (!layout.isEmpty()) {
        window.restoreLayout(layout);
    }
}

Desktop::~Desktop() { delete m_wallboard; }

Result<Done> Desktop::open(const QUrl &url, const QByteArray &token)
{
    return m_console.open(url, token, url.authority());
}

Result<Done> Desktop::openProfile(const QString &name)
{
    const auto profile = name.isEmpty() ? m_profiles.last() : m_profiles.find(name);
    if (!profile && !name.isEmpty()) {
        return failure(Errc::InvalidParams, u"there is no profile "_s + name);
    }
    openProfile(profile.value_or(thisMachine()));
    return Done{};
}

void Desktop::openProfile(const Profile &profile)
{
    m_profiles.setLast(profile.name);
    m_console.setUser(personKey(profile.me), profile.domain);
    m_console.window().showUser(profile.me);
    m_wasFresh = false;
    const int opening = ++m_opening;
    m_tokens.read(profile.name).then(this, [this, profile, opening](const Result<QByteArray> &token) {
        if (opening != m_opening) {
            return;
        }
        MainWindow &window = m_console.window();
        if (!token) {
            // The server will say what is missing.
            window.showMessage(token.error().message);
        }
        const auto opened = m_console.open(profile.url, token.value_or(QByteArray()), profile.name);
        if (!opened) {
            window.showMessage(opened.error().message);
        }
    });
}

void Desktop::keepToken(const Profile &profile, const QByteArray &token)
{
    m_tokens.write(profile.name, token)
        .then(this, [this, profile, token](const Result<TokenKeeper::Place> &place) {
            MainWindow &window = m_console.window();
            if (!place) {
                window.showMessage(place.error().message);
            } else if (*place == TokenKeeper::Place::File && !token.isEmpty()) {
                window.showMessage(
                    tr("There is no keychain here: the token is in a file that only you can read."));
            }
            openProfile(profile);
        });
}

void Desktop::setPreferences(const Preferences &preferences)
{
    m_preferences = preferences;
    m_console.calls().setRules(preferences.attention);
    m_console.window().setAskBeforeHangUp(preferences.asksBeforeHangUp);
    m_tray.setPreferences(preferences);
    QApplication::setQuitOnLastWindowClosed(
        !(preferences.hasTrayIcon && preferences.staysInTray && QSystemTrayIcon::isSystemTrayAvailable()));
}

void Desktop::saveLayout()
{
    m_settings.setLayout(m_console.window().layoutState());
    m_settings.setAppearance(m_theme.appearance());
}

void Desktop::openPreferences()
{
    auto *const dialog = new PreferencesDialog(m_preferences, &m_console.window());
    connect(dialog, &PreferencesDialog::confirmed, this, [this](const Preferences &chosen) {
        setPreferences(chosen);
        m_settings.setPreferences(chosen);
    });
    dialog->open();
}

void Desktop::openConnection()
{
    auto *const dialog =
        new ConnectionDialog(m_profiles.profiles(), m_console.profile(), &m_console.window());
    connect(dialog, &ConnectionDialog::removeWanted, this, [this](const QString &name) {
        QList<Profile> profiles = m_profiles.profiles();
        profiles.removeIf([&name](const Profile &profile) { return profile.name == name; });
        m_profiles.setProfiles(profiles);
        m_tokens.write(name, {}).then(this, [this](const Result<TokenKeeper::Place> &removed) {
            if (!removed) {
                m_console.window().showMessage(removed.error().message);
            }
        });
    });
    connect(dialog, &ConnectionDialog::connectWanted, this,
        [this](const Profile &profile, const std::optional<QByteArray> &token) {
            QList<Profile> profiles = m_profiles.profiles();
            const auto known = std::find_if(profiles.begin(), profiles.end(),
                [&profile](const Profile &candidate) { return candidate.name == profile.name; });
            if (known == profiles.end()) {
                profiles.append(profile);
            } else {
                *known = profile;
            }
            m_profiles.setProfiles(profiles);
            if (token) {
                keepToken(profile, *token);
            } else {
                openProfile(profile);
            }
        });
    dialog->open();
}

void Desktop::toggleWallboard()
{
    if (m_wallboard) {
        m_wallboard->close();
        return;
    }
    m_wallboard = new Wallboard(m_console.calls(), m_console.store(), m_console.clock(), &m_console.window());
    m_wallboard->setAttribute(Qt::WA_DeleteOnClose);
    m_wallboard->setWindowFlag(Qt::WindowStaysOnTopHint);
    connect(m_wallboard, &Wallboard::left, m_wallboard, &QWidget::close);
    refreshWallboard();
    m_wallboard->showFullScreen();
}

void Desktop::refreshWallboard()
{
    if (m_wallboard) {
        m_wallboard->show(
            {m_console.figures(), m_console.connection().feed(), m_console.profile(), m_console.nodes()});
    }
}

void Desktop::onFeed(const Feed &feed)
{
    if (std::exchange(m_wasFresh, feed.isFresh) && !feed.isFresh) {
        m_tray.connectionLost(
            text::staleBanner(feed.heardAt.time(), feed.age.value_or(std::chrono::milliseconds(0))).text);
    }
    refreshWallboard();
}

void Desktop::showWindow()
{
    MainWindow &window = m_console.window();
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.QWidget::show();
    window.raise();
    window.activateWindow();
}

} // namespace cordboard::console
