// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/tokens.h"

#include <QRectF>

class QPainter;

namespace cordboard::console::paint {

/// Where a row stands among the rows of its journey.
enum class CordPart { First, Middle, Last };

/// The cord of a journey in the table: a dot in the middle of the row and the line to the next row of the
/// journey. The lines of neighbouring rows meet at the edge of the rows.
/// \param rect  the gutter of the row, 10 px wide
void drawCordPart(QPainter &painter, const QRectF &rect, CordPart part, const QColor &colour);

/// How two parties are connected.
enum class CordKind {
    Talking, ///< solid
    Ringing, ///< dotted
    Held, ///< dotted, with two bars in the middle
    Leaving, ///< dotted to a hollow end: the second party will leave
    Apart, ///< hollow end, no line: has left
};

/// The cord between the first and the second party: from the top to the bottom of a tall `rect`, from the
/// left to the right of a wide one. Its ends lie `cordEnd` inside.
void drawCord(QPainter &painter, const QRectF &rect, CordKind kind, const QColor &colour);
inline constexpr qreal cordEnd = 5;

} // namespace cordboard::console::paint
