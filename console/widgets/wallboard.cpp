// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/wallboard.h"

#include "console/paint/curve.h"
#include "console/paint/lamp.h"
#include "console/paint/marks.h"
#include "console/paint/timecells.h"
#include "console/text/times.h"
#include "console/text/visible.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

/// Parts of 54 of the height.
constexpr qreal margin = 2.8;
constexpr qreal headBottom = 6;
constexpr qreal figuresBottom = 15.2;
constexpr qreal rowsTop = 19.2;
constexpr qreal rowHeight = 4.6;
constexpr qreal lampSize = 2.6;
constexpr qsizetype mostRows = 6;
constexpr qreal leastWord = 0.19; ///< of the list's width
/// Where the list ends and the curve begins, as parts of the width.
constexpr qreal listPart = 0.684;
constexpr qreal curvePart = 0.717;

const Tokens &dark() { return tokens(Scheme::Dark); }

void draw(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
    Qt::Alignment alignment = Qt::AlignLeft)
{
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
        QFontMetricsF(font).elidedText(text, Qt::ElideRight, rect.width()));
}

/// From an hour on without seconds, or it would not fit.
std::pair<QString, QString> longestFigure(std::optional<std::chrono::milliseconds> longest)
{
    if (!longest || *longest < std::chrono::hours(1)) {
        return {text::duration(longest), Wallboard::tr("longest")};
    }
    const QString time = text::duration(longest);
    return {time.left(time.lastIndexOf(u':')), Wallboard::tr("longest, h:min")};
}

QString wordOf(const CallRow &call)
{
    if (!call.failure) {
        return stateText(call);
    }
    QString heading = text::failedHeading(kindOf(call.failure->request.what));
    return heading.endsWith(u'.') ? heading.chopped(1) : heading;
}

} // namespace

Wallboard::Wallboard(const CallListModel &calls, const CallStore &store, Clock clock, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_calls(calls)
    , m_store(store)
    , m_clock(std::move(clock))
{
    setWindowTitle(tr("Wallboard"));
    setAccessibleName(tr("Wallboard"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    resize(1280, 720);
}

void Wallboard::show(const Look &look)
{
    m_look = look;
    const Figures &figures = look.figures.calls;
    setAccessibleDescription(
        tr("%n calls, ", nullptr, figures.calls) + tr("%n need attention", nullptr, figures.attention));
    update();
}

QFont Wallboard::font(qreal part, bool strong) const
{
    QFont made = QWidget::font();
    made.setPixelSize(std::max(unit(part), 1));
    made.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return made;
}

int Wallboard::unit(qreal parts) const { return qRound(parts * height() / 54.0); }

QList<Wallboard::Row> Wallboard::waiting() const
{
    QList<Row> rows;
    const qint64 now = m_clock();
    for (const CallRowPtr &row : m_store.rows()) {
        if (needsAttention(*row, m_calls.order().rules, now)) {
            rows.append({row, inState(*row, now)});
        }
    }
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return a.time != b.time ? a.time > b.time : a.call->id() < b.call->id();
    });
    return rows;
}

void Wallboard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), dark().base);
    paintHead(painter);
    paintFigures(painter);
    paintRows(painter);
    paintCurve(painter);
    paintNodes(painter);
}

void Wallboard::paintHead(QPainter &painter) const
{
    const QRectF line(unit(margin), 0, width() - 2 * unit(margin), unit(headBottom));
    const QRectF words = line.adjusted(0, unit(0.6), 0, 0);
    draw(painter, words, text::visibleText(m_look.title), font(1.5, true), dark().text);
    const QString clock = QTime::currentTime().toString(u"HH:mm:ss"_s);
    const QFont clockFont = font(1.8, true);
    const paint::TimeCells cells(clockFont);
    cells.draw(painter, words, clock, dark().text);
    const Feed &feed = m_look.feed;
    QString connection = text::connectionWord(linkWord(feed), feed.retryIn);
    if (feed.age) {
        connection += u", "_s + text::dataAge(*feed.age);
    }
    const QRectF state = words.adjusted(0, 0, -cells.width(clock) - unit(3), 0);
    draw(
        painter, state, connection, font(1.5), feed.isFresh ? dark().text2 : dark().fail.ink, Qt::AlignRight);
    const qreal left = state.right() - QFontMetricsF(font(1.5)).horizontalAdvance(connection) - unit(1.4);
    paint::drawLight(
        painter, QRectF(left, state.center().y() - unit(0.4), unit(0.8), unit(0.8)), feed.isFresh, dark());
    paint::drawHairline(painter, line, Qt::BottomEdge, dark().hair);
}

void Wallboard::paintFigures(QPainter &painter) const
{
    const bool stale = m_look.figures.stale;
    const Figures &calls = m_look.figures.calls;
    const QRectF band(
        unit(margin), unit(headBottom), width() - 2 * unit(margin), unit(figuresBottom - headBottom));
    const auto number = [this](qint64 value) { return locale().toString(value); };
    const QList<std::pair<QString, QString>> figures{
        {number(calls.attention), tr("need attention", nullptr, calls.attention)},
        {number(calls.calls), tr("calls now", nullptr, calls.calls)}, {number(calls.ringing), tr("ringing")},
        {number(calls.held), tr("held")}, longestFigure(calls.longest),
        {m_look.figures.startedLastHour ? number(*m_look.figures.startedLastHour) : u"–"_s,
            tr("started, last hour")}};
    const qreal share = band.width() / static_cast<qreal>(figures.size());
    for (qsizetype i = 0; i < figures.size(); ++i) {
        QRectF cell(band.left() + static_cast<qreal>(i) * share, band.top(), share, band.height());
        if (i == 0) {
            const qreal size = unit(4.4);
            paint::drawLamp(painter, QRectF(cell.left(), cell.center().y() - size / 2, size, size),
                {.lamp = paint::Lamp::Attention, .lit = calls.attention > 0, .stale = stale}, dark());
            cell.setLeft(cell.left() + size + unit(1.2));
        } else {
            paint::drawHairline(
                painter, cell.adjusted(0, unit(1.6), 0, -unit(1.6)), Qt::LeftEdge, dark().hair);
            cell.setLeft(cell.left() + unit(1.6));
        }
        const QFont figureFont = font(3.6, !stale);
        paint::TimeCells(figureFont)
            .draw(painter, QRectF(cell.left(), cell.top() + unit(1.2), cell.width(), unit(4.4)),
                figures.at(i).first, stale ? dark().stale : dark().text, Qt::AlignLeft);
        draw(painter, QRectF(cell.left(), cell.top() + unit(5.8), cell.width() - unit(0.5), unit(1.8)),
            figures.at(i).second, font(1.2), stale ? dark().stale : dark().text2);
    }
    paint::drawHairline(painter, band, Qt::BottomEdge, dark().hair);
}

void Wallboard::paintRows(QPainter &painter) const
{
    const bool stale = m_look.figures.stale;
    const QRectF column(unit(margin), 0, width() * listPart - unit(margin), height());
    draw(painter, QRectF(column.left(), unit(figuresBottom + 1.4), column.width(), unit(1.8)),
        tr("Need attention"), font(1.1), dark().text2);
    const QList<Row> rows = waiting();
    if (rows.isEmpty()) {
        draw(painter, QRectF(column.left(), unit(rowsTop), column.width(), unit(rowHeight)),
            tr("Nobody waits."), font(1.5), dark().text2);
    }
    const qsizetype shown = std::min(rows.size(), mostRows);
    const qreal wordLeft = column.left() + unit(lampSize) + unit(1.2);
    qreal widest = column.width() * leastWord;
    for (qsizetype i = 0; i < shown; ++i) {
        widest = std::max(
            widest, QFontMetricsF(font(1.45, true)).horizontalAdvance(wordOf(*rows.at(i).call)) + unit(1.2));
    }
    const qreal callerLeft = wordLeft + widest;
    for (qsizetype i = 0; i < shown; ++i) {
        const CallRow &call = *rows.at(i).call;
        const auto lamp = paint::lampOf(call.state, call.failure.has_value());
        const QRectF line(column.left(), unit(rowsTop) + static_cast<qreal>(i) * unit(rowHeight),
            column.width(), unit(rowHeight));
        const QColor ink = stale ? dark().stale : paint::inkOf(lamp, dark());
        const qreal size = unit(lampSize);
        paint::drawLamp(painter, QRectF(line.left(), line.center().y() - size / 2, size, size),
            {.lamp = lamp, .lit = true, .stale = stale}, dark());
        const qreal calleeLeft = line.left() + line.width() * 0.629;
        const qreal timeLeft = line.right() - unit(6.5);
        draw(painter, QRectF(wordLeft, line.top(), callerLeft - wordLeft, line.height()), wordOf(call),
            font(1.45, true), ink);
        draw(painter, QRectF(callerLeft, line.top(), calleeLeft - callerLeft - unit(1.2), line.height()),
            call.caller.name, font(1.45), stale ? dark().stale : dark().text);
        draw(painter, QRectF(calleeLeft, line.top(), timeLeft - calleeLeft - unit(0.6), line.height()),
            call.callee.name, font(1.45), stale ? dark().stale : dark().text2);
        paint::TimeCells(font(1.9, true)).draw(painter, line, text::duration(rows.at(i).time), ink);
        paint::drawHairline(painter, line, Qt::BottomEdge, dark().hair);
    }
    if (rows.size() > mostRows) {
        const qreal top = unit(rowsTop) + static_cast<qreal>(mostRows) * unit(rowHeight);
        draw(painter, QRectF(column.left(), top, column.width(), unit(2.6)),
            tr("and %n more", nullptr, static_cast<int>(rows.size() - mostRows)), font(1.2), dark().text2);
    }
}

void Wallboard::paintCurve(QPainter &painter) const
{
    const QRectF column(width() * curvePart, 0, width() * (1 - curvePart) - unit(margin), height());
    draw(painter, QRectF(column.left(), unit(figuresBottom + 1.4), column.width(), unit(1.8)),
        tr("Calls at once, most %1").arg(locale().toString(m_look.figures.most)), font(1.1), dark().text2);
    paint::CurveLook look;
    look.values = m_look.figures.curve;
    look.places = qBound(CallCurve::fewestPlaces, look.values.size(), CallCurve::places);
    look.stale = m_look.figures.stale;
    paint::drawCurve(painter,
        QRectF(column.left(), unit(rowsTop + 0.4), column.width(), unit(rowHeight * 4.6)), look, dark());
}

void Wallboard::paintNodes(QPainter &painter) const
{
    qreal left = unit(margin);
    const qreal middle = height() - unit(2.5);
    for (const NodeFigure &node : m_look.nodes) {
        const QString words = node.name % u" · "_s % tr("%n calls", nullptr, node.calls);
        const QFont small = font(1.0);
        const qreal wordsWidth = QFontMetricsF(small).horizontalAdvance(words);
        if (left + unit(1.3) + wordsWidth > width() - unit(margin)) {
            return;
        }
        paint::drawLight(
            painter, QRectF(left, middle - unit(0.3), unit(0.6), unit(0.6)), node.isHeard, dark());
        draw(painter, QRectF(left + unit(1.3), middle - unit(1), wordsWidth + 2, unit(2)), words, small,
            dark().text2);
        left += unit(1.3) + wordsWidth + unit(2);
    }
}

void Wallboard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F11) {
        Q_EMIT left();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace cordboard::console
