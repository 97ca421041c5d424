// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/histories/comparison.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

namespace cordboard::tests {

using namespace Qt::StringLiterals;
using simulator::Holder;
using TrueCall = simulator::Simulator::TrueCall;

namespace {

QString word(Holder holder)
{
    switch (holder) {
    case Holder::None:
        return u"-"_s;
    case Holder::Sequential:
        return u"cordboard"_s;
    case Holder::Callops:
        return u"proxy"_s;
    case Holder::Phone:
        return u"phone"_s;
    }
    return {};
}

/// "answered - -", "held cordboard phone", "ringing"
QString stateOf(const TrueCall &call)
{
    if (call.state < simulator::Dialog::Answered) {
        return u"ringing"_s;
    }
    const bool held = call.callerHolder != Holder::None || call.calleeHolder != Holder::None;
    return (held ? u"held "_s : u"answered "_s) + word(call.callerHolder) + u' ' + word(call.calleeHolder);
}

QString stateOf(const QJsonObject &call)
{
    const QString state = call["state"_L1].toString();
    if (state == "ringing"_L1) {
        return state;
    }
    QMap<QString, QString> legs;
    for (const QJsonValue leg : call["legs"_L1].toArray()) {
        legs[leg["role"_L1].toString()] += u' ' + leg["held_by"_L1].toString(u"-"_s);
    }
    return state + legs[u"caller"_s] + legs[u"callee"_s];
}

QString withoutParameters(const QString &uri)
{
    const qsizetype end = uri.indexOf(QRegularExpression(u"[;?]"_s));
    return uri.left(end < 0 ? uri.size() : end);
}

QString wrongParty(
    const char *role, const QJsonObject &told, const QString &uri, const QString &name, bool named)
{
    const QString toldName = told["name"_L1].toString();
    if (told["uri"_L1].toString() != withoutParameters(uri)) {
        return u"%1 is %2, not %3"_s.arg(QLatin1String(role), told["uri"_L1].toString(), uri);
    }
    if (toldName != name && (named || !toldName.isEmpty())) {
        return u"%1 is called %2, not %3"_s.arg(QLatin1String(role), toldName, name);
    }
    return {};
}

QString wrong(const TrueCall &truth, const QJsonObject &told, const Knowable &knowable)
{
    if (truth.state == simulator::Dialog::Unconfirmed || truth.callId.startsWith("cordboard-"_L1)) {
        return u"not at rest"_s;
    }
    if (stateOf(truth) != stateOf(told)) {
        return u"%1, not %2"_s.arg(stateOf(told), stateOf(truth));
    }
    if (!told["commands"_L1].toArray().isEmpty()) {
        return u"a command works on it"_s;
    }
    const bool named = knowable.names && truth.isTold && !knowable.nameless.contains(truth.callId);
    const QString caller =
        wrongParty("caller", told["caller"_L1].toObject(), truth.fromUri, truth.fromName, named);
    return caller.isEmpty()
        ? wrongParty("callee", told["callee"_L1].toObject(), truth.toUri, truth.toName, named)
        : caller;
}

} // namespace

QString difference(const QList<TrueCall> &truth, const Told &listed, const Knowable &knowable)
{
    QMap<QString, QJsonObject> byCallId;
    for (const QJsonObject &call : listed) {
        const QString callId = call["callid"_L1].toString();
        if (byCallId.contains(callId)) {
            return callId + u" is listed twice"_s;
        }
        byCallId.insert(callId, call);
    }
    for (const TrueCall &call : truth) {
        const auto told = byCallId.constFind(call.callId);
        if (told == byCallId.cend()) {
            return u"%1 (%2) is missing"_s.arg(call.callId, stateOf(call));
        }
        if (const QString what = wrong(call, *told, knowable); !what.isEmpty()) {
            return call.callId + u": "_s + what;
        }
        byCallId.erase(told);
    }
    return byCallId.isEmpty() ? QString() : u"too many: "_s + byCallId.keys().join(u' ');
}

QString difference(const Told &listed, const Told &other)
{
    if (listed == other) {
        return {};
    }
    const auto text = [](const QJsonObject &call) {
        return QString::fromUtf8(QJsonDocument(call).toJson(QJsonDocument::Compact));
    };
    for (auto call = listed.cbegin(); call != listed.cend(); ++call) {
        if (other.value(call.key()) != *call) {
            return text(*call) + u" here, and there "_s + text(other.value(call.key()));
        }
    }
    return u"too many: "_s + QStringList(other.keys()).join(u' ');
}

} // namespace cordboard::tests
