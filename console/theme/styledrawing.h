// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/style.h"

#include <QRectF>

class QIcon;
class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;

/// What ConsoleStyle draws with; for itself alone.
namespace cordboard::console::styledrawing {

/// What of a tool button is shown, by its style.
[[nodiscard]] QIcon iconOf(const QStyleOptionToolButton &option);
[[nodiscard]] QString textOf(const QStyleOptionToolButton &option);
[[nodiscard]] bool hasMenu(const QStyleOptionToolButton &option);

/// A rounded box on the pixel grid. Invalid colours are not drawn.
void box(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &border, qreal radius = 4,
    qreal borderWidth = 1);
/// 2 px accent outline, 1 px inside the edge.
void focus(QPainter &painter, const QRectF &rect, const Tokens &tokens);

/// Ground and border of a button in its state; the focus outline, too.
void buttonPanel(QPainter &painter, const QStyleOption &option, ButtonLook look, const Tokens &tokens);
/// Colour of its text and icon.
[[nodiscard]] QColor buttonInk(const QStyleOption &option, ButtonLook look, const Tokens &tokens);
/// Icon and text, centred together; the icon in the colour of the text.
void buttonLabel(QPainter &painter, const QStyleOption &option, const QRect &rect, const QIcon &icon,
    const QSize &iconSize, const QString &text, ButtonLook look, const Tokens &tokens);

void field(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void comboBox(QPainter &painter, const QStyleOptionComboBox &option, const Tokens &tokens);
void checkBox(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void radioButton(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void spinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down,
    const Tokens &tokens);
/// Of an item of a menu: what is behind its text. Separators are all of it.
void menuItemGround(QPainter &painter, const QStyleOptionMenuItem &option, const Tokens &tokens);
void tab(QPainter &painter, const QStyleOptionTab &option, const Tokens &tokens);
void scrollBar(
    QPainter &painter, const QStyleOptionSlider &option, const QRect &slider, const Tokens &tokens);

} // namespace cordboard::console::styledrawing
