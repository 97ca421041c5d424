// SPDX-License-Identifier: Apache-2.0
#include "common/client/callreading.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// A word, and none of ours. Anything but a string is an error, not news.
template <class E> bool isNews(const QJsonValue &value)
{
    return value.isString() && !json::fromWireName<E>(value.toString());
}

template <class E> void replaceNews(QJsonObject &object, QLatin1StringView key, const QJsonValue &replacement)
{
    if (isNews<E>(object.value(key))) {
        object.insert(key, replacement);
    }
}

QJsonValue knownLegs(const QJsonValue &value)
{
    if (!value.isArray()) {
        return value;
    }
    QJsonArray legs;
    for (const QJsonValue leg : value.toArray()) {
        QJsonObject object = leg.toObject();
        if (!leg.isObject()) {
            legs.append(leg);
        } else if (!isNews<LegRole>(object.value("role"_L1))) {
            replaceNews<HeldBy>(object, "held_by"_L1, QJsonValue::Null);
            legs.append(object);
        }
    }
    return legs;
}

QJsonValue knownActions(const QJsonValue &value)
{
    if (!value.isArray()) {
        return value;
    }
    QJsonArray actions;
    for (const QJsonValue action : value.toArray()) {
        if (!isNews<CallAction>(action)) {
            actions.append(action);
        }
    }
    return actions;
}

/// The call in words that we know; `unknownState` gets the state if it is none of them.
QJsonObject knownCall(QJsonObject call, QString &unknownState)
{
    if (isNews<CallState>(call.value("state"_L1))) {
        unknownState = call.value("state"_L1).toString();
        const bool answered = call.value("answered_at"_L1).isString();
        call.insert("state"_L1, json::wireName(answered ? CallState::Answered : CallState::Ringing));
    }
    replaceNews<CallKind>(call, "kind"_L1, json::wireName(CallKind::Call));
    replaceNews<TimeSource>(call, "time_source"_L1, json::wireName(TimeSource::Sync));
    replaceNews<EndedBy>(call, "ended_by"_L1, QJsonValue::Null);
    for (const auto &[key, known] :
        {std::pair{"legs"_L1, &knownLegs}, {"allowed_actions"_L1, &knownActions}}) {
        if (call.contains(key)) {
            call.insert(key, known(call.value(key)));
        }
    }
    return call;
}

QJsonArray knownCalls(const QJsonArray &array, std::vector<QString> &unknownStates)
{
    QJsonArray calls;
    for (const QJsonValue call : array) {
        QString &state = unknownStates.emplace_back();
        calls.append(call.isObject() ? QJsonValue(knownCall(call.toObject(), state)) : call);
    }
    return calls;
}

QJsonArray knownChanges(const QJsonArray &array, std::vector<QString> &unknownStates)
{
    QJsonArray changes;
    for (const QJsonValue value : array) {
        QJsonObject change = value.toObject();
        if (isNews<ChangeOp>(change.value("op"_L1))) {
            continue;
        }
        QString &state = unknownStates.emplace_back();
        if (change.value("call"_L1).isObject()) {
            change.insert("call"_L1, knownCall(change.value("call"_L1).toObject(), state));
        }
        changes.append(value.isObject() ? QJsonValue(change) : value);
    }
    return changes;
}

/// Nearly every message has known words only, so it is read as it is first.
template <class Message, class Known>
Result<CallReading<Message>> read(QJsonObject wire, QLatin1StringView key, Known known)
{
    if (auto message = json::decode<Message>(wire)) {
        return CallReading<Message>{std::move(*message), {}};
    }
    CallReading<Message> reading;
    if (wire.value(key).isArray()) {
        wire.insert(key, known(wire.value(key).toArray(), reading.unknownStates));
    }
    return json::decode<Message>(wire).map([&](Message message) {
        reading.message = std::move(message);
        return std::move(reading);
    });
}

} // namespace

Result<CallReading<protocol::CallsSnapshot>> readCallsSnapshot(const QJsonObject &params)
{
    return read<protocol::CallsSnapshot>(params, "calls"_L1, &knownCalls);
}

Result<CallReading<protocol::CallsChanged>> readCallsChanged(const QJsonObject &params)
{
    return read<protocol::CallsChanged>(params, "changes"_L1, &knownChanges);
}

Result<CallReading<protocol::CallListed>> readCallListed(const QJsonObject &answer)
{
    return read<protocol::CallListed>(answer, "calls"_L1, &knownCalls);
}

Result<LiveCall> readCall(const QJsonObject &call)
{
    QString unknownState;
    return json::decode<protocol::Call>(knownCall(call, unknownState)).map([&](protocol::Call read) {
        return LiveCall{std::move(read), std::move(unknownState)};
    });
}

} // namespace cordboard
