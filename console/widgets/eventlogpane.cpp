// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/eventlogpane.h"

#include "console/theme/icons.h"
#include "console/widgets/storyview.h"

#include <QHeaderView>
#include <QPainter>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

} // namespace

HappeningDelegate::HappeningDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void HappeningDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, option.widget && option.widget->hasFocus() ? tokens.sel : tokens.selq);
    }
    QRect rect = option.rect.adjusted(index.column() == 0 ? Metrics::marginPane : Metrics::gap, 0, 0, 0);
    const bool isText = index.column() == EventLogModel::Text;
    if (isText) {
        const auto happening = index.data(EventLogModel::HappeningRole).value<Happening>();
        painter->drawPixmap(QPoint(rect.left(), rect.top() + (rect.height() - Metrics::icon) / 2),
            icons::pixmap(iconOf(happening.kind), inkOf(happening.kind, tokens), Metrics::icon,
                option.widget ? option.widget->devicePixelRatioF() : 1.0));
        rect.setLeft(rect.left() + Metrics::icon + Metrics::gap);
    }
    const QFont &font = m_theme.fonts().small;
    painter->setFont(font);
    painter->setPen(isText ? tokens.text : tokens.text2);
    painter->drawText(rect, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
    painter->restore();
}

EventLogPane::EventLogPane(EventLogModel &model, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Event log"));
    setModel(&model);
    setItemDelegate(new HappeningDelegate(theme, this));
    setFrameShape(NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->hide();
    horizontalHeader()->setStretchLastSection(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    connect(&m_theme, &Theme::changed, this, &EventLogPane::restyle);
    restyle();
}

void EventLogPane::restyle()
{
    const QFontMetrics small(m_theme.fonts().small);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(m_theme.metrics().rowEvent);
    setColumnWidth(
        EventLogModel::Time, Metrics::marginPane + small.horizontalAdvance(u"00:00:00"_s) + Metrics::gap);
    setColumnWidth(EventLogModel::Node, small.horizontalAdvance(u"node-0000"_s) + Metrics::marginPane);
    viewport()->update();
}

} // namespace cordboard::console
