// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusAbstractInterface>
#include <QDBusVariant>

namespace cordboard::console {

/// The desktop portal's settings on the session bus (org.freedesktop.portal.Settings). Each of its signals is
/// one of D-Bus, so there are no others here.
class PortalSettings : public QDBusAbstractInterface {
    Q_OBJECT
public:
    explicit PortalSettings(QObject *parent = nullptr);

Q_SIGNALS:
    // NOLINTNEXTLINE(readability-identifier-naming): D-Bus finds it by its name
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

} // namespace cordboard::console
