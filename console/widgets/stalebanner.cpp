// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/stalebanner.h"

#include "console/paint/marks.h"
#include "console/theme/icons.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

namespace cordboard::console {

StaleBanner::StaleBanner(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(new MarkedLabel(theme, this))
    , m_retry(new QPushButton(this))
{
    m_retry->setText(tr("Try now"));
    m_retry->setIcon(icons::themed(Icon::Retry));
    m_retry->setIconSize({Metrics::icon, Metrics::icon});
    m_retry->setAutoDefault(false);
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(Metrics::marginPane + Metrics::iconLarge + Metrics::gapBlock, Metrics::gap,
        Metrics::gapBlock, Metrics::gap + 1);
    row->setSpacing(Metrics::gapBlock);
    row->addWidget(m_words, 1);
    row->addWidget(m_retry);
    connect(m_retry, &QPushButton::clicked, this, &StaleBanner::retryWanted);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    hide();
}

void StaleBanner::show(const std::optional<text::Banner> &banner, bool canRetry)
{
    if (!banner) {
        hide();
        return;
    }
    m_words->setSentence(strongWords(banner->heading) + QLatin1Char(' ') + banner->text);
    m_retry->setVisible(canRetry);
    setAccessibleName(m_words->text());
    if (isHidden()) {
        setVisible(true);
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void StaleBanner::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.fail.tint);
    paint::drawHairline(painter, rect(), Qt::BottomEdge, tokens.fail.ink);
    painter.drawPixmap(QPoint(Metrics::marginPane, (height() - Metrics::iconLarge) / 2),
        icons::pixmap(Icon::NoLink, tokens.fail.ink, Metrics::iconLarge, devicePixelRatioF()));
}

} // namespace cordboard::console
