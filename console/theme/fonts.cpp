// SPDX-License-Identifier: Apache-2.0
#include "console/theme/fonts.h"

#include <QtMath>

namespace cordboard::console {
namespace {

QFont strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QFont scaled(QFont font, qreal factor)
{
    if (font.pixelSize() > 0) {
        font.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    } else {
        font.setPointSizeF(font.pointSizeF() * factor);
    }
    return font;
}

Fonts Fonts::from(const QFont &base)
{
    const QFont small = scaled(base, 0.85);
    return {
        .base = base,
        .strong = console::strong(base),
        .small = small,
        .smallStrong = console::strong(small),
        .big = console::strong(scaled(base, 1.3)),
        .figure = console::strong(scaled(base, 1.54)),
    };
}

} // namespace cordboard::console
