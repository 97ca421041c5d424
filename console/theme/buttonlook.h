// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    Segment, ///< the first of two joined choices: put them side by side without spacing
    SegmentEnd, ///< the second of them
    Tile, ///< a number of the strip: draws its own content, the style only hover and focus
    Link, ///< text in accent, no frame
};
void setLook(QWidget *button, ButtonLook look);
[[nodiscard]] ButtonLook lookOf(const QWidget *button);

/// Height of a button or field.
enum class ControlSize { Normal, Tall, Note }; ///< 28, 32, 24 px at least
void setControlSize(QWidget *control, ControlSize size);
[[nodiscard]] ControlSize controlSizeOf(const QWidget *control);

} // namespace cordboard::console
