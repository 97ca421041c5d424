// SPDX-License-Identifier: Apache-2.0
#include "console/client/profilestore.h"

#include <QSettings>

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

const QString &listKey()
{
    static const QString key = u"profiles"_s;
    return key;
}

const QString &lastKey()
{
    static const QString key = u"lastProfile"_s;
    return key;
}

} // namespace

bool isServerUrl(const QUrl &url)
{
    return url.isValid() && (url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1) && !url.host().isEmpty()
        && url.userInfo().isEmpty();
}

ProfileStore::ProfileStore(QSettings &settings)
    : m_settings(settings)
{
}

QList<Profile> ProfileStore::profiles() const
{
    QList<Profile> profiles;
    const int count = m_settings.beginReadArray(listKey());
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        const Profile profile{m_settings.value("name"_L1).toString(),
            QUrl(m_settings.value("url"_L1).toString(), QUrl::StrictMode),
            m_settings.value("me"_L1).toString(), m_settings.value("domain"_L1).toString()};
        if (!profile.name.isEmpty() && isServerUrl(profile.url)) {
            profiles.append(profile);
        }
    }
    m_settings.endArray();
    return profiles;
}

void ProfileStore::setProfiles(const QList<Profile> &profiles)
{
    m_settings.remove(listKey());
    m_settings.beginWriteArray(listKey(), static_cast<int>(profiles.size()));
    for (qsizetype i = 0; i < profiles.size(); ++i) {
        m_settings.setArrayIndex(static_cast<int>(i));
        const Profile &profile = profiles.at(i);
        m_settings.setValue("name"_L1, profile.name);
        m_settings.setValue("url"_L1, profile.url.toString());
        m_settings.setValue("me"_L1, profile.me);
        m_settings.setValue("domain"_L1, profile.domain);
    }
    m_settings.endArray();
}

std::optional<Profile> ProfileStore::find(const QString &name) const
{
    const QList<Profile> all = profiles();
    const auto found = std::find_if(
        all.begin(), all.end(), [&name](const Profile &profile) { return profile.name == name; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

std::optional<Profile> ProfileStore::last() const
{
    if (auto profile = find(m_settings.value(lastKey()).toString())) {
        return profile;
    }
    const QList<Profile> all = profiles();
    return all.isEmpty() ? std::nullopt : std::optional(all.first());
}

void ProfileStore::setLast(const QString &name) { m_settings.setValue(lastKey(), name); }

} // namespace cordboard::console
