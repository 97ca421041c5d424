// SPDX-License-Identifier: Apache-2.0
#include "console/theme/style.h"

#include "console/theme/fonts.h"
#include "console/theme/icons.h"
#include "console/theme/metrics.h"
#include "console/theme/styledrawing.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>
#include <QVariant>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr char lookProperty[] = "cordboardLook";
constexpr char sizeProperty[] = "cordboardSize";
constexpr int buttonPadding = 10;
constexpr int iconButtonPadding = 6;
constexpr int labelGap = 6;
constexpr int scrollBarExtent = 12;
constexpr int shortestHandle = 32;

int controlHeight(const QStyleOption *option, const QWidget *widget)
{
    const Metrics metrics = Metrics::from(widget ? widget->font() : QFont());
    const int line = option ? option->fontMetrics.height() : 0;
    switch (static_cast<ControlSize>(widget ? widget->property(sizeProperty).toInt() : 0)) {
    case ControlSize::Normal:
        return qMax(metrics.control, line + 8);
    case ControlSize::Tall:
        return qMax(metrics.controlTall, line + 12);
    case ControlSize::Note:
        return qMax(metrics.controlNote, line + 4);
    }
    Q_UNREACHABLE();
}

/// Of text that may become DemiBold when it is chosen: its width then, so that nothing moves.
int strongWidth(const QString &text, const QWidget *widget, const QStyleOption &option)
{
    QFont font = widget ? widget->font() : QFont();
    font.setWeight(QFont::DemiBold);
    const int flags = Qt::TextShowMnemonic | Qt::TextSingleLine;
    return qMax(QFontMetrics(font).size(flags, text).width(), option.fontMetrics.size(flags, text).width());
}

QSize buttonSize(const QStyleOption &option, const QWidget *widget, const QIcon &icon, const QSize &iconSize,
    const QString &text, bool hasMenu)
{
    int width = icon.isNull() ? 0 : iconSize.width();
    if (!text.isEmpty()) {
        width += strongWidth(text, widget, option) + (width > 0 ? labelGap : 0);
        width += lookOf(widget) == ButtonLook::Link ? 4 : 2 * buttonPadding + 2;
    } else {
        width += 2 * iconButtonPadding + 2;
    }
    if (hasMenu) {
        width += Metrics::icon;
    }
    const int height = controlHeight(&option, widget);
    return {qMax(width, height), height};
}

bool isButton(const QWidget *widget)
{
    return qobject_cast<const QPushButton *>(widget) || qobject_cast<const QToolButton *>(widget);
}

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

} // namespace

void setLook(QWidget *button, ButtonLook look)
{
    button->setProperty(lookProperty, static_cast<int>(look));
    button->updateGeometry();
    button->update();
}

ButtonLook lookOf(const QWidget *button)
{
    const QVariant look = button ? button->property(lookProperty) : QVariant();
    if (look.isValid()) {
        return static_cast<ButtonLook>(look.toInt());
    }
    return qobject_cast<const QToolButton *>(button) ? ButtonLook::Flat : ButtonLook::Plain;
}

void setControlSize(QWidget *control, ControlSize size)
{
    control->setProperty(sizeProperty, static_cast<int>(size));
    control->updateGeometry();
}

ConsoleStyle::ConsoleStyle()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    , m_tokens(console::tokens(Scheme::Light))
{
}

void ConsoleStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    using namespace styledrawing;
    const QRectF rect = option->rect;
    const auto arrow = [&](Icon icon) {
        const bool enabled = option->state.testFlag(State_Enabled);
        glyph(*painter, option->rect, icon, enabled ? m_tokens.text2 : m_tokens.stale,
            qMin(int(Metrics::icon), qMax(8, qMin(option->rect.width(), option->rect.height()))));
    };
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        return buttonPanel(*painter, *option, lookOf(widget), m_tokens);
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_FrameDockWidget:
        return;
    case PE_FrameFocusRect:
        if (!isButton(widget)) {
            focus(*painter, rect, m_tokens);
        }
        return;
    case PE_PanelLineEdit:
        // Without a frame the field is part of something else: a spin box, a combo box, a cell.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0) {
            return field(*painter, *option, m_tokens);
        }
        return;
    case PE_FrameLineEdit:
        return box(*painter, rect, {}, m_tokens.edge);
    case PE_Frame:
    case PE_FrameTabWidget:
    case PE_FrameGroupBox:
        return box(*painter, rect, {}, m_tokens.hair, element == PE_Frame ? 0 : Metrics::radius);
    case PE_PanelMenu:
        painter->fillRect(option->rect, m_tokens.base);
        return;
    case PE_FrameMenu:
        return box(*painter, rect, {}, m_tokens.edge, 0);
    case PE_PanelTipLabel:
        return box(*painter, rect, m_tokens.base, m_tokens.edge, 0);
    case PE_PanelStatusBar:
        painter->fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), m_tokens.hair);
        return;
    case PE_IndicatorToolBarSeparator: {
        const qreal length = qMin(20.0, rect.height());
        painter->fillRect(
            QRectF(qRound(rect.center().x()), rect.center().y() - length / 2, 1, length), m_tokens.hair);
        return;
    }
    case PE_IndicatorDockWidgetResizeHandle: {
        const bool upright = rect.height() > rect.width();
        painter->fillRect(upright ? QRectF(qRound(rect.center().x()), rect.top(), 1, rect.height())
                                  : QRectF(rect.left(), qRound(rect.center().y()), rect.width(), 1),
            m_tokens.hair);
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return checkBox(*painter, *option, m_tokens);
    case PE_IndicatorRadioButton:
        return radioButton(*painter, *option, m_tokens);
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
        return arrow(Icon::Down);
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        return arrow(Icon::Up);
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            // Qt's SortDown is what people call ascending.
            return arrow(header->sortIndicator == QStyleOptionHeader::SortDown ? Icon::Up : Icon::Down);
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            styledrawing::buttonLabel(*painter, *option, option->rect, button->icon, button->iconSize,
                button->text, lookOf(widget), m_tokens);
        }
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            const bool active = item->state.testFlag(State_Selected);
            painter->fillRect(item->rect, active ? m_tokens.sel : m_tokens.window);
            drawItemText(painter, item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                item->palette, item->state.testFlag(State_Enabled), item->text, QPalette::ButtonText);
        }
        return;
    case CE_MenuBarEmptyArea:
    case CE_ToolBar:
        painter->fillRect(option->rect, m_tokens.window);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: {
        painter->fillRect(option->rect, m_tokens.alt);
        const QRectF rect = option->rect;
        painter->fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), m_tokens.hair);
        return;
    }
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeaderV2 quiet;
            if (const auto *second = qstyleoption_cast<const QStyleOptionHeaderV2 *>(option)) {
                quiet = *second;
            } else {
                quiet.QStyleOptionHeader::operator=(*header);
            }
            quiet.palette.setColor(QPalette::ButtonText, m_tokens.text2);
            QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        return;
    case CE_Splitter:
        drawPrimitive(PE_IndicatorDockWidgetResizeHandle, option, painter, widget);
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void ConsoleStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            const ButtonLook look = lookOf(widget);
            styledrawing::buttonPanel(*painter, *option, look, m_tokens);
            if (look == ButtonLook::Tile) {
                return;
            }
            QRect label = option->rect;
            if (hasMenu(*button)) {
                label.setRight(label.right() - Metrics::icon);
                const QRect arrow(label.right() - 4, label.y(), Metrics::icon, label.height());
                styledrawing::glyph(*painter, visualRect(option->direction, option->rect, arrow), Icon::Down,
                    styledrawing::buttonInk(*option, look, m_tokens), 12);
            }
            styledrawing::buttonLabel(*painter, *option, visualRect(option->direction, option->rect, label),
                iconOf(*button), button->iconSize, textOf(*button), look, m_tokens);
        }
        return;
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            styledrawing::comboBox(*painter, *combo, m_tokens);
        }
        return;
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            styledrawing::scrollBar(
                *painter, *bar, subControlRect(control, option, SC_ScrollBarSlider, widget), m_tokens);
        }
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
    SubControl subControl, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar) {
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    }
    // No arrows: the groove is all of it.
    const QRect all = option->rect;
    const bool upright = bar->orientation == Qt::Vertical;
    const int length = upright ? all.height() : all.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int handle = length;
    if (range > 0) {
        const qint64 pages = range + bar->pageStep;
        handle = int(qBound(
            qint64(qMin(shortestHandle, length)), qint64(length) * bar->pageStep / pages, qint64(length)));
    }
    const int start = sliderPositionFromValue(
        bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
    const auto part = [&](int from, int size) {
        return upright ? QRect(all.x(), all.y() + from, all.width(), size)
                       : QRect(all.x() + from, all.y(), size, all.height());
    };
    QRect rect;
    switch (subControl) {
    case SC_ScrollBarGroove:
        rect = all;
        break;
    case SC_ScrollBarSlider:
        rect = part(start, handle);
        break;
    case SC_ScrollBarSubPage:
        rect = part(0, start);
        break;
    case SC_ScrollBarAddPage:
        rect = part(start + handle, length - start - handle);
        break;
    default:
        break;
    }
    return visualRect(option->direction, all, rect);
}

QSize ConsoleStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    const QSize natural = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            return buttonSize(*option, widget, button->icon, button->iconSize, button->text,
                button->features.testFlag(QStyleOptionButton::HasMenu));
        }
        return natural;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            return buttonSize(
                *option, widget, iconOf(*button), button->iconSize, textOf(*button), hasMenu(*button));
        }
        return natural;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        return {natural.width() + (type == CT_ComboBox ? 8 : 0), controlHeight(option, widget)};
    case CT_MenuBarItem:
        return {natural.width(), qMax(natural.height(), Metrics::from(QFont()).menuBar)};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator) {
            return natural;
        }
        return {natural.width() + 8, qMax(natural.height(), int(Metrics::minimumTarget))};
    case CT_HeaderSection:
        return {natural.width(), Metrics::from(QFont()).tableHeader};
    default:
        return natural;
    }
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return Metrics::icon;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
    case PM_DockWidgetFrameWidth:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_MenuBarHMargin:
    case PM_HeaderMargin:
        return Metrics::gap;
    case PM_MenuVMargin:
    case PM_ToolBarItemSpacing:
        return Metrics::gapInside;
    case PM_HeaderMarkSize:
        return 12;
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return shortestHandle;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 5;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration:
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient:
    case SH_ComboBox_Popup:
        return 0;
    case SH_Table_GridLineColor:
        return int(m_tokens.hair.rgba());
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

void ConsoleStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    // Hover is drawn without a mouse button, and Qt asks for it widget by widget.
    if (isButton(widget) || qobject_cast<QScrollBar *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QAbstractButton *>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
}

} // namespace cordboard::console
