// SPDX-License-Identifier: Apache-2.0
#include "console/models/callfilter.h"

#include <algorithm>

namespace cordboard::console {

void CallFilter::setText(const QString &text) { words = folded(text).split(u' ', Qt::SkipEmptyParts); }

bool CallFilter::passes(const CallRow &row, bool lit) const
{
    const auto fits = [&] {
        switch (quick) {
        case Quick::All:
            return true;
        case Quick::Attention:
            return lit;
        case Quick::Ringing:
            return row.state == ShownState::Ringing;
        case Quick::Talking:
            return row.state == ShownState::Talking;
        case Quick::Held:
            return row.state == ShownState::Held;
        case Quick::Mine:
            return row.isMine;
        }
        Q_UNREACHABLE();
    };
    return fits() && std::all_of(words.begin(), words.end(), [&row](const QString &word) {
        return row.searched.contains(word);
    });
}

} // namespace cordboard::console
