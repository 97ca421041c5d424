// SPDX-License-Identifier: Apache-2.0
#include "console/models/figures.h"

#include <algorithm>

namespace cordboard::console {

Figures figuresOf(const QHash<CallId, CallRowPtr> &rows, const AttentionRules &rules, qint64 now)
{
    Figures figures;
    std::optional<qint64> first;
    for (const CallRowPtr &row : rows) {
        if (row->hasEnded()) {
            continue;
        }
        ++figures.calls;
        figures.ringing += row->state == ShownState::Ringing ? 1 : 0;
        figures.held += row->state == ShownState::Held ? 1 : 0;
        figures.attention += needsAttention(*row, rules, now) ? 1 : 0;
        if (row->knownSince) {
            first = std::min(*row->knownSince, first.value_or(*row->knownSince));
        }
    }
    if (first) {
        figures.longest = std::chrono::milliseconds(std::max<qint64>(now - *first, 0));
    }
    return figures;
}

void CallCurve::add(qint64 now, int calls)
{
    if (m_values.isEmpty()) {
        m_placeAt = now;
        m_values.append(calls);
        return;
    }
    const qint64 steps = (now - m_placeAt) / every.count();
    if (steps <= 0) {
        m_values.last() = std::max(m_values.last(), calls);
        return;
    }
    // Nothing was added in between, so nothing had changed.
    const int before = m_values.last();
    for (qint64 i = 1; i < std::min<qint64>(steps, places); ++i) {
        m_values.append(before);
    }
    m_values.append(calls);
    m_values.remove(0, std::max<qsizetype>(m_values.size() - places, 0));
    m_placeAt += steps * every.count();
}

int CallCurve::most() const
{
    return m_values.isEmpty() ? 0 : *std::max_element(m_values.begin(), m_values.end());
}

void CallCurve::clear() { m_values.clear(); }

} // namespace cordboard::console
