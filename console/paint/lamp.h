// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/text/callwords.h"
#include "console/theme/icon.h"
#include "console/theme/tokens.h"

#include <QRectF>

class QPainter;

namespace cordboard::console::paint {

/// What a lamp stands for.
enum class Lamp { Ringing, Talking, Held, Transferring, Failed, Attention, Ended };

/// A failed command shows the triangle, whatever the call's state.
[[nodiscard]] Lamp lampOf(text::ShownState state, bool commandFailed) noexcept;
[[nodiscard]] Icon iconOf(Lamp lamp) noexcept;
/// The colour of its glyph, pill and word. Attention is amber; Ended has none (text2).
[[nodiscard]] QColor inkOf(Lamp lamp, const Tokens &tokens) noexcept;
[[nodiscard]] QColor tintOf(Lamp lamp, const Tokens &tokens) noexcept;

struct LampLook {
    Lamp lamp = Lamp::Talking;
    bool lit = false; ///< needs somebody: filled
    bool stale = false; ///< not known to be true: no colour; a lit one is a dashed outline
    friend bool operator==(const LampLook &, const LampLook &) = default;
};

/// Draws a lamp in `rect`, a square of 20 px (table, glyph 16) or more (28 in the panel, glyph 20; larger
/// ones on the wallboard grow in proportion).
void drawLamp(QPainter &painter, const QRectF &rect, const LampLook &look, const Tokens &tokens);

/// A lamp of the directory, 12 px: ring, disc, ring with a dot, or dash.
void drawPresence(
    QPainter &painter, const QRectF &rect, text::Presence presence, bool stale, const Tokens &tokens);
/// The colour of its word: free and ringing have one, the rest are quiet.
[[nodiscard]] QColor presenceInk(text::Presence presence, bool stale, const Tokens &tokens) noexcept;

/// The light of a connection or node: a disc if all is well, a hollow ring in the colour of failure if not.
void drawLight(QPainter &painter, const QRectF &rect, bool well, const Tokens &tokens);

} // namespace cordboard::console::paint
