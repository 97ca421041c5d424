// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/preferences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QSpinBox>

namespace cordboard::console {

/// What the user may choose.
class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    /// Deletes itself when it is closed.
    PreferencesDialog(const Preferences &preferences, QWidget *parent);

    [[nodiscard]] Preferences preferences() const;

Q_SIGNALS:
    void confirmed(const cordboard::console::Preferences &preferences);

private:
    /// A rule can be switched off.
    struct Rule {
        QCheckBox *isOn;
        QSpinBox *seconds;
    };
    [[nodiscard]] Rule rule(
        const QString &words, const std::optional<std::chrono::milliseconds> &limit, int usual);
    [[nodiscard]] static std::optional<std::chrono::milliseconds> limitOf(const Rule &rule);

    Rule m_ringing;
    Rule m_held;
    Rule m_transferring;
    QCheckBox *m_asks;
    QCheckBox *m_tray;
    QCheckBox *m_stays;
    QHash<Preferences::NotifyOn, QCheckBox *> m_notifies;
    QComboBox *m_language;
};

} // namespace cordboard::console
