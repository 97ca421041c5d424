// SPDX-License-Identifier: Apache-2.0
#include "console/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace cordboard::console {
namespace {

QColor hex(QRgb rgb) { return QColor::fromRgb(rgb); }

Tokens light()
{
    return {
        .window = hex(0xF3F4F6),
        .base = hex(0xFFFFFF),
        .alt = hex(0xF8F9FA),
        .hair = hex(0xE1E4E8),
        .edge = hex(0x7F8791),
        .sel = hex(0xDCEFF2),
        .selq = hex(0xE9ECEF),
        .text = hex(0x1A1E23),
        .text2 = hex(0x545D67),
        .stale = hex(0x626B75),
        .accent = hex(0x0B6270),
        .go = hex(0x0B6270),
        .onGo = hex(0xFFFFFF),
        .ring = {hex(0x1B5BC8), hex(0xE3ECFB)},
        .talk = {hex(0x1E7439), hex(0xE4F3E8)},
        .held = {hex(0x8F5200), hex(0xFDF0DA)},
        .move = {hex(0x7438BB), hex(0xF0E8FA)},
        .fail = {hex(0xB3261E), hex(0xFCE8E6)},
        .heldLit = hex(0xF5A524),
        .heldEdge = hex(0xB97700),
        .heldInk = hex(0x2E1C00),
        .litInk = hex(0xFFFFFF),
    };
}

Tokens dark()
{
    return {
        .window = hex(0x1F2226),
        .base = hex(0x16181B),
        .alt = hex(0x1B1E21),
        .hair = hex(0x2D3137),
        .edge = hex(0x79828C),
        .sel = hex(0x15373D),
        .selq = hex(0x262A2F),
        .text = hex(0xE7E9EC),
        .text2 = hex(0xA7AFB8),
        .stale = hex(0x98A1AA),
        .accent = hex(0x5BC0CE),
        .go = hex(0x1F7482),
        .onGo = hex(0xFFFFFF),
        .ring = {hex(0x7FB0FF), hex(0x1A2A47)},
        .talk = {hex(0x6CC688), hex(0x16321F)},
        .held = {hex(0xF2B04B), hex(0x382809)},
        .move = {hex(0xC19BF5), hex(0x2E2145)},
        .fail = {hex(0xFF8A80), hex(0x431C19)},
        .heldLit = hex(0xF5A524),
        .heldEdge = hex(0xF5A524),
        .heldInk = hex(0x2E1C00),
        .litInk = hex(0x16181B),
    };
}

/// Relative luminance (WCAG 2.1).
double luminance(const QColor &colour) noexcept
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

} // namespace

const ToneColours &Tokens::tone(Tone tone) const noexcept
{
    switch (tone) {
    case Tone::Ring:
        return ring;
    case Tone::Talk:
        return talk;
    case Tone::Held:
        return held;
    case Tone::Move:
        return move;
    case Tone::Fail:
        return fail;
    }
    Q_UNREACHABLE();
}

const Tokens &tokens(Scheme scheme) noexcept
{
    static const Tokens lightTokens = light();
    static const Tokens darkTokens = dark();
    return scheme == Scheme::Dark ? darkTokens : lightTokens;
}

double contrast(const QColor &a, const QColor &b) noexcept
{
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace cordboard::console
