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

Result<Found> find(const CallDirectory &directory, const CallName &name, QStringView suffix = {})
{
    auto call = directory.resolve(name.id, name.callId, suffix);
    if (!call) {
        return tl::unexpected(std::move(call).error());
    }
    Connector *connector = directory.connectorOf(call->id);
    return Found{std::move(*call), connector};
}

Result<Preparation> prepareOne(const CallDirectory &, const EchoRequest &)
{
    return failure(Errc::Internal, u"an Echo needs no node"_s);
}

Result<Preparation> prepareOne(const CallDirectory &directory, const StartRequest &start)
{
    Connector *connector = start.node ? directory.connectorOf(*start.node) : directory.connectorForStart();
    if (!connector) {
        return failure(Errc::ProxyUnreachable, u"there is no node that could start the call"_s);
    }
    const JourneyId journey = newJourney();
    return Preparation{connector, StartCall{start.caller, start.callee, journey}, {{}, journey}, journey};
}

Result<Preparation> prepareOne(const CallDirectory &directory, const EndRequest &end)
{
    return find(directory, end.call).map([](Found found) {
        const CallId id = found.call.id;
        const JourneyId journey = found.call.journey;
        return Preparation{found.connector, EndCall{id}, {{std::move(found.call)}, {}}, journey};
    });
}

Result<Preparation> prepareOne(const CallDirectory &directory, const HoldRequest &hold)
{
    return find(directory, hold.call).map([&](Found found) {
        const CallId id = found.call.id;
        const JourneyId journey = found.call.journey;
        return Preparation{
            found.connector, HoldCall{id, hold.leg, hold.resume}, {{std::move(found.call)}, {}}, journey};
    });
}

Result<Preparation> prepareOne(const CallDirectory &directory, const BlindTransferRequest &transfer)
{
    return find(directory, transfer.call).map([&](Found found) {
        const CallId id = found.call.id;
        const JourneyId journey = journeyFrom(found.call);
        return Preparation{found.connector, BlindTransfer{id, transfer.leg, transfer.destination, journey},
            {{std::move(found.call)}, {}}, journey};
    });
}

Result<Preparation> prepareOne(const CallDirectory &directory, const AttendedTransferRequest &transfer)
{
    auto a = find(directory, transfer.callA, u"A");
    if (!a) {
        return tl::unexpected(std::move(a).error());
    }
    auto b = find(directory, transfer.callB, u"B");
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

Result<Preparation> prepare(const CallDirectory &directory, const CommandRequest &request)
{
    return std::visit([&](const auto &what) { return prepareOne(directory, what); }, request.what);
}

CallFate fateUnsent(const Error &error)
{
    return error.code == Errc::CallNotFound ? CallFate::Unknown : CallFate::Kept;
}

} // namespace cordboard
