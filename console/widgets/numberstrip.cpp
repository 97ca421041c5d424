// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/numberstrip.h"

#include "console/paint/marks.h"
#include "console/text/times.h"

#include <QEvent>
#include <QPainter>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using Quick = CallFilter::Quick;

constexpr int leastCurve = 120;
constexpr int curveMargin = Metrics::gap;

} // namespace

NumberStrip::NumberStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_attention(new NumberTile(NumberTile::Kind::Attention, theme, this))
    , m_calls(new NumberTile(NumberTile::Kind::Plain, theme, this))
    , m_ringing(new NumberTile(NumberTile::Kind::Plain, theme, this))
    , m_held(new NumberTile(NumberTile::Kind::Plain, theme, this))
    , m_longest(new NumberTile(NumberTile::Kind::Plain, theme, this))
    , m_started(new NumberTile(NumberTile::Kind::Plain, theme, this))
    , m_most(new NumberTile(NumberTile::Kind::Plain, theme, this))
    , m_curve(new CurveView(theme, this))
    , m_connection(new ConnectionTile(theme, this))
{
    setAccessibleName(tr("Numbers"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_attention->setClickable(true, tr("Show only calls that need attention"));
    m_calls->setClickable(true, tr("Show all calls"));
    m_ringing->setClickable(true, tr("Show only ringing calls"));
    m_held->setClickable(true, tr("Show only held calls"));
    m_longest->setClickable(false, {});
    m_started->setClickable(false, {});
    m_most->setClickable(false, {});
    const auto filters = {std::pair{m_attention, Quick::Attention}, std::pair{m_calls, Quick::All},
        std::pair{m_ringing, Quick::Ringing}, std::pair{m_held, Quick::Held}};
    for (const auto &[tile, quick] : filters) {
        connect(tile, &QToolButton::clicked, this, [this, quick = quick] { Q_EMIT filterWanted(quick); });
    }
    connect(m_connection, &QToolButton::clicked, this, &NumberStrip::connectionWanted);
    connect(&m_theme, &Theme::changed, this, [this] {
        arrange();
        update();
    });
    show(StripFigures());
}

QList<NumberTile *> NumberStrip::tiles() const
{
    return {m_attention, m_calls, m_ringing, m_held, m_longest, m_started, m_most};
}

void NumberStrip::show(const StripFigures &figures)
{
    const Figures &calls = figures.calls;
    const auto number = [this](qint64 value) { return locale().toString(value); };
    m_attention->show(number(calls.attention), tr("need attention", nullptr, calls.attention),
        calls.attention > 0, figures.stale);
    m_calls->show(number(calls.calls), tr("calls now", nullptr, calls.calls), false, figures.stale);
    m_ringing->show(number(calls.ringing), tr("ringing"), false, figures.stale);
    m_held->show(number(calls.held), tr("held"), false, figures.stale);
    m_longest->show(text::duration(calls.longest), tr("longest"), false, figures.stale);
    m_started->show(figures.startedLastHour ? number(*figures.startedLastHour) : u"–"_s,
        tr("started, last hour"), false, figures.stale);
    m_most->show(number(figures.most), tr("most at once"), false, figures.stale);
    m_curve->show(figures.curve, calls.calls, figures.most, figures.stale);
    arrange();
}

void NumberStrip::showConnection(const Feed &feed, const QString &profile)
{
    m_connection->show(feed, profile);
    arrange();
}

QSize NumberStrip::minimumSizeHint() const
{
    return {m_attention->sizeHint().width() + m_connection->sizeHint().width(), m_theme.metrics().strip};
}

void NumberStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void NumberStrip::arrange()
{
    const int connection = m_connection->sizeHint().width();
    int left = 0;
    const int end = width() - connection;
    for (NumberTile *const tile : tiles()) {
        const int tileWidth = tile->sizeHint().width();
        const bool fits = left + tileWidth <= end;
        tile->setVisible(fits);
        if (fits) {
            tile->setGeometry(left, 0, tileWidth, height());
        }
        left += tileWidth;
    }
    const bool curveFits = end - left >= leastCurve;
    m_curve->setVisible(curveFits);
    if (curveFits) {
        m_curve->setGeometry(
            left, Metrics::gap, end - left - 2 * curveMargin, height() - 2 * Metrics::gap - 1);
    }
    m_connection->setGeometry(end, 0, connection, height());
    update();
}

void NumberStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor hair = m_theme.tokens().hair;
    paint::drawHairline(painter, rect(), Qt::BottomEdge, hair);
    const auto separator = [&](int x) {
        paint::drawHairline(
            painter, QRectF(x, Metrics::gapBlock, 1, height() - 2 * Metrics::gapBlock), Qt::LeftEdge, hair);
    };
    for (const NumberTile *const tile : tiles()) {
        if (tile->isVisible() && tile != m_most) {
            separator(tile->geometry().right());
        }
    }
    separator(m_connection->geometry().left());
}

bool NumberStrip::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        arrange();
    }
    return QWidget::event(event);
}

} // namespace cordboard::console
