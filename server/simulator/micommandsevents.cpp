// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

WireValue wire(const QJsonValue &value)
{
    if (value.isDouble()) {
        return value.toInteger();
    }
    return value.toString();
}

MiReply subscribe(EventSender &events, const MiParams &params)
{
    const auto event = params.text(u"event"_s);
    const auto socket = params.text(u"socket"_s);
    const auto expire = params.has(u"expire"_s) ? params.number(u"expire"_s) : 3600;
    if (!event || event->isEmpty() || !socket || socket->isEmpty() || !expire || *expire < 0) {
        return MiReply::badParameter();
    }
    return events.subscribe(*event, *socket, std::chrono::seconds(*expire))
        ? MiReply::ok()
        : MiReply::error(400, u"Bad parameter value"_s);
}

MiReply raise(EventSender &events, const MiParams &params)
{
    const auto event = params.text(u"event"_s);
    if (!event) {
        return MiReply::badParameter();
    }
    if (events.idOf(*event) < 0) {
        return MiReply::error(404, u"Event not registered"_s);
    }
    if (!events.hasSubscribers(*event)) {
        return MiReply::error(480, u"Temporarily Unavailable"_s);
    }
    if (const auto list = params.list(u"params"_s)) {
        WireValue::List values;
        for (const QJsonValue &value : *list) {
            values.push_back(wire(value));
        }
        events.raise(*event, values);
    } else if (const auto text = params.text(u"params"_s)) {
        const QJsonDocument document = QJsonDocument::fromJson(text->toUtf8());
        if (!document.isObject()) {
            return MiReply::error(400, u"Bad Params"_s);
        }
        WireValue::Members members;
        const QJsonObject object = document.object();
        for (auto it = object.begin(); it != object.end(); ++it) {
            members.emplace_back(it.key().toUtf8(), wire(it.value()));
        }
        events.raise(*event, members);
    } else if (params.has(u"params"_s)) {
        return MiReply::error(400, u"No Params"_s);
    } else {
        events.raise(*event, WireValue::Members{});
    }
    return MiReply::ok();
}

} // namespace

std::vector<MiCommand> eventCommands(EventSender &events)
{
    return {
        command(u"event_subscribe"_s, {{u"event"_s, u"socket"_s}, {u"event"_s, u"socket"_s, u"expire"_s}},
            [&events](const MiParams &params) { return subscribe(events, params); }),
        command(u"events_list"_s, {{}},
            [&events](const MiParams &) -> MiReply {
                return {WireValue::object({{"Events", events.list()}}), 0, {}, {}};
            }),
        command(u"subscribers_list"_s, {{}},
            [&events](const MiParams &) -> MiReply {
                return {WireValue::object({{"Events", events.listSubscribers()}}), 0, {}, {}};
            }),
        command(u"raise_event"_s, {{u"event"_s}, {u"event"_s, u"params"_s}},
            [&events](const MiParams &params) { return raise(events, params); }),
    };
}

} // namespace cordboard::simulator
