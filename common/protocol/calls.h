// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/nullable.h"
#include "common/protocol/commands.h"

#include <vector>

/// The live calls as clients see them: CallList, CallGet, and the stream of CallSubscribe. Clients ignore
/// keys and words that they do not know. Times are ISO 8601, UTC, with milliseconds; null is what nobody
/// told.
namespace cordboard::protocol {

using json::Nullable;

struct Party {
    QString uri;
    Nullable<QString> name; ///< display name
    static constexpr auto fields()
    {
        return std::tuple{Field{&Party::uri, "uri"}, Field{&Party::name, "name"}};
    }
    friend bool operator==(const Party &, const Party &) = default;
};

/// One end of a call; several with the role callee while it is forked.
struct CallLeg {
    LegRole role = LegRole::Caller;
    Nullable<QString> contact;
    Nullable<HeldBy> heldBy;
    static constexpr auto fields()
    {
        using S = CallLeg;
        return std::tuple{
            Field{&S::role, "role"}, Field{&S::contact, "contact"}, Field{&S::heldBy, "held_by"}};
    }
    friend bool operator==(const CallLeg &, const CallLeg &) = default;
};

/// A command that runs on a call.
struct RunningCommand {
    CommandId cmdId;
    QString method;
    static constexpr auto fields()
    {
        return std::tuple{Field{&RunningCommand::cmdId, "cmd_id"}, Field{&RunningCommand::method, "method"}};
    }
    friend bool operator==(const RunningCommand &, const RunningCommand &) = default;
};

struct Call {
    CallId id;
    SipCallId callId;
    NodeName node;
    CallKind kind = CallKind::Call;
    Nullable<JourneyId> journey;
    qint64 rev = 0; ///< rises with every change of this call
    CallState state = CallState::Ringing;
    Nullable<Party> caller;
    Nullable<Party> callee;
    std::vector<CallLeg> legs;
    Nullable<QString> startedAt;
    Nullable<QString> answeredAt;
    Nullable<QString> stateSince;
    TimeSource timeSource = TimeSource::Event;
    Nullable<EndedBy> endedBy;
    Nullable<QString> reason; ///< why it ended, e.g. "486 Busy Here"
    Nullable<QJsonObject> tags;
    std::vector<RunningCommand> commands;
    std::vector<CallAction> allowedActions; ///< for the client that is told
    static constexpr auto fields()
    {
        using S = Call;
        return std::tuple{Field{&S::id, "id"}, Field{&S::callId, "callid"}, Field{&S::node, "node"},
            Field{&S::kind, "kind"}, Field{&S::journey, "journey"}, Field{&S::rev, "rev"},
            Field{&S::state, "state"}, Field{&S::caller, "caller"}, Field{&S::callee, "callee"},
            Field{&S::legs, "legs"}, Field{&S::startedAt, "started_at"}, Field{&S::answeredAt, "answered_at"},
            Field{&S::stateSince, "state_since"}, Field{&S::timeSource, "time_source"},
            Field{&S::endedBy, "ended_by"}, Field{&S::reason, "reason"}, Field{&S::tags, "tags"},
            Field{&S::commands, "commands"}, Field{&S::allowedActions, "allowed_actions"}};
    }
    friend bool operator==(const Call &, const Call &) = default;
};

// --- The stream ---

/// Which calls a subscription shows; an empty filter is all of them.
struct CallView {
    std::optional<NodeName> node;
    std::optional<QString> domain; ///< caller's or callee's host, whatever its case
    std::optional<QString> user; ///< caller's or callee's user part, to the letter
    static constexpr auto fields()
    {
        using S = CallView;
        return std::tuple{Field{&S::node, "node"}, Field{&S::domain, "domain"}, Field{&S::user, "user"}};
    }
    friend bool operator==(const CallView &, const CallView &) = default;
};

/// How far a client has followed a view.
struct StreamPosition {
    QString epoch;
    qint64 seq = 0;
    QString view; ///< as CallSubscribe answered it
    static constexpr auto fields()
    {
        using S = StreamPosition;
        return std::tuple{Field{&S::epoch, "epoch"}, Field{&S::seq, "seq"}, Field{&S::view, "view"}};
    }
    friend bool operator==(const StreamPosition &, const StreamPosition &) = default;
};

struct CallSubscribe {
    std::optional<CallView> filter;
    std::optional<StreamPosition> since;
    static constexpr auto fields()
    {
        return std::tuple{Field{&CallSubscribe::filter, "filter"}, Field{&CallSubscribe::since, "since"}};
    }
    friend bool operator==(const CallSubscribe &, const CallSubscribe &) = default;
};

/// The answer to CallSubscribe. With `snapshot` CallsSnapshot pages follow, true at `seq`; without, the
/// changes since the `since` that was asked for. CallsChanged goes on from there.
struct CallSubscribed {
    QString epoch;
    qint64 seq = 0;
    QString view;
    qint64 count = 0; ///< calls in the view at `seq`
    bool snapshot = true;
    static constexpr auto fields()
    {
        using S = CallSubscribed;
        return std::tuple{Field{&S::epoch, "epoch"}, Field{&S::seq, "seq"}, Field{&S::view, "view"},
            Field{&S::count, "count"}, Field{&S::snapshot, "snapshot"}};
    }
    friend bool operator==(const CallSubscribed &, const CallSubscribed &) = default;
};

/// One page of a snapshot. Page 0 begins one: whatever the client knew of the view is void, also when it did
/// not ask (it read too slowly for the replay). No CallsChanged comes between the pages.
struct CallsSnapshot {
    QString epoch;
    qint64 seq = 0;
    QString view;
    qint64 page = 0;
    std::vector<Call> calls; ///< at most 200
    bool last = true;
    static constexpr auto fields()
    {
        using S = CallsSnapshot;
        return std::tuple{Field{&S::epoch, "epoch"}, Field{&S::seq, "seq"}, Field{&S::view, "view"},
            Field{&S::page, "page"}, Field{&S::calls, "calls"}, Field{&S::last, "last"}};
    }
    friend bool operator==(const CallsSnapshot &, const CallsSnapshot &) = default;
};

/// What became of one call within the view.
struct CallChange {
    ChangeOp op = ChangeOp::Set;
    std::optional<Call> call; ///< with Set: the whole call
    std::optional<CallId> id; ///< with Gone
    static constexpr auto fields()
    {
        using S = CallChange;
        return std::tuple{Field{&S::op, "op"}, Field{&S::call, "call"}, Field{&S::id, "id"}};
    }
    friend bool operator==(const CallChange &, const CallChange &) = default;
};

/// All changes of the view in (from_seq, seq], in order. Comes every 5 s at the latest, also without any.
struct CallsChanged {
    QString epoch;
    qint64 fromSeq = 0;
    qint64 seq = 0;
    QString now; ///< the server's clock
    std::vector<CallChange> changes;
    static constexpr auto fields()
    {
        using S = CallsChanged;
        return std::tuple{Field{&S::epoch, "epoch"}, Field{&S::fromSeq, "from_seq"}, Field{&S::seq, "seq"},
            Field{&S::now, "now"}, Field{&S::changes, "changes"}};
    }
    friend bool operator==(const CallsChanged &, const CallsChanged &) = default;
};

// --- Lists ---

struct CallFilter {
    std::optional<std::vector<CallState>> states;
    std::optional<NodeName> node;
    std::optional<QString> domain; ///< as in CallView
    std::optional<QString> user;
    std::optional<QString> text; ///< stands somewhere in a URI, a display name or the Call-ID; any case
    static constexpr auto fields()
    {
        using S = CallFilter;
        return std::tuple{Field{&S::states, "states"}, Field{&S::node, "node"}, Field{&S::domain, "domain"},
            Field{&S::user, "user"}, Field{&S::text, "text"}};
    }
    friend bool operator==(const CallFilter &, const CallFilter &) = default;
};

struct CallList {
    std::optional<CallFilter> filter;
    std::optional<CallSort> sort; ///< default: started_at, the oldest first
    std::optional<bool> descending;
    std::optional<int> limit; ///< 1 to 500, default 500
    std::optional<QString> cursor; ///< as the page before gave it, with the same sort
    static constexpr auto fields()
    {
        using S = CallList;
        return std::tuple{Field{&S::filter, "filter"}, Field{&S::sort, "sort"},
            Field{&S::descending, "descending"}, Field{&S::limit, "limit"}, Field{&S::cursor, "cursor"}};
    }
    friend bool operator==(const CallList &, const CallList &) = default;
};

struct CallListed {
    QString epoch;
    qint64 seq = 0; ///< what this page is true at
    std::vector<Call> calls;
    qint64 total = 0; ///< calls that the filter fits, on all pages
    Nullable<QString> cursor; ///< of the next page; null: this is the last
    static constexpr auto fields()
    {
        using S = CallListed;
        return std::tuple{Field{&S::epoch, "epoch"}, Field{&S::seq, "seq"}, Field{&S::calls, "calls"},
            Field{&S::total, "total"}, Field{&S::cursor, "cursor"}};
    }
    friend bool operator==(const CallListed &, const CallListed &) = default;
};

struct CallGet {
    CallId id;
    static constexpr auto fields() { return std::tuple{Field{&CallGet::id, "id"}}; }
    friend bool operator==(const CallGet &, const CallGet &) = default;
};

/// Something that happened to a call.
struct TimelineEntry {
    QString at;
    QString event; ///< a word: ringing, answered, held, resumed, ended, command_begun, command_ended, note
    Nullable<LegRole> leg; ///< of a hold
    Nullable<HeldBy> heldBy;
    Nullable<RunningCommand> command;
    Nullable<QString> by; ///< the user of a command; null for anonymous ones
    Nullable<QString> text; ///< e.g. why a command failed
    static constexpr auto fields()
    {
        using S = TimelineEntry;
        return std::tuple{Field{&S::at, "at"}, Field{&S::event, "event"}, Field{&S::leg, "leg"},
            Field{&S::heldBy, "held_by"}, Field{&S::command, "command"}, Field{&S::by, "by"},
            Field{&S::text, "text"}};
    }
    friend bool operator==(const TimelineEntry &, const TimelineEntry &) = default;
};

struct CallGot {
    QString epoch;
    qint64 seq = 0;
    Call call;
    std::vector<TimelineEntry> timeline; ///< the last 100, the oldest first
    static constexpr auto fields()
    {
        using S = CallGot;
        return std::tuple{Field{&S::epoch, "epoch"}, Field{&S::seq, "seq"}, Field{&S::call, "call"},
            Field{&S::timeline, "timeline"}};
    }
    friend bool operator==(const CallGot &, const CallGot &) = default;
};

} // namespace cordboard::protocol
