// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/sentencebox.h"

#include "console/paint/cord.h"
#include "console/paint/marks.h"
#include "console/theme/icons.h"

#include <QPainter>
#include <QVBoxLayout>

namespace cordboard::console {
namespace {

constexpr int padding = Metrics::gapBlock;
constexpr int vertical = Metrics::gap;
constexpr int textLeft = padding + Metrics::icon + Metrics::gap;
constexpr int cordWidth = 76;
constexpr int hollowDot = 8;

} // namespace

SentenceBox::SentenceBox(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(new MarkedLabel(theme, this))
{
    m_label->setFewestLines(2);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(textLeft, vertical, padding, vertical);
    column->addWidget(m_label);
    connect(&m_theme, &Theme::changed, this, [this] { show(m_look); });
}

void SentenceBox::show(const Look &look)
{
    m_look = look;
    m_label->setSentence(look.sentence);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, look.isComplete ? m_theme.tokens().text : m_theme.tokens().text2);
    m_label->setPalette(colours);
    layout()->setContentsMargins(textLeft, vertical + cordHeight(), padding, vertical);
    setAccessibleName(m_label->text());
    update();
}

int SentenceBox::cordHeight() const
{
    return m_look.first.isEmpty() ? 0 : m_theme.metrics().lineBase + Metrics::gap;
}

void SentenceBox::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    paint::drawNoteGround(painter, rect(), m_look.isComplete ? tokens.sel : tokens.selq);
    if (!m_look.first.isEmpty()) {
        paintCord(painter);
    }
    const int top = m_label->y() + (m_theme.metrics().lineBase - Metrics::icon) / 2;
    painter.drawPixmap(
        QPoint(padding, top), icons::pixmap(Icon::Info, tokens.accent, Metrics::icon, devicePixelRatioF()));
}

void SentenceBox::paintCord(QPainter &painter) const
{
    const Tokens &tokens = m_theme.tokens();
    const QFontMetrics strong(m_theme.fonts().strong);
    const QFontMetrics base(m_theme.fonts().base);
    const int line = m_theme.metrics().lineBase;
    const int room = (width() - 2 * padding - cordWidth - 2 * Metrics::gap) / 3;
    const QString first = strong.elidedText(m_look.first, Qt::ElideRight, room);
    const QString second = strong.elidedText(m_look.second, Qt::ElideRight, room);
    const int firstWidth = strong.horizontalAdvance(first);
    const int leavesRoom = width() - 2 * padding - firstWidth - cordWidth - strong.horizontalAdvance(second)
        - hollowDot - 5 * Metrics::gap;
    const QString leaves = base.elidedText(m_look.leaves, Qt::ElideRight, leavesRoom);
    const auto draw = [&](int left, int width, const QString &text, const QFont &font, const QColor &colour,
                          Qt::Alignment alignment) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(
            QRect(left, vertical, width, line), static_cast<int>(alignment | Qt::AlignVCenter), text);
    };
    draw(padding, room, first, m_theme.fonts().strong, tokens.text, Qt::AlignLeft);
    const int cordLeft = padding + firstWidth + Metrics::gap;
    paint::drawCord(
        painter, QRectF(cordLeft, vertical, cordWidth, line), paint::CordKind::Talking, tokens.accent);
    draw(cordLeft + cordWidth + Metrics::gap, room, second, m_theme.fonts().strong, tokens.text,
        Qt::AlignLeft);
    const int leavesWidth = base.horizontalAdvance(leaves);
    const int leavesLeft = width() - padding - leavesWidth;
    draw(leavesLeft, leavesWidth + 1, leaves, m_theme.fonts().base, tokens.text2, Qt::AlignLeft);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(
        leavesLeft - Metrics::gap - hollowDot, vertical + (line - hollowDot) / 2.0, hollowDot, hollowDot));
}

} // namespace cordboard::console
