// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/storyview.h"

#include "console/theme/icons.h"

#include <QPainter>
#include <QScrollBar>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int margin = Metrics::marginPane;

} // namespace

Icon iconOf(Happening::Kind kind)
{
    switch (kind) {
    case Happening::Kind::Rings:
        return Icon::Ringing;
    case Happening::Kind::Answered:
        return Icon::Answered;
    case Happening::Kind::Held:
        return Icon::Held;
    case Happening::Kind::Resumed:
        return Icon::Resume;
    case Happening::Kind::Transfer:
        return Icon::Transfer;
    case Happening::Kind::Failed:
        return Icon::Failed;
    case Happening::Kind::Ended:
        return Icon::Hangup;
    case Happening::Kind::Connection:
        return Icon::Link;
    case Happening::Kind::Note:
        return Icon::Info;
    }
    Q_UNREACHABLE();
}

QColor inkOf(Happening::Kind kind, const Tokens &tokens)
{
    switch (kind) {
    case Happening::Kind::Rings:
        return tokens.ring.ink;
    case Happening::Kind::Answered:
    case Happening::Kind::Resumed:
        return tokens.talk.ink;
    case Happening::Kind::Held:
        return tokens.held.ink;
    case Happening::Kind::Transfer:
        return tokens.move.ink;
    case Happening::Kind::Failed:
        return tokens.fail.ink;
    case Happening::Kind::Ended:
    case Happening::Kind::Connection:
    case Happening::Kind::Note:
        return tokens.text2;
    }
    Q_UNREACHABLE();
}

StoryDelegate::StoryDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void StoryDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto happening = index.data(StoryModel::HappeningRole).value<Happening>();
    const Tokens &tokens = m_theme.tokens();
    const Fonts &fonts = m_theme.fonts();
    painter->save();
    if (option.state.testFlag(QStyle::State_HasFocus) && option.widget && option.widget->hasFocus()) {
        painter->fillRect(option.rect, tokens.selq);
    }
    const auto draw = [&](const QRect &rect, const QString &text, const QFont &font, const QColor &colour,
                          Qt::Alignment alignment) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
    };
    const QRect line = option.rect.adjusted(margin, 0, -margin, 0);
    const int timeWidth = QFontMetrics(fonts.small).horizontalAdvance(u"00:00:00"_s);
    draw(QRect(line.left(), line.top(), timeWidth, line.height()), happening.at.toString(u"HH:mm:ss"_s),
        fonts.small, tokens.text2, Qt::AlignLeft);
    const int iconLeft = line.left() + timeWidth + Metrics::gapBlock + 2;
    painter->drawPixmap(QPoint(iconLeft, line.top() + (line.height() - Metrics::icon) / 2),
        icons::pixmap(iconOf(happening.kind), inkOf(happening.kind, tokens), Metrics::icon,
            option.widget ? option.widget->devicePixelRatioF() : 1.0));
    const int textLeft = iconLeft + Metrics::icon + Metrics::gap;
    const int byWidth = QFontMetrics(fonts.small).horizontalAdvance(happening.by);
    draw(line, happening.by, fonts.small, tokens.text2, Qt::AlignRight);
    QRect words = line;
    words.setLeft(textLeft);
    words.setRight(line.right() - (byWidth > 0 ? byWidth + Metrics::gap : 0));
    draw(words, happening.text, fonts.base, tokens.text, Qt::AlignLeft);
    painter->restore();
}

QSize StoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, m_theme.metrics().rowTimeline};
}

StoryView::StoryView(StoryModel &model, const Theme &theme, QWidget *parent)
    : QListView(parent)
{
    setAccessibleName(tr("What happened to the call"));
    setModel(&model);
    setItemDelegate(new StoryDelegate(theme, this));
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this,
        [this](int value) { m_isAtEnd = value == verticalScrollBar()->maximum(); });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        if (m_isAtEnd) {
            verticalScrollBar()->setValue(maximum);
        }
    });
    connect(&theme, &Theme::changed, this, [this] { doItemsLayout(); });
}

} // namespace cordboard::console
