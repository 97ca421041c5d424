// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QFontMetricsF>
#include <QRawFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace cordboard::console::paint {

/// Writes times with digits that do not dance: each digit stands in a cell as wide as the widest digit of the
/// font (figure features of QFont come with Qt 6.7 only). Other characters keep their width.
///
/// Measures once: keep one for each font, and make another when the font changes.
class TimeCells {
public:
    explicit TimeCells(const QFont &font);

    [[nodiscard]] const QFont &font() const noexcept { return m_font; }
    [[nodiscard]] qreal width(const QString &text) const;

    /// Draws it in one line, centred vertically, ending at the right edge of `rect`, or beginning at its
    /// left.
    void draw(QPainter &painter, const QRectF &rect, const QString &text, const QColor &colour,
        Qt::Alignment alignment = Qt::AlignRight) const;

    /// On a rounded ground, and ending at the same place as without: the ground reaches `pillPadding` beyond
    /// the right edge of `rect`, and as far to the left of the text.
    void drawPill(QPainter &painter, const QRectF &rect, const QString &text, const QColor &colour,
        const QColor &ground) const;

private:
    [[nodiscard]] qreal cell(QChar character) const;
    [[nodiscard]] qreal baseline(const QRectF &rect) const;

    QFont m_font;
    QFontMetricsF m_metrics;
    QRawFont m_raw; ///< its glyphs are placed without shaping the text
    qreal m_digit = 0;
};

inline constexpr qreal pillPadding = 6;

/// Any short text on a rounded ground that fills `rect`; for counts and tags.
void drawPill(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
    const QColor &colour, const QColor &ground);

} // namespace cordboard::console::paint
