// SPDX-License-Identifier: Apache-2.0
#include "console/paint/cord.h"

#include <QPainter>

#include <cmath>

namespace cordboard::console::paint {
namespace {

constexpr qreal dotRadius = 3;
constexpr qreal endRadius = 4.5;
constexpr qreal hollowLine = 1.5;
constexpr qreal cordLine = 2;

void drawEnd(QPainter &painter, const QPointF &centre, bool hollow, const QColor &colour)
{
    painter.setPen(hollow ? QPen(colour, hollowLine) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(colour));
    const qreal radius = hollow ? endRadius - hollowLine / 2 : endRadius;
    painter.drawEllipse(centre, radius, radius);
}

void drawDots(QPainter &painter, const QPointF &from, const QPointF &to, const QColor &colour)
{
    // In units of the line's width: round dots, 5 px apart.
    QPen pen(colour, cordLine, Qt::CustomDashLine, Qt::RoundCap);
    pen.setDashPattern({0.01, 2.5});
    painter.setPen(pen);
    painter.drawLine(from, to);
}

} // namespace

void drawCordPart(QPainter &painter, const QRectF &rect, CordPart part, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF middle(std::floor(rect.center().x()) + 0.5, rect.center().y());
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(middle.x(), part == CordPart::First ? middle.y() : rect.top()),
        QPointF(middle.x(), part == CordPart::Last ? middle.y() : rect.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(middle, dotRadius, dotRadius);
    painter.restore();
}

void drawCord(QPainter &painter, const QRectF &rect, CordKind kind, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool upright = rect.height() > rect.width();
    const qreal length = upright ? rect.height() : rect.width();
    // Drawn lying, from the left to the right.
    painter.translate(upright ? QPointF(std::floor(rect.center().x()), rect.top())
                              : QPointF(rect.left(), std::floor(rect.center().y())));
    if (upright) {
        painter.rotate(90);
        painter.scale(1, -1);
    }
    const QPointF first(cordEnd, 0);
    const QPointF second(length - cordEnd, 0);
    const bool hollow = kind == CordKind::Leaving || kind == CordKind::Apart;
    const QPointF lineStart = first + QPointF(endRadius + 2.5, 0);
    const QPointF lineEnd = second - QPointF(endRadius + 2.5, 0);
    switch (kind) {
    case CordKind::Talking:
        painter.setPen(QPen(colour, cordLine));
        painter.drawLine(first, second);
        break;
    case CordKind::Ringing:
    case CordKind::Leaving:
        drawDots(painter, lineStart, lineEnd, colour);
        break;
    case CordKind::Held: {
        const qreal middle = length / 2;
        drawDots(painter, lineStart, QPointF(middle - 9, 0), colour);
        drawDots(painter, lineEnd, QPointF(middle + 9, 0), colour);
        painter.setPen(QPen(colour, cordLine, Qt::SolidLine, Qt::RoundCap));
        // The bars stand upright, whichever way the cord runs.
        for (const qreal side : {-2.5, 2.5}) {
            if (upright) {
                painter.drawLine(QPointF(middle - 4, side), QPointF(middle + 4, side));
            } else {
                painter.drawLine(QPointF(middle + side, -4), QPointF(middle + side, 4));
            }
        }
        break;
    }
    case CordKind::Apart:
        break;
    }
    drawEnd(painter, first, false, colour);
    drawEnd(painter, second, hollow, colour);
    painter.restore();
}

} // namespace cordboard::console::paint
