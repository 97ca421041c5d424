// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/profile.h"

#include <QList>

#include <optional>

class QSettings;

namespace cordboard::console {

/// The user's profiles in the settings.
class ProfileStore {
public:
    /// \param settings  must outlive the store
    explicit ProfileStore(QSettings &settings);

    /// In the user's order. Entries without a name or a usable address are left out.
    [[nodiscard]] QList<Profile> profiles() const;
    void setProfiles(const QList<Profile> &profiles);
    [[nodiscard]] std::optional<Profile> find(const QString &name) const;
    /// The one that was connected last, else the first; nothing without any.
    [[nodiscard]] std::optional<Profile> last() const;
    void setLast(const QString &name);

private:
    QSettings &m_settings;
};

/// Whether ClientLink can open it.
[[nodiscard]] bool isServerUrl(const QUrl &url);

} // namespace cordboard::console
