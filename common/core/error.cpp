// SPDX-License-Identifier: Apache-2.0
#include "common/core/error.h"

#include <algorithm>
#include <array>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

struct Row {
    Errc code;
    QLatin1StringView word;
    int rpc;
};

constexpr std::array rows{
    Row{Errc::ParseError, "parse_error"_L1, -32700},
    Row{Errc::InvalidRequest, "invalid_request"_L1, -32600},
    Row{Errc::MethodNotFound, "method_not_found"_L1, -32601},
    Row{Errc::InvalidParams, "invalid_params"_L1, -32602},
    Row{Errc::CallNotFound, "call_not_found"_L1, -32001},
    Row{Errc::AmbiguousCall, "ambiguous_call"_L1, -32002},
    Row{Errc::WrongState, "wrong_state"_L1, -32003},
    Row{Errc::Conflict, "conflict"_L1, -32004},
    Row{Errc::NotAllowed, "not_allowed"_L1, -32005},
    Row{Errc::NotSupported, "not_supported"_L1, -32006},
    Row{Errc::LimitReached, "limit_reached"_L1, -32007},
    Row{Errc::CommandNotFound, "command_not_found"_L1, -32008},
    Row{Errc::RefusedByProxy, "refused_by_proxy"_L1, -32010},
    Row{Errc::RejectedByParty, "rejected_by_party"_L1, -32011},
    Row{Errc::NoAnswer, "no_answer"_L1, -32012},
    Row{Errc::Timeout, "timeout"_L1, -32013},
    Row{Errc::ProxyUnreachable, "proxy_unreachable"_L1, -32014},
    Row{Errc::CallEnded, "call_ended"_L1, -32015},
    Row{Errc::Cancelled, "cancelled"_L1, -32020},
    Row{Errc::Interrupted, "interrupted"_L1, -32021},
    Row{Errc::LinkLost, "link_lost"_L1, -32022},
    // Before Abandoned, which has the same code: the code alone means no more than this.
    Row{Errc::Internal, "internal"_L1, -32603},
    Row{Errc::Abandoned, "abandoned"_L1, -32603},
};

const Row &rowOf(Errc code) noexcept
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [code](const Row &row) { return row.code == code; });
    return found != rows.end() ? *found : rowOf(Errc::Internal);
}

} // namespace

QLatin1StringView word(Errc code) noexcept { return rowOf(code).word; }

std::optional<Errc> errcFromWord(QStringView word) noexcept
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [word](const Row &row) { return word == row.word; });
    return found != rows.end() ? std::optional(found->code) : std::nullopt;
}

int jsonRpcCode(Errc code) noexcept { return rowOf(code).rpc; }

std::optional<Errc> errcFromJsonRpcCode(int code) noexcept
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [code](const Row &row) { return row.rpc == code; });
    return found != rows.end() ? std::optional(found->code) : std::nullopt;
}

} // namespace cordboard
