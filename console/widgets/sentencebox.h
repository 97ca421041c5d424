// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/widgets/markedlabel.h"

namespace cordboard::console {

/// What will happen, as a sentence on an accent ground, with the cord of those who will talk.
class SentenceBox : public QWidget {
    Q_OBJECT
public:
    explicit SentenceBox(const Theme &theme, QWidget *parent = nullptr);

    struct Look {
        QString sentence; ///< with marks (markedlabel.h)
        QString first; ///< who will talk with `second`; empty: no cord is drawn
        QString second;
        QString leaves;
        bool isComplete = false; ///< else the sentence says what is still to be chosen
    };
    void show(const Look &look);
    [[nodiscard]] QString sentence() const { return m_label->text(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int cordHeight() const;
    void paintCord(QPainter &painter) const;

    const Theme &m_theme;
    Look m_look;
    MarkedLabel *m_label;
};

} // namespace cordboard::console
