// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogmemory.h"

#include "server/connectors/opensips/flows/dialogvariables.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <array>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

constexpr auto setupPrefix = "cordboard-"_L1;

/// Who a URI names, without how it is reached now (`;transport`, `;osid`); as it stands when it cannot be
/// read.
QString party(const QString &uri)
{
    const auto parsed = SipUri::parse(uri);
    return parsed ? parsed->addressOfRecord() : uri;
}

CallState stateOf(const Dialog &dialog, const QList<Leg> &legs)
{
    switch (dialog.state) {
    case DialogState::Unconfirmed:
    case DialogState::Early:
        return CallState::Ringing;
    case DialogState::Answered:
    case DialogState::Confirmed:
        return std::any_of(legs.begin(), legs.end(), [](const Leg &leg) { return leg.heldBy.has_value(); })
            ? CallState::Held
            : CallState::Answered;
    case DialogState::Ended:
        return CallState::Ended;
    }
    return CallState::Ringing;
}

} // namespace

QString memoryVariable() { return u"cordboard"_s; }

QString writeMemory(const DialogMemory &memory)
{
    QJsonObject object{{u"journey"_s, memory.journey.text()}};
    if (!memory.caller.isEmpty()) {
        object.insert(u"caller"_s, memory.caller);
        object.insert(u"callee"_s, memory.callee);
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

DialogMemory readMemory(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    return {.journey = JourneyId(object.value("journey"_L1).toString()),
        .caller = object.value("caller"_L1).toString(),
        .callee = object.value("callee"_L1).toString()};
}

bool isSetup(const SipCallId &callId) { return callId.text().startsWith(setupPrefix); }

bool isSetupOf(const SipCallId &callId, const QString &instance)
{
    return !instance.isEmpty() && callId.text().startsWith(setupPrefix + instance);
}

SipCallId newSetupCallId(const QString &instance)
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    QString random;
    for (const quint32 word : words) {
        random += u"%1"_s.arg(word, 8, 16, QLatin1Char('0'));
    }
    return SipCallId(setupPrefix + instance + random);
}

CallInfo callInfo(
    const NodeName &node, const QString &scope, const Dialog &dialog, const DialogMemory &memory)
{
    CallInfo info{.id = callIdOf(scope, dialog.id), .callId = dialog.callId, .node = node};
    info.kind = isSetup(dialog.callId) ? CallKind::Setup : CallKind::Call;
    info.journey = memory.journey;
    info.caller = memory.caller.isEmpty() ? party(dialog.fromUri) : memory.caller;
    info.callee = memory.callee.isEmpty() ? party(dialog.toUri) : memory.callee;
    info.legs.append({LegRole::Caller, dialog.callerContact, heldBy(dialog, LegRole::Caller)});
    for (const DialogCallee &callee : dialog.callees) {
        info.legs.append({LegRole::Callee, callee.contact, heldBy(dialog, LegRole::Callee)});
    }
    if (dialog.callees.isEmpty() && dialog.state >= DialogState::Answered) {
        info.legs.append({LegRole::Callee, {}, heldBy(dialog, LegRole::Callee)});
    }
    info.state = stateOf(dialog, info.legs);
    return info;
}

CallId callIdOf(const QString &scope, const QString &dialogId) { return CallId(scope + u'/' + dialogId); }

std::optional<QString> dialogIdOf(const QString &scope, const CallId &call)
{
    const QString prefix = scope + u'/';
    return call.text().startsWith(prefix) ? std::optional(call.text().mid(prefix.size())) : std::nullopt;
}

} // namespace cordboard::opensips
