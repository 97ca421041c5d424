// SPDX-License-Identifier: Apache-2.0
#include "console/paint/timecells.h"

#include "console/theme/metrics.h"

#include <QGlyphRun>
#include <QPainter>

#include <cmath>

namespace cordboard::console::paint {
namespace {

void fillRounded(QPainter &painter, const QRectF &rect, const QColor &ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, Metrics::radius, Metrics::radius);
    painter.restore();
}

} // namespace

TimeCells::TimeCells(const QFont &font)
    : m_font(font)
    , m_metrics(font)
    , m_raw(QRawFont::fromFont(font))
{
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        m_digit = qMax(m_digit, m_metrics.horizontalAdvance(QChar(digit)));
    }
}

qreal TimeCells::cell(QChar character) const
{
    return character >= u'0' && character <= u'9' ? m_digit : m_metrics.horizontalAdvance(character);
}

qreal TimeCells::width(const QString &text) const
{
    qreal width = 0;
    for (const QChar character : text) {
        width += cell(character);
    }
    return width;
}

qreal TimeCells::baseline(const QRectF &rect) const
{
    return qRound(rect.center().y() + (m_metrics.ascent() - m_metrics.descent()) / 2);
}

void TimeCells::draw(QPainter &painter, const QRectF &rect, const QString &text, const QColor &colour,
    Qt::Alignment alignment) const
{
    qreal x = alignment.testFlag(Qt::AlignLeft) ? rect.left() : rect.right() - width(text);
    QList<QPointF> positions;
    positions.reserve(text.size());
    for (const QChar character : text) {
        const qreal space = cell(character);
        positions.append(QPointF(x + (space - m_metrics.horizontalAdvance(character)) / 2, baseline(rect)));
        x += space;
    }
    painter.save();
    painter.setPen(colour);
    const QList<quint32> glyphs = m_raw.glyphIndexesForString(text);
    if (glyphs.size() == text.size() && !glyphs.contains(0)) {
        QGlyphRun run;
        run.setRawFont(m_raw);
        run.setGlyphIndexes(glyphs);
        run.setPositions(positions);
        painter.drawGlyphRun(QPointF(0, 0), run);
    } else {
        painter.setFont(m_font);
        for (qsizetype i = 0; i < text.size(); ++i) {
            painter.drawText(positions.at(i), QString(text.at(i)));
        }
    }
    painter.restore();
}

void TimeCells::drawPill(QPainter &painter, const QRectF &rect, const QString &text, const QColor &colour,
    const QColor &ground) const
{
    const qreal height = qMin(rect.height(), std::ceil(m_metrics.height()) + 2);
    const qreal length = width(text) + 2 * pillPadding;
    fillRounded(painter,
        QRectF(rect.right() + pillPadding - length, qRound(rect.center().y() - height / 2), length, height),
        ground);
    draw(painter, rect, text, colour);
}

void drawPill(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
    const QColor &colour, const QColor &ground)
{
    fillRounded(painter, rect, ground);
    painter.save();
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter.restore();
}

} // namespace cordboard::console::paint
