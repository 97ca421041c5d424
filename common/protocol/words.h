// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/codec.h"

/// The words that both sides share, each with its spelling on the wire.
namespace cordboard {

enum class LegRole { Caller, Callee };
enum class CallState { Ringing, Answered, Held, Ended };
enum class CallKind { Call, Setup }; ///< Setup: the first dialog of a CallStart, to the caller's phone
enum class HeldBy { Cordboard, Proxy, Phone };
/// Where the times of a call come from: `event`, we saw it happen; `proxy`, the proxy remembers; `sync`, it
/// was there already when we looked first.
enum class TimeSource { Event, Proxy, Sync };
enum class EndedBy { Caller, Callee, Cordboard, Proxy };
/// What can be done with a call, by the name of the method that does it.
enum class CallAction { End, Hold, Unhold, BlindTransfer, AttendedTransfer };
enum class ChangeOp { Set, Gone };
enum class CallSort { StartedAt, AnsweredAt, StateSince, State, Caller, Callee };
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
template <> struct WireNames<TimeSource> {
    static constexpr std::pair<TimeSource, const char *> names[]{
        {TimeSource::Event, "event"}, {TimeSource::Proxy, "proxy"}, {TimeSource::Sync, "sync"}};
};
template <> struct WireNames<EndedBy> {
    static constexpr std::pair<EndedBy, const char *> names[]{{EndedBy::Caller, "caller"},
        {EndedBy::Callee, "callee"}, {EndedBy::Cordboard, "cordboard"}, {EndedBy::Proxy, "proxy"}};
};
template <> struct WireNames<CallAction> {
    static constexpr std::pair<CallAction, const char *> names[]{{CallAction::End, "CallEnd"},
        {CallAction::Hold, "CallHold"}, {CallAction::Unhold, "CallUnhold"},
        {CallAction::BlindTransfer, "CallBlindTransfer"},
        {CallAction::AttendedTransfer, "CallAttendedTransfer"}};
};
template <> struct WireNames<ChangeOp> {
    static constexpr std::pair<ChangeOp, const char *> names[]{
        {ChangeOp::Set, "set"}, {ChangeOp::Gone, "gone"}};
};
template <> struct WireNames<CallSort> {
    static constexpr std::pair<CallSort, const char *> names[]{{CallSort::StartedAt, "started_at"},
        {CallSort::AnsweredAt, "answered_at"}, {CallSort::StateSince, "state_since"},
        {CallSort::State, "state"}, {CallSort::Caller, "caller"}, {CallSort::Callee, "callee"}};
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
