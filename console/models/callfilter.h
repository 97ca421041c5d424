// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/models/callrow.h"

#include <QStringList>

namespace cordboard::console {

/// Which calls are shown.
struct CallFilter {
    enum class Quick { All, Attention, Ringing, Talking, Held, Mine };

    Quick quick = Quick::All;
    QStringList words; ///< folded; each must stand somewhere in what is shown of a call

    /// \param text  as typed
    void setText(const QString &text);
    [[nodiscard]] bool isEmpty() const { return quick == Quick::All && words.isEmpty(); }
    /// \param lit  whether the call needs attention
    [[nodiscard]] bool passes(const CallRow &row, bool lit) const;
    friend bool operator==(const CallFilter &, const CallFilter &) = default;
};

} // namespace cordboard::console
