// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/dialoglist.h"

#include "common/json/codec.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

struct CalleeRow {
    std::optional<QString> tag;
    std::optional<QString> contact;
    std::optional<QString> sdp;
    std::optional<QString> sentSdp;
    static constexpr auto fields()
    {
        using S = CalleeRow;
        using json::Field;
        return std::tuple{Field{&S::tag, "callee_tag"}, Field{&S::contact, "callee_contact"},
            Field{&S::sdp, "callee_sdp"}, Field{&S::sentSdp, "callee_sent_sdp"}};
    }
};

struct DialogRow {
    QString id;
    SipCallId callId;
    int state = 0;
    std::optional<QString> fromUri;
    std::optional<QString> toUri;
    std::optional<QString> callerTag;
    std::optional<QString> callerContact;
    std::optional<QString> callerSdp;
    std::optional<QString> callerSentSdp;
    std::optional<qint64> startedAt;
    std::optional<std::vector<CalleeRow>> callees;
    std::optional<QJsonObject> context;
    static constexpr auto fields()
    {
        using S = DialogRow;
        using json::Field;
        return std::tuple{Field{&S::id, "ID"}, Field{&S::callId, "callid"}, Field{&S::state, "state"},
            Field{&S::fromUri, "from_uri"}, Field{&S::toUri, "to_uri"}, Field{&S::callerTag, "caller_tag"},
            Field{&S::callerContact, "caller_contact"}, Field{&S::callerSdp, "caller_sdp"},
            Field{&S::callerSentSdp, "caller_sent_sdp"}, Field{&S::startedAt, "timestart"},
            Field{&S::callees, "CALLEES"}, Field{&S::context, "context"}};
    }
};

void takeVariables(const QJsonObject &named, QHash<QString, QString> &variables)
{
    for (auto it = named.begin(); it != named.end(); ++it) {
        if (it->isString()) {
            variables.insert(it.key(), it->toString());
        } else if (it->isDouble()) {
            variables.insert(it.key(), QString::number(it->toInteger()));
        }
    }
}

/// `values` is an array with one object for each variable; one object for all is understood, too.
QHash<QString, QString> variablesOf(const QJsonObject &context)
{
    QHash<QString, QString> variables;
    const QJsonValue values = context.value("values"_L1);
    takeVariables(values.toObject(), variables);
    for (const QJsonValue value : values.toArray()) {
        takeVariables(value.toObject(), variables);
    }
    return variables;
}

Dialog dialogOf(DialogRow &&row)
{
    Dialog dialog{.id = std::move(row.id),
        .callId = std::move(row.callId),
        .state = static_cast<DialogState>(row.state),
        .fromUri = row.fromUri.value_or(QString()),
        .toUri = row.toUri.value_or(QString()),
        .callerTag = row.callerTag.value_or(QString()),
        .callerContact = row.callerContact.value_or(QString()),
        .callerSdp = row.callerSdp.value_or(QString()),
        .callerSentSdp = row.callerSentSdp.value_or(QString()),
        .callees = {},
        .startedAt = row.startedAt.value_or(0),
        .variables = variablesOf(row.context.value_or(QJsonObject()))};
    for (CalleeRow &callee : row.callees.value_or(std::vector<CalleeRow>())) {
        dialog.callees.append(DialogCallee{callee.tag.value_or(QString()), callee.contact.value_or(QString()),
            callee.sdp.value_or(QString()), callee.sentSdp.value_or(QString())});
    }
    return dialog;
}

} // namespace

Result<Dialog> dialogFromJson(const QJsonValue &value)
{
    if (!value.isObject()) {
        return failure(Errc::InvalidParams, u"a dialog must be an object"_s);
    }
    auto row = json::decode<DialogRow>(value.toObject());
    if (!row) {
        return tl::unexpected(std::move(row).error());
    }
    if (row->id.isEmpty()) {
        return failure(Errc::InvalidParams, u"ID must not be empty"_s, u"ID"_s);
    }
    if (row->state < static_cast<int>(DialogState::Unconfirmed)
        || row->state > static_cast<int>(DialogState::Ended)) {
        return failure(Errc::InvalidParams, u"state must be 1 to 5"_s, u"state"_s);
    }
    return dialogOf(std::move(*row));
}

Result<Dialog> dialogFromAnswer(const QJsonValue &result)
{
    const QJsonValue dialog = result.toObject().value("Dialog"_L1);
    if (dialog.isUndefined()) {
        return failure(Errc::InvalidParams, u"the answer names no Dialog"_s, u"Dialog"_s);
    }
    return dialogFromJson(dialog);
}

std::optional<Dialog> listedDialog(const QJsonValue &result)
{
    auto dialog = dialogFromAnswer(result);
    return dialog ? std::optional(std::move(*dialog)) : std::nullopt;
}

Result<DialogPage> dialogPageFromAnswer(const QJsonValue &result)
{
    const QJsonObject object = result.toObject();
    const QJsonValue rows = object.value("Dialogs"_L1);
    if (!rows.isArray()) {
        return failure(Errc::InvalidParams, u"the answer has no list of Dialogs"_s, u"Dialogs"_s);
    }
    DialogPage page;
    auto count = json::Value<std::optional<int>>::decode(object.value("count"_L1), u"count"_s);
    if (!count) {
        return tl::unexpected(std::move(count).error());
    }
    page.count = *count;
    for (const QJsonValue row : rows.toArray()) {
        ++page.rows;
        if (auto dialog = dialogFromJson(row)) {
            page.dialogs.append(std::move(*dialog));
        } else {
            ++page.unreadable;
        }
    }
    return page;
}

} // namespace cordboard::opensips
