// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/tokens.h"

#include <QDBusAbstractInterface>
#include <QDBusVariant>

#include <optional>

namespace cordboard::console {

/// What the desktop says about light and dark over D-Bus, by the portal for settings
/// (org.freedesktop.portal.Settings, `org.freedesktop.appearance` `color-scheme`). Qt tells it since 6.5
/// only.
///
/// Asks once without waiting, and listens. Without a session bus or a portal it never says anything.
class PortalScheme : public QDBusAbstractInterface {
    Q_OBJECT
public:
    explicit PortalScheme(QObject *parent = nullptr);

    /// Whether there is a session bus to ask at all. Looking for one must not start one.
    [[nodiscard]] static bool canBeAsked();

    /// Nothing: not told (yet), or the user has no preference.
    [[nodiscard]] std::optional<Scheme> scheme() const noexcept { return m_scheme; }

    /// What a value of `color-scheme` means: 1 dark, 2 light, others no preference.
    [[nodiscard]] static std::optional<Scheme> read(const QVariant &value);

Q_SIGNALS:
    void schemeChanged();
    /// The portal's own signal; its name is D-Bus's.
    // NOLINTNEXTLINE(readability-identifier-naming): D-Bus finds it by its name
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);

    std::optional<Scheme> m_scheme;
};

} // namespace cordboard::console
