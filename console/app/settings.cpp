// SPDX-License-Identifier: Apache-2.0
#include "console/app/settings.h"

#include <QSettings>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using NotifyOn = Preferences::NotifyOn;

/// Seconds; -1 is never.
constexpr int never = -1;
constexpr int longest = 86400;

QVariant encoded(const std::optional<std::chrono::milliseconds> &limit)
{
    return limit ? static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(*limit).count()) : never;
}

std::optional<std::chrono::milliseconds> decoded(
    const QVariant &value, const std::optional<std::chrono::milliseconds> &other)
{
    bool good = false;
    const int seconds = value.toInt(&good);
    if (!good || seconds > longest || seconds < never) {
        return other;
    }
    return seconds == never ? std::nullopt
                            : std::optional<std::chrono::milliseconds>(std::chrono::seconds(seconds));
}

constexpr std::array notifyWords{std::pair{NotifyOn::NeedsAttention, "attention"},
    std::pair{NotifyOn::CommandFailed, "failed"}, std::pair{NotifyOn::ConnectionLost, "connection"}};
constexpr std::array appearanceWords{std::pair{Appearance::System, "system"},
    std::pair{Appearance::Light, "light"}, std::pair{Appearance::Dark, "dark"}};

} // namespace

Settings::Settings(QSettings &settings)
    : m_settings(settings)
{
}

Preferences Settings::preferences() const
{
    Preferences read;
    AttentionRules &rules = read.attention;
    rules.ringing = decoded(m_settings.value("attention/ringing"_L1), rules.ringing);
    rules.held = decoded(m_settings.value("attention/held"_L1), rules.held);
    rules.transferring = decoded(m_settings.value("attention/transferring"_L1), rules.transferring);
    read.asksBeforeHangUp = m_settings.value("askBeforeHangUp"_L1, read.asksBeforeHangUp).toBool();
    read.hasTrayIcon = m_settings.value("trayIcon"_L1, read.hasTrayIcon).toBool();
    read.staysInTray = m_settings.value("stayInTray"_L1, read.staysInTray).toBool();
    read.language = m_settings.value("language"_L1).toString();
    if (m_settings.contains("notifyOn"_L1)) {
        const QStringList words = m_settings.value("notifyOn"_L1).toStringList();
        read.notifies.clear();
        for (const auto &[what, word] : notifyWords) {
            if (words.contains(QLatin1StringView(word))) {
                read.notifies.insert(what);
            }
        }
    }
    return read;
}

void Settings::setPreferences(const Preferences &preferences)
{
    m_settings.setValue("attention/ringing"_L1, encoded(preferences.attention.ringing));
    m_settings.setValue("attention/held"_L1, encoded(preferences.attention.held));
    m_settings.setValue("attention/transferring"_L1, encoded(preferences.attention.transferring));
    m_settings.setValue("askBeforeHangUp"_L1, preferences.asksBeforeHangUp);
    m_settings.setValue("trayIcon"_L1, preferences.hasTrayIcon);
    m_settings.setValue("stayInTray"_L1, preferences.staysInTray);
    m_settings.setValue("language"_L1, preferences.language);
    QStringList words;
    for (const auto &[what, word] : notifyWords) {
        if (preferences.notifies.contains(what)) {
            words.append(QString::fromLatin1(word));
        }
    }
    m_settings.setValue("notifyOn"_L1, words);
}

Appearance Settings::appearance() const
{
    const QString stored = m_settings.value("appearance"_L1).toString();
    for (const auto &[appearance, word] : appearanceWords) {
        if (stored == QLatin1StringView(word)) {
            return appearance;
        }
    }
    return Appearance::System;
}

void Settings::setAppearance(Appearance appearance)
{
    for (const auto &[candidate, word] : appearanceWords) {
        if (candidate == appearance) {
            m_settings.setValue("appearance"_L1, QString::fromLatin1(word));
        }
    }
}

QVariantMap Settings::layout() const { return m_settings.value("layout"_L1).toMap(); }

void Settings::setLayout(const QVariantMap &layout) { m_settings.setValue("layout"_L1, layout); }

} // namespace cordboard::console
