// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/icon.h"
#include "console/theme/style.h"

#include <QRectF>

class QIcon;
class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionToolButton;

/// What ConsoleStyle draws with; for itself alone.
namespace cordboard::console::styledrawing {

/// A rounded box on the pixel grid. Invalid colours are not drawn.
void box(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &border, qreal radius = 4,
    qreal borderWidth = 1);
/// 2 px accent outline, 1 px inside the edge.
void focus(QPainter &painter, const QRectF &rect, const Tokens &tokens);
void glyph(QPainter &painter, const QRect &rect, Icon icon, const QColor &colour, int size);

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
void scrollBar(
    QPainter &painter, const QStyleOptionSlider &option, const QRect &slider, const Tokens &tokens);

} // namespace cordboard::console::styledrawing
