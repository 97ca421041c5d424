// SPDX-License-Identifier: Apache-2.0
#include "server/commands/preparation.h"

#include "common/core/overloaded.h"

#include <QUuid>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

JourneyId newJourney() { return JourneyId(QUuid::createUuid().toString(QUuid::Id128)); }

JourneyId journeyFrom(const CallInfo &call) { return call.journey.isEmpty() ? newJourney() : call.journey; }

struct Found {
    CallInfo call;
    Connector *connector;
};

/// The calls of a proxy as one client knows them.
struct Known {
    const CallDirectory &directory;
    const CallPredicate &sees;
};

Result<CallInfo> resolve(const Known &known, const CallName &name, QStringView suffix)
{
    if (!known.sees) {
        return known.directory.resolve(name.id, name.callId, suffix);
    }
    std::optional<CallId> id = name.id;
    if (!id && name.callId) {
        QList<CallInfo> candidates = known.directory.candidates(*name.callId);
        const qsizetype all = candidates.size();
        candidates.removeIf([&](const CallInfo &call) { return !known.sees(call); });
        if (all > 0 && candidates.isEmpty()) {
            return failure(Errc::CallNotFound, u"there is no such call"_s);
        }
        if (candidates.size() > 1 && candidates.size() < all) {
            QStringList ids;
            for (const CallInfo &call : std::as_const(candidates)) {
                ids.append(call.id.text());
            }
            return failure(Errc::AmbiguousCall,
                "the Call-ID fits several calls; name one by its id: "_L1 + ids.join(", "_L1));
        }
        if (candidates.size() == 1) {
            id = candidates.first().id;
        }
    }
    auto call = known.directory.resolve(id, name.callId, suffix);
    if (call && !known.sees(*call)) {
        return failure(Errc::CallNotFound, u"there is no such call"_s);
    }
    return call;
}

Result<Found> find(const Known &known, const CallName &name, QStringView suffix = {})
{
    auto call = resolve(known, name, suffix);
    if (!call) {
        return tl::unexpected(std::move(call).error());
    }
    Connector *connector = known.directory.connectorOf(call->id);
    return Found{std::move(*call), connector};
}

Result<Preparation> prepareOne(const Known &, const EchoRequest &)
{
    return failure(Errc::Internal, u"an Echo needs no node"_s);
}

Result<Preparation> prepareOne(const Known &known, const StartRequest &start)
{
    Connector *connector =
        start.node ? known.directory.connectorOf(*start.node) : known.directory.connectorForStart();
    if (!connector) {
        return failure(Errc::ProxyUnreachable, u"there is no node that could start the call"_s);
    }
    const JourneyId journey = newJourney();
    return Preparation{connector, StartCall{start.caller, start.callee, journey}, {{}, journey}, journey};
}

Result<Preparation> prepareOne(const Known &known, const EndRequest &end)
{
    return find(known, end.call).map([](Found found) {
        const CallId id = found.call.id;
        const JourneyId journey = found.call.journey;
        return Preparation{found.connector, EndCall{id}, {{std::move(found.call)}, {}}, journey};
    });
}

Result<Preparation> prepareOne(const Known &known, const HoldRequest &hold)
{
    return find(known, hold.call).map([&](Found found) {
        const CallId id = found.call.id;
        const JourneyId journey = found.call.journey;
        return Preparation{
            found.connector, HoldCall{id, hold.leg, hold.resume}, {{std::move(found.call)}, {}}, journey};
    });
}

Result<Preparation> prepareOne(const Known &known, const BlindTransferRequest &transfer)
{
    return find(known, transfer.call).map([&](Found found) {
        const CallId id = found.call.id;
        const JourneyId journey = journeyFrom(found.call);
        return Preparation{found.connector, BlindTransfer{id, transfer.leg, transfer.destination, journey},
            {{std::move(found.call)}, {}}, journey};
    });
}

Result<Preparation> prepareOne(const Known &known, const AttendedTransferRequest &transfer)
{
    auto a = find(known, transfer.callA, u"A");
    if (!a) {
        return tl::unexpected(std::move(a).error());
    }
    auto b = find(known, transfer.callB, u"B");
    if (!b) {
        return tl::unexpected(std::move(b).error());
    }
    if (a->call.id == b->call.id) {
        return failure(Errc::InvalidParams, u"callidB must be another call than the first"_s, u"callidB"_s);
    }
    if (a->connector != b->connector) {
        return failure(Errc::NotSupported, u"the two calls are on different nodes"_s);
    }
    const JourneyId journey = journeyFrom(a->call.journey.isEmpty() ? b->call : a->call);
    const AttendedTransfer request{
        a->call.id, transfer.legA, b->call.id, transfer.legB, transfer.destination, journey};
    return Preparation{a->connector, request, {{std::move(a->call), std::move(b->call)}, {}}, journey};
}

} // namespace

Result<Preparation> prepare(
    const CallDirectory &directory, const CommandRequest &request, const CallPredicate &sees)
{
    const Known known{directory, sees};
    return std::visit([&](const auto &what) { return prepareOne(known, what); }, request.what);
}

CallFate fateUnsent(const Error &error)
{
    return error.code == Errc::CallNotFound ? CallFate::Unknown : CallFate::Kept;
}

} // namespace cordboard
