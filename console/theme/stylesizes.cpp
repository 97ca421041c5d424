// SPDX-License-Identifier: Apache-2.0
// ConsoleStyle: how large things are, and where their parts lie.
#include "console/theme/metrics.h"
#include "console/theme/style.h"
#include "console/theme/styledrawing.h"

#include <QApplication>
#include <QStyleOption>
#include <QWidget>

namespace cordboard::console {
namespace {

constexpr int buttonPadding = 10;
constexpr int iconButtonPadding = 6;
constexpr int labelGap = 6;
constexpr int scrollBarExtent = 12;
constexpr int shortestHandle = 32;
constexpr int headerMargin = Metrics::gapBlock / 2; ///< of two columns: 12 between their texts
constexpr int headerArrow = 12;

int controlHeight(const QStyleOption *option, const QWidget *widget)
{
    const Metrics metrics = Metrics::from(widget ? widget->font() : QFont());
    const int line = option ? option->fontMetrics.height() : 0;
    switch (controlSizeOf(widget)) {
    case ControlSize::Normal:
        return qMax(metrics.control, line + 8);
    case ControlSize::Tall:
        return qMax(metrics.controlTall, line + 12);
    case ControlSize::Note:
        return qMax(metrics.controlNote, line + 4);
    }
    Q_UNREACHABLE();
}

/// Of icons beside text: as large as the text is, in steps that keep lines sharp.
int iconSize(const QStyleOption *option, const QWidget *widget)
{
    const int line = option && option->fontMetrics.height() > 0 ? option->fontMetrics.height()
        : widget                                                ? widget->fontMetrics().height()
                                                                : QFontMetrics(QApplication::font()).height();
    constexpr int step = 4;
    return qMax(int(Metrics::icon), step * (line * 9 / 10 / step));
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

} // namespace

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

QRect ConsoleStyle::subElementRect(
    SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (!header || (element != SE_HeaderLabel && element != SE_HeaderArrow)) {
        return QProxyStyle::subElementRect(element, option, widget);
    }
    QRect label = header->rect.adjusted(headerMargin, 0, -headerMargin, 0);
    if (header->sortIndicator != QStyleOptionHeader::None) {
        const int arrow = Metrics::gapInside + headerArrow - headerMargin;
        const bool atLeft = header->textAlignment.testFlag(Qt::AlignRight);
        label.adjust(atLeft ? arrow : 0, 0, atLeft ? 0 : -arrow, 0);
    }
    if (element == SE_HeaderLabel) {
        return label;
    }
    // The arrow stands beside the text, not at the end of the column: on the side that is free.
    const int text = qMin(header->fontMetrics.horizontalAdvance(header->text), label.width());
    int x = label.left() + text + Metrics::gapInside;
    if (header->textAlignment.testFlag(Qt::AlignRight)) {
        x = label.right() - text - Metrics::gapInside - headerArrow;
    } else if (header->textAlignment.testFlag(Qt::AlignHCenter)) {
        x = label.center().x() + text / 2 + Metrics::gapInside;
    }
    const int last = header->rect.right() - headerArrow;
    return {qBound(header->rect.left(), x, qMax(header->rect.left(), last)),
        header->rect.center().y() - headerArrow / 2 + 2, headerArrow, headerArrow};
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
            return buttonSize(*option, widget, styledrawing::iconOf(*button), button->iconSize,
                styledrawing::textOf(*button), styledrawing::hasMenu(*button));
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
    case CT_TabBarTab:
        return {natural.width(), qMax(natural.height(), controlHeight(option, nullptr) + 4)};
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
        return iconSize(option, widget);
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
        return Metrics::gap;
    case PM_MenuPanelWidth:
        return 1;
    case PM_HeaderMargin:
        return headerMargin;
    case PM_MenuVMargin:
    case PM_ToolBarItemSpacing:
        return Metrics::gapInside;
    case PM_HeaderMarkSize:
        return headerArrow;
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

} // namespace cordboard::console
