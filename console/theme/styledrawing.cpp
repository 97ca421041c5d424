// SPDX-License-Identifier: Apache-2.0
#include "console/theme/styledrawing.h"

#include "console/theme/icons.h"
#include "console/theme/metrics.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleOption>

namespace cordboard::console::styledrawing {
namespace {

constexpr int labelGap = 6;

bool has(const QStyleOption &option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

/// Half way between a ground and what is drawn on it would be too much; this much is a hover.
QColor mixed(const QColor &ground, const QColor &over, qreal part)
{
    const auto channel = [part](int a, int b) { return qRound(a + (b - a) * part); };
    return {channel(ground.red(), over.red()), channel(ground.green(), over.green()),
        channel(ground.blue(), over.blue())};
}

constexpr qreal hovering = 0.06;
constexpr qreal pressing = 0.14;

QColor ground(const QStyleOption &option, const QColor &base, const Tokens &tokens)
{
    if (has(option, QStyle::State_Sunken)) {
        return mixed(base, tokens.text, pressing);
    }
    return has(option, QStyle::State_MouseOver) ? mixed(base, tokens.text, hovering) : base;
}

} // namespace

bool hasMenu(const QStyleOptionToolButton &option)
{
    return option.features
        & (QStyleOptionToolButton::Menu | QStyleOptionToolButton::HasMenu
            | QStyleOptionToolButton::MenuButtonPopup);
}

QIcon iconOf(const QStyleOptionToolButton &option)
{
    return option.toolButtonStyle == Qt::ToolButtonTextOnly ? QIcon() : option.icon;
}

QString textOf(const QStyleOptionToolButton &option)
{
    const bool iconOnly = option.toolButtonStyle == Qt::ToolButtonIconOnly && !option.icon.isNull();
    return iconOnly ? QString() : option.text;
}

void box(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &border, qreal radius,
    qreal borderWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    qreal inset = 0;
    if (border.isValid()) {
        painter.setPen(QPen(border, borderWidth));
        inset = borderWidth / 2;
    } else {
        painter.setPen(Qt::NoPen);
    }
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void focus(QPainter &painter, const QRectF &rect, const Tokens &tokens)
{
    box(painter, rect.adjusted(1, 1, -1, -1), {}, tokens.accent, Metrics::radius - 1, 2);
}

void buttonPanel(QPainter &painter, const QStyleOption &option, ButtonLook look, const Tokens &tokens)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const bool sunken = has(option, QStyle::State_Sunken);
    const bool touched = enabled && (sunken || has(option, QStyle::State_MouseOver));
    const QRectF rect = option.rect;
    switch (look) {
    case ButtonLook::Plain:
        if (on) {
            box(painter, rect, tokens.sel, enabled ? tokens.accent : tokens.hair);
        } else {
            box(painter, rect, enabled ? ground(option, tokens.base, tokens) : QColor(),
                enabled ? tokens.edge : tokens.hair);
        }
        break;
    case ButtonLook::Go:
        box(painter, rect, enabled ? ground(option, tokens.go, tokens) : QColor(),
            enabled ? QColor() : tokens.hair);
        break;
    case ButtonLook::Danger:
        if (enabled && sunken) {
            box(painter, rect, tokens.fail.ink, tokens.fail.ink);
        } else {
            box(painter, rect, enabled ? ground(option, tokens.base, tokens) : QColor(),
                enabled ? tokens.edge : tokens.hair);
        }
        break;
    case ButtonLook::Flat:
    case ButtonLook::Chip:
        if (on) {
            box(painter, rect, tokens.sel, enabled ? tokens.accent : tokens.hair);
        } else if (touched) {
            box(painter, rect, ground(option, tokens.window, tokens), {});
        }
        break;
    case ButtonLook::Page:
        if (touched && !on) {
            painter.fillRect(option.rect, ground(option, tokens.window, tokens));
        }
        if (on) {
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), tokens.accent);
        }
        break;
    case ButtonLook::Segment:
    case ButtonLook::SegmentEnd: {
        // Rounded at the outer end only, with one line between them.
        const qreal over = Metrics::radius + 1;
        const bool isEnd = look == ButtonLook::SegmentEnd;
        painter.save();
        painter.setClipRect(rect);
        box(painter, rect.adjusted(isEnd ? -over : 0, 0, isEnd ? 0 : over, 0),
            on ? tokens.sel : ground(option, tokens.base, tokens), tokens.edge);
        if (isEnd) {
            painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), tokens.edge);
        }
        painter.restore();
        break;
    }
    case ButtonLook::Tile:
        if (touched) {
            painter.fillRect(option.rect, tokens.alt);
        }
        break;
    case ButtonLook::Link:
        break;
    }
    if (has(option, QStyle::State_HasFocus)) {
        if (look == ButtonLook::Go && enabled) {
            // Accent on the filled button would not be seen.
            box(painter, rect.adjusted(2, 2, -2, -2), {}, tokens.onGo, Metrics::radius - 2, 2);
        } else {
            focus(painter, rect, tokens);
        }
    }
}

QColor buttonInk(const QStyleOption &option, ButtonLook look, const Tokens &tokens)
{
    if (!has(option, QStyle::State_Enabled)) {
        return tokens.stale;
    }
    const bool on = has(option, QStyle::State_On);
    switch (look) {
    case ButtonLook::Go:
        return tokens.onGo;
    case ButtonLook::Danger:
        return has(option, QStyle::State_Sunken) ? tokens.base : tokens.fail.ink;
    case ButtonLook::Flat:
    case ButtonLook::Chip:
        return on ? tokens.accent : tokens.text2;
    case ButtonLook::Page:
        return on ? tokens.text : tokens.text2;
    case ButtonLook::Segment:
    case ButtonLook::SegmentEnd:
        return on ? tokens.accent : tokens.text;
    case ButtonLook::Link:
        return tokens.accent;
    case ButtonLook::Plain:
        return on ? tokens.accent : tokens.text;
    case ButtonLook::Tile:
        return tokens.text;
    }
    Q_UNREACHABLE();
}

void buttonLabel(QPainter &painter, const QStyleOption &option, const QRect &rect, const QIcon &icon,
    const QSize &iconSize, const QString &text, ButtonLook look, const Tokens &tokens)
{
    const QColor ink = buttonInk(option, look, tokens);
    const bool strong = has(option, QStyle::State_Enabled)
        && (look == ButtonLook::Go
            || (has(option, QStyle::State_On)
                && (look == ButtonLook::Chip || look == ButtonLook::Page || look == ButtonLook::Segment
                    || look == ButtonLook::SegmentEnd)));
    painter.save();
    if (strong) {
        QFont font = painter.font();
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
    }
    const int iconWidth = icon.isNull() ? 0 : iconSize.width();
    const int gap = iconWidth > 0 && !text.isEmpty() ? labelGap : 0;
    const int space = qMax(0, rect.width() - iconWidth - gap);
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, space, Qt::TextShowMnemonic);
    const int textWidth =
        text.isEmpty() ? 0 : qMin(space, painter.fontMetrics().size(Qt::TextShowMnemonic, shown).width());
    int x = rect.x() + qMax(0, (rect.width() - iconWidth - gap - textWidth) / 2);
    if (look == ButtonLook::Link) {
        x = rect.x();
    }
    if (iconWidth > 0) {
        const qreal ratio = icons::pixelRatio(painter);
        QPixmap pixmap = icon.pixmap(iconSize, ratio);
        QPainter tint(&pixmap);
        tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
        tint.fillRect(QRect(QPoint(0, 0), iconSize), ink);
        tint.end();
        const QRect place(
            x, rect.y() + (rect.height() - iconSize.height()) / 2, iconWidth, iconSize.height());
        painter.drawPixmap(QStyle::visualRect(option.direction, rect, place).topLeft(), pixmap);
    }
    if (textWidth > 0) {
        painter.setPen(ink);
        const QRect place(x + iconWidth + gap, rect.y(), textWidth, rect.height());
        painter.drawText(QStyle::visualRect(option.direction, rect, place),
            Qt::AlignCenter | Qt::TextSingleLine | Qt::TextShowMnemonic, shown);
    }
    painter.restore();
}

void field(QPainter &painter, const QStyleOption &option, const Tokens &tokens)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool focused = enabled && has(option, QStyle::State_HasFocus);
    box(painter, option.rect, enabled ? tokens.base : tokens.window,
        focused       ? tokens.accent
            : enabled ? tokens.edge
                      : tokens.hair,
        Metrics::radius, focused ? 2 : 1);
}

void comboBox(QPainter &painter, const QStyleOptionComboBox &option, const Tokens &tokens)
{
    field(painter, option, tokens);
    const QRect rect = option.rect;
    const QRect arrow =
        QStyle::visualRect(option.direction, rect, QRect(rect.right() - 24, rect.y(), 20, rect.height()));
    icons::draw(painter, arrow, Icon::Down, has(option, QStyle::State_Enabled) ? tokens.text2 : tokens.stale,
        Metrics::icon);
}

void checkBox(QPainter &painter, const QStyleOption &option, const Tokens &tokens)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const bool partly = has(option, QStyle::State_NoChange);
    const QRectF rect = option.rect;
    const QColor fill = on || partly ? (enabled ? tokens.go : tokens.stale)
                                     : (enabled ? ground(option, tokens.base, tokens) : QColor());
    const QColor border = on || partly ? fill : (enabled ? tokens.edge : tokens.hair);
    box(painter, rect, fill, border, 3);
    const QColor mark = enabled ? tokens.onGo : tokens.base;
    if (partly) {
        painter.fillRect(QRectF(rect.center().x() - 4, rect.center().y() - 1, 8, 2), mark);
    } else if (on) {
        icons::draw(painter, rect, Icon::Answered, mark, qMin(option.rect.width(), int(Metrics::icon)));
    }
    if (has(option, QStyle::State_HasFocus)) {
        box(painter, rect.adjusted(-2, -2, 2, 2), {}, tokens.accent, 5, 2);
    }
}

void radioButton(QPainter &painter, const QStyleOption &option, const Tokens &tokens)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const QRectF rect = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const qreal radius = rect.width() / 2;
    if (has(option, QStyle::State_On)) {
        const qreal ring = rect.width() * 0.32;
        box(painter, rect, tokens.base, enabled ? tokens.accent : tokens.stale, radius - ring / 2, ring);
    } else {
        box(painter, rect, enabled ? ground(option, tokens.base, tokens) : QColor(),
            enabled ? tokens.edge : tokens.hair, radius, 1.5);
    }
    if (has(option, QStyle::State_HasFocus)) {
        box(painter, rect.adjusted(-2, -2, 2, 2), {}, tokens.accent, radius + 2, 1.5);
    }
}

void spinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down,
    const Tokens &tokens)
{
    field(painter, option, tokens);
    const auto step = [&](const QRect &rect, Icon icon, QAbstractSpinBox::StepEnabledFlag flag,
                          QStyle::SubControl control) {
        const bool possible = has(option, QStyle::State_Enabled) && option.stepEnabled.testFlag(flag);
        const bool touched = possible && option.activeSubControls == control;
        if (touched) {
            painter.fillRect(rect.adjusted(0, 1, -1, -1), ground(option, tokens.base, tokens));
        }
        icons::draw(painter, rect, icon, possible ? tokens.text2 : tokens.hair, 12);
    };
    step(up, Icon::Up, QAbstractSpinBox::StepUpEnabled, QStyle::SC_SpinBoxUp);
    step(down, Icon::Down, QAbstractSpinBox::StepDownEnabled, QStyle::SC_SpinBoxDown);
}

void menuItemGround(QPainter &painter, const QStyleOptionMenuItem &option, const Tokens &tokens)
{
    const QRectF rect = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(
            QRectF(rect.left() + Metrics::gap, qRound(rect.center().y()), rect.width() - 2 * Metrics::gap, 1),
            tokens.hair);
    } else if (has(option, QStyle::State_Selected) && has(option, QStyle::State_Enabled)) {
        box(painter, rect.adjusted(Metrics::gapInside, 0, -Metrics::gapInside, 0), tokens.sel, {});
    }
}

void tab(QPainter &painter, const QStyleOptionTab &option, const Tokens &tokens)
{
    const QRectF rect = option.rect;
    const bool on = has(option, QStyle::State_Selected);
    if (!on && has(option, QStyle::State_MouseOver)) {
        painter.fillRect(rect, mixed(tokens.window, tokens.text, hovering));
    }
    painter.fillRect(QRectF(rect.left(), rect.bottom() - (on ? 2 : 1), rect.width(), on ? 2 : 1),
        on ? tokens.accent : tokens.hair);
    if (has(option, QStyle::State_HasFocus)) {
        focus(painter, rect, tokens);
    }
}

void scrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider, const Tokens &tokens)
{
    painter.fillRect(option.rect, tokens.base);
    if (option.maximum <= option.minimum || !has(option, QStyle::State_Enabled)) {
        return;
    }
    QColor colour = tokens.edge;
    const bool grasped = option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider)
        && (option.state & (QStyle::State_Sunken | QStyle::State_MouseOver));
    colour.setAlphaF(grasped ? 0.9F : 0.5F);
    const QRectF handle = QRectF(slider).adjusted(2, 2, -2, -2);
    box(painter, handle, colour, {}, qMin(handle.width(), handle.height()) / 2);
}

} // namespace cordboard::console::styledrawing
