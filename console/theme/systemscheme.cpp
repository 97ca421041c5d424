// SPDX-License-Identifier: Apache-2.0
#include "console/theme/systemscheme.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

const QString group = u"org.freedesktop.appearance"_s;
const QString key = u"color-scheme"_s;

} // namespace

PortalScheme::PortalScheme(QObject *parent)
    : QObject(parent)
{
    connect(&m_settings, &PortalSettings::SettingChanged, this,
        [this](const QString &changedGroup, const QString &changedKey, const QDBusVariant &value) {
            if (changedGroup == group && changedKey == key) {
                take(value.variant());
            }
        });
    auto *watcher = new QDBusPendingCallWatcher(m_settings.asyncCall(u"Read"_s, group, key), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        const QDBusPendingReply<QDBusVariant> reply = *finished;
        if (reply.isValid()) {
            take(reply.value().variant());
        }
        finished->deleteLater();
    });
}

bool PortalScheme::canBeAsked() { return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"); }

std::optional<Scheme> PortalScheme::read(const QVariant &value)
{
    // Read() wraps the value once more than SettingChanged does.
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    switch (inner.toUInt()) {
    case 1:
        return Scheme::Dark;
    case 2:
        return Scheme::Light;
    default:
        return std::nullopt;
    }
}

void PortalScheme::take(const QVariant &value)
{
    const std::optional<Scheme> told = read(value);
    if (told != m_scheme) {
        m_scheme = told;
        Q_EMIT schemeChanged();
    }
}

} // namespace cordboard::console
