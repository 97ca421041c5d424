// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/app/console.h"
#include "console/app/settings.h"
#include "console/app/tray.h"
#include "console/client/profilestore.h"
#include "console/client/tokenkeeper.h"
#include "console/widgets/wallboard.h"

#include <QPointer>

#include <memory>

namespace cordboard::console {

/// The console as it lives on a desktop: it remembers settings, profiles and layout, opens the dialogs that
/// change them, and shows the tray icon and the wallboard.
class Desktop : public QObject {
    Q_OBJECT
public:
    /// \param theme, settings  must outlive the desktop
    /// \param keychain  where tokens are kept; null: there is none
    /// \param tokenFolder  where they are kept if the keychain does not take them
    Desktop(Theme &theme, QSettings &settings, std::unique_ptr<Keychain> keychain, const QString &tokenFolder,
        const ServerConnection::Options &options, QObject *parent = nullptr);
    ~Desktop() override;

    /// Connects with a server that is no profile.
    [[nodiscard]] Result<Done> open(const QUrl &url, const QByteArray &token);
    /// Connects with a profile, once its token is there; an empty name is the last one, or the server on this
    /// machine. What fails later stands in the status bar.
    [[nodiscard]] Result<Done> openProfile(const QString &name);

    [[nodiscard]] Console &console() noexcept { return m_console; }
    [[nodiscard]] Tray &tray() noexcept { return m_tray; }
    [[nodiscard]] const Preferences &preferences() const noexcept { return m_preferences; }
    void setPreferences(const Preferences &preferences);
    /// Null while it is not shown.
    [[nodiscard]] Wallboard *wallboard() const { return m_wallboard; }
    void saveLayout();

    void openPreferences();
    void openConnection();
    void toggleWallboard();

private:
    void openProfile(const Profile &profile);
    void keepToken(const Profile &profile, const QByteArray &token);
    void onFeed(const Feed &feed);
    void refreshWallboard();
    void showWindow();

    Theme &m_theme;
    ProfileStore m_profiles;
    TokenKeeper m_tokens;
    Settings m_settings;
    Preferences m_preferences;
    Console m_console;
    Tray m_tray;
    QPointer<Wallboard> m_wallboard;
    bool m_wasFresh = false;
    int m_opening = 0; ///< counts the profiles that were chosen: of two, the later one is meant
};

} // namespace cordboard::console
