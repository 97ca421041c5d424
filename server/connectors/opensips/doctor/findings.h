// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/doctor/examination.h"

#include <QList>

namespace cordboard::opensips {

enum class FindingLevel {
    Good,
    Note, ///< works, and could tell or bear more
    Fault, ///< calls cannot be seen or controlled as they should
};

/// One line for an administrator.
struct Finding {
    FindingLevel level = FindingLevel::Good;
    QString what = {}; ///< what was found, e.g. "the module callops is not loaded: no transfers"
    QString remedy = {}; ///< what to change, and where; empty when all is well
    friend bool operator==(const Finding &, const Finding &) = default;
};

/// Judges what was seen, in the order in which an administrator mends it: the lanes, the modules, the events,
/// the script, the machine.
[[nodiscard]] QList<Finding> judge(const Examination &seen);

} // namespace cordboard::opensips
