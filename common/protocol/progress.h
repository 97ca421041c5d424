// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/protocol/words.h"

#include <QStringList>

namespace cordboard::protocol {

/// Which commands there are, by their method names.
enum class Command {
    CallStart,
    CallBlindTransfer,
    CallAttendedTransfer,
    CallHold,
    CallUnhold,
    CallEnd,
    Echo,
};

/// The keys that `data` has in this event of this command, as the Call API documents them, in the order of
/// its documentation; `extra` is listed where it may be there. Empty: the event has no `data`. Nothing: the
/// command never sends this event.
[[nodiscard]] std::optional<QStringList> dataKeys(Command command, ProgressEvent event);

} // namespace cordboard::protocol

namespace cordboard::json {

template <> struct WireNames<protocol::Command> {
    using C = protocol::Command;
    static constexpr std::pair<C, const char *> names[]{{C::CallStart, "CallStart"},
        {C::CallBlindTransfer, "CallBlindTransfer"}, {C::CallAttendedTransfer, "CallAttendedTransfer"},
        {C::CallHold, "CallHold"}, {C::CallUnhold, "CallUnhold"}, {C::CallEnd, "CallEnd"}, {C::Echo, "Echo"}};
};

} // namespace cordboard::json
