// SPDX-License-Identifier: Apache-2.0
#include "common/protocol/progress.h"

#include <algorithm>
#include <array>

namespace cordboard::protocol {
namespace {

struct Row {
    Command command;
    ProgressEvent event;
    const char *keys; ///< separated by one space
};

using C = Command;
using E = ProgressEvent;

constexpr std::array rows{
    Row{C::CallStart, E::CallerAnswered, "caller callee"},
    // The Call API's text lists `caller` and `destination`, its example `callee`: both are sent, so every
    // reader is right.
    Row{C::CallStart, E::Transferring, "caller destination callee"},
    Row{C::CallStart, E::TransferStart, "callid caller callee"},
    Row{C::CallStart, E::TransferPending, "callid caller callee extra"},
    Row{C::CallStart, E::CalleeAnswered, "callid caller callee"},
    Row{C::CallBlindTransfer, E::Transferring, "destination"},
    Row{C::CallBlindTransfer, E::TransferStart, "callid destination"},
    Row{C::CallBlindTransfer, E::TransferPending, "callid destination extra"},
    Row{C::CallBlindTransfer, E::TransferSuccessful, "callid destination"},
    Row{C::CallAttendedTransfer, E::Transferring, ""},
    Row{C::CallAttendedTransfer, E::TransferStart, "callid destination"},
    Row{C::CallAttendedTransfer, E::TransferPending, "callid destination extra"},
    Row{C::CallAttendedTransfer, E::TransferSuccessful, "callid destination"},
    Row{C::CallHold, E::CallHolding, ""},
    Row{C::CallHold, E::CallHoldStart, "leg"},
    Row{C::CallHold, E::CallHoldSuccessful, "leg"},
    Row{C::CallUnhold, E::CallUnholding, ""},
    Row{C::CallUnhold, E::CallUnholdStart, "leg"},
    Row{C::CallUnhold, E::CallUnholdSuccessful, "leg"},
};

} // namespace

std::optional<QStringList> dataKeys(Command command, ProgressEvent event)
{
    const auto found = std::find_if(rows.begin(), rows.end(),
        [&](const Row &row) { return row.command == command && row.event == event; });
    if (found == rows.end()) {
        return std::nullopt;
    }
    return QString::fromLatin1(found->keys).split(u' ', Qt::SkipEmptyParts);
}

} // namespace cordboard::protocol
