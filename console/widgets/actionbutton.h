// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>

class QAction;

namespace cordboard::console {

/// A button that is an action: its text, icon, tooltip and whether it can be clicked.
class ActionButton : public QPushButton {
    Q_OBJECT
public:
    /// \param action  must outlive the button
    explicit ActionButton(QAction &action, QWidget *parent = nullptr);

private:
    void follow();
    QAction &m_action;
};

} // namespace cordboard::console
