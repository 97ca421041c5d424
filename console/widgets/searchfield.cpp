// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/searchfield.h"

#include "console/theme/icons.h"

#include <QPainter>

namespace cordboard::console {
namespace {

constexpr int lensLeft = 10;
constexpr int textLeft = lensLeft + Metrics::icon + 6;

} // namespace

SearchField::SearchField(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
{
    setClearButtonEnabled(true);
    connect(&m_theme, &Theme::changed, this, &SearchField::restyle);
    restyle();
}

void SearchField::setKeyHint(const QKeySequence &key)
{
    m_key = key.toString(QKeySequence::NativeText);
    restyle();
}

void SearchField::restyle()
{
    const int hint =
        m_key.isEmpty() ? 0 : QFontMetrics(m_theme.fonts().small).horizontalAdvance(m_key) + Metrics::gap;
    setTextMargins(textLeft - 4, 0, text().isEmpty() ? hint : 0, 0);
    update();
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.drawPixmap(QPoint(lensLeft, (height() - Metrics::icon) / 2),
        icons::pixmap(Icon::Search, m_theme.tokens().text2, Metrics::icon, devicePixelRatioF()));
    if (text().isEmpty() && !m_key.isEmpty()) {
        painter.setFont(m_theme.fonts().small);
        painter.setPen(m_theme.tokens().text2);
        painter.drawText(
            rect().adjusted(0, 0, -Metrics::gap - 2, 0), Qt::AlignRight | Qt::AlignVCenter, m_key);
    }
}

} // namespace cordboard::console
