// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/theme.h"

#include <QTextLayout>
#include <QWidget>

namespace cordboard::console {

/// Puts marks around words, so that MarkedLabel shows them DemiBold, also within a translated sentence. Names
/// that went through text::visibleText() cannot hold the marks.
[[nodiscard]] QString strongWords(const QString &words);
/// The sentence without marks.
[[nodiscard]] QString withoutMarks(QString sentence);

/// A plain text that wraps, some words of it DemiBold. Never takes anything for markup but its own marks.
class MarkedLabel : public QWidget {
    Q_OBJECT
public:
    explicit MarkedLabel(const Theme &theme, QWidget *parent = nullptr);

    /// \param sentence  with marks
    void setSentence(const QString &sentence);
    /// Without marks.
    [[nodiscard]] QString text() const { return withoutMarks(m_sentence); }
    void setFewestLines(int lines);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut(QTextLayout &layout, int width) const;

    const Theme &m_theme;
    QString m_sentence;
    int m_fewestLines = 1;
};

} // namespace cordboard::console
