// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/choicelist.h"

#include "console/paint/marks.h"
#include "console/text/visible.h"

#include <QPainter>
#include <QStyleOptionButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int rowHeight = 33;
constexpr int padding = Metrics::gapBlock;

} // namespace

ChoiceRow::ChoiceRow(const Choice &choice, const Theme &theme, QWidget *parent)
    : QRadioButton(parent)
    , m_choice(choice)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QStringList parts;
    for (const QString &part : {choice.name, choice.number, choice.word, choice.tag}) {
        if (!part.isEmpty()) {
            parts.append(part);
        }
    }
    setAccessibleName(parts.join(u", "_s));
    setToolTip(text::plainToolTip(choice.name));
}

int ChoiceRow::heightIn(const Theme &theme) { return qMax(rowHeight, theme.metrics().lineBase + 12); }

void ChoiceRow::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    const Fonts &fonts = m_theme.fonts();
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const int size = style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth, &option, this);
    option.rect = QRect(padding, (height() - size) / 2, size, size);
    style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &option, &painter, this);
    if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        paint::drawFocus(painter, rect(), tokens.accent);
    }
    int left = padding + size + 10;
    int right = width() - padding;
    const auto drawRight = [&](const QString &text, const QFont &font, const QColor &colour, int least) {
        if (text.isEmpty() && least == 0) {
            return;
        }
        const int textWidth = qMax(least, QFontMetrics(font).horizontalAdvance(text));
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(
            QRect(right - textWidth, 0, textWidth, height()), Qt::AlignRight | Qt::AlignVCenter, text);
        right -= textWidth + Metrics::gapBlock;
    };
    drawRight(m_choice.word, fonts.small, tokens.text2, m_choice.word.isEmpty() ? 0 : 60);
    drawRight(m_choice.number, fonts.base, m_choice.lamp ? tokens.text : tokens.text2, 0);
    drawRight(m_choice.tag, fonts.base, tokens.accent, 0);
    if (m_choice.lamp) {
        paint::drawLamp(painter,
            QRectF(left - 2, (height() - Metrics::lamp) / 2.0, Metrics::lamp, Metrics::lamp),
            {.lamp = *m_choice.lamp}, tokens);
        left += Metrics::lamp + Metrics::gapInside;
    }
    painter.setFont(fonts.base);
    painter.setPen(tokens.text);
    painter.drawText(QRect(left, 0, right - left, height()), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(fonts.base).elidedText(m_choice.name, Qt::ElideRight, right - left));
}

ChoiceList::ChoiceList(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    connect(&m_group, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked) {
            Q_EMIT changed();
        }
    });
}

void ChoiceList::setChoices(const QList<Choice> &choices, int chosen)
{
    if (choices != m_choices) {
        m_choices = choices;
        const auto before = m_group.buttons();
        const bool hadFocus = std::any_of(
            before.begin(), before.end(), [](const QAbstractButton *button) { return button->hasFocus(); });
        for (QAbstractButton *const button : before) {
            m_group.removeButton(button);
            layout()->removeWidget(button);
            button->hide();
            button->deleteLater();
        }
        for (qsizetype i = 0; i < choices.size(); ++i) {
            auto *const row = new ChoiceRow(choices.at(i), m_theme, this);
            m_group.addButton(row, static_cast<int>(i));
            layout()->addWidget(row);
            row->show();
        }
        updateGeometry();
        if (QAbstractButton *const heir = m_group.button(std::max(chosen, 0)); hadFocus && heir) {
            heir->setFocus();
        }
    }
    choose(chosen);
}

void ChoiceList::choose(int index)
{
    if (QAbstractButton *const button = m_group.button(index)) {
        button->setChecked(true);
    }
}

void ChoiceList::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.hair);
    painter.setBrush(tokens.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Metrics::radius, Metrics::radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const auto rows = m_group.buttons();
    for (qsizetype i = 0; i + 1 < rows.size(); ++i) {
        paint::drawHairline(painter, rows.at(i)->geometry(), Qt::BottomEdge, tokens.hair);
    }
}

} // namespace cordboard::console
