// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/portalsettings.h"
#include "console/theme/tokens.h"

#include <optional>

namespace cordboard::console {

/// What the desktop says about light and dark (`org.freedesktop.appearance` `color-scheme` of the portal).
/// Qt tells it since 6.5 only.
///
/// Asks once without waiting, and listens. Without a portal it never says anything.
class PortalScheme : public QObject {
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

private:
    void take(const QVariant &value);

    PortalSettings m_settings;
    std::optional<Scheme> m_scheme;
};

} // namespace cordboard::console
