// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/icon.h"

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QRectF>

class QPainter;

/// Draws the icons, sharp at any size and pixel ratio. GUI thread only.
namespace cordboard::console::icons {

/// The icon in one colour. Kept in QPixmapCache, so that delegates may ask for each cell.
/// \param size  of its square, in device independent pixels
/// \param devicePixelRatio  of what it is painted on
/// \returns a pixmap of size × ratio real pixels; a null one only if the SVG plugin of Qt is missing
[[nodiscard]] QPixmap pixmap(Icon icon, const QColor &colour, int size, qreal devicePixelRatio);

/// Draws the icon in the middle of `rect`, on the pixel grid of what `painter` paints on: half a pixel off,
/// thin lines turn grey.
void draw(QPainter &painter, const QRectF &rect, Icon icon, const QColor &colour, int size);
/// Real pixels for one of the painter's units, before its transformation. Painter::device() does not tell
/// while a widget is rendered into something else.
[[nodiscard]] qreal pixelRatio(const QPainter &painter);

/// For actions and buttons: follows the application's palette (ButtonText, and its disabled colour), so that
/// it is right after the theme has changed, too. App keeps its colours.
[[nodiscard]] QIcon themed(Icon icon);
/// In one colour, whatever the palette.
[[nodiscard]] QIcon coloured(Icon icon, const QColor &colour);

} // namespace cordboard::console::icons
