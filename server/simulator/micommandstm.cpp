// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/micommands.h"

#include <memory>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

struct SipHeaders {
    QHash<QString, QString> values; ///< by lower-case name

    [[nodiscard]] QString uri(const QString &name) const
    {
        const QString value = values.value(name);
        const qsizetype open = value.indexOf(u'<');
        return open < 0 ? value.section(u';', 0, 0).trimmed()
                        : value.mid(open + 1, value.indexOf(u'>') - open - 1);
    }
    [[nodiscard]] QString displayName(const QString &name) const
    {
        const QString value = values.value(name);
        const qsizetype open = value.indexOf(u'<');
        return open < 0 ? QString() : unquoted(value.left(open));
    }
    [[nodiscard]] QString tag(const QString &name) const
    {
        const QString value = values.value(name);
        const qsizetype at = value.indexOf(u";tag="_s, qMax<qsizetype>(0, value.indexOf(u'>')));
        return at < 0 ? QString() : value.mid(at + 5).section(u';', 0, 0).trimmed();
    }
};

SipHeaders parsed(QString text)
{
    // The proxy unescapes these two words first (fact 25).
    text.replace("\\r"_L1, "\r"_L1).replace("\\n"_L1, "\n"_L1);
    SipHeaders headers;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype colon = line.indexOf(u':');
        if (colon > 0) {
            headers.values.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
        }
    }
    return headers;
}

/// The final answer to an INVITE, as the proxy hands it on.
WireValue finalAnswer(
    ProxyModel &model, const Dialog &dialog, int status, const QString &reason, bool isLocal)
{
    const QString statusLine = QString::number(status) + u' ' + reason;
    const QString via = u"Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK"_s + model.randomHex(4) + u'.'
        + model.randomHex(8) + u".0\r\n"_s;
    const QString from = u"From: <"_s + dialog.fromUri + u">;tag="_s + dialog.caller.tag + u"\r\nCall-ID: "_s
        + dialog.callId + u"\r\nCSeq: 1 INVITE\r\n"_s;
    if (isLocal) {
        if (status == 408 && model.quirks().cancelsUnanswered) {
            return WireValue::object({{"Status", statusLine}});
        }
        const QString message = via + u"To: <"_s + dialog.toUri + u">;tag="_s + model.randomHex(16)
            + u"\r\n"_s + from + u"Server: OpenSIPS ("_s + model.quirks().number
            + u" (x86_64/linux))\r\nContent-Length: 0\r\n\r\n"_s;
        return WireValue::object({{"Status", statusLine}, {"Message", message}});
    }
    const QString route = u"sip:127.0.0.1;lr;ftag="_s + dialog.caller.tag + u";did="_s + dialog.id;
    const Leg callee = dialog.callee.value_or(Leg{{}, model.randomHex(8), dialog.destination, {}});
    const QString body = status < 300 ? callee.sdp : QString();
    const QString message = via + u"Record-Route: <"_s + route + u">\r\n"_s + from + u"To: <"_s + dialog.toUri
        + u">;tag="_s + callee.tag + u"\r\nContact: <"_s + callee.contact + u">\r\n"_s
        + (body.isEmpty() ? QString() : u"Content-Type: application/sdp\r\n"_s) + u"Content-Length: "_s
        + QString::number(body.size()) + u"\r\n\r\n"_s + body;
    if (status >= 300) {
        return WireValue::object({{"Status", statusLine}, {"Message", message}});
    }
    return WireValue::object({{"Status", statusLine}, {"RURI", callee.contact}, {"Next-hop", route},
        {"Routes", WireValue::List{QString(u'<' + route + u'>')}}, {"Message", message}});
}

void startDialog(ProxyModel &model, const MiParams &params, const MiAnswer &answer)
{
    const auto method = params.text(u"method"_s);
    const auto requestUri = params.text(u"ruri"_s);
    const auto headerText = params.text(u"headers"_s);
    if (!method || !requestUri || !headerText) {
        answer(MiReply::badParameter());
        return;
    }
    if (!requestUri->startsWith("sip:"_L1) && !requestUri->startsWith("sips:"_L1)) {
        answer(MiReply::error(400, u"Invalid ruri"_s));
        return;
    }
    const SipHeaders headers = parsed(*headerText);
    if (headers.uri(u"from"_s).isEmpty() || headers.uri(u"to"_s).isEmpty()) {
        answer(MiReply::error(400, u"Bad headers"_s));
        return;
    }
    if (*method != "INVITE"_L1) {
        answer({WireValue::object({{"Status", u"200 OK"_s}, {"Message", QString()}}), 0, {}, {}});
        return;
    }
    const Leg caller{{}, headers.tag(u"from"_s), headers.uri(u"contact"_s), params.textOr(u"body"_s)};
    const auto key = std::make_shared<quint64>(0);
    *key = model.invite({.callId = headers.values.value(u"call-id"_s),
        .requestUri = *requestUri,
        .fromUri = headers.uri(u"from"_s),
        .toUri = headers.uri(u"to"_s),
        .fromName = headers.displayName(u"from"_s),
        .toName = headers.displayName(u"to"_s),
        .referredBy = headers.values.value(u"referred-by"_s),
        .caller = caller,
        .onReply = [&model, key, answer](int status, const QString &reason, bool isLocal) {
            const Dialog *dialog = model.dialogs().find(*key);
            if (status >= 200 && dialog) {
                answer({finalAnswer(model, *dialog, status, reason, isLocal), 0, {}, {}});
            }
        }});
}

} // namespace

std::vector<MiCommand> transactionCommands(ProxyModel &model)
{
    return {{u"t_uac_dlg"_s,
        anyOf({u"method"_s, u"ruri"_s, u"headers"_s}, {u"next_hop"_s, u"socket"_s, u"body"_s}),
        [&model](const MiParams &params, const MiAnswer &answer) { startDialog(model, params, answer); },
        true}};
}

} // namespace cordboard::simulator
