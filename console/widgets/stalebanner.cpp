// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/stalebanner.h"

#include "console/paint/marks.h"
#include "console/theme/icons.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace cordboard::console {

StaleBanner::StaleBanner(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_heading(new QLabel(this))
    , m_text(new QLabel(this))
    , m_retry(new QPushButton(this))
{
    m_heading->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    m_text->setWordWrap(true);
    m_retry->setText(tr("Try now"));
    m_retry->setIcon(icons::themed(Icon::Retry));
    m_retry->setIconSize({Metrics::icon, Metrics::icon});
    m_retry->setAutoDefault(false);
    auto *const words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_heading);
    words->addWidget(m_text);
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(Metrics::marginPane + Metrics::iconLarge + Metrics::gapBlock, Metrics::gap,
        Metrics::gapBlock, Metrics::gap + 1);
    row->setSpacing(Metrics::gapBlock);
    row->addLayout(words, 1);
    row->addWidget(m_retry);
    connect(m_retry, &QPushButton::clicked, this, &StaleBanner::retryWanted);
    connect(&theme, &Theme::changed, this, &StaleBanner::restyle);
    restyle();
    hide();
}

void StaleBanner::show(const std::optional<text::Banner> &banner, bool canRetry)
{
    if (!banner) {
        hide();
        return;
    }
    m_heading->setText(banner->heading);
    m_text->setText(banner->text);
    m_retry->setVisible(canRetry);
    setAccessibleName(banner->heading + QLatin1Char(' ') + banner->text);
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

void StaleBanner::restyle()
{
    m_heading->setFont(m_theme.fonts().strong);
    m_text->setFont(m_theme.fonts().base);
    update();
}

} // namespace cordboard::console
