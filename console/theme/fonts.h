// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>

namespace cordboard::console {

/// The sizes and weights of the console, derived from the system's font, so that a larger system font
/// enlarges all of them. Weights are Normal and DemiBold only; DemiBold in the table means "needs attention".
struct Fonts {
    QFont base;
    QFont strong; ///< base, DemiBold
    QFont small; ///< × 0.85: numbers under names, headers, status
    QFont smallStrong;
    QFont big; ///< × 1.3 DemiBold: head of the call panel
    QFont figure; ///< × 1.54 DemiBold: strip of numbers

    /// \param base  normally QApplication::font()
    [[nodiscard]] static Fonts from(const QFont &base);
};

/// `font` times `factor`, whether its size was given in points or in pixels.
[[nodiscard]] QFont scaled(QFont font, qreal factor);

} // namespace cordboard::console
