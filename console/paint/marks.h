// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/tokens.h"

#include <QRectF>

class QPainter;

namespace cordboard::console::paint {

/// A hairline of one real pixel along an edge of `rect`, inside it and on the pixel grid.
void drawHairline(QPainter &painter, const QRectF &rect, Qt::Edge edge, const QColor &colour);

/// The ground of a table row: selected with or without focus (tint and a 3 px bar at the left), hovered,
/// plain. `firstCell` draws the bar.
struct RowLook {
    bool selected = false;
    bool focused = false;
    bool hovered = false;
    bool section = false;
    bool firstCell = false;
    bool stale = false; ///< selection without colour
};
void drawRowGround(QPainter &painter, const QRectF &rect, const RowLook &look, const Tokens &tokens);

/// 2 px accent outline, 1 px inside the edge.
void drawFocus(QPainter &painter, const QRectF &rect, const QColor &colour);

/// The ground of a note or banner: tint, rounded.
void drawNoteGround(QPainter &painter, const QRectF &rect, const QColor &tint);

/// A bar that fills towards a deadline, as high as `rect` (3 px). `part` is 0 to 1; others are bounded.
void drawProgress(
    QPainter &painter, const QRectF &rect, double part, const QColor &colour, const Tokens &tokens);

} // namespace cordboard::console::paint
