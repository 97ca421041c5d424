// SPDX-License-Identifier: Apache-2.0
#include "console/paint/curve.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cordboard::console::paint {
namespace {

constexpr qreal headroom = 3; ///< for the line's width and the last point
constexpr qreal pointRadius = 2.5;
constexpr qreal shortest = 12; ///< of a curve with one value
constexpr float areaOpacity = 0.1F;

int greatest(const QList<int> &values)
{
    return values.isEmpty() ? 0 : *std::max_element(values.begin(), values.end());
}

} // namespace

QPolygonF curvePoints(const QRectF &rect, const CurveLook &look)
{
    const qsizetype count = look.values.size();
    const qsizetype places = qMax<qsizetype>(qMax(look.places, count), 2);
    const int ceiling = qMax(1, qMax(look.ceiling, greatest(look.values)));
    const qreal step = (rect.width() - headroom) / static_cast<qreal>(places - 1);
    const qsizetype first = look.align == CurveLook::Align::Right ? places - count : 0;
    QPolygonF points;
    points.reserve(count);
    for (qsizetype i = 0; i < count; ++i) {
        const qreal part = static_cast<qreal>(qMax(0, look.values.at(i))) / ceiling;
        points.append(QPointF(rect.left() + step * static_cast<qreal>(first + i),
            rect.bottom() - part * (rect.height() - headroom)));
    }
    return points;
}

void drawCurve(QPainter &painter, const QRectF &rect, const CurveLook &look, const Tokens &tokens)
{
    QPolygonF points = curvePoints(rect, look);
    if (points.isEmpty()) {
        return;
    }
    if (points.size() == 1) {
        // One point alone would be a speck.
        const bool toTheLeft = look.align == CurveLook::Align::Right;
        points.append(points.first() + QPointF(toTheLeft ? -shortest : shortest, 0));
        if (toTheLeft) {
            std::swap(points.first(), points.last());
        }
    }
    const QColor colour = look.stale ? tokens.stale : tokens.accent;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);

    QPainterPath area;
    area.addPolygon(points);
    area.lineTo(points.last().x(), rect.bottom());
    area.lineTo(points.first().x(), rect.bottom());
    area.closeSubpath();
    QColor ground = colour;
    ground.setAlphaF(areaOpacity);
    painter.fillPath(area, ground);

    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points);
    if (look.stale) {
        QPen dashes(colour, 1, Qt::CustomDashLine, Qt::FlatCap);
        dashes.setDashPattern({3, 3});
        painter.setPen(dashes);
        const qreal x = std::floor(points.last().x()) + 0.5;
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, rect.top()));
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(points.last(), pointRadius, pointRadius);
    }
    painter.restore();
}

void drawBars(QPainter &painter, const QRectF &rect, const QList<int> &values, bool lastUnfinished,
    const Tokens &tokens)
{
    const int ceiling = qMax(1, greatest(values));
    const qreal step = rect.width() / static_cast<qreal>(qMax<qsizetype>(1, values.size()));
    const qreal gap = qMin(6.0, step / 4);
    for (qsizetype i = 0; i < values.size(); ++i) {
        const qreal height = rect.height() * qMax(0, values.at(i)) / ceiling;
        QColor colour = tokens.accent;
        colour.setAlphaF(lastUnfinished && i + 1 == values.size() ? 0.35F : 0.75F);
        // What was counted is never drawn as nothing.
        const qreal shown = values.at(i) > 0 ? qMax(1.0, height) : 0;
        painter.fillRect(
            QRectF(rect.left() + step * static_cast<qreal>(i), rect.bottom() - shown, step - gap, shown),
            colour);
    }
}

} // namespace cordboard::console::paint
