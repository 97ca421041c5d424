// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/numbertile.h"

#include "console/paint/lamp.h"
#include "console/paint/timecells.h"
#include "console/theme/style.h"

#include <QPainter>
#include <QStyleOptionToolButton>
#include <QtMath>

namespace cordboard::console {
namespace {

constexpr int padding = Metrics::marginPane;

} // namespace

NumberTile::NumberTile(Kind kind, const Theme &theme, QWidget *parent)
    : QToolButton(parent)
    , m_kind(kind)
    , m_theme(theme)
{
    setLook(this, ButtonLook::Tile);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(&m_theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void NumberTile::show(const QString &figure, const QString &word, bool lit, bool stale)
{
    const bool wider = figure.size() != m_figure.size() || word != m_word;
    m_figure = figure;
    m_word = word;
    m_lit = lit;
    m_stale = stale;
    setAccessibleName(figure + QLatin1Char(' ') + word);
    if (wider) {
        updateGeometry();
    }
    update();
}

void NumberTile::setClickable(bool clickable, const QString &toolTip)
{
    setFocusPolicy(clickable ? Qt::TabFocus : Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents, !clickable);
    setToolTip(toolTip);
}

int NumberTile::textLeft() const
{
    return padding + (m_kind == Kind::Attention ? Metrics::lampLarge + Metrics::gap : 0);
}

QSize NumberTile::sizeHint() const
{
    const int figure = qCeil(paint::TimeCells(m_theme.fonts().figure).width(m_figure));
    const int word = QFontMetrics(m_theme.fonts().small).horizontalAdvance(m_word);
    return {textLeft() + qMax(figure, word) + padding, m_theme.metrics().strip};
}

void NumberTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = QIcon();
    style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);

    const Tokens &tokens = m_theme.tokens();
    if (m_kind == Kind::Attention) {
        paint::drawLamp(painter,
            QRectF(padding, (height() - Metrics::lampLarge) / 2.0, Metrics::lampLarge, Metrics::lampLarge),
            {.lamp = paint::Lamp::Attention, .lit = m_lit, .stale = m_stale}, tokens);
    }
    QFont font = m_theme.fonts().figure;
    if (m_stale) {
        font.setWeight(QFont::Normal);
    }
    const int figureHeight = QFontMetrics(font).height();
    const int wordHeight = QFontMetrics(m_theme.fonts().small).height();
    const int top = (height() - figureHeight - wordHeight) / 2;
    const int left = textLeft();
    paint::TimeCells(font).draw(painter, QRectF(left, top, width() - left, figureHeight), m_figure,
        m_stale ? tokens.stale : tokens.text, Qt::AlignLeft);
    painter.setFont(m_theme.fonts().small);
    painter.setPen(m_stale ? tokens.stale : tokens.text2);
    painter.drawText(QRect(left, top + figureHeight, width() - left, wordHeight),
        Qt::AlignLeft | Qt::AlignVCenter, m_word);
}

} // namespace cordboard::console
