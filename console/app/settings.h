// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/preferences.h"
#include "console/theme/theme.h"

#include <QStringList>
#include <QVariantMap>

class QSettings;

namespace cordboard::console {

/// The user's preferences and the remembered layout in the settings. What cannot be read is the default.
class Settings {
public:
    /// \param settings  must outlive this
    explicit Settings(QSettings &settings);

    [[nodiscard]] Preferences preferences() const;
    void setPreferences(const Preferences &preferences);
    [[nodiscard]] Appearance appearance() const;
    void setAppearance(Appearance appearance);
    /// Empty before the first time.
    [[nodiscard]] QVariantMap layout() const;
    void setLayout(const QVariantMap &layout);

private:
    QSettings &m_settings;
};

} // namespace cordboard::console
