// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/codec.h"

/// The words that both sides share, each with its spelling on the wire.
namespace cordboard {

enum class LegRole { Caller, Callee };
enum class CallState { Ringing, Answered, Held, Ended };
enum class CallKind { Call, Setup }; ///< Setup: the first dialog of a CallStart, to the caller's phone
enum class HeldBy { Cordboard, Proxy, Phone };
enum class CallFate { Kept, Ended, Unknown }; ///< what became of the original call after a failure

/// What can happen between Started and Ended.
enum class ProgressEvent {
    CallerAnswered,
    Transferring,
    TransferStart,
    TransferPending,
    CalleeAnswered,
    TransferSuccessful,
    CallHolding,
    CallHoldStart,
    CallHoldSuccessful,
    CallUnholding,
    CallUnholdStart,
    CallUnholdSuccessful,
    Reply,
};

} // namespace cordboard

namespace cordboard::json {

template <> struct WireNames<LegRole> {
    static constexpr std::pair<LegRole, const char *> names[]{
        {LegRole::Caller, "caller"}, {LegRole::Callee, "callee"}};
};
template <> struct WireNames<CallState> {
    static constexpr std::pair<CallState, const char *> names[]{{CallState::Ringing, "ringing"},
        {CallState::Answered, "answered"}, {CallState::Held, "held"}, {CallState::Ended, "ended"}};
};
template <> struct WireNames<CallKind> {
    static constexpr std::pair<CallKind, const char *> names[]{
        {CallKind::Call, "call"}, {CallKind::Setup, "setup"}};
};
template <> struct WireNames<HeldBy> {
    static constexpr std::pair<HeldBy, const char *> names[]{
        {HeldBy::Cordboard, "cordboard"}, {HeldBy::Proxy, "proxy"}, {HeldBy::Phone, "phone"}};
};
template <> struct WireNames<CallFate> {
    static constexpr std::pair<CallFate, const char *> names[]{
        {CallFate::Kept, "kept"}, {CallFate::Ended, "ended"}, {CallFate::Unknown, "unknown"}};
};
template <> struct WireNames<ProgressEvent> {
    static constexpr std::pair<ProgressEvent, const char *> names[]{
        {ProgressEvent::CallerAnswered, "CallerAnswered"}, {ProgressEvent::Transferring, "Transferring"},
        {ProgressEvent::TransferStart, "TransferStart"}, {ProgressEvent::TransferPending, "TransferPending"},
        {ProgressEvent::CalleeAnswered, "CalleeAnswered"},
        {ProgressEvent::TransferSuccessful, "TransferSuccessful"},
        {ProgressEvent::CallHolding, "CallHolding"}, {ProgressEvent::CallHoldStart, "CallHoldStart"},
        {ProgressEvent::CallHoldSuccessful, "CallHoldSuccessful"},
        {ProgressEvent::CallUnholding, "CallUnholding"}, {ProgressEvent::CallUnholdStart, "CallUnholdStart"},
        {ProgressEvent::CallUnholdSuccessful, "CallUnholdSuccessful"}, {ProgressEvent::Reply, "Reply"}};
};

} // namespace cordboard::json
