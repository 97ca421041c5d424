// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/icon.h"

#include <QColor>
#include <QIcon>
#include <QPixmap>

/// Draws the icons, sharp at any size and pixel ratio. GUI thread only.
namespace cordboard::console::icons {

/// The icon in one colour. Kept in QPixmapCache, so that delegates may ask for each cell.
/// \param size  of its square, in device independent pixels
/// \param devicePixelRatio  of what it is painted on
/// \returns a pixmap of size × ratio real pixels; a null one only if the SVG plugin of Qt is missing
[[nodiscard]] QPixmap pixmap(Icon icon, const QColor &colour, int size, qreal devicePixelRatio);

/// For actions and buttons: follows the application's palette (ButtonText, and its disabled colour), so that
/// it is right after the theme has changed, too. App keeps its colours.
[[nodiscard]] QIcon themed(Icon icon);
/// In one colour, whatever the palette.
[[nodiscard]] QIcon coloured(Icon icon, const QColor &colour);

} // namespace cordboard::console::icons
