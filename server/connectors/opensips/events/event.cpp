// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/event.h"

#include "common/json/codec.h"
#include "server/connectors/opensips/management/utf8.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

enum class HoldAction { Hold, Unhold };

} // namespace
} // namespace cordboard::opensips

namespace cordboard::json {

template <> struct WireNames<opensips::TransferChanged::State> {
    using State = opensips::TransferChanged::State;
    // "fail", where the Go Call API waits for "failure" (fact 19).
    static constexpr std::pair<State, const char *> names[] = {
        {State::Start, "start"}, {State::Notify, "notify"}, {State::Ok, "ok"}, {State::Fail, "fail"}};
};

template <> struct WireNames<opensips::HoldChanged::State> {
    using State = opensips::HoldChanged::State;
    static constexpr std::pair<State, const char *> names[] = {
        {State::Start, "start"}, {State::Ok, "ok"}, {State::Fail, "fail"}};
};

template <> struct WireNames<opensips::HoldAction> {
    using Action = opensips::HoldAction;
    static constexpr std::pair<Action, const char *> names[] = {
        {Action::Hold, "hold"}, {Action::Unhold, "unhold"}};
};

template <> struct WireNames<opensips::SessionChanged::Type> {
    using Type = opensips::SessionChanged::Type;
    static constexpr std::pair<Type, const char *> names[] = {{Type::Early, "EARLY"},
        {Type::Answered, "ANSWERED"}, {Type::Rejected, "REJECTED"}, {Type::Updated, "UPDATED"},
        {Type::Terminated, "TERMINATED"}};
};

} // namespace cordboard::json

namespace cordboard::opensips {
namespace {

using json::Field;

/// A text that a proxy may leave out or give as null.
using MaybeText = std::optional<QString>;

struct DialogRow {
    QString id;
    SipCallId callId;
    MaybeText fromTag;
    MaybeText toTag;
    int oldState = 0;
    int newState = 0;
    static constexpr auto fields()
    {
        using S = DialogRow;
        return std::tuple{Field{&S::id, "id"}, Field{&S::callId, "callid"}, Field{&S::fromTag, "from_tag"},
            Field{&S::toTag, "to_tag"}, Field{&S::oldState, "old_state"}, Field{&S::newState, "new_state"}};
    }
};

struct TransferRow {
    SipCallId callId;
    MaybeText leg;
    MaybeText transferCallId;
    MaybeText destination;
    TransferChanged::State state = {};
    MaybeText status;
    static constexpr auto fields()
    {
        using S = TransferRow;
        return std::tuple{Field{&S::callId, "callid"}, Field{&S::leg, "leg"},
            Field{&S::transferCallId, "transfer_callid"}, Field{&S::destination, "destination"},
            Field{&S::state, "state"}, Field{&S::status, "status"}};
    }
};

struct HoldRow {
    SipCallId callId;
    QString leg;
    HoldAction action = {};
    HoldChanged::State state = {};
    static constexpr auto fields()
    {
        using S = HoldRow;
        return std::tuple{Field{&S::callId, "callid"}, Field{&S::leg, "leg"}, Field{&S::action, "action"},
            Field{&S::state, "state"}};
    }
};

struct SessionRow {
    SipCallId key;
    QString type;
    std::optional<int> status;
    MaybeText reason;
    MaybeText method;
    static constexpr auto fields()
    {
        using S = SessionRow;
        return std::tuple{Field{&S::key, "key"}, Field{&S::type, "event_type"}, Field{&S::status, "status"},
            Field{&S::reason, "reason"}, Field{&S::method, "method"}};
    }
};

struct ContactRow {
    MaybeText table;
    QString aor;
    MaybeText uri; // demanded but for E_UL_AOR_DELETE
    MaybeText userAgent;
    std::optional<qint64> expires;
    static constexpr auto fields()
    {
        using S = ContactRow;
        return std::tuple{Field{&S::table, "domain"}, Field{&S::aor, "aor"}, Field{&S::uri, "uri"},
            Field{&S::userAgent, "user_agent"}, Field{&S::expires, "expires"}};
    }
};

bool isDialogState(int state)
{
    return state >= static_cast<int>(DialogState::Unconfirmed)
        && state <= static_cast<int>(DialogState::Ended);
}

tl::unexpected<Error> wrong(const QString &field, const QString &expected)
{
    return failure(Errc::InvalidParams, field + u" must be "_s + expected, field);
}

/// What an event is about, by the keys that name it: nothing may be kept for a call without a name.
std::optional<Error> nameless(const QJsonValue &params)
{
    for (const QLatin1StringView key : {"id"_L1, "callid"_L1, "key"_L1, "aor"_L1}) {
        if (params[key].isString() && params[key].toString().isEmpty()) {
            return wrong(u"params."_s + key, u"a text that is not empty"_s).value();
        }
    }
    return std::nullopt;
}

Result<ProxyEvent> checked(const DialogRow &row)
{
    if (!isDialogState(row.oldState)) {
        return wrong(u"params.old_state"_s, u"1 to 5"_s);
    }
    if (!isDialogState(row.newState)) {
        return wrong(u"params.new_state"_s, u"1 to 5"_s);
    }
    return DialogStateChanged{row.id, row.callId, row.fromTag.value_or(QString()),
        row.toTag.value_or(QString()), static_cast<DialogState>(row.oldState),
        static_cast<DialogState>(row.newState)};
}

Result<ProxyEvent> checked(const TransferRow &row)
{
    return TransferChanged{row.callId, row.leg.value_or(QString()),
        SipCallId(row.transferCallId.value_or(QString())), row.destination.value_or(QString()), row.state,
        row.status.value_or(QString())};
}

Result<ProxyEvent> checked(const HoldRow &row)
{
    if (row.leg != "caller"_L1 && row.leg != "callee"_L1) {
        return wrong(u"params.leg"_s, u"caller or callee"_s);
    }
    return HoldChanged{row.callId, row.leg, row.action == HoldAction::Unhold, row.state};
}

Result<ProxyEvent> checked(const SessionRow &row)
{
    const auto type =
        json::fromWireName<SessionChanged::Type>(row.type).value_or(SessionChanged::Type::Other);
    return SessionChanged{row.key, type, row.status.value_or(0), row.reason.value_or(QString()),
        row.method.value_or(QString())};
}

Result<ProxyEvent> readContact(ContactChanged::Kind kind, const QJsonValue &params)
{
    return json::Value<ContactRow>::decode(params, u"params"_s)
        .and_then([kind](const ContactRow &row) -> Result<ProxyEvent> {
            if (kind != ContactChanged::Kind::AllRemoved && !row.uri) {
                return wrong(u"params.uri"_s, u"a string"_s);
            }
            return ContactChanged{kind, row.table.value_or(QString()), row.aor, row.uri.value_or(QString()),
                row.userAgent.value_or(QString()), row.expires.value_or(0)};
        });
}

template <class Row> Result<ProxyEvent> read(const QJsonValue &params)
{
    return json::Value<Row>::decode(params, u"params"_s).and_then([](const Row &row) {
        return checked(row);
    });
}

} // namespace

Result<ProxyEvent> decodeEvent(const QByteArray &datagram)
{
    const QJsonDocument document = QJsonDocument::fromJson(repairUtf8(datagram));
    if (!document.isObject()) {
        return failure(Errc::InvalidParams, u"an event must be a JSON object"_s);
    }
    const QJsonObject object = document.object();
    const QString name = object.value("method"_L1).toString();
    if (name.isEmpty()) {
        return wrong(u"method"_s, u"a name"_s);
    }
    const QJsonValue params = object.value("params"_L1);
    if (params.isArray()) { // only raise_event makes these, ours or another's
        const QJsonValue nonce = params.toArray().at(0);
        return nonce.isString() ? ProxyEvent(ProbeArrived{name, nonce.toString()})
                                : ProxyEvent(OtherEvent{name});
    }
    if (auto error = nameless(params)) {
        return tl::unexpected(*std::move(error));
    }
    if (name == "E_DLG_STATE_CHANGED"_L1) {
        return read<DialogRow>(params);
    }
    if (name == "E_CALL_TRANSFER"_L1) {
        return read<TransferRow>(params);
    }
    if (name == "E_CALL_HOLD"_L1) {
        return read<HoldRow>(params);
    }
    if (name == "E_UA_SESSION"_L1) {
        return read<SessionRow>(params);
    }
    if (name == "E_UL_CONTACT_INSERT"_L1 || name == "E_UL_CONTACT_UPDATE"_L1) {
        return readContact(ContactChanged::Kind::Set, params);
    }
    if (name == "E_UL_CONTACT_DELETE"_L1) {
        return readContact(ContactChanged::Kind::Removed, params);
    }
    if (name == "E_UL_AOR_DELETE"_L1) {
        return readContact(ContactChanged::Kind::AllRemoved, params);
    }
    if (name == "E_CORDBOARD"_L1) {
        return decodeScriptEvent(params).map([&name](std::optional<ScriptEvent> told) {
            return told ? ProxyEvent(std::move(*told)) : ProxyEvent(OtherEvent{name});
        });
    }
    return OtherEvent{name};
}

} // namespace cordboard::opensips
