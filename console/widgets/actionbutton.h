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
    /// What the action may say at other times: the button keeps room for all of it.
    void setOtherTexts(const QStringList &texts) { m_others = texts; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

private:
    void follow();
    QAction &m_action;
    QStringList m_others;
};

} // namespace cordboard::console
