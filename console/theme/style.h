// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/theme/tokens.h"

#include <QProxyStyle>

class QStyleOptionButton;
class QStyleOptionToolButton;
class QWidget;

namespace cordboard::console {

/// How a button is drawn. Set it by setLook(); without one a button is Plain, a QToolButton is Flat.
enum class ButtonLook {
    Plain, ///< base, edge border
    Go, ///< filled: the one primary button of a pane
    Danger, ///< plain with text and glyph in the colour of failure, filled only while pressed
    Flat, ///< nothing but its text or icon; ground when hovered, accent when checked
    Chip, ///< one of a row of filters; accent when checked
    Page, ///< a page of the window: underlined when checked
    Segment, ///< one of several joined choices: put them side by side without spacing
    Tile, ///< a number of the strip: draws its own content, the style only hover and focus
    Link, ///< text in accent, no frame
};
void setLook(QWidget *button, ButtonLook look);
[[nodiscard]] ButtonLook lookOf(const QWidget *button);

/// Height of a button or field.
enum class ControlSize { Normal, Tall, Note }; ///< 28, 32, 24 px at least
void setControlSize(QWidget *control, ControlSize size);

/// Fusion with the console's own buttons, fields, headers, scroll bars, bars and focus outline, all drawn
/// with tokens. Nothing moves or fades.
///
/// Icons of one colour on buttons are tinted in the colour of their text.
class ConsoleStyle : public QProxyStyle {
    Q_OBJECT
public:
    ConsoleStyle();

    void setTokens(const Tokens &tokens) { m_tokens = tokens; }
    [[nodiscard]] const Tokens &tokens() const noexcept { return m_tokens; }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
        SubControl subControl, const QWidget *widget = nullptr) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
        const QWidget *widget = nullptr) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
        const QWidget *widget = nullptr) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option = nullptr,
        const QWidget *widget = nullptr, QStyleHintReturn *returned = nullptr) const override;
    using QProxyStyle::polish;
    void polish(QWidget *widget) override;

private:
    Tokens m_tokens;
};

} // namespace cordboard::console
