// SPDX-License-Identifier: Apache-2.0
#include "server/commands/commandrequest.h"

#include "server/commands/content.h"

#include <QJsonDocument>

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;
using protocol::Command;

tl::unexpected<Error> wrong(const QString &field, QLatin1StringView what)
{
    return failure(Errc::InvalidParams, field + u' ' + what, field);
}

/// An id that may go into a log line, a message and a request to a proxy as it is (fact 25).
bool isPlainName(const QString &text)
{
    return !text.isEmpty() && text.size() <= CommandRequest::longestCallName
        && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c > u' ' && c < u'\x7f' && c != u'"' && c != u'\'' && c != u'`' && c != u'\\'
                   && c != u'<' && c != u'>';
           });
}

bool isCmdId(const QString &text)
{
    return text.size() <= CommandRequest::longestCmdId && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'
            || c == u'.' || c == u':' || c == u'-';
    });
}

Result<CallName> callName(
    const std::optional<CallId> &id, const std::optional<SipCallId> &callId, const QString &suffix = {})
{
    constexpr auto rule =
        "must be 1 to 256 printable ASCII characters without spaces, quotes, backslash, < and >"_L1;
    if (id && !isPlainName(id->text())) {
        return wrong("id"_L1 + suffix, rule);
    }
    if (callId && !isPlainName(callId->text())) {
        return wrong("callid"_L1 + suffix, rule);
    }
    if (!id && !callId) {
        return wrong("callid"_L1 + suffix, "is missing"_L1);
    }
    return CallName{id, callId};
}

Result<SipUri> uri(const QString &text, const QString &field)
{
    auto parsed = SipUri::parseFromClient(text);
    if (!parsed) {
        parsed.error().field = field;
        parsed.error().message = field + ": "_L1 + parsed.error().message;
    }
    return parsed;
}

using What = decltype(CommandRequest::what);

Result<What> check(Command, const protocol::CallStart &message)
{
    auto caller = uri(message.caller, u"caller"_s);
    if (!caller) {
        return tl::unexpected(std::move(caller).error());
    }
    auto callee = uri(message.callee, u"callee"_s);
    if (!callee) {
        return tl::unexpected(std::move(callee).error());
    }
    const QJsonObject tags = message.tags.value_or(QJsonObject());
    if (QJsonDocument(tags).toJson(QJsonDocument::Compact).size() > CommandRequest::largestTags) {
        return wrong(u"tags"_s, "must not be larger than 1024 bytes"_L1);
    }
    std::optional<NodeName> node;
    if (message.node) {
        if (!isPlainName(*message.node)) {
            return wrong(u"node"_s, "is not the name of a node"_L1);
        }
        node = NodeName(*message.node);
    }
    return StartRequest{
        std::move(*caller), std::move(*callee), message.caller, message.callee, tags, std::move(node)};
}

Result<What> check(Command, const protocol::CallBlindTransfer &message)
{
    auto call = callName(message.id, message.callid);
    if (!call) {
        return tl::unexpected(std::move(call).error());
    }
    auto destination = uri(message.destination, u"destination"_s);
    if (!destination) {
        return tl::unexpected(std::move(destination).error());
    }
    return BlindTransferRequest{std::move(*call), message.leg, std::move(*destination), message.destination};
}

Result<What> check(Command, const protocol::CallAttendedTransfer &message)
{
    auto callA = callName(message.idA, message.callidA, u"A"_s);
    if (!callA) {
        return tl::unexpected(std::move(callA).error());
    }
    auto callB = callName(message.idB, message.callidB, u"B"_s);
    if (!callB) {
        return tl::unexpected(std::move(callB).error());
    }
    const bool sameId = callA->id && callA->id == callB->id;
    const bool sameCallId = !callA->id && !callB->id && callA->callId == callB->callId;
    if (sameId || sameCallId) {
        return wrong(sameId ? u"idB"_s : u"callidB"_s, "must be another call than the first"_L1);
    }
    std::optional<SipUri> destination;
    if (message.destination) {
        auto parsed = uri(*message.destination, u"destination"_s);
        if (!parsed) {
            return tl::unexpected(std::move(parsed).error());
        }
        destination = std::move(*parsed);
    }
    return AttendedTransferRequest{std::move(*callA), message.legA, std::move(*callB), message.legB,
        std::move(destination), message.destination.value_or(QString())};
}

Result<What> check(Command method, const protocol::CallHold &message)
{
    return callName(message.id, message.callid).map([&](CallName call) {
        return What(HoldRequest{std::move(call), message.leg, method == Command::CallUnhold});
    });
}

Result<What> check(Command, const protocol::CallEnd &message)
{
    return callName(message.id, message.callid).map([](CallName call) {
        return What(EndRequest{std::move(call)});
    });
}

template <json::Message T> Result<Done> read(CommandRequest &request, const QJsonObject &params)
{
    const auto message = json::decode<T>(params);
    if (!message) {
        return tl::unexpected(message.error());
    }
    auto what = check(request.method, *message);
    if (!what) {
        return tl::unexpected(std::move(what).error());
    }
    request.what = std::move(*what);
    request.contentHash = contentHash(request.method, *message);
    return Done{};
}

Result<Done> readOwn(CommandRequest &request, const QJsonObject &params)
{
    switch (request.method) {
    case Command::CallStart:
        return read<protocol::CallStart>(request, params);
    case Command::CallBlindTransfer:
        return read<protocol::CallBlindTransfer>(request, params);
    case Command::CallAttendedTransfer:
        return read<protocol::CallAttendedTransfer>(request, params);
    case Command::CallHold:
    case Command::CallUnhold:
        return read<protocol::CallHold>(request, params);
    case Command::CallEnd:
        return read<protocol::CallEnd>(request, params);
    case Command::Echo:
        request.what = EchoRequest{params};
        return Done{};
    }
    return failure(Errc::Internal, u"a method without parameters"_s);
}

} // namespace

Result<CommandRequest> CommandRequest::parse(Command method, const QJsonObject &params)
{
    // An Echo has no deadline: what it carries under that name is not ours to judge.
    const auto options = method == Command::Echo
        ? json::decode<protocol::CommandOptions>(QJsonObject{{u"cmd_id"_s, params.value("cmd_id"_L1)}})
        : json::decode<protocol::CommandOptions>(params);
    if (!options) {
        return tl::unexpected(options.error());
    }
    CommandRequest request;
    request.method = method;
    if (options->cmdId && !options->cmdId->isEmpty()) {
        if (!isCmdId(options->cmdId->text())) {
            return wrong(u"cmd_id"_s, "must be 1 to 64 of A-Z a-z 0-9 _ . : -"_L1);
        }
        request.cmdId = options->cmdId;
    }
    if (options->deadline
        && (*options->deadline < shortestDeadline || *options->deadline > longestDeadline)) {
        return wrong(u"deadline_ms"_s, "must be 1000 to 600000"_L1);
    }
    request.deadline = options->deadline;
    if (const auto own = readOwn(request, params); !own) {
        return tl::unexpected(own.error());
    }
    return request;
}

} // namespace cordboard
