// SPDX-License-Identifier: Apache-2.0
#include "console/theme/portalsettings.h"

#include <QDBusConnection>
#include <QDBusMetaType>

namespace cordboard::console {

using namespace Qt::StringLiterals;

PortalSettings::PortalSettings(QObject *parent)
    : QDBusAbstractInterface(u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
        "org.freedesktop.portal.Settings", QDBusConnection::sessionBus(), parent)
{
    // Qt 6.4 subscribes to no signal with a parameter of D-Bus's own types before it has looked at one of
    // them.
    QDBusMetaType::typeToSignature(QMetaType::fromType<QDBusVariant>());
}

} // namespace cordboard::console
