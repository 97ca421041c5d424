// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/rowdelegate.h"

#include "console/paint/cord.h"
#include "console/paint/lamp.h"
#include "console/paint/marks.h"

#include <QPainter>
#include <QWidget>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

/// Cells stand 12 px apart.
constexpr int cellLeft = Metrics::gapBlock;
constexpr int headingLeft = Metrics::gapBlock;
constexpr int cordLeft = 12;
constexpr int lampLeft = 26;

std::optional<paint::CordPart> cordPart(int cord)
{
    switch (static_cast<ListEntry::Cord>(cord)) {
    case ListEntry::Cord::None:
        return std::nullopt;
    case ListEntry::Cord::First:
        return paint::CordPart::First;
    case ListEntry::Cord::Middle:
        return paint::CordPart::Middle;
    case ListEntry::Cord::Last:
        return paint::CordPart::Last;
    }
    return std::nullopt;
}

} // namespace

RowDelegate::RowDelegate(const Theme &theme, const TableLook &look, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_look(look)
{
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto row = index.data(CallListModel::CallRole).value<CallRowPtr>();
    painter->save();
    painter->setClipRect(option.rect);
    if (!row) {
        paintHeading(*painter, option, index);
    } else {
        const bool stale = index.data(CallListModel::StaleRole).toBool();
        const bool focused = option.widget && option.widget->hasFocus();
        paint::drawRowGround(*painter, option.rect,
            {.selected = option.state.testFlag(QStyle::State_Selected),
                .focused = focused,
                .hovered = m_look.hoveredRow == index.row(),
                .section = false,
                .firstCell = index.column() == 0,
                .stale = stale},
            m_theme.tokens());
        paintCell(
            *painter, {row.get(), option.rect, index, index.data(CallListModel::LitRole).toBool(), stale});
    }
    painter->restore();
}

void RowDelegate::paintHeading(
    QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    paint::drawRowGround(painter, option.rect, {.section = true}, tokens);
    // Every cell paints its part of one line that begins in the first.
    const auto *const view = qobject_cast<const QWidget *>(option.widget);
    const QRect line(
        headingLeft, option.rect.top(), view ? view->width() : option.rect.width(), option.rect.height());
    const bool stale = index.data(CallListModel::StaleRole).toBool();
    const QString words = index.data(CallListModel::HeadingRole).toString();
    const QFont &font = m_theme.fonts().smallStrong;
    drawLine(painter, line, words, font, stale ? tokens.stale : tokens.text);
    const int width = QFontMetrics(font).horizontalAdvance(words);
    drawLine(painter, line.adjusted(width + Metrics::gap, 0, 0, 0),
        QLocale().toString(index.data(CallListModel::CountRole).toInt()), m_theme.fonts().small,
        stale ? tokens.stale : tokens.text2);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, m_look.isCompact ? m_theme.metrics().rowCompact : m_theme.metrics().rowComfortable};
}

QColor RowDelegate::inkFor(const Cell &cell, const QColor &colour) const
{
    return cell.stale || cell.row->hasEnded() ? m_theme.tokens().stale : colour;
}

const QFont &RowDelegate::fontFor(const Cell &cell) const
{
    return cell.lit && !cell.stale ? m_theme.fonts().strong : m_theme.fonts().base;
}

void RowDelegate::drawLine(QPainter &painter, const QRect &rect, const QString &text, const QFont &font,
    const QColor &colour, Qt::Alignment alignment)
{
    if (text.isEmpty() || rect.width() <= 0) {
        return;
    }
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
        metrics.elidedText(text, Qt::ElideRight, rect.width()));
}

void RowDelegate::drawLines(QPainter &painter, const QRect &rect, const QString &first,
    const QFont &firstFont, const QColor &firstColour, const QString &second,
    const QColor &secondColour) const
{
    if (second.isEmpty()) {
        drawLine(painter, rect, first, firstFont, firstColour);
        return;
    }
    const Metrics &metrics = m_theme.metrics();
    const int height = metrics.lineBase + metrics.lineSmall;
    const int top = rect.top() + (rect.height() - height) / 2;
    drawLine(painter, QRect(rect.left(), top, rect.width(), metrics.lineBase), first, firstFont, firstColour);
    drawLine(painter, QRect(rect.left(), top + metrics.lineBase, rect.width(), metrics.lineSmall), second,
        m_theme.fonts().small, secondColour);
}

void StateDelegate::paintCell(QPainter &painter, const Cell &cell) const
{
    const Tokens &tokens = theme().tokens();
    if (const auto part = cordPart(cell.index.data(CallListModel::CordRole).toInt())) {
        paint::drawCordPart(painter,
            QRectF(cell.rect.left() + cordLeft, cell.rect.top(), Metrics::cordGutter, cell.rect.height()),
            *part, cell.stale ? tokens.stale : tokens.accent);
    }
    const auto lamp = paint::lampOf(cell.row->state, cell.row->failure.has_value());
    const QRect square(cell.rect.left() + lampLeft,
        cell.rect.top() + (cell.rect.height() - Metrics::lamp) / 2, Metrics::lamp, Metrics::lamp);
    paint::drawLamp(painter, square,
        {.lamp = lamp, .lit = cell.lit, .stale = cell.stale || cell.row->hasEnded()}, tokens);
    // Talking is the normal state, and the quietest.
    const bool quiet = cell.row->state == ShownState::Talking && !cell.lit;
    const QColor ink = inkFor(cell, quiet ? tokens.text2 : tokens.text);
    const QColor second = inkFor(cell, cell.row->failure ? tokens.fail.ink : tokens.text2);
    drawLines(painter, cell.rect.adjusted(textLeft, 0, 0, 0), stateText(*cell.row), fontFor(cell), ink,
        look().isCompact ? QString() : noteText(*cell.row), second);
}

void PartyDelegate::paintCell(QPainter &painter, const Cell &cell) const
{
    const Tokens &tokens = theme().tokens();
    const QRect rect = cell.rect.adjusted(cellLeft, 0, 0, 0);
    const auto column = static_cast<CallColumn>(cell.index.column());
    const bool isCaller = column == CallColumn::Caller || column == CallColumn::CallerNumber;
    const PartyText &party = isCaller ? cell.row->caller : cell.row->callee;
    if (column == CallColumn::CallerNumber || column == CallColumn::CalleeNumber) {
        drawLine(
            painter, rect, cell.index.data().toString(), theme().fonts().base, inkFor(cell, tokens.text2));
        return;
    }
    drawLines(painter, rect, party.name, fontFor(cell), inkFor(cell, tokens.text),
        look().isCompact ? QString() : party.number, inkFor(cell, tokens.text2));
}

TimeDelegate::TimeDelegate(const Theme &theme, const TableLook &look, QObject *parent)
    : RowDelegate(theme, look, parent)
    , m_base(theme.fonts().base)
    , m_strong(theme.fonts().strong)
{
    connect(&theme, &Theme::changed, this, [this] {
        m_base = paint::TimeCells(this->theme().fonts().base);
        m_strong = paint::TimeCells(this->theme().fonts().strong);
    });
}

void TimeDelegate::paintCell(QPainter &painter, const Cell &cell) const
{
    const Tokens &tokens = theme().tokens();
    const QRectF rect = cell.rect.adjusted(0, 0, -static_cast<int>(paint::pillPadding), 0);
    const QString time = cell.index.data().toString();
    const bool inState = static_cast<CallColumn>(cell.index.column()) == CallColumn::InState;
    if (inState && cell.lit && !cell.stale && !cell.row->hasEnded()) {
        const auto lamp = paint::lampOf(cell.row->state, cell.row->failure.has_value());
        m_strong.drawPill(painter, rect, time, paint::inkOf(lamp, tokens), paint::tintOf(lamp, tokens));
        return;
    }
    const bool quiet = !inState || cell.row->state == ShownState::Talking;
    m_base.draw(painter, rect, time, inkFor(cell, quiet ? tokens.text2 : tokens.text));
}

void PlainDelegate::paintCell(QPainter &painter, const Cell &cell) const
{
    const Tokens &tokens = theme().tokens();
    const auto column = static_cast<CallColumn>(cell.index.column());
    const QColor colour = column == CallColumn::Journey               ? tokens.accent
        : column == CallColumn::Note && cell.row->failure.has_value() ? tokens.fail.ink
                                                                      : tokens.text2;
    drawLine(painter, cell.rect.adjusted(cellLeft, 0, 0, 0), cell.index.data().toString(),
        theme().fonts().base, inkFor(cell, colour));
}

} // namespace cordboard::console
