// SPDX-License-Identifier: Apache-2.0
#include "console/paint/marks.h"

#include "console/theme/metrics.h"

#include <QPainter>

namespace cordboard::console::paint {
namespace {

void drawRounded(QPainter &painter, const QRectF &rect, const QBrush &brush, const QPen &pen, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(brush);
    painter.setPen(pen);
    painter.drawRoundedRect(rect, radius, radius);
    painter.restore();
}

} // namespace

void drawHairline(QPainter &painter, const QRectF &rect, Qt::Edge edge, const QColor &colour)
{
    switch (edge) {
    case Qt::TopEdge:
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), colour);
        break;
    case Qt::BottomEdge:
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colour);
        break;
    case Qt::LeftEdge:
        painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), colour);
        break;
    case Qt::RightEdge:
        painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), colour);
        break;
    }
}

void drawRowGround(QPainter &painter, const QRectF &rect, const RowLook &look, const Tokens &tokens)
{
    const bool lively = look.focused && !look.stale;
    if (look.selected && !look.section) {
        painter.fillRect(rect, lively ? tokens.sel : tokens.selq);
    } else if (look.section || look.hovered) {
        painter.fillRect(rect, tokens.alt);
    }
    drawHairline(painter, rect, Qt::BottomEdge, tokens.hair);
    if (look.selected && look.firstCell) {
        painter.fillRect(QRectF(rect.left(), rect.top(), Metrics::selectionBar, rect.height()),
            lively ? tokens.accent : tokens.edge);
    }
}

void drawFocus(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    drawRounded(painter, rect.adjusted(2, 2, -2, -2), Qt::NoBrush, QPen(colour, 2), Metrics::radius - 1);
}

void drawNoteGround(QPainter &painter, const QRectF &rect, const QColor &tint)
{
    drawRounded(painter, rect, tint, Qt::NoPen, Metrics::radius);
}

void drawProgress(
    QPainter &painter, const QRectF &rect, double part, const QColor &colour, const Tokens &tokens)
{
    const qreal radius = rect.height() / 2;
    drawRounded(painter, rect, tokens.hair, Qt::NoPen, radius);
    const double bounded = qBound(0.0, part, 1.0);
    if (bounded > 0) {
        QRectF filled = rect;
        filled.setWidth(qMax(rect.height(), rect.width() * bounded));
        drawRounded(painter, filled, colour, Qt::NoPen, radius);
    }
}

} // namespace cordboard::console::paint
