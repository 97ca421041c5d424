// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace cordboard::console::paint {

/// Text with digits that do not dance: each digit stands in a cell as wide as the widest digit of the font
/// (QFont's own figure features come with Qt 6.7 only). The rest keeps its width.
[[nodiscard]] qreal timeWidth(const QString &text, const QFont &font);

/// Draws it in one line, centred vertically, ending at the right edge of `rect` (or beginning at the left
/// with Qt::AlignLeft).
void drawTime(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
    const QColor &colour, Qt::Alignment alignment = Qt::AlignRight);

inline constexpr qreal pillPadding = 6;

/// A time on a rounded ground. It ends at the same place as one without: the ground reaches `pillPadding`
/// beyond the right edge of `rect`, and as far to the left of the text.
/// \param ground  an invalid colour: no ground
void drawTimePill(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
    const QColor &colour, const QColor &ground);

/// Any short text on a rounded ground, centred in `rect`; for counts and tags.
void drawPill(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
    const QColor &colour, const QColor &ground);

} // namespace cordboard::console::paint
