// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/columnwidths.h"

#include "console/paint/timecells.h"
#include "console/text/callwords.h"
#include "console/widgets/rowdelegate.h"

#include <QFontMetrics>
#include <QtMath>

#include <algorithm>
#include <array>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

constexpr int leastParty = 120;
constexpr int numberWidth = 132;
constexpr int noteWidth = 128;
/// State, time and both parties stay, however narrow it is.
constexpr qsizetype leastColumns = 4;

/// In the order in which they give way: the last one first.
constexpr std::array priority{CallColumn::State, CallColumn::InState, CallColumn::Caller, CallColumn::Callee,
    CallColumn::CallerNumber, CallColumn::CalleeNumber, CallColumn::Total, CallColumn::Note, CallColumn::Node,
    CallColumn::Journey};

bool isElastic(CallColumn column) { return column == CallColumn::Caller || column == CallColumn::Callee; }

int naturalWidth(CallColumn column, const Theme &theme)
{
    const QFontMetrics base(theme.fonts().base);
    const auto title = [&] {
        return QFontMetrics(theme.fonts().small).horizontalAdvance(columnTitle(column))
            + 2 * Metrics::gapBlock;
    };
    switch (column) {
    case CallColumn::State: {
        int widest = 0;
        for (const ShownState state :
            {ShownState::Ringing, ShownState::Talking, ShownState::Held, ShownState::Transferring}) {
            widest = std::max(
                widest, QFontMetrics(theme.fonts().strong).horizontalAdvance(text::stateWord(state)));
        }
        for (const text::HeldSide side :
            {text::HeldSide::Caller, text::HeldSide::Callee, text::HeldSide::Both}) {
            widest =
                std::max(widest, QFontMetrics(theme.fonts().small).horizontalAdvance(text::heldLine(side)));
        }
        return StateDelegate::textLeft + widest + Metrics::gapBlock;
    }
    case CallColumn::CallerNumber:
    case CallColumn::CalleeNumber:
        return std::max(numberWidth, title());
    case CallColumn::InState:
    case CallColumn::Total: {
        const int time = qCeil(paint::TimeCells(theme.fonts().strong).width(u"00:00:00"_s));
        return std::max(time + 2 * Metrics::gapBlock, title());
    }
    case CallColumn::Note:
        return std::max(noteWidth, title());
    case CallColumn::Node:
        return std::max(base.horizontalAdvance(u"edge-00"_s) + 2 * Metrics::gapBlock, title());
    case CallColumn::Journey:
        return std::max(base.horizontalAdvance(u"J-0000 · 2"_s) + 2 * Metrics::gapBlock, title());
    case CallColumn::Caller:
    case CallColumn::Callee:
        return leastParty;
    }
    Q_UNREACHABLE();
}

} // namespace

QHash<CallColumn, int> columnWidths(const QSet<CallColumn> &wanted, int width, const Theme &theme)
{
    QList<CallColumn> shown;
    int used = 0;
    for (const CallColumn column : priority) {
        if (wanted.contains(column)) {
            shown.append(column);
            used += naturalWidth(column, theme);
        }
    }
    while (used > width && shown.size() > leastColumns) {
        used -= naturalWidth(shown.takeLast(), theme);
    }
    const int elastic = std::max(width - used, 0) + 2 * leastParty;
    const int caller = elastic * 11 / 21;
    QHash<CallColumn, int> widths;
    for (const CallColumn column : std::as_const(shown)) {
        widths.insert(column,
            !isElastic(column)                 ? naturalWidth(column, theme)
                : column == CallColumn::Caller ? caller
                                               : elastic - caller);
    }
    return widths;
}

} // namespace cordboard::console
