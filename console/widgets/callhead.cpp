// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/callhead.h"

#include "console/models/callcolumns.h"
#include "console/paint/cord.h"
#include "console/paint/lamp.h"
#include "console/paint/timecells.h"
#include "console/text/times.h"
#include "console/text/visible.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int margin = Metrics::marginPane;
constexpr int textLeft = margin + Metrics::lampLarge + Metrics::gap;
constexpr int cordLeft = margin + 4;
constexpr int cordWidth = 20;
constexpr int betweenParties = 26;

void drawText(QPainter &painter, const QRect &rect, const QString &text, const QFont &font,
    const QColor &colour, Qt::Alignment alignment = Qt::AlignLeft)
{
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
        QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
}

paint::CordKind cordOf(const CallRow &row)
{
    switch (row.state) {
    case ShownState::Ringing:
        return paint::CordKind::Ringing;
    case ShownState::Talking:
        return paint::CordKind::Talking;
    case ShownState::Held:
        return paint::CordKind::Held;
    case ShownState::Transferring:
        return paint::CordKind::Leaving;
    case ShownState::Ended:
        return paint::CordKind::Apart;
    }
    Q_UNREACHABLE();
}

/// Of a transfer of ours we know who stays.
std::optional<LegRole> whoStays(const CallRow &row)
{
    if (row.state != ShownState::Transferring || row.goesTo.isEmpty()) {
        return std::nullopt;
    }
    return row.stays;
}

} // namespace

QString partyDoes(const CallRow &row, bool caller, const QString &elsewhere)
{
    switch (row.state) {
    case ShownState::Ringing:
        return caller ? CallHead::tr("calls") : CallHead::tr("rings");
    case ShownState::Talking:
        return CallHead::tr("talks");
    case ShownState::Held: {
        const bool waits = row.waiting == text::HeldSide::Both
            || row.waiting == (caller ? text::HeldSide::Caller : text::HeldSide::Callee);
        if (waits) {
            return CallHead::tr("waits");
        }
        return elsewhere.isEmpty() ? CallHead::tr("holds")
                                   : CallHead::tr("talks with %1").arg(text::inSentence(elsewhere));
    }
    case ShownState::Transferring: {
        const auto stays = whoStays(row);
        if (!stays) {
            return {};
        }
        return (*stays == LegRole::Caller) == caller ? CallHead::tr("stays")
                                                     : CallHead::tr("leaves when answered");
    }
    case ShownState::Ended:
        return {};
    }
    Q_UNREACHABLE();
}

CallHead::CallHead(const Theme &theme, Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(std::move(clock))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void CallHead::show(const Look &look)
{
    m_look = look;
    describe();
    update();
}

void CallHead::tick() { update(0, 0, width(), topHeight()); }

void CallHead::describe()
{
    if (!m_look.row) {
        setAccessibleName({});
        return;
    }
    const CallRow &row = *m_look.row;
    setAccessibleName(
        tr("%1: %2 and %3")
            .arg(stateText(row), text::inSentence(row.caller.name), text::inSentence(row.callee.name)));
    setAccessibleDescription(spokenRow(row, m_clock(), m_look.lit, 0, m_look.journeyCalls));
}

int CallHead::topHeight() const
{
    return margin
        + qMax(Metrics::lampLarge, m_theme.metrics().lineBase * 13 / 10 + m_theme.metrics().lineSmall) + 8;
}

int CallHead::partyHeight() const { return m_theme.metrics().lineBase + m_theme.metrics().lineSmall; }

QRect CallHead::partyRect(bool caller) const
{
    const int top = topHeight() + 8 + (caller ? 0 : partyHeight() + betweenParties);
    return {textLeft, top, width() - textLeft - margin, partyHeight()};
}

QSize CallHead::sizeHint() const { return {344, topHeight() + 8 + 2 * partyHeight() + betweenParties}; }

void CallHead::paintEvent(QPaintEvent *)
{
    if (m_look.row) {
        QPainter painter(this);
        paintTop(painter);
        paintParties(painter);
    }
}

void CallHead::paintTop(QPainter &painter) const
{
    const CallRow &row = *m_look.row;
    const Tokens &tokens = m_theme.tokens();
    const Fonts &fonts = m_theme.fonts();
    const bool off = m_look.stale || row.hasEnded();
    const int bigHeight = QFontMetrics(fonts.big).height();
    const int smallHeight = m_theme.metrics().lineSmall;
    paint::drawLamp(painter, QRectF(margin, margin, Metrics::lampLarge, Metrics::lampLarge),
        {.lamp = paint::lampOf(row.state, row.failure.has_value()), .lit = m_look.lit, .stale = off}, tokens);

    QFont big = fonts.big;
    if (off) {
        big.setWeight(QFont::Normal);
    }
    const QColor ink = off ? tokens.stale : tokens.text;
    const QColor quiet = off ? tokens.stale : tokens.text2;
    const int top = margin + (Metrics::lampLarge - bigHeight - smallHeight) / 2;
    const QRect first(textLeft, top, width() - textLeft - margin, bigHeight);
    const QRect second(textLeft, top + bigHeight, first.width(), smallHeight);
    const qint64 now = m_clock();
    const paint::TimeCells cells(big);
    const QString time = text::duration(inState(row, now));
    cells.draw(painter, first, time, ink);
    drawText(painter, first.adjusted(0, 0, -qRound(cells.width(time)) - Metrics::gap, 0), stateText(row), big,
        ink);

    QString where = text::visibleText(row.live.call.node.text());
    if (!row.journey.isEmpty() && m_look.journeyCalls > 1) {
        where += tr(" · journey %1, %n calls", nullptr, m_look.journeyCalls).arg(row.journey);
    }
    const QString total = row.startedAt ? tr("%1 in all").arg(text::duration(inAll(row, now))) : QString();
    const int totalWidth = QFontMetrics(fonts.small).horizontalAdvance(total);
    drawText(painter, second, total, fonts.small, quiet, Qt::AlignRight);
    drawText(painter, second.adjusted(0, 0, -totalWidth - Metrics::gap, 0), where, fonts.small, quiet);
}

void CallHead::paintParties(QPainter &painter) const
{
    const CallRow &row = *m_look.row;
    const Tokens &tokens = m_theme.tokens();
    const Fonts &fonts = m_theme.fonts();
    const bool off = m_look.stale || row.hasEnded();
    const auto lamp = paint::lampOf(row.state, false);
    const QColor stateInk = off ? tokens.stale : paint::inkOf(lamp, tokens);
    const QRect callerRect = partyRect(true);
    const QRect calleeRect = partyRect(false);
    const qreal lineMiddle = m_theme.metrics().lineBase / 2.0;
    // The cord hangs from the middle of one name to the middle of the other. It leaves at its second end.
    QRectF cord(cordLeft, callerRect.top() + lineMiddle - paint::cordEnd, cordWidth,
        calleeRect.top() - callerRect.top() + 2 * paint::cordEnd);
    painter.save();
    if (whoStays(row) == LegRole::Callee) {
        painter.translate(0, 2 * cord.center().y());
        painter.scale(1, -1);
    }
    paint::drawCord(painter, cord, cordOf(row), stateInk);
    painter.restore();

    for (const bool caller : {true, false}) {
        const QRect rect = caller ? callerRect : calleeRect;
        const PartyText &party = caller ? row.caller : row.callee;
        const QRect first(rect.left(), rect.top(), rect.width(), m_theme.metrics().lineBase);
        const QRect second(rect.left(), first.bottom() + 1, rect.width(), m_theme.metrics().lineSmall);
        drawText(
            painter, first, party.name, off ? fonts.base : fonts.strong, off ? tokens.stale : tokens.text);
        const QString does = partyDoes(row, caller, caller ? m_look.callerElsewhere : m_look.calleeElsewhere);
        const bool waits = row.state == ShownState::Held
            && (row.waiting == text::HeldSide::Both
                || row.waiting == (caller ? text::HeldSide::Caller : text::HeldSide::Callee));
        const int doesWidth = qMin(QFontMetrics(fonts.small).horizontalAdvance(does), rect.width() * 2 / 3);
        drawText(painter, QRect(second.right() - doesWidth, second.top(), doesWidth + 1, second.height()),
            does, fonts.small,
            waits     ? stateInk
                : off ? tokens.stale
                      : tokens.text2,
            Qt::AlignRight);
        drawText(painter, second.adjusted(0, 0, -doesWidth - Metrics::gap, 0), party.number, fonts.small,
            off ? tokens.stale : tokens.text2);
    }
}

bool CallHead::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_look.row) {
        const auto *const help = static_cast<QHelpEvent *>(event);
        for (const bool caller : {true, false}) {
            if (partyRect(caller).contains(help->pos())) {
                const PartyText &party = caller ? m_look.row->caller : m_look.row->callee;
                QToolTip::showText(help->globalPos(), text::plainToolTip(party.name % u'\n' % party.number),
                    this, partyRect(caller));
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace cordboard::console
