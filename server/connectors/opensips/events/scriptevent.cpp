// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/scriptevent.h"

#include "common/json/codec.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::json {

template <> struct WireNames<opensips::ScriptEvent::Direction> {
    using Direction = opensips::ScriptEvent::Direction;
    static constexpr std::pair<Direction, const char *> names[] = {{Direction::SendRecv, "sendrecv"},
        {Direction::SendOnly, "sendonly"}, {Direction::RecvOnly, "recvonly"},
        {Direction::Inactive, "inactive"}};
};

} // namespace cordboard::json

namespace cordboard::opensips {
namespace {

using json::Field;

/// A key that an older or shorter script may leave out.
using MaybeText = std::optional<QString>;

struct Head {
    QString type;
    SipCallId callId;
    MaybeText dialogId;
    static constexpr auto fields()
    {
        using S = Head;
        return std::tuple{Field{&S::type, "type"}, Field{&S::callId, "callid"}, Field{&S::dialogId, "did"}};
    }
};

struct InviteRow {
    MaybeText from;
    MaybeText fromName;
    MaybeText to;
    MaybeText toName;
    MaybeText requestUri;
    MaybeText contact;
    MaybeText replaces;
    MaybeText referredBy;
    static constexpr auto fields()
    {
        using S = InviteRow;
        return std::tuple{Field{&S::from, "from"}, Field{&S::fromName, "from_name"}, Field{&S::to, "to"},
            Field{&S::toName, "to_name"}, Field{&S::requestUri, "ruri"}, Field{&S::contact, "contact"},
            Field{&S::replaces, "replaces"}, Field{&S::referredBy, "referred_by"}};
    }
};

struct FailedRow {
    MaybeText code;
    MaybeText reason;
    static constexpr auto fields()
    {
        using S = FailedRow;
        return std::tuple{Field{&S::code, "code"}, Field{&S::reason, "reason"}};
    }
};

struct ByeRow {
    LegRole side = {};
    MaybeText reason;
    static constexpr auto fields()
    {
        using S = ByeRow;
        return std::tuple{Field{&S::side, "side"}, Field{&S::reason, "reason"}};
    }
};

struct ReferRow {
    LegRole side = {};
    MaybeText referTo;
    static constexpr auto fields()
    {
        using S = ReferRow;
        return std::tuple{Field{&S::side, "side"}, Field{&S::referTo, "refer_to"}};
    }
};

struct HoldRow {
    LegRole side = {};
    ScriptEvent::Direction direction = {};
    static constexpr auto fields()
    {
        using S = HoldRow;
        return std::tuple{Field{&S::side, "side"}, Field{&S::direction, "direction"}};
    }
};

QString text(const MaybeText &value) { return value.value_or(QString()); }

Result<ScriptEvent::What> checked(const InviteRow &row)
{
    return ScriptEvent::Invite{text(row.from), text(row.fromName), text(row.to), text(row.toName),
        text(row.requestUri), text(row.contact), text(row.replaces), text(row.referredBy)};
}

Result<ScriptEvent::What> checked(const FailedRow &row)
{
    const QString code = text(row.code);
    const bool isCode = code.size() == 3 && code.front() >= u'3' && code.front() <= u'6'
        && std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isCode && !code.isEmpty()) {
        return failure(
            Errc::InvalidParams, u"params.code must be empty or from 300 to 699"_s, u"params.code"_s);
    }
    return ScriptEvent::Failed{isCode ? code.toInt() : 0, text(row.reason)};
}

Result<ScriptEvent::What> checked(const ByeRow &row) { return ScriptEvent::Bye{row.side, text(row.reason)}; }

Result<ScriptEvent::What> checked(const ReferRow &row)
{
    return ScriptEvent::Refer{row.side, text(row.referTo)};
}

Result<ScriptEvent::What> checked(const HoldRow &row) { return ScriptEvent::Hold{row.side, row.direction}; }

template <class Row> Result<std::optional<ScriptEvent>> read(const Head &head, const QJsonValue &params)
{
    return json::Value<Row>::decode(params, u"params"_s)
        .and_then([](const Row &row) { return checked(row); })
        .map([&head](const ScriptEvent::What &what) {
            return std::optional(ScriptEvent{head.callId, text(head.dialogId), what});
        });
}

} // namespace

Result<std::optional<ScriptEvent>> decodeScriptEvent(const QJsonValue &params)
{
    const auto head = json::Value<Head>::decode(params, u"params"_s);
    if (!head) {
        return tl::unexpected(head.error());
    }
    if (head->type == "invite"_L1) {
        return read<InviteRow>(*head, params);
    }
    if (head->type == "failed"_L1) {
        return read<FailedRow>(*head, params);
    }
    if (head->type == "bye"_L1) {
        return read<ByeRow>(*head, params);
    }
    if (head->type == "refer"_L1) {
        return read<ReferRow>(*head, params);
    }
    if (head->type == "hold"_L1) {
        return read<HoldRow>(*head, params);
    }
    return std::nullopt;
}

} // namespace cordboard::opensips
