// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/tokens.h"

#include <QList>
#include <QPolygonF>
#include <QRectF>

class QPainter;

namespace cordboard::console::paint {

/// A small curve of counts over time, the oldest first, at equal distances.
struct CurveLook {
    QList<int> values;
    /// Places from the left edge to the right, at least as many as values: a curve that is still short ends
    /// (Align::Left) or begins (Align::Right) within.
    qsizetype places = 60;
    int ceiling = 0; ///< the value at the top edge; less than the greatest value: that one
    bool stale = false; ///< drawn without colour, ended by a dashed line
    enum class Align { Left, Right } align = Align::Right;
};

/// Where the points lie: zero at the bottom edge, the ceiling 3 px below the top.
[[nodiscard]] QPolygonF curvePoints(const QRectF &rect, const CurveLook &look);

/// Draws the line, the area below it at 10 %, and the last point marked.
void drawCurve(QPainter &painter, const QRectF &rect, const CurveLook &look, const Tokens &tokens);

/// Bars from zero, the last one paler if it is not finished yet.
void drawBars(QPainter &painter, const QRectF &rect, const QList<int> &values, bool lastUnfinished,
    const Tokens &tokens);

} // namespace cordboard::console::paint
