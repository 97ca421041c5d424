// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

namespace cordboard::console {

enum class Scheme { Light, Dark };

/// What a colour of state says. Failure is also the colour of a lost connection and of Hang up; talking is
/// also the colour of "free" and "connected".
enum class Tone { Ring, Talk, Held, Move, Fail };

/// A colour of state: `ink` for glyphs, words and the fill of lit lamps; `tint` for the ground of pills and
/// notes.
struct ToneColours {
    QColor ink;
    QColor tint;
    friend bool operator==(const ToneColours &, const ToneColours &) = default;
};

/// All colours of the console in one scheme. The only place that holds colour values: whatever is drawn takes
/// its colours from here, and dark is nothing but the other table.
///
/// Pairs that carry text have a contrast of at least 4.5, pairs that carry shapes 3.0 (WCAG 2.1, AA); a test
/// computes it.
struct Tokens {
    QColor window; ///< menu, tool bar, dock titles, status bar, dialogs
    QColor base; ///< tables, panes, strip of numbers
    QColor alt; ///< headers, section rows, hover
    QColor hair; ///< hairlines: decoration only
    QColor edge; ///< borders of fields and buttons
    QColor sel; ///< selected row with focus, chosen chip
    QColor selq; ///< selected row without focus
    QColor text;
    QColor text2; ///< second lines, Talking, headers, placeholders
    QColor stale; ///< stale rows and disabled text
    QColor accent; ///< focus, cords, curve, chosen page and chip
    QColor go; ///< fill of the one primary button of a pane
    QColor onGo; ///< text on it
    ToneColours ring;
    ToneColours talk;
    ToneColours held;
    ToneColours move;
    ToneColours fail;
    QColor heldLit; ///< fill of a lit amber lamp
    QColor heldEdge; ///< its border
    QColor heldInk; ///< the glyph on it
    QColor litInk; ///< the glyph on any other lit lamp

    [[nodiscard]] const ToneColours &tone(Tone tone) const noexcept;
    friend bool operator==(const Tokens &, const Tokens &) = default;
};

[[nodiscard]] const Tokens &tokens(Scheme scheme) noexcept;

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b) noexcept;

} // namespace cordboard::console
