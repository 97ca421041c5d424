// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"
#include "console/models/preferences.h"
#include "console/theme/theme.h"

#include <QElapsedTimer>
#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

namespace cordboard::console {

/// The icon in the tray, and the notifications that the user has chosen. Where there is no tray it does
/// nothing.
class Tray : public QObject {
    Q_OBJECT
public:
    /// At most one notification in so long; what comes in between shows in the window.
    static constexpr std::chrono::milliseconds pause{5000};

    /// \param theme  must outlive the tray
    explicit Tray(const Theme &theme, QObject *parent = nullptr);

    void setPreferences(const Preferences &preferences);
    /// How many calls need attention; colours the icon.
    void showAttention(int calls);

    /// Tells of them if the user wants it.
    void callsNeedAttention(const QList<CallRowPtr> &calls);
    void commandFailed(const QString &sentence);
    void connectionLost(const QString &sentence);

Q_SIGNALS:
    void windowWanted();
    void newCallWanted();
    void quitWanted();
    /// What is notified, as it is shown; for tests and for places without a tray.
    void notified(const QString &title, const QString &text);

private:
    void notify(Preferences::NotifyOn what, const QString &title, const QString &text);
    void restyle();

    const Theme &m_theme;
    Preferences m_preferences;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QElapsedTimer m_sinceLast;
    int m_attention = 0;
};

} // namespace cordboard::console
