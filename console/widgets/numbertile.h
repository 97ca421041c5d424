// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QToolButton>

namespace cordboard::console {

/// A number of the strip with its word. One that can be clicked filters the table; the others only tell.
class NumberTile : public QToolButton {
    Q_OBJECT
public:
    enum class Kind { Plain, Attention };

    NumberTile(Kind kind, const Theme &theme, QWidget *parent = nullptr);

    /// \param figure  what stands above, e.g. "25" or "1:12:08"
    /// \param lit  of Attention: somebody must do something
    void show(const QString &figure, const QString &word, bool lit, bool stale);
    void setClickable(bool clickable, const QString &toolTip);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int textLeft() const;

    Kind m_kind;
    const Theme &m_theme;
    QString m_figure;
    QString m_word;
    bool m_lit = false;
    bool m_stale = false;
};

} // namespace cordboard::console
