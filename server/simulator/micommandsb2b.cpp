// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

WireValue listedSession(const UaSession &session)
{
    const bool replied = !session.route.isEmpty();
    WireValue::Members item{{"dlg", session.number}, {"logic_key", QString()},
        {"mod_name", u"b2b_entities"_s}, {"state", session.state}, {"last_invite_cseq", 2},
        {"last_method", session.lastMethod}, {"db_flag", replied ? 2 : 0}, {"callid", session.key},
        {"from", QString()}, {"from_uri", session.fromUri}, {"from_tag", session.fromTag}, {"to", QString()},
        {"to_uri", session.toUri}, {"to_tag", session.toTag},
        {"cseq", WireValue::object({{"caller", 2}, {"callee", replied ? 1 : 0}})}};
    if (replied) {
        item.emplace_back("route_set", WireValue::object({{"caller", session.route}}));
    }
    item.emplace_back("contact",
        WireValue::object({{"caller", u"sip:callapi@127.0.0.1:5060"_s}, {"callee", session.contact}}));
    item.emplace_back("send_sock", u"127.0.0.1"_s);
    if (session.state != 5) {
        return item;
    }
    if (session.notifyPending) {
        item.emplace_back("tm_tran", u"uas"_s);
    }
    item.emplace_back("LEGS",
        WireValue::List{WireValue::object({{"id", 0}, {"tag", session.toTag}, {"cseq", 2},
            {"contact", session.contact}, {"route_set", session.route}})});
    return item;
}

MiReply start(ProxyModel &model, const MiParams &params)
{
    const auto requestUri = params.text(u"ruri"_s);
    const auto to = params.text(u"to"_s);
    const auto from = params.text(u"from"_s);
    if (!requestUri || !to || !from) {
        return MiReply::badParameter();
    }
    return {model.startSession(*requestUri, *to, *from, params.textOr(u"body"_s), params.textOr(u"flags"_s)),
        0, {}, {}};
}

MiReply list(ProxyModel &model, const MiParams &params)
{
    if (params.has(u"key"_s)) {
        const auto found = model.sessions().find(params.textOr(u"key"_s));
        return found == model.sessions().end() ? MiReply::error(404, u"Entity not found"_s)
                                               : MiReply{listedSession(found->second), 0, {}, {}};
    }
    WireValue::List rows;
    for (const auto &[key, session] : model.sessions()) {
        rows.push_back(listedSession(session));
    }
    return {rows, 0, {}, {}};
}

} // namespace

std::vector<MiCommand> sessionCommands(ProxyModel &model)
{
    return {
        command(u"ua_session_client_start"_s,
            anyOf({u"ruri"_s, u"to"_s, u"from"_s},
                {u"proxy"_s, u"body"_s, u"content_type"_s, u"extra_headers"_s, u"flags"_s, u"socket"_s}),
            [&model](const MiParams &params) { return start(model, params); }),
        command(u"ua_session_terminate"_s, anyOf({u"key"_s}, {u"extra_headers"_s}),
            [&model](const MiParams &params) {
                return model.endSession(params.textOr(u"key"_s))
                    ? MiReply::ok()
                    : MiReply::error(500, u"Failed to terminate session"_s);
            }),
        command(u"ua_session_reply"_s,
            anyOf({u"key"_s, u"method"_s, u"code"_s, u"reason"_s},
                {u"body"_s, u"content_type"_s, u"extra_headers"_s}),
            [&model](const MiParams &params) {
                return model.replyInSession(params.textOr(u"key"_s))
                    ? MiReply::ok()
                    : MiReply::error(500, u"Failed to send reply"_s);
            }),
        command(u"ua_session_list"_s, anyOf({}, {u"key"_s}),
            [&model](const MiParams &params) { return list(model, params); }),
    };
}

} // namespace cordboard::simulator
