// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/sentencebox.h"

#include "console/paint/cord.h"
#include "console/paint/marks.h"
#include "console/theme/icons.h"

#include <QAccessible>
#include <QPainter>
#include <QtMath>

namespace cordboard::console {
namespace {

constexpr QChar begin(0xE000); // of the private use area: visible text has none of it
constexpr QChar end(0xE001);
constexpr int padding = Metrics::gapBlock;
constexpr int vertical = Metrics::gap;
constexpr int textLeft = padding + Metrics::icon + Metrics::gap;
constexpr int cordWidth = 76;

} // namespace

QString strongName(const QString &name) { return begin + name + end; }

QString withoutMarks(QString sentence) { return sentence.remove(begin).remove(end); }

SentenceBox::SentenceBox(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&m_theme, &Theme::changed, this, [this] { update(); });
}

void SentenceBox::show(const Look &look)
{
    m_look = look;
    setAccessibleName(sentence());
    updateGeometry();
    update();
}

QString SentenceBox::sentence() const { return withoutMarks(m_look.sentence); }

QSize SentenceBox::sizeHint() const { return {524, heightForWidth(524)}; }

int SentenceBox::cordHeight() const
{
    return m_look.first.isEmpty() ? 0 : m_theme.metrics().lineBase + Metrics::gap;
}

int SentenceBox::heightForWidth(int width) const
{
    QTextLayout layout;
    layOut(layout, width - textLeft - padding);
    return qCeil(layout.boundingRect().height()) + cordHeight() + 2 * vertical;
}

void SentenceBox::layOut(QTextLayout &layout, int width) const
{
    QString plain;
    QList<QTextLayout::FormatRange> strong;
    for (const QChar c : m_look.sentence) {
        if (c == begin) {
            QTextLayout::FormatRange range;
            range.start = static_cast<int>(plain.size());
            range.format.setFontWeight(QFont::DemiBold);
            strong.append(range);
        } else if (c == end) {
            strong.last().length = static_cast<int>(plain.size()) - strong.last().start;
        } else {
            plain += c;
        }
    }
    layout.setText(plain);
    layout.setFont(m_theme.fonts().base);
    layout.setFormats(strong);
    layout.beginLayout();
    qreal top = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, top});
        top += line.height();
    }
    layout.endLayout();
}

void SentenceBox::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    const Fonts &fonts = m_theme.fonts();
    QPainter painter(this);
    paint::drawNoteGround(painter, rect(), m_look.isComplete ? tokens.sel : tokens.selq);
    int top = vertical;
    if (!m_look.first.isEmpty()) {
        const int line = m_theme.metrics().lineBase;
        const QFontMetrics metrics(fonts.strong);
        const int third = (width() - 2 * padding - cordWidth) / 3;
        const QString first = metrics.elidedText(m_look.first, Qt::ElideRight, third);
        const QString second = metrics.elidedText(m_look.second, Qt::ElideRight, third);
        painter.setFont(fonts.strong);
        painter.setPen(tokens.text);
        int left = padding;
        painter.drawText(QRect(left, top, third, line), Qt::AlignLeft | Qt::AlignVCenter, first);
        left += metrics.horizontalAdvance(first) + Metrics::gap;
        paint::drawCord(painter, QRectF(left, top, cordWidth, line), paint::CordKind::Talking, tokens.accent);
        left += cordWidth + Metrics::gap;
        painter.drawText(QRect(left, top, third, line), Qt::AlignLeft | Qt::AlignVCenter, second);
        const QFontMetrics base(fonts.base);
        const QString leaves = base.elidedText(m_look.leaves, Qt::ElideRight, third);
        painter.setFont(fonts.base);
        painter.setPen(tokens.text2);
        painter.drawText(
            QRect(width() - padding - third, top, third, line), Qt::AlignRight | Qt::AlignVCenter, leaves);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal dot = width() - padding - base.horizontalAdvance(leaves) - Metrics::gap - 5;
        painter.drawEllipse(QPointF(dot, top + line / 2.0), 4, 4);
        top += line + Metrics::gap;
    }
    const int iconTop = top + (m_theme.metrics().lineBase - Metrics::icon) / 2;
    painter.drawPixmap(QPoint(padding, iconTop),
        icons::pixmap(Icon::Info, tokens.accent, Metrics::icon, devicePixelRatioF()));
    QTextLayout layout;
    layOut(layout, width() - textLeft - padding);
    painter.setPen(m_look.isComplete ? tokens.text : tokens.text2);
    layout.draw(&painter, QPointF(textLeft, top));
}

} // namespace cordboard::console
