// SPDX-License-Identifier: Apache-2.0
#include "console/paint/lamp.h"

#include "console/theme/icons.h"
#include "console/theme/metrics.h"

#include <QPainter>

namespace cordboard::console::paint {
namespace {

bool isAmber(Lamp lamp) { return lamp == Lamp::Held || lamp == Lamp::Attention; }

int glyphSize(qreal side)
{
    if (side < Metrics::lampLarge) {
        return Metrics::icon;
    }
    return qMax(int(Metrics::iconLarge), qRound(side * 0.62));
}

QColor unlitInk(Lamp lamp, const Tokens &tokens)
{
    return lamp == Lamp::Attention ? tokens.edge : inkOf(lamp, tokens);
}

} // namespace

Lamp lampOf(text::ShownState state, bool commandFailed) noexcept
{
    if (commandFailed && state != text::ShownState::Ended) {
        return Lamp::Failed;
    }
    switch (state) {
    case text::ShownState::Ringing:
        return Lamp::Ringing;
    case text::ShownState::Talking:
        return Lamp::Talking;
    case text::ShownState::Held:
        return Lamp::Held;
    case text::ShownState::Transferring:
        return Lamp::Transferring;
    case text::ShownState::Ended:
        return Lamp::Ended;
    }
    Q_UNREACHABLE();
}

Icon iconOf(Lamp lamp) noexcept
{
    switch (lamp) {
    case Lamp::Ringing:
        return Icon::Ringing;
    case Lamp::Talking:
        return Icon::Talking;
    case Lamp::Held:
        return Icon::Held;
    case Lamp::Transferring:
        return Icon::Transfer;
    case Lamp::Failed:
        return Icon::Failed;
    case Lamp::Attention:
        return Icon::Attention;
    case Lamp::Ended:
        return Icon::Ended;
    }
    Q_UNREACHABLE();
}

QColor inkOf(Lamp lamp, const Tokens &tokens) noexcept
{
    switch (lamp) {
    case Lamp::Ringing:
        return tokens.ring.ink;
    case Lamp::Talking:
        return tokens.talk.ink;
    case Lamp::Held:
    case Lamp::Attention:
        return tokens.held.ink;
    case Lamp::Transferring:
        return tokens.move.ink;
    case Lamp::Failed:
        return tokens.fail.ink;
    case Lamp::Ended:
        return tokens.text2;
    }
    Q_UNREACHABLE();
}

QColor tintOf(Lamp lamp, const Tokens &tokens) noexcept
{
    switch (lamp) {
    case Lamp::Ringing:
        return tokens.ring.tint;
    case Lamp::Talking:
        return tokens.talk.tint;
    case Lamp::Held:
    case Lamp::Attention:
        return tokens.held.tint;
    case Lamp::Transferring:
        return tokens.move.tint;
    case Lamp::Failed:
        return tokens.fail.tint;
    case Lamp::Ended:
        return tokens.selq;
    }
    Q_UNREACHABLE();
}

void drawLamp(QPainter &painter, const QRectF &rect, const LampLook &look, const Tokens &tokens)
{
    const qreal side = qMin(rect.width(), rect.height());
    const QRectF square(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side);
    QColor glyph = look.stale ? tokens.stale : unlitInk(look.lamp, tokens);
    if (look.lit) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal radius = qMax<qreal>(Metrics::radius, side * 0.15);
        if (look.stale) {
            painter.setPen(QPen(tokens.edge, 1, Qt::CustomDashLine, Qt::FlatCap));
            QPen pen = painter.pen();
            pen.setDashPattern({3, 2});
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        } else if (isAmber(look.lamp)) {
            glyph = tokens.heldInk;
            painter.setPen(QPen(tokens.heldEdge, 1));
            painter.setBrush(tokens.heldLit);
            painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        } else {
            glyph = tokens.litInk;
            painter.setPen(Qt::NoPen);
            painter.setBrush(inkOf(look.lamp, tokens));
            painter.drawRoundedRect(square, radius, radius);
        }
        painter.restore();
    }
    icons::draw(painter, square, iconOf(look.lamp), glyph, glyphSize(side));
}

QColor presenceInk(text::Presence presence, bool stale, const Tokens &tokens) noexcept
{
    if (stale) {
        return tokens.stale;
    }
    switch (presence) {
    case text::Presence::Free:
        return tokens.talk.ink;
    case text::Presence::Rings:
    case text::Presence::Calls:
        return tokens.ring.ink;
    case text::Presence::Talks:
    case text::Presence::Holds:
    case text::Presence::Away:
        return tokens.text2;
    }
    Q_UNREACHABLE();
}

void drawPresence(
    QPainter &painter, const QRectF &rect, text::Presence presence, bool stale, const Tokens &tokens)
{
    const auto icon = [presence] {
        switch (presence) {
        case text::Presence::Free:
            return Icon::Free;
        case text::Presence::Talks:
        case text::Presence::Holds:
            return Icon::Busy;
        case text::Presence::Rings:
        case text::Presence::Calls:
            return Icon::Rings;
        case text::Presence::Away:
            return Icon::Away;
        }
        Q_UNREACHABLE();
    };
    icons::draw(painter, rect, icon(), presenceInk(presence, stale, tokens),
        qRound(qMin(rect.width(), rect.height())));
}

void drawLight(QPainter &painter, const QRectF &rect, bool well, const Tokens &tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (well) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.talk.ink);
        painter.drawEllipse(rect);
    } else {
        painter.setPen(QPen(tokens.fail.ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1));
    }
    painter.restore();
}

} // namespace cordboard::console::paint
