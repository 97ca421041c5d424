// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/connectiontile.h"

#include "console/paint/lamp.h"
#include "console/text/times.h"
#include "console/text/visible.h"
#include "console/theme/style.h"

#include <QPainter>
#include <QStyleOptionToolButton>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int padding = Metrics::marginPane;
constexpr int light = 12;
constexpr int widest = 260;

} // namespace

text::LinkWord linkWord(const Feed &feed)
{
    if (feed.trouble == Feed::Trouble::NotAuthorised) {
        return text::LinkWord::NotAuthorised;
    }
    switch (feed.link) {
    case Feed::Link::Closed:
        return text::LinkWord::Disconnected;
    case Feed::Link::Connecting:
        return text::LinkWord::Connecting;
    case Feed::Link::Connected:
        return feed.isFresh || !feed.hasList ? text::LinkWord::Connected : text::LinkWord::Connecting;
    case Feed::Link::Waiting:
        return feed.trouble == Feed::Trouble::NotFound ? text::LinkWord::ServerNotFound
                                                       : text::LinkWord::Reconnecting;
    }
    Q_UNREACHABLE();
}

ConnectionTile::ConnectionTile(const Theme &theme, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
{
    setLook(this, ButtonLook::Tile);
    setFocusPolicy(Qt::TabFocus);
    connect(&m_theme, &Theme::changed, this, [this] { updateGeometry(); });
    show({}, {});
}

void ConnectionTile::show(const Feed &feed, const QString &profile)
{
    const auto word = linkWord(feed);
    m_word = text::connectionWord(word, feed.retryIn);
    const QString age = feed.age ? text::dataAge(*feed.age) : QString();
    const QString name = text::visibleText(profile);
    m_line = age.isEmpty() || name.isEmpty() ? name + age : QString(name % u" · "_s % age);
    m_well = feed.isFresh;
    setAccessibleName(text::connectionSpoken(word, feed.retryIn, feed.age));
    setToolTip(text::plainToolTip(text::visibleText(feed.detail)));
    updateGeometry();
    update();
}

QSize ConnectionTile::sizeHint() const
{
    // As wide as the longest of the usual words, so that the strip does not move every second.
    const QFontMetrics strong(m_theme.fonts().strong);
    const QFontMetrics small(m_theme.fonts().small);
    using namespace std::chrono_literals;
    const int words = qMax(strong.horizontalAdvance(m_word),
        strong.horizontalAdvance(text::connectionWord(text::LinkWord::Reconnecting, 30s)));
    const int line = small.horizontalAdvance(m_line) + small.horizontalAdvance(u"00"_s);
    return {2 * padding + light + Metrics::gap + qMin(qMax(words, line), widest), m_theme.metrics().strip};
}

void ConnectionTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = QIcon();
    style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);

    const Tokens &tokens = m_theme.tokens();
    paint::drawLight(painter, QRectF(padding, (height() - light) / 2.0, light, light), m_well, tokens);
    const int left = padding + light + Metrics::gap;
    const int room = width() - left - Metrics::gapInside;
    const QFontMetrics strong(m_theme.fonts().strong);
    const QFontMetrics small(m_theme.fonts().small);
    const int top = (height() - strong.height() - small.height()) / 2;
    painter.setFont(m_theme.fonts().strong);
    painter.setPen(tokens.text);
    painter.drawText(QRect(left, top, room, strong.height()), Qt::AlignLeft | Qt::AlignVCenter,
        strong.elidedText(m_word, Qt::ElideRight, room));
    painter.setFont(m_theme.fonts().small);
    painter.setPen(tokens.text2);
    painter.drawText(QRect(left, top + strong.height(), room, small.height()),
        Qt::AlignLeft | Qt::AlignVCenter, small.elidedText(m_line, Qt::ElideRight, room));
}

} // namespace cordboard::console
