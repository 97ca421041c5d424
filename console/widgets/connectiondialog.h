// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/client/profile.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <optional>

namespace cordboard::console {

/// The servers that the user connects to. Nothing changes before Connect.
class ConnectionDialog : public QDialog {
    Q_OBJECT
public:
    /// Deletes itself when it is closed.
    /// \param chosen  the name of the profile to show; a new one if there is none of that name
    ConnectionDialog(const QList<Profile> &profiles, const QString &chosen, QWidget *parent);

Q_SIGNALS:
    /// \param profile  new, or changed; its name tells which
    /// \param token  nothing: the one that is stored
    void connectWanted(const cordboard::console::Profile &profile, const std::optional<QByteArray> &token);
    void removeWanted(const QString &name);

private:
    void showProfile();
    void judge();
    [[nodiscard]] Profile profile() const;

    QList<Profile> m_profiles;
    QComboBox *m_choice;
    QLineEdit *m_name;
    QLineEdit *m_url;
    QLineEdit *m_token;
    QLineEdit *m_me;
    QLineEdit *m_domain;
    QLabel *m_objection;
    QPushButton *m_remove;
    QPushButton *m_connect;
    bool m_tokenEdited = false;
};

} // namespace cordboard::console
