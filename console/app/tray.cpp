// SPDX-License-Identifier: Apache-2.0
#include "console/app/tray.h"

#include "console/models/callcolumns.h"
#include "console/text/visible.h"
#include "console/theme/icons.h"

namespace cordboard::console {

Tray::Tray(const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
{
    m_icon.setContextMenu(&m_menu);
    m_icon.setToolTip(tr("Cordboard"));
    connect(m_menu.addAction(tr("Show window")), &QAction::triggered, this, &Tray::windowWanted);
    connect(m_menu.addAction(tr("New call…")), &QAction::triggered, this, &Tray::newCallWanted);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &Tray::quitWanted);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) {
            Q_EMIT windowWanted();
        }
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::windowWanted);
    connect(&m_theme, &Theme::changed, this, &Tray::restyle);
    restyle();
}

void Tray::setPreferences(const Preferences &preferences)
{
    m_preferences = preferences;
    m_icon.setVisible(preferences.hasTrayIcon && QSystemTrayIcon::isSystemTrayAvailable());
}

void Tray::showAttention(int calls)
{
    if (std::exchange(m_attention, calls) != calls) {
        m_icon.setToolTip(
            calls > 0 ? tr("Cordboard: %n calls need attention", nullptr, calls) : tr("Cordboard"));
        restyle();
    }
}

void Tray::callsNeedAttention(const QList<CallRowPtr> &calls)
{
    if (calls.isEmpty()) {
        return;
    }
    const CallRow &first = *calls.first();
    const QString parties =
        tr("%1 and %2").arg(text::inSentence(first.caller.name), text::inSentence(first.callee.name));
    notify(Preferences::NotifyOn::NeedsAttention,
        calls.size() == 1 ? stateText(first)
                          : tr("%n calls need attention", nullptr, static_cast<int>(calls.size())),
        calls.size() == 1 ? parties : tr("%1, and more").arg(parties));
}

void Tray::commandFailed(const QString &sentence)
{
    notify(Preferences::NotifyOn::CommandFailed, tr("Command failed"), sentence);
}

void Tray::connectionLost(const QString &sentence)
{
    notify(Preferences::NotifyOn::ConnectionLost, tr("No connection"), sentence);
}

void Tray::notify(Preferences::NotifyOn what, const QString &title, const QString &text)
{
    const bool tooSoon = m_sinceLast.isValid() && m_sinceLast.elapsed() < pause.count();
    if (!m_preferences.notifies.contains(what) || tooSoon) {
        return;
    }
    m_sinceLast.start();
    const QString shown = text::plainNotification(text);
    if (m_icon.isVisible()) {
        m_icon.showMessage(title, shown, QSystemTrayIcon::NoIcon);
    }
    Q_EMIT notified(title, shown);
}

void Tray::restyle()
{
    m_icon.setIcon(m_attention > 0 ? icons::coloured(Icon::Attention, m_theme.tokens().heldLit)
                                   : icons::themed(Icon::App));
}

} // namespace cordboard::console
