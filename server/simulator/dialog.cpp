// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/dialog.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

constexpr qint64 lifetimeSeconds = 12 * 3600; // the proxy's default_timeout
const QString bindAddress = u"udp:127.0.0.1:5060"_s;

QString dateTime(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

WireValue listedCallee(const Leg &callee, bool answered)
{
    WireValue::Members item{{"callee_tag", callee.tag},
        {"callee_contact", answered ? callee.contact : QString()},
        {"caller_cseq", QString::number(callee.cseq)}, {"callee_route_set", QString()},
        {"callee_bind_addr", bindAddress}};
    if (answered) {
        item.emplace_back("callee_sdp", callee.sdp);
    }
    return item;
}

/// Bytes that do not print are spelled out, e.g. `\\xc3`.
QString printable(const QString &text)
{
    QString out;
    for (const char c : text.toUtf8()) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == '\n') {
            out += u"\\n"_s;
        } else if (byte == '\r') {
            out += u"\\r"_s;
        } else if (byte == '\t') {
            out += u"\\t"_s;
        } else if (byte < 0x20 || byte >= 0x7f) {
            out += u"\\x"_s + QString::number(byte, 16).rightJustified(2, u'0');
        } else {
            out += QLatin1Char(c);
        }
    }
    return out;
}

WireValue listedVariables(const QList<DialogVariable> &variables)
{
    WireValue::List values;
    for (const DialogVariable &variable : variables) {
        values.emplace_back(WireValue::Members{{variable.name.toUtf8(),
            variable.number ? WireValue(*variable.number) : WireValue(printable(variable.text))}});
    }
    return values;
}

} // namespace

Holder holderOf(const Dialog &dialog, Side side)
{
    if (dialog.state < Dialog::Answered || !dialog.callee) {
        return Holder::None;
    }
    if (dialog.leg(side).isStopped) {
        return Holder::Sequential;
    }
    const DialogVariable *own = dialog.variable(holdVariable(side));
    if (own && (own->number ? *own->number != 0 : !own->text.isEmpty())) {
        return Holder::Callops;
    }
    return dialog.leg(other(side)).holds ? Holder::Phone : Holder::None;
}

WireValue listed(const Dialog &dialog, bool withContext)
{
    const bool answered = dialog.startedAt != 0;
    const bool up = dialog.state == Dialog::Answered || dialog.state == Dialog::Confirmed;
    WireValue::Members item{{"ID", dialog.id}, {"db_id", QString::number(dialog.key)},
        {"state", static_cast<int>(dialog.state)}, {"user_flags", QString()},
        {"timestart", dialog.startedAt}};
    if (answered) {
        item.emplace_back("datestart", dateTime(dialog.startedAt));
    }
    const qint64 timeout = up ? dialog.startedAt + lifetimeSeconds : 0;
    item.emplace_back("timeout", timeout);
    if (timeout != 0) {
        item.emplace_back("dateout", dateTime(timeout));
    }
    item.emplace_back("callid", dialog.callId);
    item.emplace_back("from_uri", dialog.fromUri);
    item.emplace_back("to_uri", dialog.toUri);
    item.emplace_back("caller_tag", dialog.caller.tag);
    item.emplace_back("caller_contact", dialog.caller.contact);
    item.emplace_back("callee_cseq", QString::number(dialog.caller.cseq));
    item.emplace_back("caller_route_set", QString());
    item.emplace_back("caller_bind_addr", bindAddress);
    item.emplace_back("caller_sdp", dialog.caller.sdp);
    WireValue::List callees;
    if (dialog.callee) {
        callees.push_back(listedCallee(*dialog.callee, answered));
    }
    item.emplace_back("CALLEES", callees);
    if (withContext) {
        WireValue::Members context;
        if (!dialog.variables.isEmpty()) {
            context.emplace_back("values", listedVariables(dialog.variables));
        }
        item.emplace_back("context", context);
    }
    return item;
}

} // namespace cordboard::simulator
