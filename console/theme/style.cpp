// SPDX-License-Identifier: Apache-2.0
#include "console/theme/style.h"

#include "console/theme/fonts.h"
#include "console/theme/icons.h"
#include "console/theme/metrics.h"
#include "console/theme/styledrawing.h"

#include <QAbstractButton>
#include <QAbstractItemView>
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

bool isButton(const QWidget *widget)
{
    return qobject_cast<const QPushButton *>(widget) || qobject_cast<const QToolButton *>(widget);
}

} // namespace

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
        icons::draw(*painter, rect, icon, enabled ? m_tokens.text2 : m_tokens.stale,
            qMin(int(Metrics::icon), qMax(8, qMin(option->rect.width(), option->rect.height()))));
    };
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        return buttonPanel(*painter, *option, lookOf(widget), m_tokens);
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_FrameDockWidget:
    case PE_FrameTabWidget:
        return;
    case PE_FrameFocusRect:
        // Buttons draw theirs with the panel; rows show the selection.
        if (!isButton(widget) && !qobject_cast<const QAbstractItemView *>(widget)) {
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
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, m_tokens.base);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), m_tokens.hair);
        return;
    case PE_FrameLineEdit:
        return box(*painter, rect, {}, m_tokens.edge);
    case PE_Frame:
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
            quiet.textElideMode = Qt::ElideRight;
            QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            styledrawing::menuItemGround(*painter, *item, m_tokens);
            if (item->menuItemType != QStyleOptionMenuItem::Separator) {
                // Fusion would frame what is selected.
                QStyleOptionMenuItem plain = *item;
                plain.state.setFlag(State_Selected, false);
                QProxyStyle::drawControl(element, &plain, painter, widget);
            }
        }
        return;
    case CE_TabBarTabShape:
        if (const auto *shape = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            styledrawing::tab(*painter, *shape, m_tokens);
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
            if (styledrawing::hasMenu(*button)) {
                label.setRight(label.right() - Metrics::icon);
                const QRect arrow(label.right() - 4, label.y(), Metrics::icon, label.height());
                icons::draw(*painter, visualRect(option->direction, option->rect, arrow), Icon::Down,
                    styledrawing::buttonInk(*option, look, m_tokens), 12);
            }
            styledrawing::buttonLabel(*painter, *option, visualRect(option->direction, option->rect, label),
                styledrawing::iconOf(*button), button->iconSize, styledrawing::textOf(*button), look,
                m_tokens);
        }
        return;
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            styledrawing::comboBox(*painter, *combo, m_tokens);
        }
        return;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            styledrawing::spinBox(*painter, *spin, subControlRect(control, option, SC_SpinBoxUp, widget),
                subControlRect(control, option, SC_SpinBoxDown, widget), m_tokens);
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
