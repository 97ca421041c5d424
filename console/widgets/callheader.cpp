// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/callheader.h"

#include "console/models/callcolumns.h"
#include "console/paint/marks.h"
#include "console/paint/timecells.h"
#include "console/theme/icons.h"

#include <QPainter>

namespace cordboard::console {
namespace {

constexpr int cellLeft = Metrics::gapBlock;
constexpr int stateLeft = 26; ///< above the lamps
constexpr int arrow = 12;

} // namespace

CallHeader::CallHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setSectionsClickable(true);
    setSortIndicatorShown(true);
}

void CallHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Tokens &tokens = m_theme.tokens();
    painter->save();
    painter->fillRect(rect, tokens.alt);
    paint::drawHairline(*painter, rect, Qt::BottomEdge, tokens.hair);
    const auto column = static_cast<CallColumn>(section);
    const bool right = column == CallColumn::InState || column == CallColumn::Total;
    const int left = column == CallColumn::State ? stateLeft : cellLeft;
    const QRect words =
        right ? rect.adjusted(0, 0, -static_cast<int>(paint::pillPadding), 0) : rect.adjusted(left, 0, 0, 0);
    const bool sorted = sortIndicatorSection() == section;
    const QFontMetrics metrics(m_theme.fonts().small);
    const int room = words.width() - (sorted ? arrow + Metrics::gapInside : 0);
    const QString title =
        metrics.elidedText(model()->headerData(section, Qt::Horizontal).toString(), Qt::ElideRight, room);
    painter->setFont(m_theme.fonts().small);
    painter->setPen(tokens.text2);
    painter->drawText(
        words, static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter), title);
    if (sorted) {
        const int width = metrics.horizontalAdvance(title);
        const int x = right ? words.right() - width - arrow - Metrics::gapInside
                            : words.left() + width + Metrics::gapInside;
        const Icon icon = sortIndicatorOrder() == Qt::AscendingOrder ? Icon::Down : Icon::Up;
        painter->drawPixmap(QPoint(x, rect.top() + (rect.height() - arrow) / 2 + 1),
            icons::pixmap(icon, tokens.text2, arrow, devicePixelRatioF()));
    }
    painter->restore();
}

} // namespace cordboard::console
