// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/event.h"

#include "common/json/codec.h"
#include "server/connectors/opensips/management/utf8.h"

#include <QJsonDocument>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using json::Field;

struct StateWire {
    QString id;
    SipCallId callId;
    std::optional<QString> fromTag;
    std::optional<QString> toTag;
    int oldState = 0;
    int newState = 0;
    static constexpr auto fields()
    {
        using S = StateWire;
        return std::tuple{Field{&S::id, "id"}, Field{&S::callId, "callid"}, Field{&S::fromTag, "from_tag"},
            Field{&S::toTag, "to_tag"}, Field{&S::oldState, "old_state"}, Field{&S::newState, "new_state"}};
    }
};

struct TransferWire {
    SipCallId callId;
    std::optional<QString> leg;
    std::optional<SipCallId> transferCallId;
    std::optional<QString> destination;
    TransferChanged::State state = TransferChanged::State::Start;
    std::optional<QString> status;
    static constexpr auto fields()
    {
        using S = TransferWire;
        return std::tuple{Field{&S::callId, "callid"}, Field{&S::leg, "leg"},
            Field{&S::transferCallId, "transfer_callid"}, Field{&S::destination, "destination"},
            Field{&S::state, "state"}, Field{&S::status, "status"}};
    }
};

enum class HoldAction { Hold, Unhold };

struct HoldWire {
    SipCallId callId;
    QString leg;
    HoldAction action = HoldAction::Hold;
    HoldChanged::State state = HoldChanged::State::Start;
    static constexpr auto fields()
    {
        using S = HoldWire;
        return std::tuple{Field{&S::callId, "callid"}, Field{&S::leg, "leg"}, Field{&S::action, "action"},
            Field{&S::state, "state"}};
    }
};

struct SessionWire {
    SipCallId key;
    QString type;
    std::optional<int> status;
    std::optional<QString> reason;
    std::optional<QString> method;
    static constexpr auto fields()
    {
        using S = SessionWire;
        return std::tuple{Field{&S::key, "key"}, Field{&S::type, "event_type"}, Field{&S::status, "status"},
            Field{&S::reason, "reason"}, Field{&S::method, "method"}};
    }
};

} // namespace
} // namespace cordboard::opensips

namespace cordboard::json {

template <> struct WireNames<opensips::TransferChanged::State> {
    using S = opensips::TransferChanged::State;
    static constexpr std::pair<S, const char *> names[]{
        {S::Start, "start"}, {S::Notify, "notify"}, {S::Ok, "ok"}, {S::Fail, "fail"}};
};
template <> struct WireNames<opensips::HoldChanged::State> {
    using S = opensips::HoldChanged::State;
    static constexpr std::pair<S, const char *> names[]{
        {S::Start, "start"}, {S::Ok, "ok"}, {S::Fail, "fail"}};
};
template <> struct WireNames<opensips::HoldAction> {
    using A = opensips::HoldAction;
    static constexpr std::pair<A, const char *> names[]{{A::Hold, "hold"}, {A::Unhold, "unhold"}};
};
template <> struct WireNames<opensips::SessionChanged::Type> {
    using T = opensips::SessionChanged::Type;
    static constexpr std::pair<T, const char *> names[]{{T::Early, "EARLY"}, {T::Answered, "ANSWERED"},
        {T::Rejected, "REJECTED"}, {T::Updated, "UPDATED"}, {T::Terminated, "TERMINATED"}};
};

} // namespace cordboard::json

namespace cordboard::opensips {
namespace {

constexpr auto params = "params"_L1;

Result<ProxyEvent> decodeState(const QJsonObject &object)
{
    auto wire = json::decode<StateWire>(object, json::Unknown::Ignore, params);
    if (!wire) {
        return tl::unexpected(std::move(wire).error());
    }
    const auto inRange = [](int state) { return state >= 1 && state <= 5; };
    if (!inRange(wire->oldState) || !inRange(wire->newState)) {
        return failure(Errc::InvalidParams, u"a dialog state is not 1 to 5"_s,
            inRange(wire->oldState) ? u"params.new_state"_s : u"params.old_state"_s);
    }
    if (wire->id.isEmpty() || wire->callId.isEmpty()) {
        return failure(Errc::InvalidParams, u"the dialog has no name"_s,
            wire->id.isEmpty() ? u"params.id"_s : u"params.callid"_s);
    }
    return DialogStateChanged{.dialogId = wire->id,
        .callId = wire->callId,
        .fromTag = wire->fromTag.value_or(QString()),
        .toTag = wire->toTag.value_or(QString()),
        .oldState = DialogState(wire->oldState),
        .newState = DialogState(wire->newState)};
}

Result<ProxyEvent> decodeTransfer(const QJsonObject &object)
{
    return json::decode<TransferWire>(object, json::Unknown::Ignore, params)
        .map([](TransferWire wire) -> ProxyEvent {
            return TransferChanged{.callId = wire.callId,
                .leg = wire.leg.value_or(QString()),
                .transferCallId = wire.transferCallId.value_or(SipCallId()),
                .destination = wire.destination.value_or(QString()),
                .state = wire.state,
                .status = wire.status.value_or(QString())};
        });
}

Result<ProxyEvent> decodeHold(const QJsonObject &object)
{
    return json::decode<HoldWire>(object, json::Unknown::Ignore, params).map([](HoldWire wire) -> ProxyEvent {
        return HoldChanged{.callId = wire.callId,
            .leg = wire.leg,
            .resume = wire.action == HoldAction::Unhold,
            .state = wire.state};
    });
}

Result<ProxyEvent> decodeSession(const QJsonObject &object)
{
    return json::decode<SessionWire>(object, json::Unknown::Ignore, params)
        .map([](SessionWire wire) -> ProxyEvent {
            return SessionChanged{.key = wire.key,
                .type =
                    json::fromWireName<SessionChanged::Type>(wire.type).value_or(SessionChanged::Type::Other),
                .status = wire.status.value_or(0),
                .reason = wire.reason.value_or(QString()),
                .method = wire.method.value_or(QString())};
        });
}

} // namespace

Result<ProxyEvent> decodeEvent(const QByteArray &datagram)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(repairUtf8(datagram), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject()) {
        return failure(Errc::InvalidParams, u"the event is no JSON object"_s);
    }
    const QJsonObject event = document.object();
    const QJsonValue method = event.value("method"_L1);
    const QJsonValue parameters = event.value(params);
    if (!method.isString() || method.toString().isEmpty()) {
        return failure(Errc::InvalidParams, u"the event has no name"_s, u"method"_s);
    }
    const QString name = method.toString();
    // Only raise_event gives an array, and only we ask for one that holds a single text (fact 16).
    if (parameters.isArray()) {
        const QJsonValue nonce = parameters[0];
        if (parameters.toArray().size() == 1 && nonce.isString()) {
            return ProxyEvent(ProbeArrived{name, nonce.toString()});
        }
        return ProxyEvent(OtherEvent{name});
    }
    const bool known = name == "E_DLG_STATE_CHANGED"_L1 || name == "E_CALL_TRANSFER"_L1
        || name == "E_CALL_HOLD"_L1 || name == "E_UA_SESSION"_L1;
    if (!known) {
        return ProxyEvent(OtherEvent{name});
    }
    if (!parameters.isObject()) {
        return failure(Errc::InvalidParams, u"params must be an object"_s, u"params"_s);
    }
    const QJsonObject object = parameters.toObject();
    if (name == "E_DLG_STATE_CHANGED"_L1) {
        return decodeState(object);
    }
    if (name == "E_CALL_TRANSFER"_L1) {
        return decodeTransfer(object);
    }
    return name == "E_CALL_HOLD"_L1 ? decodeHold(object) : decodeSession(object);
}

} // namespace cordboard::opensips
