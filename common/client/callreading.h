// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/livecall.h"

#include <vector>

/// Reads messages about calls as a client must: words that a newer server may say (design: clients ignore
/// what they do not know) do not make a message unreadable.
///
/// Unknown states are kept as text (livecall.h). Other unknown words count as not told: a leg with an unknown
/// role, an action and a change with an unknown `op` are left out, `held_by` and `ended_by` become null,
/// `kind` becomes `call` and `time_source` becomes `sync`, which promises least. Missing keys and wrong types
/// are errors as ever.
namespace cordboard {

/// A message, and beside each of its calls (or changes) the state that was not known; `unknownStates` is
/// empty where all were.
template <class Message> struct CallReading {
    Message message;
    std::vector<QString> unknownStates;
};

/// \returns InvalidParams, with the path of the value at fault, if it is no such message
[[nodiscard]] Result<CallReading<protocol::CallsSnapshot>> readCallsSnapshot(const QJsonObject &params);
[[nodiscard]] Result<CallReading<protocol::CallsChanged>> readCallsChanged(const QJsonObject &params);
[[nodiscard]] Result<CallReading<protocol::CallListed>> readCallListed(const QJsonObject &answer);
[[nodiscard]] Result<LiveCall> readCall(const QJsonObject &call);

/// The calls of a page or a list, taken out of it.
template <class Message> [[nodiscard]] std::vector<LiveCall> takeCalls(CallReading<Message> &&reading)
{
    std::vector<LiveCall> calls;
    calls.reserve(reading.message.calls.size());
    for (std::size_t i = 0; i < reading.message.calls.size(); ++i) {
        calls.push_back(LiveCall{std::move(reading.message.calls[i]),
            reading.unknownStates.empty() ? QString() : std::move(reading.unknownStates[i])});
    }
    return calls;
}

} // namespace cordboard
