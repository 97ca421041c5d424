// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QTextLayout>
#include <QWidget>

namespace cordboard::console {

/// Puts marks around a name, so that SentenceBox shows it DemiBold in a translated sentence. Names that went
/// through text::visibleText() cannot hold the marks.
[[nodiscard]] QString strongName(const QString &name);
/// The sentence without marks.
[[nodiscard]] QString withoutMarks(QString sentence);

/// What will happen, as a sentence on an accent ground, with the cord of those who will talk.
class SentenceBox : public QWidget {
    Q_OBJECT
public:
    explicit SentenceBox(const Theme &theme, QWidget *parent = nullptr);

    struct Look {
        QString sentence; ///< with marks; empty: an invitation to complete the choice stands there
        QString first; ///< who will talk with `second`; empty: no cord is drawn
        QString second;
        QString leaves;
        bool isComplete = false;
    };
    void show(const Look &look);
    [[nodiscard]] QString sentence() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut(QTextLayout &layout, int width) const;
    [[nodiscard]] int cordHeight() const;

    const Theme &m_theme;
    Look m_look;
};

} // namespace cordboard::console
